internal import Commerce
internal import Discourse
internal import Policy
internal import Understanding

extension Conversation {
  /// Carries the topmost intent on as far as it goes without the caller or a back end.
  mutating func advance() {
    while state.pending == nil, state.phase == .open, let frame = state.frames.last,
      let intent = artefacts.intents.intent(frame.intent)
    {
      guard frame.step < intent.steps.count else {
        state.lastServed = frame
        state.frames.removeLast()
        if !frame.given { state.served += 1 }
        state.misunderstandings = 0
        if let below = state.frames.last, let title = artefacts.intents.intent(below.intent)?.title {
          say(["back_to"], facts: ["topic": Fact(title.lowercased())])
        }
        resumeOrAsk(closing: intent.closing)
        return
      }
      guard run(intent.steps[frame.step], of: intent, frame: frame) else { return }
      if state.frames.last?.intent == frame.intent { state.frames[state.frames.count - 1].step = frame.step + 1 }
    }
  }

  /// Runs one step; false when it waits for the caller, for a back end, or has given up.
  private mutating func run(_ step: IntentDocument.Step, of intent: IntentDocument, frame: ConversationState.Frame)
    -> Bool
  {
    switch step {
    case .collect(let name):
      if frame.slots[name] != nil { return true }
      guard let slot = intent.slot(name) else { return true }
      return collect(slot, frame)
    case .verify(let name, let orderSlot):
      guard let order = frame.slots[orderSlot] else { return false }
      if isVerified(order) { return true }
      if let heard = frame.heard[name], let slot = intent.slot(name) {
        let candidates = heard.map(\.value).filter { $0.count == slot.digits }
        state.frames[state.frames.count - 1].heard[name] = nil
        guard !candidates.isEmpty else {
          ask(name, failed: true)
          return false
        }
        // Five hearings of one utterance are one attempt.
        let operation = Operation(CheckPostcode(order: order, candidates: Array(candidates.prefix(5))))
        if perform(operation, for: .verify(slot: name, order: order)).verdict != .allow {
          giveUp("verification-failed")
        }
        return false
      }
      if state.identity.isLocked || artefacts.policy.identification.tries.perConversation == 0 {
        giveUp("verification-failed")
      } else {
        ask(name, failed: false)
      }
      return false
    case .call(let operation):
      switch operation {
      case "findOrder":
        if frame.order != nil { return true }
        guard let order = intent.slots.first(where: { $0.kind == .orderNumber }).flatMap({ frame.slots[$0.name] })
        else {
          return false
        }
        if perform(Operation(FindOrder(order: order)), for: .step).verdict != .allow { giveUp("verification-failed") }
        return false
      case "findStores":
        if !state.stores.isEmpty { return true }
        perform(Operation(FindStores()), for: .step)
        return false
      default: return true
      }
    case .tell(let response):
      tell(response, frame, intent)
      return true
    case .act(let name, let family):
      propose(name, family, frame)
      return false
    }
  }

  private mutating func collect(_ slot: IntentDocument.Slot, _ frame: ConversationState.Frame) -> Bool {
    guard let heard = frame.heard[slot.name], !heard.isEmpty else {
      ask(slot.name, failed: false)
      return false
    }
    switch slot.kind {
    case .orderNumber:
      let refused = frame.refused[slot.name] ?? []
      // Typed or keyed digits are what they are; heard ones may be something near.
      let exact = heard.count == 1 && heard[0].score >= 1
      let candidates =
        exact
        ? heard
        : DigitConfusion.candidates(heard: heard, count: slot.digits).filter { !refused.contains($0.value) }
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
    case .postcode, .day: return true
    }
  }

  /// Reads a value back and waits for yes or no.
  mutating func confirm(
    _ name: String, _ value: String, others: [String], before: [String] = [], after: [String] = []
  ) {
    guard let frame = state.frames.last, let intent = artefacts.intents.intent(frame.intent),
      let slot = intent.slot(name)
    else { return }
    var facts = ["value": Spoken.digits(value)]
    if slot.kind == .store, let store = state.stores.first(where: { $0.id == value }) {
      facts["value"] = Fact(store.name)
    }
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
    say(told + [question], facts: facts)
    state.focus = .slot(name)
    switch slot.kind {
    case .store: expect(attempts < 2 ? .store : .digits(count: slot.digits))
    case .orderNumber, .postcode, .day: expect(.digits(count: slot.digits))
    }
  }

  /// Says the last question once more, after something else was said.
  mutating func sayQuestionAgain() {
    switch state.focus {
    case .slot(let name): ask(name, failed: false)
    case .confirm(let slot, let value, let others): confirm(slot, value, others: others)
    case .agree(let operation, let family): readBack(operation, family)
    case .desk: perform(withDesk { $0.askAgain() })
    default: expect(state.expectation)
    }
  }

  // MARK: Telling

  private mutating func tell(_ response: String, _ frame: ConversationState.Frame, _ intent: IntentDocument) {
    if let order = frame.order { return tell(order, frame, response) }
    let store = intent.slots.first { $0.kind == .store }.flatMap { frame.slots[$0.name] }
      .flatMap { id in state.stores.first { $0.id == id } }
    guard let store else { return say([response]) }
    let asked = intent.slots.first { $0.kind == .day }.flatMap { frame.slots[$0.name] }.flatMap { Int($0) }
      .map(LocalDate.init(daysSinceEpoch:))
    let unknownDay = intent.slots.contains { $0.kind == .day && frame.slots[$0.name] == Self.unknownDay }
    if unknownDay, frame.aspect.isEmpty {
      return say(["\(String(response.dropLast(2))).day_unknown"], facts: StoreFacts.place(store))
    }
    let (situation, facts) = StoreFacts.hours(of: store, asked: asked, now: state.now)
    let family = String(response.dropLast(2))
    let aspect = "\(family).\(frame.aspect)"
    say([!frame.aspect.isEmpty && artefacts.responses.has(aspect) ? aspect : "\(family).\(situation)"], facts: facts)
  }

  private mutating func tell(_ order: Order, _ frame: ConversationState.Frame, _ response: String) {
    let family = String(response.dropLast(2))
    let offset = state.opening?.utcOffsetSeconds ?? 0
    if let since = frame.staleSince {
      say(["stale.as_of"], facts: ["age": Spoken.ago(from: since, to: state.now)])
    }
    func facts(_ parcel: Shipment?, _ subject: String) -> [String: Fact] {
      OrderFacts.facts(order, parcel: parcel, subject: subject, today: state.today, utcOffset: offset)
    }
    let aspect = "\(family).\(frame.aspect)"
    if !frame.aspect.isEmpty, artefacts.responses.has(aspect) {
      // The aspect of something that is not there yet: the state of things is the answer.
      let parcels = order.shipments.filter { !$0.trackingNumber.isEmpty }
      if !parcels.isEmpty {
        for parcel in parcels.prefix(3) { say([aspect], facts: facts(parcel, "Your order")) }
        return
      }
    }
    guard order.shipments.count > 1, order.state != .cancelled else {
      let parcel = order.shipments.first
      return say(["\(family).\(OrderFacts.situation(of: order, parcel: parcel))"], facts: facts(parcel, "Your order"))
    }
    var intro = facts(nil, "Your order")
    intro["count"] = Fact(Spoken.number(order.shipments.count))
    say(["\(family).parcels"], facts: intro)
    for (index, parcel) in order.shipments.enumerated() {
      let subject = "The \(Spoken.ordinal(index + 1)) parcel"
      say(["\(family).\(OrderFacts.situation(of: order, parcel: parcel))"], facts: facts(parcel, subject))
    }
  }
}
