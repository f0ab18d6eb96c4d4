internal import Commerce
internal import Vendors

extension ReadModelBackend {
  /// What the read model can say; nil when it cannot say anything. Throws an `EventsError` when it cannot be asked.
  func known(_ operation: Commerce.Operation) async throws(EventsError) -> Known? {
    switch operation.value {
    case let find as FindOrder: try await order(find)
    case let find as FindOrders: try await orders(find)
    case let check as ExistingOrders: try await existing(check)
    case let check as CheckPostcode: try await postcode(check)
    case let track as TrackShipment: try await parcels(track)
    case let check as CheckInventory: try await stock(check)
    default: nil
    }
  }

  /// Facts that an answer is made of, and what they make of its freshness.
  private struct Evidence {
    var asOf: Timestamp?
    var origin: String?
    var isOutdated = false

    mutating func add(_ fact: Fact, confirmed: Timestamp?) {
      guard let told = fact.asOf else { return }
      isOutdated = isOutdated || fact.isOutdated
      let time = confirmed.map { max($0, told) } ?? told
      if asOf.map({ time < $0 }) ?? true { (asOf, origin) = (time, fact.origin) }
    }
  }

  private func evidence(_ facts: [Fact]) -> Evidence {
    facts.reduce(into: Evidence()) { $0.add($1, confirmed: confirmations.time(of: $1.key.kind)) }
  }

  private func known<Typed: TypedOperation>(
    _ type: Typed.Type, _ outcome: Typed.Outcome, from facts: [Fact], age: Duration, listed: FactKey.Kind? = nil
  ) -> Known {
    var evidence = evidence(facts)
    // A list without facts is as fresh as the knowledge that there are none.
    if evidence.asOf == nil { evidence.asOf = listed.flatMap(confirmations.time(of:)) }
    return Known(
      result: OperationResult(type, outcome), asOf: evidence.asOf ?? now(),
      origin: evidence.origin ?? name, isOutdated: evidence.isOutdated, age: age,
      words: Dictionary(facts.compactMap { fact in fact.word.map { (fact.key, $0) } }, uniquingKeysWith: { $1 }))
  }

  private func order(_ find: FindOrder) async throws(EventsError) -> Known? {
    guard let fact = try await model.fact(FactKey(.order, find.order)), case .order(let order)? = fact.value else {
      return nil
    }
    let parcels = try await parcelFacts(of: order)
    // Parcels come and go by their own clock: they are shown as they are, and do not make the order older.
    return known(FindOrder.self, order.with(parcels), from: [fact], age: ages.order)
  }

  private func orders(_ find: FindOrders) async throws(EventsError) -> Known? {
    let facts = try await model.facts(by: .orders(of: find.customer))
    let isComplete = confirmations.time(of: .order) != nil
    // One order known proves nothing of the others.
    guard isComplete || !facts.isEmpty else { return nil }
    var orders: [Order] = []
    for fact in facts {
      guard case .order(let order)? = fact.value, find.state == nil || order.state == find.state else { continue }
      orders.append(order)
    }
    orders.sort { ($0.placed, $0.number) > ($1.placed, $1.number) }
    var shown: [Order] = []
    for order in orders.prefix(max(1, min(100, find.limit))) {
      shown.append(order.with(try await parcelFacts(of: order)))
    }
    var known = known(FindOrders.self, OrderList(orders: shown), from: facts, age: ages.order, listed: .order)
    if !isComplete { known.isOutdated = true }
    return known
  }

  private func existing(_ check: ExistingOrders) async throws(EventsError) -> Known? {
    let facts = try await model.facts(check.among.map { FactKey(.order, $0) })
    let isComplete = confirmations.time(of: .order) != nil
    guard source == nil || isComplete || facts.allSatisfy({ $0?.word != nil }) else { return nil }
    var customers: Set<String> = []
    if let caller = check.caller {
      let found = try await model.facts(by: .customers(phone: caller))
      customers = Set(found.map(\.key.id))
      // A number that no customer here has may still be one that the source knows.
      if found.isEmpty, source != nil, confirmations.time(of: .customer) == nil { return nil }
    }
    var outcome = ExistingOrders.Outcome(existing: [])
    for fact in facts {
      guard case .order(let order)? = fact?.value else { continue }
      outcome.existing.append(order.number)
      if customers.contains(order.customer) { outcome.ofCaller.append(order.number) }
    }
    // Orders do not stop to exist: age makes no difference here.
    var known = known(
      ExistingOrders.self, outcome, from: facts.compactMap(\.self), age: .seconds(Int64.max / 2_000), listed: .order)
    known.isOutdated = false
    return known
  }

  private func postcode(_ check: CheckPostcode) async throws(EventsError) -> Known? {
    guard let fact = try await model.fact(FactKey(.order, check.order)), case .order(let order)? = fact.value else {
      return nil
    }
    func plain(_ text: String) -> String {
      let plain = String(text.uppercased().filter { $0.isLetter || $0.isNumber })
      // The four digits behind a ZIP code are seldom known to anybody.
      return order.deliverTo.country == "US" ? String(plain.prefix(5)) : plain
    }
    let postcode = plain(order.deliverTo.postcode)
    let matches = !postcode.isEmpty && check.candidates.contains { plain($0) == postcode }
    return known(CheckPostcode.self, CheckPostcode.Outcome(matches: matches), from: [fact], age: ages.order)
  }

  private func parcels(_ track: TrackShipment) async throws(EventsError) -> Known? {
    var facts: [Fact] = []
    if let number = track.order {
      if let fact = try await model.fact(FactKey(.order, number)), case .order(let order)? = fact.value {
        facts = try await parcelFacts(of: order)
        // The order names a parcel that nobody told anything of yet.
        guard order.shipments.allSatisfy({ parcel in facts.contains { $0.key.id == parcel.trackingNumber } }) else {
          return nil
        }
      } else {
        facts = try await parts(of: FactKey(.order, number))
      }
    } else if let tracking = track.trackingNumber {
      facts = [try await model.fact(FactKey(.shipment, tracking))].compactMap(\.self)
    }
    facts = facts.filter { $0.value != nil }
    guard !facts.isEmpty else { return nil }
    var parcels: [Shipment] = []
    for case .shipment(let parcel)? in facts.map(\.value) { parcels.append(parcel) }
    return known(TrackShipment.self, ShipmentList(shipments: parcels.oldestFirst), from: facts, age: ages.shipment)
  }

  private func stock(_ check: CheckInventory) async throws(EventsError) -> Known? {
    let facts: [Fact]
    if check.places.isEmpty {
      facts = try await model.facts(by: .stock(of: check.sku))
      // Without a whole listing there may be other places.
      guard source == nil || confirmations.time(of: .stock) != nil else { return nil }
    } else {
      let found = try await model.facts(check.places.map { .stock(sku: check.sku, place: $0) })
      facts = found.compactMap(\.self)
      guard source == nil || confirmations.time(of: .stock) != nil || found.allSatisfy({ $0?.word != nil }) else {
        return nil
      }
    }
    var levels: [StockLevel] = []
    for case .stock(let level)? in facts.map(\.value) { levels.append(level) }
    guard !levels.isEmpty else { return nil }
    levels.sort { ($1.onHand, $0.place) < ($0.onHand, $1.place) }
    return known(CheckInventory.self, StockLevels(levels: levels), from: facts, age: ages.stock)
  }

  /// What is known of an order's parcels, whoever told it.
  private func parcelFacts(of order: Order) async throws(EventsError) -> [Fact] {
    let linked = try await parts(of: FactKey(.order, order.number))
    let named = order.shipments.map { FactKey(.shipment, $0.trackingNumber) }
    let missing = named.filter { key in !linked.contains { $0.key == key } }
    let found = missing.isEmpty ? [] : try await model.facts(missing).compactMap(\.self)
    return linked + found
  }

  private func parts(of key: FactKey) async throws(EventsError) -> [Fact] {
    try await model.facts(by: .parts(of: key)).filter { $0.key.kind == .shipment }
  }
}

extension Order {
  /// The order with its parcels as their carriers see them.
  func with(_ facts: [Fact]) -> Order {
    var parcels = Dictionary(shipments.map { ($0.trackingNumber, $0) }, uniquingKeysWith: { $1 })
    for case .shipment(var parcel)? in facts.map(\.value) {
      let mine = parcels[parcel.trackingNumber]
      if parcel.lines.isEmpty { parcel.lines = mine?.lines ?? [] }
      parcels[parcel.trackingNumber] = parcel
    }
    guard !facts.isEmpty else { return self }
    var order = self
    order.shipments = Array(parcels.values).oldestFirst
    return order
  }
}

extension [Shipment] {
  /// By the first thing that happened to them; those to which nothing did last.
  var oldestFirst: [Shipment] {
    sorted {
      ($0.events.first?.at.milliseconds ?? .max, $0.trackingNumber)
        < ($1.events.first?.at.milliseconds ?? .max, $1.trackingNumber)
    }
  }
}
