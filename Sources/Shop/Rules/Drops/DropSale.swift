internal import Commerce

/// Buying what was won.
enum DropSale {
  /// Within the window, once: places the order and takes the payment that was named at registration. A payment that is not
  /// accepted leaves the win as it was, until the window ends.
  static func claim(_ asked: ClaimDrop, in world: any World) throws(OperationFailure) -> DropEntry {
    var record = try world.need(DropRecord.self, asked.drop)
    var registration = try DropRules.registration(asked.drop, asked.customer, in: world)
    switch DropRules.entry(registration, of: record, at: world.now).state {
    case .won: break
    case .purchased: throw OperationFailure.refused(.alreadyPaid, "it is bought already")
    case .lapsed: throw OperationFailure.refused(.windowExpired, "the time to buy is over")
    default: throw OperationFailure.refused(.notDrawn, "the entry has not won")
    }
    guard let offer = record.offers.lastIndex(where: { $0.entry == registration.entry.id }) else {
      throw OperationFailure.refused(.notDrawn, "the entry has not won")
    }
    let order = try place(record.drop, for: registration, in: world)
    record.offers[offer].isBought = true
    registration.entry.state = .purchased
    registration.entry.order = order.number
    registration.entry.buyUntil = record.offers[offer].until
    try world.put(record)
    try world.put(registration)
    return DropRules.entry(registration, of: record, at: world.now)
  }

  /// One unit, sent to where the winner lives at no charge. Promotions do not count.
  private static func place(
    _ drop: Drop, for registration: DropEntryRecord, in world: any World
  ) throws(OperationFailure) -> Order {
    var customer = try world.need(Customer.self, registration.entry.customer)
    let product = try world.list(Product.self, "sku", drop.sku).first
    let variant = product?.variants.first { $0.sku == drop.sku }
    let line = OrderLine(
      sku: drop.sku, name: product?.name ?? drop.name, variant: variant?.words ?? "", quantity: 1,
      unitPrice: drop.price, product: product?.id ?? "", options: variant?.options ?? [:])
    var order = Order(
      number: try OrderPlacing.number(in: world), customer: customer.id, placed: world.now, state: .open,
      shipmentState: .pending, paymentState: .paid, lines: [line], shipments: [], total: drop.price,
      deliverTo: customer.address)
    try Till.charge(drop.price, registration.paymentMethod, for: &order, &customer, in: world)
    if order.payments.last?.status == .pending { order.paymentState = .pending }
    try DropStock.hand(one: drop, to: order.number, in: world)
    customer.orders.append(order.number)
    try world.put(customer)
    try world.put(order)
    return order
  }
}
