internal import Commerce

/// Changes of orders by the tau world's rules.
enum TauOrders {
  /// Every entry of the payment history, refunds too, is answered by a refund of its amount.
  static func cancel(_ asked: CancelOrder, in world: any World) throws(OperationFailure) -> Order {
    var order = try TauRules.pending(asked.order, in: world)
    guard asked.reason == .noLongerNeeded || asked.reason == .orderedByMistake else {
      throw .refused(.reasonNotAccepted, "only what is no longer needed or was ordered by mistake is called off")
    }
    var customer = try world.need(Customer.self, order.customer)
    for payment in order.payments {
      let index = try TauRules.method(payment.method, of: customer)
      TauRules.credit(payment.amount.minorUnits, &customer.paymentMethods[index])
      order.payments.append(entry(.refund, payment.amount, payment.method, order, in: world))
    }
    for index in order.lines.indices { order.lines[index].cancelled = order.lines[index].quantity }
    order.state = .cancelled
    order.shipmentState = .canceled
    order.cancelReason = asked.reason
    try world.put(customer)
    return try order.saved(in: world)
  }

  static func changeAddress(_ asked: ChangeOrderAddress, in world: any World) throws(OperationFailure) -> Order {
    var order = try TauRules.pending(asked.order, loosely: true, in: world)
    order.deliverTo = asked.address
    return try order.saved(in: world)
  }

  static func changePayment(_ asked: ChangeOrderPayment, in world: any World) throws(OperationFailure) -> Order {
    var order = try TauRules.pending(asked.order, loosely: true, in: world)
    var customer = try world.need(Customer.self, order.customer)
    let new = try TauRules.method(asked.paymentMethod, of: customer)
    guard order.payments.count == 1, let paid = order.payments.first, paid.kind == .charge else {
      throw .refused(.alreadyChanged, "the payment was changed already")
    }
    guard paid.method != asked.paymentMethod else { throw .refused(.samePaymentMethod, "it is paid that way already") }
    try TauRules.cover(paid.amount.minorUnits, customer.paymentMethods[new])
    let old = try TauRules.method(paid.method, of: customer)
    order.payments.append(entry(.charge, paid.amount, asked.paymentMethod, order, in: world))
    order.payments.append(entry(.refund, paid.amount, paid.method, order, in: world))
    TauRules.credit(-paid.amount.minorUnits, &customer.paymentMethods[new])
    TauRules.credit(paid.amount.minorUnits, &customer.paymentMethods[old])
    try world.put(customer)
    return try order.saved(in: world)
  }

  /// One entry for the whole difference, a refund of nothing when there is none. Each change is made to the first line that
  /// holds the item at that point.
  static func changeItems(_ asked: ChangeOrderItems, in world: any World) throws(OperationFailure) -> ChangedOrder {
    var order = try TauRules.pending(asked.order, in: world)
    let changes = TauRules.single(asked.changes)
    guard world.profile != .tau2 || changes.allSatisfy({ $0.sku != $0.newSku }) else {
      throw OperationFailure(.invalidArguments, "the new one is the old one")
    }
    let (variants, difference) = try TauRules.plan(changes, of: order, in: world)
    var customer = try world.need(Customer.self, order.customer)
    let method = try TauRules.method(asked.paymentMethod, of: customer)
    try TauRules.cover(difference, customer.paymentMethods[method])
    TauRules.credit(-difference, &customer.paymentMethods[method])
    let currency = order.total.currency
    order.payments.append(
      entry(
        difference > 0 ? .charge : .refund, Money(minorUnits: abs(difference), currency: currency),
        asked.paymentMethod, order, in: world))
    for (change, own) in zip(changes, variants) {
      guard let line = order.lines.firstIndex(where: { $0.sku == change.sku }) else { continue }
      let variant = world.profile == .tau2 ? variants.last ?? own : own
      order.lines[line].sku = own.sku
      order.lines[line].unitPrice = variant.price
      order.lines[line].options = variant.options
      order.lines[line].variant = variant.words
    }
    order.total.minorUnits += difference
    order.changed = true
    try world.put(customer)
    order = try order.saved(in: world)
    return ChangedOrder(
      order: order, difference: Money(minorUnits: difference, currency: currency), method: asked.paymentMethod)
  }

  private static func entry(
    _ kind: PaymentKind, _ amount: Money, _ method: String, _ order: Order, in world: any World
  ) -> Payment {
    Payment(
      id: "\(order.number)-\(order.payments.count + 1)", kind: kind, amount: amount, method: method, at: world.now)
  }
}
