internal import Commerce
internal import Discourse

/// Where an order or a store stands: told by its situation.
extension Conversation {
  mutating func tell(_ response: String, _ frame: ConversationState.Frame, _ intent: IntentDocument) {
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
      let subject = parcel != nil && OrderFacts.isPartlySent(order) ? "A part of your order" : "Your order"
      say(["\(family).\(OrderFacts.situation(of: order, parcel: parcel))"], facts: facts(parcel, subject))
      return tellRest(of: order, family)
    }
    var intro = facts(nil, "Your order")
    intro["count"] = Fact(Spoken.number(order.shipments.count))
    say(["\(family).parcels"], facts: intro)
    for (index, parcel) in order.shipments.enumerated() {
      let subject = "The \(Spoken.ordinal(index + 1)) parcel"
      say(["\(family).\(OrderFacts.situation(of: order, parcel: parcel))"], facts: facts(parcel, subject))
    }
    tellRest(of: order, family)
  }

  /// What of a partly sent order is still to come: whoever hears of a parcel alone waits for everything in it.
  private mutating func tellRest(of order: Order, _ family: String) {
    guard OrderFacts.isPartlySent(order), artefacts.responses.has("\(family).rest") else { return }
    say(["\(family).rest"], facts: OrderFacts.unsent(order).map { ["rest": Fact($0)] } ?? [:])
  }
}
