internal import Commerce

/// The phrases of which a plain yes consists, one after the other with nothing left over: words that agree, and what may stand around them.
/// Their order counts: "yes, do it" agrees, "yes, do I" asks.
///
/// In a phrase `a|b` is either word and `?` before a word means that it may be missing. In capitals:
///
/// | sign | stands for |
/// |---|---|
/// | PLAN | what was read out: "it", "all of that", "the plan", a value that was read out, the order when all are named |
/// | THAT | the same, where "it" might be the goods: "I'm happy with that" |
/// | THING | PLAN, or what the change is about in its own word: "the return", "the whole order" |
/// | VERB | what the change does, in its own word: "cancel" |
/// | GOODS | what it is done to: "it", "both orders" |
/// | FINE | "right", "fine", "all good" |
struct AssentGrammar {
  /// Stands for the numbers of the orders that were read out.
  static let orderMark = "theorder"

  /// The words of what was read out: verbs and nouns of its operations, and values that may be named again.
  let verbs: Set<String>
  let objects: Set<String>
  let nouns: Set<String>
  let values: Set<String>
  /// Whether nothing but one order as a whole was read out: then naming it whole says the same again.
  private let isWholeOrder: Bool

  /// The operations, what they are called, and how much they come to.
  let operations: [OperationName]
  let named: Set<String>
  let extent: AssentExtent

  init(_ operations: [OperationName], values: Set<String>, extent: AssentExtent) {
    self.operations = operations
    self.extent = extent
    named = operations.reduce(into: Set<String>()) { names, operation in
      names.formUnion(Self.own[operation]?.verbs ?? [])
      names.formUnion(Self.own[operation]?.nouns ?? [])
    }.subtracting(["change", "make", "update"])
    verbs = operations.reduce(into: []) { $0.formUnion(Self.own[$1]?.verbs ?? []) }
    objects = operations.reduce(into: []) { $0.formUnion(Self.own[$1]?.objects ?? []) }
    nouns = operations.reduce(into: objects) { $0.formUnion(Self.own[$1]?.nouns ?? []) }
    self.values = values
    isWholeOrder = Set(operations) == [.cancelOrder]
  }

  /// All words that may stand in a yes to it.
  var vocabulary: Set<String> { Self.common.union(verbs).union(nouns).union(values) }

  /// Whether the words are such phrases to their end, and one of them agrees.
  func isYes(_ words: [String]) -> Bool {
    guard let last = words.last, words.count <= 60, !Self.unfinished.contains(last) else { return false }
    // By how far the words have been taken, without and with agreement.
    var reached = [Set<Bool>](repeating: [], count: words.count + 1)
    reached[0] = [false]
    for start in words.indices where !reached[start].isEmpty {
      for phrase in Self.agreeing {
        for end in ends(of: phrase[...], words, start) { reached[end].insert(true) }
      }
      for phrase in isWholeOrder ? Self.around + Self.wholeOrder : Self.around {
        for end in ends(of: phrase[...], words, start) where end > start { reached[end].formUnion(reached[start]) }
      }
    }
    return reached[words.count].contains(true) && suits(words)
  }

  // MARK: Matching

  private enum Piece {
    case words(Set<String>)
    case plan, that, thing, verb, goods, fine
  }
  private struct Step {
    var piece: Piece
    var isOptional: Bool
  }

  private func ends(of phrase: ArraySlice<Step>, _ words: [String], _ start: Int) -> Set<Int> {
    guard let step = phrase.first else { return [start] }
    var found: Set<Int> = step.isOptional ? ends(of: phrase.dropFirst(), words, start) : []
    for end in ends(of: step.piece, words, start) { found.formUnion(ends(of: phrase.dropFirst(), words, end)) }
    return found
  }

  private func ends(of piece: Piece, _ words: [String], _ start: Int) -> Set<Int> {
    guard start < words.count else { return [] }
    switch piece {
    case .words(let choice): return choice.contains(words[start]) ? [start + 1] : []
    case .verb: return verbs.contains(words[start]) ? [start + 1] : []
    case .fine:
      let adverbs = words[start...].prefix { Self.adverbs.contains($0) }.count
      let at = start + adverbs
      return at < words.count && Self.fine.contains(words[at]) ? [at + 1] : []
    case .that: return Set(Self.that.flatMap { ends(of: $0[...], words, start) }).union(named(words, start, values))
    case .plan: return Set(Self.plan.flatMap { ends(of: $0[...], words, start) }).union(named(words, start, values))
    case .goods:
      return Set(Self.goods.flatMap { ends(of: $0[...], words, start) })
        .union(named(words, start, values.union(objects).union(Self.whole)))
    case .thing:
      return ends(of: .plan, words, start).union(named(words, start, values.union(nouns).union(Self.whole)))
    }
  }

  /// Things by their own words: "the whole order", "both of my items", "the blue one in large".
  private func named(_ words: [String], _ start: Int, _ names: Set<String>) -> Set<Int> {
    let names = names.union([Self.orderMark])
    var found: Set<Int> = []
    var index = start
    while index < words.count, names.contains(words[index]) || Self.joining.contains(words[index]) {
      if names.contains(words[index]), !Self.whole.contains(words[index]) { found.insert(index + 1) }
      // "The red one"
      if words[index] == "one" || words[index] == "ones", !found.isEmpty { found.insert(index + 1) }
      index += 1
    }
    return found
  }

  // MARK: Words

  /// Nothing ends with them: who says so goes on.
  private static let unfinished: Set<String> = ["and", "so", "just", "with", "to", "for", "the", "kindly"]
  private static let adverbs: Set<String> = [
    "all", "very", "just", "so", "absolutely", "totally", "exactly", "perfectly",
  ]
  static let fine: Set<String> = [
    "right", "correct", "fine", "good", "great", "perfect", "ok", "okay", "alright", "lovely", "wonderful", "excellent",
    "complete", "brilliant", "awesome", "fantastic", "nice", "super", "splendid", "terrific", "agreed",
  ]
  private static let joining: Set<String> = [
    "the", "a", "an", "my", "this", "that", "these", "those", "of", "and", "in", "me", "one", "ones", "for", "both",
    "all", "to",
  ]
  private static let whole: Set<String> = ["whole", "entire"]

  /// What is done, to what, and what that is called.
  private static let own: [OperationName: (verbs: Set<String>, objects: Set<String>, nouns: Set<String>)] = [
    .cancelOrder: (["cancel"], ["order", "orders", "thing"], ["cancellation", "cancellations"]),
    .returnItems: (["return"], ["order", "orders", "item", "items"], ["return", "returns"]),
    .exchangeItems: (["exchange", "swap"], ["order", "orders", "item", "items"], ["exchange", "exchanges"]),
    .changeOrderItems: (["change", "swap", "make", "update"], ["order", "orders", "item", "items"], []),
    .changeOrderAddress: (["change", "make", "update"], ["address", "addresses", "order", "orders"], []),
    .changeCustomerAddress: (["change", "make", "update"], ["address"], []),
    .changeOrderPayment: (["change", "make", "update"], ["payment", "order", "orders"], []),
  ]

  private static let that = phrases(
    """
    that ?all, this ?all, those, these, both ?of ?them|those|these, all ?of ?that|this|those|these|them, everything ?above,
    ?all ?of the|this|that|these|those plan|list|changes|change|above, the whole|complete|entire plan|list
    """)
  private static let plan = that + phrases("it ?all, them ?all, all ?of it")
  private static let goods = phrases(
    "it ?all, them ?all, this, that, those, these, both ?of ?them|those|these, all ?of it|them|those|these|that, everything"
  )

  private static let agreeing = phrases(
    """
    yes|yeah|yep|yup|yea|aye|sure|ok|okay|alright|correct|right|exactly|absolutely|definitely|certainly|indeed|affirmative,
    agreed|confirmed|confirm|fine|perfect, all right, sure thing, yes|yeah|yep|sure|ok|okay to PLAN, yes|yeah|yep|sure|ok|okay do,
    go ahead, go ahead with|on THING, go for it|that, go with THAT, go on, go, let's|lets go, let's|lets do PLAN,
    let's|lets go|proceed ?ahead ?with ?THING,
    do PLAN, do so, please do, do please, confirm THING, proceed|continue, proceed|continue with THING, i ?do agree|confirm,
    i ?do agree|confirm ?with|to THING, you may|can|could ?please go|proceed ?ahead, you may|can|could ?please do PLAN,
    PLAN is|looks|sounds|seems FINE ?to|with|for|by ?me, sounds|looks|seems FINE ?to|with|for|by ?me, PLAN are FINE, PLAN would be FINE,
    that|it|this works ?for ?me, works ?for ?me, ?that makes sense, i am happy|fine|ok|okay|good|alright|comfortable with|about THAT,
    i am fine|ok|okay|good|alright with it, i would like that|this, i would like|want to go ?ahead ?with ?THING,
    i would like|want to proceed|continue|confirm ?with ?THING, i would like|want you to go ahead ?with ?THING,
    i would like|want you to do PLAN, that|this is ?exactly what i want|wanted|need|needed|meant|asked ?for,
    i am ?very|quite|absolutely|totally|completely sure|certain
    """)

  private static let around = phrases(
    """
    please|kindly|now|then|just|well|oh|um|uh|ah|er|so|and|already|finally|totally|completely|both,
    good|great|nice|lovely|brilliant|wonderful|excellent|super|awesome|fantastic|splendid|terrific|cheers,
    thanks ?so|very ?much, thanks a lot|bunch|million, thank you ?so|very ?much, thank you a lot, of course, very good|well|nice|much,
    bye ?bye, goodbye, that|this|it is ?it|all|everything, that|this|it is that, that|this is all|everything ?for|in|with|on THING,
    that|this is it for that|this|the order,
    it|that ?all is, that is the one, i would, i do, all ?of ?it|that|them, all ?of the|these|those changes, everything, for|to|with|by me, for|to|with PLAN,
    VERB GOODS, make the change|changes, ?and do|complete PLAN
    """)

  private static let wholeOrder = phrases(
    "the|that whole|entire|complete order, all of the|that order, both ?orders, all ?of the|these|those orders")

  private static let common: Set<String> = {
    let steps = (agreeing + around + plan).joined()
    let spelled = steps.reduce(into: Set<String>()) { if case .words(let words) = $1.piece { $0.formUnion(words) } }
    return spelled.union(fine).union(adverbs).union(whole).union(["the", "a", "i", "me"]).subtracting([orderMark])
  }()

  private static func phrases(_ text: String) -> [[Step]] {
    text.split { $0 == "," || $0 == "\n" }.map { phrase in
      phrase.split(separator: " ").map { word in
        let isOptional = word.hasPrefix("?")
        let name = isOptional ? word.dropFirst() : word
        let piece: Piece =
          switch name {
          case "PLAN": .plan
          case "THAT": .that
          case "THING": .thing
          case "VERB": .verb
          case "GOODS": .goods
          case "FINE": .fine
          default: .words(Set(name.split(separator: "|").map(String.init)))
          }
        return Step(piece: piece, isOptional: isOptional)
      }
    }.filter { !$0.isEmpty }
  }
}
