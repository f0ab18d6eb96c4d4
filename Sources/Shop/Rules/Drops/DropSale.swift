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

  /// One unit of the contingent, sent to where the winner lives at no charge.
  private static func place(
    _ drop: Drop, for registration: DropEntryRecord, in world: any World
  ) throws(OperationFailure) -> Order {
    var customer = try world.need(Customer.self, registration.entry.customer)
    guard let method = customer.paymentMethods.firstIndex(where: { $0.id == registration.paymentMethod }) else {
      throw OperationFailure.refused(.paymentMethodUnknown, "the payment method is not the customer's any more")
    }
    if let balance = customer.paymentMethods[method].balance {
      guard balance.currency == drop.price.currency, balance.minorUnits >= drop.price.minorUnits else {
        throw OperationFailure.refused(.balanceTooLow, "the balance does not cover the price")
      }
      customer.paymentMethods[method].balance?.minorUnits -= drop.price.minorUnits
    }
    var number = ""
    repeat {
      number = String(10_000 + (try world.next("order number")) % 90_000)
    } while try world.find(Order.self, number) != nil
    let product = try world.list(Product.self, "sku", drop.sku).first
    let variant = product?.variants.first { $0.sku == drop.sku }
    let order = Order(
      number: number, customer: customer.id, placed: world.now, state: .confirmed, shipmentState: .pending,
      paymentState: .paid,
      lines: [
        OrderLine(
          sku: drop.sku, name: product?.name ?? drop.name, variant: variant?.words ?? "", quantity: 1,
          unitPrice: drop.price, product: product?.id ?? "", options: variant?.options ?? [:])
      ], shipments: [], total: drop.price, deliverTo: customer.address,
      payments: [
        Payment(
          id: try world.identifier("PY"), kind: .charge, amount: drop.price, method: registration.paymentMethod,
          at: world.now)
      ])
    customer.orders.append(number)
    try world.put(customer)
    try world.put(order)
    return order
  }
}
