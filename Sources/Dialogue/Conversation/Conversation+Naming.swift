internal import Commerce
internal import Discourse
internal import Understanding

/// What was understood is named in a few words where a customer is first asked for something: a question alone does not show it.
extension Conversation {
  /// Wishes in words that go on a sentence ("look at the exchange of the boots"); nil where there are none for one of them.
  func named(_ wishes: [NamedWish]) -> Fact? {
    NamedWish.fact(
      wishes, in: artefacts.responses, choice: state.choices >> 33, on: state.opening?.channel ?? .chat)
  }

  /// The wish on top, where it is sure that it is meant and it has words: those of the value that a choice has, of the aspect, or its own.
  var wishOnTop: Fact? {
    guard let frame = state.frames.last, let intent = artefacts.intents.intent(frame.intent),
      let confidence = frame.confidence, confidence >= Self.sureWish
    else { return nil }
    let choices = intent.slots.filter { $0.kind == .choice }.compactMap { frame.slots[$0.name] }
    let endings = (choices + [frame.aspect]).filter { !$0.isEmpty }.map { ".\($0)" } + [""]
    let keys = endings.map { "understood.\(intent.name)\($0)" }
    guard let key = keys.first(where: artefacts.responses.has) else { return nil }
    let number = intent.slots.first { $0.kind == .orderNumber }.flatMap { frame.slots[$0.name] }
    return named([
      NamedWish(response: key, goods: goodsNamed(in: frame.said.last ?? ""), orders: number.map { [$0] } ?? [])
    ])
  }

  /// How sure it must be that an intent is meant before it is told as understood.
  private static let sureWish = 0.5

  /// The wish on top before the first question that it leads to; nil afterwards, and where something else has named it already.
  mutating func wishToName() -> Fact? {
    guard let frame = state.frames.last, frame.attempts[Self.isNamed] == nil else { return nil }
    wishIsNamed()
    let named: Set<String> = ["several_wishes", "next_wish", "back_to"]
    guard !state.lastPrompts.contains(where: { !named.isDisjoint(with: $0.responses) }) else { return nil }
    return wishOnTop
  }

  /// From here on the wish on top needs no naming.
  mutating func wishIsNamed() {
    guard !state.frames.isEmpty else { return }
    state.frames[state.frames.count - 1].attempts[Self.isNamed] = 1
  }

  private static let isNamed = "wish named"

  /// The goods of the catalogue that somebody's words name as certain ones ("my tent", "a kettle"), at most two.
  private func goodsNamed(in text: String) -> [String] {
    let words = Normalizer.words(text)
    let named = artefacts.lexicon.goods(in: words).filter { range in
      range.lowerBound > 0 && Self.determiners.contains(words[range.lowerBound - 1]) && range.count < 4
    }
    let things = named.map { words[$0].joined(separator: " ") }.distinct
    return things.count > 2 ? [] : things
  }

  private static let determiners: Set<String> = [
    "my", "our", "the", "a", "an", "this", "that", "these", "those", "his", "her", "their", "of", "new", "ordered",
  ]

  // MARK: Numbers that no order has

  /// No order has the number that was given: what may be wrong with it and what else helps is said, and what is wanted is kept.
  mutating func unknownOrder(_ name: String, _ slot: IntentDocument.Slot, heard: String) {
    let told = slot.unknown.map { [$0] } ?? []
    let facts = ["value": Spoken.digits(heard)]
    guard let frame = state.frames.last else { return }
    let attempts = frame.attempts[name] ?? 0
    // By voice the digits may have been misheard again: then they are keyed.
    if attempts > 0, state.opening?.channel.isSpoken == true || attempts > 2 {
      return ask(name, failed: true, told: told, facts: facts)
    }
    state.frames[state.frames.count - 1].attempts[name] = attempts + 1
    let isSorry = state.lastPrompts.contains { $0.responses.contains { $0.contains("sorry") } }
    let sympathy = isUnhappy && !isSorry && attempts == 0 ? ["not_understood.sorry"] : []
    var more = facts
    more["wish"] = wishOnTop
    wishIsNamed()
    say(sympathy + told + [slot.without == nil ? "order.check_digits" : "order.check_digits_or_email"], facts: more)
    state.focus = .slot(name)
    expect(.digits(count: slot.digits))
  }
}
