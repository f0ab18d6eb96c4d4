internal import Commerce
internal import Discourse
internal import Policy
internal import Understanding

/// Words to commands: the reader for goods, orders and the account, the classifier of intents for everything else.
extension Conversation {
  /// What an utterance is taken to mean.
  func understood(_ transcript: Transcript) -> [Command] {
    let matcher = state.stores.isEmpty ? nil : StoreMatcher(stores: state.stores)
    let classified =
      severalWishes(transcript, matcher)
      ?? artefacts.understander.commands(transcript, expecting: state.expectation, stores: matcher)
    if isFree, let start = knownAnswer(transcript, classified) { return [start] }
    let read = Reader.read(transcript, in: readingContext)
    return arbitrate(read, classified, transcript)
  }

  /// Whether nothing was asked but what there is to do.
  private var isFree: Bool { state.focus == .open || state.focus == .anythingElse }

  /// Several wishes in one sentence ("where is my order and can I change my appointment"): a start for each, in order, when each part
  /// alone is plain. Nil when it is one.
  private func severalWishes(_ transcript: Transcript, _ matcher: StoreMatcher?) -> [Command]? {
    guard isFree, let text = transcript.alternatives.first?.text else { return nil }
    let parts = Sentences.clauses(text)
    guard (2...4).contains(parts.count) else { return nil }
    var starts: [Command] = []
    var fills: [Command] = []
    for part in parts {
      let commands = artefacts.understander.commands(
        Transcript(typed: part), expecting: .digits(count: 5), stores: matcher)
      for command in commands {
        switch command {
        case .start(let label, _):
          let family = label.prefix { $0 != "#" }
          let isNew = starts.allSatisfy {
            if case .start(let other, _) = $0 { other.prefix { $0 != "#" } != family } else { true }
          }
          // Hello and thanks are no wish beside another.
          if isNew, artefacts.intents.intent(String(family))?.systems.isEmpty == false { starts.append(command) }
        case .fill: fills.append(command)
        default: continue
        }
      }
    }
    return starts.count > 1 ? starts + fills : nil
  }

  /// The intent that answers from the articles, when one of them covers what was asked almost wholly and no other intent is sure.
  private func knownAnswer(_ transcript: Transcript, _ classified: [Command]) -> Command? {
    guard let text = transcript.alternatives.first?.text,
      let answer = artefacts.knowledge.answer(text, least: 0.8),
      let intent = artefacts.intents.intents.first(where: {
        if case .answer? = $0.steps.first { $0.enabled } else { false }
      })
    else { return nil }
    let starts = classified.compactMap { command -> Double? in
      if case .start(let label, let confidence) = command, label != intent.name { confidence } else { nil }
    }
    let asks = Normalizer.words(text).contains(where: Self.questionWords.contains)
    guard starts.isEmpty || asks && starts.count == 1 && starts[0] < 0.7 else { return nil }
    return .start(intent: intent.name, confidence: answer.score)
  }

  private static let questionWords: Set<String> = [
    "what", "what's", "whats", "how", "do", "does", "can", "could", "is", "are", "which", "who", "where", "when",
    "will",
    "may", "policy",
  ]

  /// Which of both readings counts: the desk's own when it has the floor or is wanted, the intents' otherwise.
  private func arbitrate(_ read: [Command], _ classified: [Command], _ transcript: Transcript) -> [Command] {
    let starts = classified.contains { if case .start = $0 { true } else { false } }
    if state.focus == .desk {
      let isEmpty = read.isEmpty || read == [.notUnderstood]
      return isEmpty ? classified : read
    }
    if let verb = deskVerb(classified) {
      // The intent is the desk's: the reader knows more of what was said than that.
      let heard = read.filter { if case .identify = $0 { true } else { isForDesk($0) } }
      return heard.contains(where: isForDesk) ? read : [.wish(Wish(verb))] + heard
    }
    guard read.contains(where: isForDesk) else { return classified }
    guard state.desk?.isLoaded != true else { return read }
    if !starts, let start = catalogueIntent(read, transcript) { return [start] }
    // Who nobody knows yet, and is known by an order here, tells its number to the intent that asks for it.
    return starts && identifiesByOrder ? classified : read
  }

  /// The intent that answers a question about goods that are nobody's yet, by the kinds of question that it names.
  private func catalogueIntent(_ read: [Command], _ transcript: Transcript) -> Command? {
    let words = transcript.alternatives.first.map { Normalizer.words($0.text) } ?? []
    guard identifiesByOrder, !words.contains(where: Self.ownWords.contains) else { return nil }
    for command in read {
      guard case .question(let question) = command, question.orders == nil, question.goods?.things.isEmpty == false
      else { continue }
      let kind = question.kind.name
      if let intent = artefacts.intents.intents.first(where: { $0.enabled && $0.questions.contains(kind) }) {
        return .start(intent: intent.name, confidence: question.confidence)
      }
    }
    return nil
  }

  private static let ownWords: Set<String> = [
    "my", "our", "ordered", "bought", "order", "orders", "delivered", "purchased",
  ]

  /// What the desk has to do for the intent that was started; nil when that is none of the desk's.
  private func deskVerb(_ classified: [Command]) -> Wish.Verb? {
    for case .start(let label, _) in classified {
      let intent = artefacts.intents.intent(String(label.prefix { $0 != "#" }))
      if case .desk(let verb)? = intent?.steps.first { return verb }
    }
    return nil
  }

  /// Whether a command is wanted of the desk, though something else has the floor.
  private func isForDesk(_ command: Command) -> Bool {
    switch (command, state.focus) {
    case (.wish(let wish), .open), (.wish(let wish), .anythingElse):
      return wish.verb != nil
        && (wish.verb != .cancel || wish.goods != nil || wish.orders != nil || state.frames.isEmpty)
    case (.question(let question), .open), (.question(let question), .anythingElse): return isOfRecords(question)
    case (.wish(let wish), _): return wish.verb != nil && (wish.goods?.things.isEmpty == false || wish.orders != nil)
    case (.identify(let clues), .open), (.identify(let clues), .anythingElse):
      return !identifiesByOrder
        && clues.contains { if case .email = $0 { true } else if case .name = $0 { true } else { false } }
    default: return false
    }
  }

  /// Whether records or the catalogue can answer a question: it names goods that are known, or is about orders and the account.
  private func isOfRecords(_ question: Question) -> Bool {
    if state.desk?.isLoaded == true { return true }
    if let goods = question.goods, !goods.things.isEmpty {
      return goods.things.contains { !$0.products.isEmpty } || question.orders?.numbers.isEmpty == false
    }
    switch question.kind {
    case .status, .tracking, .arrival, .destination, .paidWith, .contents, .total, .refund:
      return question.orders != nil
    case .orders, .balance, .wallets, .profile, .possible: return true
    default: return false
    }
  }

  private var identifiesByOrder: Bool {
    artefacts.policy.identification.ways.first?.by.contains(.order) ?? false
  }

  /// What the reader knows besides the words.
  private var readingContext: ReadingContext {
    let desk = state.desk
    let local = state.now.milliseconds / 60_000 + Int64((state.opening?.utcOffsetSeconds ?? 0) / 60)
    let shapes = (desk?.records.orders.first.map { [Self.shape(of: $0.number)] } ?? []) + orderShapes.map { $0 }
    let entities = EntityContext(
      today: state.today, now: TimeOfDay(minutes: Int(((local % 1_440) + 1_440) % 1_440)),
      orderShapes: shapes.compactMap { $0 } + [NumberShape("@#######")].compactMap { $0 })
    var context = ReadingContext(
      lexicon: artefacts.lexicon, entities: entities, expectation: state.expectation,
      asked: state.focus == .desk ? desk?.askedNow ?? Asked() : Asked())
    context.know(desk?.records.orders ?? [])
    if let home = desk?.records.customer?.address, !context.addresses.contains(home) { context.addresses.append(home) }
    return context
  }

  /// What an order's number looks like.
  private static func shape(of number: OrderNumber) -> NumberShape? {
    NumberShape(String(number.filter { $0.isLetter || $0.isNumber || $0 == "-" }.map { $0.isNumber ? "#" : $0 }))
  }
}
