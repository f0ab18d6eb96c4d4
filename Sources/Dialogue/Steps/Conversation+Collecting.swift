internal import Commerce
internal import Discourse
internal import Policy
internal import Understanding

/// Getting slots filled.
extension Conversation {
  mutating func collect(_ slot: IntentDocument.Slot, _ frame: ConversationState.Frame) -> Bool {
    guard let heard = frame.heard[slot.name], !heard.isEmpty else {
      if let wrong = frame.wrongNumber {
        state.frames[state.frames.count - 1].wrongNumber = nil
        let facts = [
          "value": Spoken.digits(wrong), "count": Fact(Spoken.number(slot.digits)),
          "other": Fact(Spoken.number(wrong.count)),
        ]
        ask(slot.name, failed: false, told: ["order.wrong_length"], facts: facts)
        return false
      }
      ask(slot.name, failed: false)
      return false
    }
    switch slot.kind {
    case .orderNumber:
      let refused = frame.refused[slot.name] ?? []
      // Typed or keyed digits are what they are; heard ones may be something near.
      let exact = heard.count == 1 && heard[0].score >= 1
      // What was refused comes behind all else, since the "no" may have been misheard; refused twice, it is not offered any more.
      let possible = exact ? [] : DigitConfusion.candidates(heard: heard, count: slot.digits)
      let candidates =
        exact
        ? heard
        : possible.filter { !refused.contains($0.value) }
          + possible.filter { again in again.value == heard[0].value && refused.count { $0 == again.value } == 1 }
      let wellFormed = candidates.filter { $0.value.count == slot.digits }
      state.frames[state.frames.count - 1].heard[slot.name] = nil
      guard !wellFormed.isEmpty else {
        ask(slot.name, failed: true)
        return false
      }
      perform(
        Operation(ExistingOrders(among: wellFormed.map(\.value), caller: state.opening?.from)),
        for: .ground(slot: slot.name, candidates: wellFormed, exact: exact))
      return false
    case .store:
      state.frames[state.frames.count - 1].heard[slot.name] = nil
      let best = heard[0]
      let rivals = heard.filter { $0.score >= best.score - 0.08 }
      if rivals.count == 1, best.score >= 0.7 {
        state.frames[state.frames.count - 1].slots[slot.name] = best.value
        return true
      }
      let few = Array((rivals.count > 1 ? rivals : heard).prefix(4))
      if few.count == 1 {
        confirm(slot.name, best.value, others: [])
        return false
      }
      let names = few.compactMap { candidate in state.stores.first { $0.id == candidate.value }?.name }
      say(["store.which"], facts: ["stores": Fact(Spoken.list(names, or: true))])
      state.focus = .choose(slot: slot.name, values: few.map(\.value))
      expect(.store)
      return false
    default:
      // What was heard for the other kinds has been taken already; it is asked for now.
      ask(slot.name, failed: false)
      return false
    }
  }

  /// Takes a postcode as its region writes it, where one was asked for and regions differ. False when none was said.
  mutating func heardPostcode(_ words: [String]) -> Bool {
    guard case .slot(let name) = state.focus, let frame = state.frames.last,
      let slot = artefacts.intents.intent(frame.intent)?.slot(name), slot.kind == .postcode, slot.digits == 0
    else { return false }
    let context = EntityContext(
      today: state.today, now: TimeOfDay(minutes: 0), country: numbers.country, expected: [.postcode])
    let codes = words.prefix(5).flatMap { text in
      Postcodes.find(in: Tokens(text), context).prefix(1).flatMap { span in
        span.readings.map { SlotCandidate(value: $0.value.text, score: $0.confidence) }
      }
    }
    guard !codes.isEmpty else { return false }
    state.frames[state.frames.count - 1].heard[name] = codes.distinct
    advance()
    return true
  }

  /// Reads a value back and waits for yes or no.
  mutating func confirm(
    _ name: String, _ value: String, others: [String], before: [String] = [], after: [String] = []
  ) {
    guard let frame = state.frames.last, let intent = artefacts.intents.intent(frame.intent),
      let slot = intent.slot(name)
    else { return }
    let facts = ["value": SlotValue.spoken(value, slot, stores: state.stores, today: state.today)]
    wishIsNamed()
    state.focus = .confirm(slot: name, value: value, others: others)
    say(before + [slot.confirm ?? "confirm.keypad"] + after, facts: facts)
    expect(.yesNo)
  }

  /// Asks for a slot: plainly, with help, for the keypad, and at last gives up.
  mutating func ask(_ name: String, failed: Bool, told: [String] = [], facts: [String: Fact] = [:]) {
    guard let frame = state.frames.last, let intent = artefacts.intents.intent(frame.intent),
      let slot = intent.slot(name)
    else { return }
    if failed { state.frames[state.frames.count - 1].attempts[name, default: 0] += 1 }
    let attempts = state.frames[state.frames.count - 1].attempts[name] ?? 0
    guard attempts < 4 else { return giveUp("not-understood") }
    let question = attempts == 0 ? slot.ask : attempts == 1 ? slot.reask : slot.keypad
    var facts = facts
    if slot.kind == .store {
      let towns = state.stores.map(\.address.city).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      facts["towns"] = Fact(Spoken.list(towns))
    }
    if slot.kind == .choice {
      facts["options"] = Fact(Spoken.list(slot.choices.map { $0.words.first ?? FactWords.words($0.value) }, or: true))
    }
    // Who tells of trouble hears that it is regretted before being asked for a number, once.
    let isFirst = failed == false && attempts == 0 && state.served == 0 && state.lastPrompts.isEmpty
    let before = slot.kind == .orderNumber && isFirst && isUnhappy ? ["not_understood.sorry"] : []
    // What was understood shows before the first thing that is asked for it.
    var wish: [String] = []
    if slot.kind == .orderNumber || slot.kind == .postcode {
      facts["wish"] = wishToName()
      if facts["wish"] != nil, !failed, attempts == 0 { wish = ["order.understood"] }
    }
    say(before + wish + told + [question], facts: facts)
    state.focus = .slot(name)
    switch slot.kind {
    case .store where attempts < 2: expect(.store)
    case .store, .postcode: expect(slot.digits > 0 ? .digits(count: slot.digits) : .postcode)
    case .orderNumber: expect(.digits(count: slot.digits))
    case .phone: expect(.telephone(digits: PhoneNumber.usualDigits(in: numbers.country)))
    case .number where slot.digits > 0: expect(.digits(count: slot.digits))
    case .email: expect(.email)
    default: expect(.anything)
    }
  }

  /// Says the last question once more, after something else was said.
  mutating func sayQuestionAgain() {
    switch state.focus {
    case .slot(let name): ask(name, failed: false)
    case .confirm(let slot, let value, let others): confirm(slot, value, others: others)
    case .step(let focus): askAgain(focus)
    case .desk: perform(withDesk { $0.askAgain() })
    default: expect(state.expectation)
    }
  }

  /// Has the postcode checked that was said, once it is known how often that was tried elsewhere.
  mutating func check(_ steps: [IdentityStep]) {
    for step in steps {
      switch step {
      case .recall: ask(step, for: .check)
      case .clear(let delay):
        guard let checking = state.checking else { return giveUp("verification-failed") }
        state.checking = nil
        if delay > 0 { effects.append(.pause(milliseconds: delay)) }
        let operation = Operation(CheckPostcode(order: checking.order, candidates: checking.candidates))
        let purpose = ConversationState.Pending.Purpose.verify(slot: checking.slot, order: checking.order)
        if perform(operation, for: purpose).verdict != .allow { giveUp("verification-failed") }
      case .refused, .person: giveUp("verification-failed")
      default: continue
      }
    }
  }

  /// Matches a detail before anything about an order is told.
  mutating func verify(
    _ name: String, _ orderSlot: String, _ intent: IntentDocument, _ frame: ConversationState.Frame
  ) -> Progress {
    guard let order = frame.slots[orderSlot] else { return .waits }
    if isVerified(order) { return .next }
    if let heard = frame.heard[name], let slot = intent.slot(name) {
      let candidates = heard.map(\.value).filter { slot.digits == 0 || $0.count == slot.digits }
      state.frames[state.frames.count - 1].heard[name] = nil
      guard !candidates.isEmpty else {
        ask(name, failed: true)
        return .waits
      }
      // Five hearings of one utterance are one attempt.
      state.checking = .init(slot: name, order: order, candidates: Array(candidates.prefix(5)))
      check(identity(.checking(order)))
      return .waits
    }
    if state.identity.isLocked || artefacts.policy.identification.tries.perConversation == 0 {
      giveUp("verification-failed")
    } else {
      ask(name, failed: false)
    }
    return .waits
  }
}
