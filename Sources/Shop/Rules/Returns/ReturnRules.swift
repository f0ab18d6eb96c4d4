internal import Commerce

/// Goods that come back, for money or for other goods.
///
/// The money of a return moves when the goods are there: until then a refund is promised (`pending`), which no other refund
/// can take. Goods that need not come back are paid for at once. For an exchange the replacement is committed now and what
/// it costs more is held; both are let go when it is called off.
enum ReturnRules {
  static func register(in rules: inout ShopRules) {
    rules.on(CheckReturn.self, check)
    rules.on(ReturnItems.self, giveBack)
    rules.on(ExchangeItems.self, ExchangeRules.exchange)
    rules.on(FindReturns.self) { asked, world throws(OperationFailure) in
      ReturnList(returns: try OrderReads.find(asked.order, in: world).returns)
    }
    rules.on(CancelReturn.self, cancel)
    rules.on(ReceiveReturn.self, ReturnArrival.receive)
  }

  @Sendable private static func check(_ asked: CheckReturn, _ world: any World) throws(OperationFailure) -> ReturnQuote
  {
    if world.profile.isTau { return try TauReturns.check(asked, in: world) }
    let order = try OrderReads.find(asked.order, in: world)
    let customer = try world.need(Customer.self, order.customer)
    let window = try ReturnWindow(order, in: world)
    let lines = window.lines.map { line in
      ReturnLineQuote(
        sku: order.lines[line.index].sku, quantity: line.quantity, allowed: line.reason == nil, reason: line.reason,
        until: line.until, amount: Money(minorUnits: line.amount, currency: order.total.currency))
    }
    return ReturnQuote(order: order.number, lines: lines, refundTo: destinations(of: order, customer))
  }

  /// Where money of an order may go: to what it was paid with, or to a card or credit of the customer's with us.
  static func destinations(of order: Order, _ customer: Customer) -> [String] {
    var methods: [String] = []
    for payment in order.payments where payment.isTaken && !methods.contains(payment.method) {
      methods.append(payment.method)
    }
    for method in customer.paymentMethods
    where [.giftCard, .storeCredit].contains(method.kind) && !methods.contains(method.id) {
      methods.append(method.id)
    }
    return methods
  }

  /// Throws when money of the order may not go there.
  static func checkDestination(_ method: String, of order: Order, _ customer: Customer) throws(OperationFailure) {
    guard destinations(of: order, customer).contains(method) else {
      let known = customer.paymentMethods.contains { $0.id == method }
      throw known
        ? .refused(.refundMethodNotAllowed, "it goes to what was paid with, or to a gift card")
        : .refused(.paymentMethodUnknown, "that is not one of the customer's payment methods")
    }
  }

  @Sendable private static func giveBack(_ asked: ReturnItems, _ world: any World) throws(OperationFailure) -> Return {
    if world.profile.isTau { return try TauReturns.giveBack(asked, in: world) }
    var order = try OrderReads.find(asked.order, in: world)
    guard order.state != .cancelled else { throw .refused(.alreadyCancelled, "the order is called off") }
    let taken = try ReturnWindow(order, in: world).take(asked.lines, of: order)
    var customer = try world.need(Customer.self, order.customer)
    try checkDestination(asked.refundTo, of: order, customer)
    let amount = Money(minorUnits: taken.reduce(0) { $0 + $1.amount }, currency: order.total.currency)
    var result = Return(
      id: try world.identifier("R"), order: order.number, state: state(asked.method), lines: asked.lines,
      kind: customer.paymentMethods.contains { $0.id == asked.refundTo && $0.kind == .storeCredit }
        ? .storeCredit : .fullRefund,
      method: asked.method, reason: asked.reason, amount: amount, refundTo: asked.refundTo, requested: world.now)
    if asked.method == .byMail { result.label = "/labels/\(result.id)" }
    if asked.method == .keepProduct {
      try Till.refund(amount, to: asked.refundTo, of: &order, &customer, in: world)
      try world.put(customer)
    } else {
      try promise(amount, result, of: order, in: world)
    }
    for part in taken { order.lines[part.index].returned += part.quantity }
    order.returns.append(result)
    _ = try order.saved(in: world)
    return result
  }

  /// Where a return stands once it is asked for.
  static func state(_ method: ReturnMethod) -> ReturnState {
    switch method {
    case .byMail: .labelIssued
    case .inStore, .atKiosk: .approved
    case .keepProduct: .refunded
    }
  }

  /// Notes refunds that wait for the goods. Throws `.amountTooLarge` when less than that is left of what was paid.
  private static func promise(
    _ amount: Money, _ result: Return, of order: Order, in world: any World
  ) throws(OperationFailure) {
    for (index, part) in try Till.parts(amount, of: order, in: world).enumerated() {
      try world.put(
        Refund(
          id: "\(result.id)-\(index + 1)", order: order.number, payment: part.payment.id, amount: part.amount,
          method: result.refundTo, status: .pending, at: world.now))
    }
  }

  /// What is promised for the goods of a return and not given yet.
  static func promised(_ result: Return, in world: any World) throws(OperationFailure) -> [Refund] {
    try world.list(Refund.self, "order", result.order).filter {
      $0.id.hasPrefix(result.id + "-") && $0.status == .pending
    }
  }

  @Sendable private static func cancel(_ asked: CancelReturn, _ world: any World) throws(OperationFailure) -> Return {
    var (order, index) = try find(asked.returnID, in: world)
    let result = order.returns[index]
    switch result.state {
    case .requested, .approved, .labelIssued: break
    case .cancelled: throw .refused(.alreadyClosed, "it is called off already")
    default: throw .refused(.tooLate, "it is under way or settled")
    }
    try callOff(result, as: .cancelled, &order, in: world)
    order = try order.saved(in: world)
    return order.returns[index]
  }

  /// The order of a return, and the return's place in it.
  static func find(_ id: String, in world: any World) throws(OperationFailure) -> (order: Order, index: Int) {
    try TauRules.refuse(in: world)
    guard let order = try world.list(Order.self, "return", id).first,
      let index = order.returns.firstIndex(where: { $0.id == id })
    else { throw OperationFailure(.notFound, "there is no return of this number") }
    return (order, index)
  }

  /// Takes back what was promised for goods: they are the customer's after all.
  static func callOff(
    _ result: Return, as state: ReturnState, _ order: inout Order, in world: any World
  ) throws(OperationFailure) {
    for index in order.returns.indices where order.returns[index].id == result.id {
      order.returns[index].state = state
      order.returns[index].label = nil
    }
    for wanted in result.lines { Self.keep(wanted, of: &order) }
    for var refund in try promised(result, in: world) {
      refund.status = .rejected
      try world.put(refund)
    }
    if result.kind == .exchange { try ExchangeRules.letGo(result, &order, in: world) }
  }

  /// Goods stay with the customer after all.
  private static func keep(_ wanted: LineQuantity, of order: inout Order) {
    var left = wanted.quantity
    for index in order.lines.indices.reversed() where order.lines[index].sku == wanted.sku && left > 0 {
      let part = min(left, order.lines[index].returned)
      order.lines[index].returned -= part
      left -= part
    }
  }
}
