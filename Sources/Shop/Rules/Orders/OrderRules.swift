internal import Commerce

/// Changing orders that have not left yet.
enum OrderRules {
  static func register(in rules: inout ShopRules) {
    rules.on(CancelOrder.self, cancel)
    rules.on(ChangeOrderAddress.self, changeAddress)
    rules.on(ChangeOrderPayment.self, changePayment)
    rules.on(ChangeOrderItems.self, OrderItemRules.change)
  }

  /// The order, if nothing of it is with the carrier yet.
  static func open(_ number: OrderNumber, in world: any World) throws(OperationFailure) -> Order {
    let order = try OrderReads.find(number, in: world)
    guard order.state != .cancelled else { throw .refused(.alreadyCancelled, "the order is called off") }
    guard order.state != .complete, !order.hasLeft else { throw .refused(.alreadyShipped, "the order has left") }
    return order
  }

  /// A packed parcel is opened again: its label says what no longer holds.
  static func unpack(_ order: inout Order) {
    guard !order.shipments.isEmpty else { return }
    order.shipments = []
    order.state = .open
    order.shipmentState = .pending
  }

  @Sendable private static func cancel(_ asked: CancelOrder, _ world: any World) throws(OperationFailure) -> Order {
    if world.profile.isTau { return try TauOrders.cancel(asked, in: world) }
    var order = try open(asked.order, in: world)
    var customer = try world.need(Customer.self, order.customer)
    // What has not come in yet must not come in any more.
    for index in order.payments.indices
    where order.payments[index].kind == .charge && [.initial, .pending].contains(order.payments[index].status) {
      order.payments[index].status = .failure
    }
    let left = try Till.remaining(of: order, in: world)
    try Till.refund(
      Money(minorUnits: left, currency: order.total.currency), of: &order, &customer, in: world)
    try world.put(customer)
    try Stockroom.release(of: order.number, in: world)
    for index in order.lines.indices { order.lines[index].cancelled = order.lines[index].quantity }
    order.shipments = []
    order.state = .cancelled
    order.shipmentState = .canceled
    order.cancelReason = asked.reason
    order.paymentState = Self.settled(order)
    return try order.saved(in: world)
  }

  /// Where the money of an order that is called off stands: something is on its way back, all went back, or nothing ever
  /// came in.
  private static func settled(_ order: Order) -> PaymentState {
    if order.payments.contains(where: { $0.kind == .refund && $0.status == .pending }) { return .creditOwed }
    return order.taken > 0 ? .paid : .failed
  }

  @Sendable private static func changeAddress(
    _ asked: ChangeOrderAddress, _ world: any World
  ) throws(OperationFailure) -> Order {
    if world.profile.isTau { return try TauOrders.changeAddress(asked, in: world) }
    var order = try open(asked.order, in: world)
    try CustomerRules.check(asked.address, in: world)
    unpack(&order)
    order.deliverTo = asked.address
    return try order.saved(in: world)
  }

  /// Takes what is to be paid from the new method first and gives back what came from others: a payment that is not
  /// accepted leaves the order paid as it was. An order that was never paid is paid now.
  @Sendable private static func changePayment(
    _ asked: ChangeOrderPayment, _ world: any World
  ) throws(OperationFailure) -> Order {
    if world.profile.isTau { return try TauOrders.changePayment(asked, in: world) }
    var order = try open(asked.order, in: world)
    var customer = try world.need(Customer.self, order.customer)
    let left = try Till.remaining(of: order, in: world)
    let before = order
    if order.paymentState == .paid {
      let methods = Set(try Till.parts(money(left, order), of: order, in: world).map(\.payment.method))
      guard methods != [asked.paymentMethod] else { throw .refused(.samePaymentMethod, "it is paid that way already") }
    }
    for index in order.payments.indices
    where order.payments[index].kind == .charge && [.initial, .pending].contains(order.payments[index].status) {
      order.payments[index].status = .failure
    }
    let amount = order.paymentState == .paid ? left : order.total.minorUnits
    try Till.charge(money(amount, order), asked.paymentMethod, for: &order, &customer, in: world)
    for part in try Till.parts(money(left, order), of: before, in: world) {
      try Till.refund(part.amount, of: part.payment, in: &order, &customer, world)
    }
    order.paymentState = order.payments.contains { $0.kind == .charge && $0.status == .pending } ? .pending : .paid
    try world.put(customer)
    return try order.saved(in: world)
  }

  private static func money(_ amount: Int, _ order: Order) -> Money {
    Money(minorUnits: amount, currency: order.total.currency)
  }
}
