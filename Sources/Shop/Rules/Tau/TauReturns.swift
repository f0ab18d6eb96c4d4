internal import Commerce

/// Returns and exchanges by the tau world's rules: asked for once for each delivered order, and nothing moves yet.
enum TauReturns {
  static func check(_ asked: CheckReturn, in world: any World) throws(OperationFailure) -> ReturnQuote {
    let order = try OrderReads.find(asked.order, in: world)
    let customer = try world.need(Customer.self, order.customer)
    let reason: RefusalReason? =
      order.state != .complete ? .notDelivered : order.returns.isEmpty ? nil : .alreadyReturning
    let lines = order.lines.map { line in
      ReturnLineQuote(
        sku: line.sku, quantity: line.quantity, allowed: reason == nil, reason: reason, amount: line.unitPrice)
    }
    return ReturnQuote(order: order.number, lines: lines, refundTo: destinations(of: order, customer))
  }

  /// The first payment's method, and any gift card.
  private static func destinations(of order: Order, _ customer: Customer) -> [String] {
    let first = order.payments.first?.method
    return (first.map { [$0] } ?? [])
      + customer.paymentMethods.filter { $0.kind == .giftCard && $0.id != first }.map(\.id)
  }

  static func giveBack(_ asked: ReturnItems, in world: any World) throws(OperationFailure) -> Return {
    var order = try TauRules.delivered(asked.order, in: world)
    let customer = try world.need(Customer.self, order.customer)
    _ = try TauRules.method(asked.refundTo, of: customer)
    guard destinations(of: order, customer).contains(asked.refundTo) else {
      throw .refused(.refundMethodNotAllowed, "it goes to what was paid with first, or to a gift card")
    }
    let items = TauRules.single(asked.lines)
    try TauRules.hold(items, in: order)
    let amount = items.reduce(0) { sum, sku in
      sum + (order.lines.first { $0.sku == sku }?.unitPrice.minorUnits ?? 0)
    }
    let result = Return(
      id: "\(order.number)-R", order: order.number, state: .requested, lines: asked.lines, kind: .fullRefund,
      method: asked.method, reason: asked.reason, amount: Money(minorUnits: amount, currency: order.total.currency),
      refundTo: asked.refundTo, requested: world.now)
    order.returns.append(result)
    _ = try order.saved(in: world)
    return result
  }

  static func exchange(_ asked: ExchangeItems, in world: any World) throws(OperationFailure) -> Return {
    var order = try TauRules.delivered(asked.order, in: world)
    let changes = TauRules.single(asked.changes)
    let (_, difference) = try TauRules.plan(changes, of: order, in: world)
    let customer = try world.need(Customer.self, order.customer)
    let method = try TauRules.method(asked.paymentMethod, of: customer)
    try TauRules.cover(difference, customer.paymentMethods[method])
    let result = Return(
      id: "\(order.number)-R", order: order.number, state: .requested,
      lines: asked.changes.map { LineQuantity(sku: $0.sku, quantity: $0.quantity) }, replacements: asked.changes,
      kind: .exchange, method: asked.method, reason: asked.reason,
      amount: Money(minorUnits: -difference, currency: order.total.currency), refundTo: asked.paymentMethod,
      requested: world.now)
    order.returns.append(result)
    _ = try order.saved(in: world)
    return result
  }
}
