internal import Commerce
internal import Discourse
internal import Understanding

/// Goods that are named by a kind, or by a name that nothing here bears.
extension Conversation {
  /// Tells that nothing bears the name which was given to goods, before what is of the same kind is shown; once in an intent.
  mutating func tellUnknownName(for slot: IntentDocument.Slot?) {
    guard slot?.kind == .product, let frame = state.frames.last, frame.attempts[Self.isTold] == nil,
      let said = frame.said.last, let unknown = artefacts.lexicon.unknownName(in: said)
    else { return }
    state.frames[state.frames.count - 1].attempts[Self.isTold] = 1
    say(["product.no_such_name"], facts: ["name": Fact(unknown.name), "goods": Fact(unknown.kind)])
  }

  private static let isTold = "unknown name"

  /// Tells that no record says whether goods of a kind are what they are wanted to be, before what there is of the kind is shown: the list alone
  /// would say that all of it is. Nothing where an option or a price has taken up what was wanted; once in an intent.
  mutating func tellNotRecorded(for slot: IntentDocument.Slot?) {
    guard slot?.kind == .product, let frame = state.frames.last, frame.attempts[Self.isNotRecorded] == nil,
      let intent = artefacts.intents.searching, frame.intent == intent.name, let said = frame.said.last,
      let product = slot.flatMap({ frame.slots[$0.name] }).flatMap(ProductSaid.init(line:)), product.id == nil,
      product.options.isEmpty, !intent.slots.contains(where: { $0.kind == .money && frame.slots[$0.name] != nil }),
      choosesByKind(said) || requiresOfKind(said)
        || artefacts.lexicon.qualifiesBeyondRecords(Normalizer.words(said)), kindNamed(in: said) != nil
    else { return }
    state.frames[state.frames.count - 1].attempts[Self.isNotRecorded] = 1
    say(["product.not_recorded"])
  }

  private static let isNotRecorded = "not recorded"

  /// Shows what there is of a kind of goods, where something is asked about it that no record tells. False where no kind was named as one
  /// to choose from: about their own thing nobody wants to be shown others.
  mutating func showsKind(_ text: String) -> Bool {
    guard let intent = artefacts.intents.searching, let slot = intent.slots.first(where: { $0.kind == .product }),
      let kind = kindNamed(in: text)
    else { return false }
    var frame = ConversationState.Frame(intent: intent.name, aspect: "")
    frame.said.append(text)
    frame.attempts[Self.isNotRecorded] = 1
    fill(&frame, of: intent, with: [], words: [text])
    if frame.slots[slot.name] == nil { frame.slots[slot.name] = ProductSaid(name: kind, text: kind).line }
    state.frames.append(frame)
    state.misunderstandings = 0
    say(["product.not_recorded"])
    advance()
    return true
  }

  /// The kind of goods that words name, not one certain product and not one that somebody has; nil where they name none.
  private func kindNamed(in text: String) -> String? {
    let words = Normalizer.words(text)
    guard artefacts.lexicon.productsNamed(in: words) == 0, !isUnhappy,
      let range = artefacts.lexicon.goods(in: words).first,
      words[..<range.lowerBound].suffix(3).allSatisfy({ !Self.owners.contains($0) })
    else { return nil }
    return words[range].joined(separator: " ")
  }

  private static let owners: Set<String> = [
    "my", "our", "his", "her", "their", "this", "that", "these", "those", "bought", "ordered", "got",
    "returned",
  ]

  /// Shows a kind of goods instead of a passage that has nothing to do with it, or of what suits the weather and the hour, where words only say
  /// which of the kind is wanted ("vest with inside pockets"). False where they say more, or a passage speaks of just that.
  mutating func showsKindInstead(_ frame: ConversationState.Frame, ofPassage: Bool) -> Bool {
    guard state.frames.count == 1, state.later.isEmpty, let said = frame.said.last, choosesByKind(said),
      artefacts.intents.searching != nil, kindNamed(in: said) != nil
    else { return false }
    if ofPassage, let found = passage(for: said), found.isOfGoods { return false }
    state.frames.removeLast()
    return showsKind(said)
  }

  /// Whether words are a kind of goods with what it is to be like, and no more.
  private func choosesByKind(_ text: String) -> Bool {
    let words = Normalizer.words(text)
    guard let kind = artefacts.lexicon.goods(in: words).first, kind.lowerBound < 4, kind.upperBound < words.count
    else { return false }
    let leading = words[..<kind.lowerBound]
    guard leading.allSatisfy({ !Self.doing.contains($0) }), Self.services.isDisjoint(with: words) else { return false }
    return Self.requiring.contains(words[kind.upperBound]) || leading.contains("which")
  }

  /// Whether words say what a kind of goods is to do ("chairs that hold over 350 pounds").
  private func requiresOfKind(_ text: String) -> Bool {
    let words = Normalizer.words(text)
    guard let kind = artefacts.lexicon.goods(in: words).first, kind.upperBound + 1 < words.count else { return false }
    return Self.relative.contains(words[kind.upperBound]) && !Self.having.contains(words[kind.upperBound + 1])
  }

  /// What begins what goods are to do, and words after it that only say that there are some.
  private static let relative: Set<String> = ["that", "which", "who"]
  private static let having: Set<String> = [
    "you", "i", "we", "is", "are", "cost", "costs", "come", "comes", "have", "has",
  ]

  /// Words before a kind that say more than which is wanted; words behind it that say what it is to be like; and words of what is done for
  /// customers, of which articles tell whatever the goods are.
  private static let doing: Set<String> = [
    "i", "you", "we", "it", "is", "are", "was", "do", "does", "did", "can", "could", "how", "where", "when", "why",
    "return", "exchange", "cancel", "order", "ship", "deliver", "wash", "clean", "repair", "fix",
  ]
  private static let requiring: Set<String> = [
    "with", "for", "that", "who", "without", "fits", "fit", "suits", "suit", "works", "keeps", "lasts",
  ]
  private static let services: Set<String> = [
    "rent", "rental", "hire", "sale", "ship", "shipped", "shipping", "deliver", "delivered", "delivery", "return",
    "returned", "repair", "repaired", "fix", "fixed", "wash", "clean", "recycle", "warranty", "guarantee", "store",
    "stores", "discount", "stock", "refund", "exchange", "fly", "flight",
  ]
}

extension IntentMap {
  /// The intent that shows what there is of a kind: it takes a product's name, looks it up, changes nothing, and answers no other question.
  var searching: IntentDocument? {
    intents.first { intent in
      guard intent.enabled, intent.questions.isEmpty, intent.output.changes.isEmpty, intent.steps.count > 1,
        case .collect(let name) = intent.steps[0], case .call(let call) = intent.steps[1]
      else { return false }
      return intent.slot(name)?.kind == .product && call.operation == .searchProducts
    }
  }
}
