internal import Commerce
internal import Discourse
internal import Understanding

/// What a customer lacks to go on: no number of an order, or a number of something else.
extension Conversation {
  /// The order's number that is being asked for, where the desk can do without it.
  private var askedOrder: (slot: IntentDocument.Slot, task: DeskTask?)? {
    guard case .slot(let name) = state.focus, let frame = state.frames.last,
      let slot = artefacts.intents.intent(frame.intent)?.slot(name), slot.kind == .orderNumber
    else { return nil }
    return (slot, slot.without)
  }

  /// An e-mail address in the place of an order's number: the desk finds the orders by it.
  mutating func toldByEmail(_ words: [String]) -> Bool {
    guard let task = askedOrder?.task, let frame = state.frames.last else { return false }
    let context = EntityContext(today: state.today, now: TimeOfDay(minutes: 0), expected: [.email])
    let found = words.prefix(3).compactMap { Entities(in: Tokens($0), context).emails.first }.first
    guard let email = found?.value else { return false }
    state.frames.removeLast()
    state.lastServed = frame
    state.misunderstandings = 0
    let clue = Command.identify([.email([Candidate(email, score: 1)])])
    perform(withDesk { $0.hear(task.commands(with: [clue]), text: frame.said.last ?? "") })
    return true
  }

  /// "I don't have it" to the question for an order's number: the other way is named. False where there is none.
  mutating func hasNoOrderNumber(_ commands: [Command], _ words: [String]) -> Bool {
    guard let asked = askedOrder, asked.task != nil, let said = words.first,
      state.frames.last?.attempts[Self.elsewhere] == nil
    else { return false }
    let heard = Normalizer.words(said)
    let lacks = [
      "no", "don't", "dont", "lost", "forgot", "can't", "cant", "without", "not", "haven't", "never", "deleted",
    ]
    let about = ["number", "it", "one", "that", "email", "mail", "confirmation", "clue", "idea", "know"]
    guard heard.count <= 14, heard.contains(where: lacks.contains), heard.contains(where: about.contains),
      SpokenDigits.runs(in: heard).allSatisfy({ $0.digits.count < 4 })
    else { return false }
    if commands.contains(where: { if case .start = $0 { true } else { false } }), !commands.contains(.person) {
      return false
    }
    // Who has no address either is offered a person.
    state.frames[state.frames.count - 1].attempts[Self.elsewhere] = 1
    say(["order.without"])
    expect(.email)
    return true
  }

  private static let elsewhere = "without number"

  /// The digits that were said for an order's number and can not be one, for telling so; nil where none were. Prices, sizes and years are
  /// none: it must be called an order's number, and be long enough for one.
  func wrongLength(
    _ fills: [(String, [SlotCandidate])], _ words: [String], _ slot: IntentDocument.Slot
  ) -> String? {
    guard let number = fills.first(where: { $0.0 == "number" })?.1.first?.value, number.count != slot.digits,
      number.count == slot.digits - 1 || (slot.digits + 1...12).contains(number.count)
    else { return nil }
    let heard = Normalizer.words(words.first ?? "")
    guard let place = heard.firstIndex(of: number) else { return nil }
    let before = heard[max(0, place - 3)..<place]
    return before.contains { ["order", "number", "ordr", "no", "nr", "orders", "it's"].contains($0) }
      || heard.count <= 2
      ? number : nil
  }
}
