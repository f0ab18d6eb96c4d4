internal import Commerce

/// Other variants for goods that come back.
enum ExchangeRules {
  @Sendable static func exchange(_ asked: ExchangeItems, _ world: any World) throws(OperationFailure) -> Return {
    if world.profile.isTau { return try TauReturns.exchange(asked, in: world) }
    var order = try OrderReads.find(asked.order, in: world)
    guard order.state != .cancelled else { throw .refused(.alreadyCancelled, "the order is called off") }
    let lines = asked.changes.map { LineQuantity(sku: $0.sku, quantity: $0.quantity) }
    let taken = try ReturnWindow(order, in: world).take(lines, of: order)
    let swaps = try OrderItemRules.plan(asked.changes, of: order, in: world) { _ in .max }
    var customer = try world.need(Customer.self, order.customer)
    // What the new ones cost, less what was paid for the old ones.
    let price = swaps.reduce(0) { $0 + $1.variant.price.minorUnits * $1.quantity }
    let difference = price - taken.reduce(0) { $0 + $1.amount }
    guard customer.paymentMethods.contains(where: { $0.id == asked.paymentMethod }) else {
      throw .refused(.paymentMethodUnknown, "that is not one of the customer's payment methods")
    }
    let currency = order.total.currency
    var result = Return(
      id: try world.identifier("R"), order: order.number,
      state: asked.method == .keepProduct ? .approved : ReturnRules.state(asked.method), lines: lines,
      replacements: asked.changes, kind: .exchange, method: asked.method, reason: asked.reason,
      amount: Money(minorUnits: -difference, currency: currency), refundTo: asked.paymentMethod, requested: world.now)
    if asked.method == .byMail { result.label = "/labels/\(result.id)" }
    for swap in swaps {
      try Stockroom.commit(swap.variant.sku, swap.quantity, to: result.id, for: customer.id, in: world)
    }
    if difference > 0 {
      try hold(Money(minorUnits: difference, currency: currency), result, &order, &customer, in: world)
    } else if difference < 0 {
      try ReturnRules.checkDestination(asked.paymentMethod, of: order, customer)
      // It must be there to be given when the goods are.
      _ = try Till.parts(Money(minorUnits: -difference, currency: currency), of: order, in: world)
    }
    for part in taken { order.lines[part.index].returned += part.quantity }
    order.returns.append(result)
    try world.put(customer)
    _ = try order.saved(in: world)
    return result
  }

  /// Holds what the new ones cost more until they are sent: a balance is lowered at once, a card only authorised.
  private static func hold(
    _ amount: Money, _ result: Return, _ order: inout Order, _ customer: inout Customer, in world: any World
  ) throws(OperationFailure) {
    let status = try Purse.take(amount, from: result.refundTo, of: &customer, in: world)
    order.payments.append(
      Payment(
        id: "\(result.id)-A", kind: .authorization, amount: amount, method: result.refundTo, status: status,
        at: world.now))
  }

  /// Gives back what an exchange that is called off had committed and held.
  static func letGo(_ result: Return, _ order: inout Order, in world: any World) throws(OperationFailure) {
    try Stockroom.release(of: result.id, in: world)
    guard let held = order.payments.first(where: { $0.id == "\(result.id)-A" }) else { return }
    var customer = try world.need(Customer.self, order.customer)
    let kind = customer.paymentMethods.first { $0.id == held.method }?.kind
    var method = held.method
    if kind == .giftCard || kind == .storeCredit || kind == nil {
      method = Purse.give(held.amount, to: held.method, of: &customer).method
      try world.put(customer)
    }
    order.payments.append(
      Payment(
        id: "\(result.id)-C", kind: .cancelAuthorization, amount: held.amount, method: method, at: world.now))
  }
}
