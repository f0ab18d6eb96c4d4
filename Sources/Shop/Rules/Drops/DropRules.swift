internal import Commerce

/// Limited releases: registering, and where one stands.
enum DropRules {
  /// Adds the rules.
  static func register(in rules: inout ShopRules) {
    rules.on(FindDrops.self, findDrops)
    rules.on(FindDropEntry.self, findEntry)
    rules.on(RegisterForDrop.self, enter)
    rules.on(WithdrawFromDrop.self, withdraw)
    rules.on(DrawDrop.self, draw)
    rules.on(CreateDrop.self, DropCreation.create)
    rules.on(ClaimDrop.self, DropSale.claim)
  }

  private static func findDrops(_ asked: FindDrops, in world: any World) throws(OperationFailure) -> DropList {
    var drops: [Drop] = []
    for record in try world.all(DropRecord.self) {
      let drop = try published(record, in: world)
      if drop.state != .complete, drop.state != .cancelled { drops.append(drop) }
    }
    return DropList(drops: drops.sorted { ($0.opens, $0.id) < ($1.opens, $1.id) })
  }

  private static func findEntry(_ asked: FindDropEntry, in world: any World) throws(OperationFailure) -> DropEntry {
    let record = try world.need(DropRecord.self, asked.drop)
    return entry(try registration(asked.drop, asked.customer, in: world), of: record, at: world.now)
  }

  /// No consent is needed to take part; a household, a payment method and a person each count once.
  private static func enter(_ asked: RegisterForDrop, in world: any World) throws(OperationFailure) -> DropEntry {
    var record = try world.need(DropRecord.self, asked.drop)
    let customer = try world.need(Customer.self, asked.customer)
    guard record.state(at: world.now) == .registrationOpen else {
      throw OperationFailure.refused(.registrationClosed, "registration is not open")
    }
    guard customer.paymentMethods.contains(where: { $0.id == asked.paymentMethod }) else {
      throw OperationFailure.refused(.paymentMethodUnknown, "that is not one of the customer's payment methods")
    }
    let before = try world.list(
      DropEntryRecord.self, "person", DropEntryRecord.key(asked.drop, customer.id)
    ).first
    let household = Household.key(of: customer.address)
    let neighbours = try world.list(DropEntryRecord.self, "household", DropEntryRecord.key(asked.drop, household))
    let sharing = try world.list(DropEntryRecord.self, "method", DropEntryRecord.key(asked.drop, asked.paymentMethod))
    guard before == nil || before?.entry.state == .withdrawn,
      neighbours.count < max(1, record.drop.limitPerHousehold), sharing.isEmpty
    else {
      throw OperationFailure.refused(
        .alreadyRegistered, "the person, the household or the payment method is registered already")
    }
    // Who withdrew and comes back keeps the entry.
    let id = if let before { before.entry.id } else { try world.identifier("DE") }
    let entry = DropEntry(id: id, drop: asked.drop, customer: customer.id, state: .registered)
    try world.put(DropEntryRecord(entry: entry, household: household, paymentMethod: asked.paymentMethod))
    record.drop.registered += 1
    try world.put(record)
    return entry
  }

  /// Before registration closes the entry goes. From then on it keeps its place in what is drawn, because the published
  /// digest says so, but gets no offer; a winner's unit is free again.
  private static func withdraw(_ asked: WithdrawFromDrop, in world: any World) throws(OperationFailure) -> DropEntry {
    var record = try world.need(DropRecord.self, asked.drop)
    var registration = try registration(asked.drop, asked.customer, in: world)
    let now = entry(registration, of: record, at: world.now)
    switch now.state {
    case .withdrawn: return now
    case .purchased, .lapsed, .notDrawn:
      throw OperationFailure.refused(.wrongStep, "there is nothing left to withdraw from")
    case .registered, .won, .waiting: break
    }
    if record.state(at: world.now) == .registrationOpen {
      registration.entry.state = .withdrawn
      record.drop.registered -= 1
      try world.put(registration)
    } else {
      record.withdrawn.insert(registration.entry.id)
    }
    try world.put(record)
    return entry(registration, of: record, at: world.now)
  }

  /// The first time draws; then it offers what lapsed to the next ranks; when nobody is left, it gives back the rest.
  private static func draw(_ asked: DrawDrop, in world: any World) throws(OperationFailure) -> Drop {
    var record = try world.need(DropRecord.self, asked.drop)
    switch record.state(at: world.now) {
    case .registrationClosed: record.draw(try entries(of: record, in: world), at: world.now)
    case .redraw: record.offer(at: world.now)
    // Nobody wants the rest: it goes to the shelves.
    case .complete where try DropStock.holdsUnits(record.drop, in: world):
      try Stockroom.release(of: record.drop.id, in: world)
    default: throw OperationFailure.refused(.wrongStep, "there is nothing to draw now")
    }
    try world.put(record)
    return try published(record, in: world)
  }

  /// What everybody may know of a release now.
  static func published(_ record: DropRecord, in world: any World) throws(OperationFailure) -> Drop {
    var drop = record.drop
    drop.state = record.state(at: world.now)
    // What will be drawn is fixed from here on, and published before the seed is.
    if drop.state == .registrationClosed {
      drop.entriesDigest = DrawMath.digest(of: try entries(of: record, in: world))
    }
    return drop
  }

  /// Those who take part.
  private static func entries(of record: DropRecord, in world: any World) throws(OperationFailure) -> [String] {
    try world.list(DropEntryRecord.self, "drop", record.drop.id).map(\.entry.id)
  }

  /// A customer's registration. Throws `.notFound`.
  static func registration(
    _ drop: String, _ customer: String, in world: any World
  ) throws(OperationFailure) -> DropEntryRecord {
    guard let found = try world.list(DropEntryRecord.self, "person", DropEntryRecord.key(drop, customer)).first else {
      throw OperationFailure(.notFound, "the customer is not registered for this drop")
    }
    return found
  }

  /// Where a registration stands at a moment: what it says itself, and what the draw made of it.
  static func entry(_ registration: DropEntryRecord, of record: DropRecord, at now: Timestamp) -> DropEntry {
    var entry = registration.entry
    entry.rank = record.ranking.firstIndex(of: entry.id).map { $0 + 1 }
    if entry.state == .withdrawn || entry.state == .purchased { return entry }
    if record.withdrawn.contains(entry.id) {
      entry.state = .withdrawn
    } else if let offer = record.offers.last(where: { $0.entry == entry.id }) {
      entry.state = record.isOpen(offer, at: now) ? .won : .lapsed
      entry.buyUntil = offer.until
    } else if record.isDrawn {
      entry.state = record.state(at: now) == .complete ? .notDrawn : .waiting
    }
    return entry
  }
}
