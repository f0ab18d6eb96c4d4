internal import Commerce

/// Looking at orders.
enum OrderReads {
  static func register(in rules: inout ShopRules) {
    rules.on(ExistingOrders.self, existing)
    rules.on(CheckPostcode.self, checkPostcode)
    rules.on(FindOrder.self) { asked, world throws(OperationFailure) in try find(asked.order, in: world) }
    rules.on(FindOrders.self, list)
    rules.on(TrackShipment.self, track)
  }

  /// An order by its number. Throws `.notFound`.
  static func find(_ number: OrderNumber, in world: any World) throws(OperationFailure) -> Order {
    if let order = try world.find(Order.self, number) { return order }
    throw OperationFailure(.notFound, "there is no order of this number")
  }

  @Sendable private static func existing(
    _ asked: ExistingOrders, _ world: any World
  ) throws(OperationFailure) -> ExistingOrders.Outcome {
    var outcome = ExistingOrders.Outcome(existing: [])
    var own: Set<String> = []
    if let caller = asked.caller { own = Set(try world.list(Customer.self, "phone", caller).map(\.id)) }
    for number in asked.among {
      guard let order = try world.find(Order.self, number) else { continue }
      outcome.existing.append(number)
      if own.contains(order.customer) { outcome.ofCaller.append(number) }
    }
    return outcome
  }

  @Sendable private static func checkPostcode(
    _ asked: CheckPostcode, _ world: any World
  ) throws(OperationFailure) -> CheckPostcode.Outcome {
    let wanted = normalised(try find(asked.order, in: world).deliverTo.postcode)
    return .init(matches: asked.candidates.contains { normalised($0) == wanted })
  }

  /// A postcode without spaces, hyphens and case; of a ZIP+4 code the first five digits.
  private static func normalised(_ postcode: String) -> String {
    let bare = postcode.uppercased().filter { $0.isASCII && ($0.isNumber || $0.isLetter) }
    return bare.count == 9 && bare.allSatisfy({ $0.isNumber }) ? String(bare.prefix(5)) : bare
  }

  @Sendable private static func list(_ asked: FindOrders, _ world: any World) throws(OperationFailure) -> OrderList {
    _ = try world.need(Customer.self, asked.customer)
    let orders = try world.list(Order.self, "customer", asked.customer)
      .filter { asked.state == nil || $0.state == asked.state }
      .sorted { ($1.placed, $1.number) < ($0.placed, $0.number) }
    return OrderList(orders: Array(orders.prefix(min(max(1, asked.limit), 100))))
  }

  @Sendable private static func track(
    _ asked: TrackShipment, _ world: any World
  ) throws(OperationFailure) -> ShipmentList {
    if let number = asked.order { return ShipmentList(shipments: try find(number, in: world).shipments) }
    let tracking = asked.trackingNumber ?? ""
    let found = try world.list(Order.self, "tracking", tracking).flatMap(\.shipments)
      .filter { $0.trackingNumber == tracking }
    guard !found.isEmpty else { throw OperationFailure(.notFound, "there is no parcel of this tracking number") }
    return ShipmentList(shipments: found)
  }
}
