internal import Commerce

/// Goods of returns and exchanges that have come back: looked at, put on the shelves, and given for what was promised.
enum ReturnArrival {
  @Sendable static func receive(_ asked: ReceiveReturn, _ world: any World) throws(OperationFailure) -> Return {
    var (order, index) = try ReturnRules.find(asked.returnID, in: world)
    let result = order.returns[index]
    switch result.state {
    case .requested, .approved, .labelIssued, .inTransit, .received, .inspected: break
    case .denied, .refunded, .exchanged, .rejected, .cancelled:
      throw .refused(.alreadyClosed, "it is settled or called off")
    }
    guard result.method != .keepProduct else { throw .refused(.wrongStep, "these goods need not come back") }
    guard asked.accepted else {
      try ReturnRules.callOff(result, as: .rejected, &order, in: world)
      return try saved(order, index, in: world)
    }
    if asked.resellable { try shelve(result.lines, at: asked.place, in: world) }
    var customer = try world.need(Customer.self, order.customer)
    if result.kind == .exchange {
      try settleExchange(result, &order, &customer, in: world)
      order.returns[index].state = .exchanged
    } else {
      try payOut(result, &order, &customer, in: world)
      order.returns[index].state = .refunded
    }
    order.returns[index].label = nil
    try world.put(customer)
    return try saved(order, index, in: world)
  }

  private static func saved(_ order: Order, _ index: Int, in world: any World) throws(OperationFailure) -> Return {
    try order.saved(in: world).returns[index]
  }

  /// Puts goods where they can be sold again. Of what the shop keeps no stock there is none to put.
  private static func shelve(
    _ lines: [LineQuantity], at place: String?, in world: any World
  ) throws(OperationFailure) {
    for line in lines {
      guard var stock = try world.find(VariantStock.self, line.sku) else { continue }
      // The first place is the warehouse.
      guard let index = stock.places.firstIndex(where: { place == nil || $0.id == place }) else {
        throw OperationFailure(.notFound, "there is no such place for these goods")
      }
      stock.places[index].onHand += line.quantity
      try world.put(stock)
    }
  }

  /// Gives the money that was promised until the goods are there.
  private static func payOut(
    _ result: Return, _ order: inout Order, _ customer: inout Customer, in world: any World
  ) throws(OperationFailure) {
    for refund in try ReturnRules.promised(result, in: world) {
      try Till.pay(refund, in: &order, &customer, world)
    }
  }

  /// Takes what was held for dearer goods, or gives back what cheaper ones cost less. The goods themselves stay committed
  /// until they leave.
  private static func settleExchange(
    _ result: Return, _ order: inout Order, _ customer: inout Customer, in world: any World
  ) throws(OperationFailure) {
    if let held = order.payments.first(where: { $0.id == "\(result.id)-A" }) {
      order.payments.append(
        Payment(
          id: "\(result.id)-P", kind: .charge, amount: held.amount, method: held.method, status: held.status,
          at: world.now))
    } else if result.amount.minorUnits > 0 {
      try Till.refund(result.amount, to: result.refundTo, of: &order, &customer, in: world)
    }
  }
}
