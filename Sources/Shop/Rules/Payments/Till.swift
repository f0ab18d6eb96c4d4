internal import Commerce

/// The money of one order: what was taken, what went back, and what of each payment can still go back.
///
/// Conserved at all times: no more goes back than was taken, of each payment and in all; an order that is paid has taken
/// its total, less what went back; one that is called off keeps nothing.
enum Till {
  /// Takes an amount for an order, and notes it.
  static func charge(
    _ amount: Money, _ method: String, for order: inout Order, _ customer: inout Customer, in world: any World
  ) throws(OperationFailure) {
    let status = try Purse.take(amount, from: method, of: &customer, in: world)
    order.payments.append(
      Payment(
        id: try world.identifier("PY"), kind: .charge, amount: amount, method: method, status: status, at: world.now))
  }

  /// Gives an amount back, of the latest payments first, to where it came from, or to `method`; notes each part as a
  /// transaction and as a refund. Throws `.amountTooLarge` when less than that is left.
  static func refund(
    _ amount: Money, to method: String? = nil, of order: inout Order, _ customer: inout Customer, in world: any World
  ) throws(OperationFailure) {
    for part in try parts(amount, of: order, in: world) {
      try refund(part.amount, of: part.payment, to: method, in: &order, &customer, world)
    }
  }

  /// Gives some of one payment back.
  @discardableResult
  static func refund(
    _ amount: Money, of payment: Payment, to method: String? = nil, in order: inout Order, _ customer: inout Customer,
    _ world: any World
  ) throws(OperationFailure) -> Refund {
    let promised = Refund(
      id: try world.identifier("RF"), order: order.number, payment: payment.id, amount: amount,
      method: method ?? payment.method, status: .pending, at: world.now)
    return try pay(promised, in: &order, &customer, world)
  }

  /// Gives what a refund promises, and notes it as a transaction and as that refund.
  @discardableResult
  static func pay(
    _ promised: Refund, in order: inout Order, _ customer: inout Customer, _ world: any World
  ) throws(OperationFailure) -> Refund {
    let given = Purse.give(promised.amount, to: promised.method, of: &customer)
    var refund = promised
    refund.method = given.method
    refund.status = given.status == .success ? .approved : .pending
    refund.at = world.now
    order.payments.append(
      Payment(
        id: refund.id, kind: .refund, amount: refund.amount, method: given.method, status: given.status,
        at: world.now))
    try world.put(refund)
    return refund
  }

  /// From which payments an amount can go back, the latest first.
  static func parts(
    _ amount: Money, of order: Order, in world: any World
  ) throws(OperationFailure) -> [(payment: Payment, amount: Money)] {
    var left = amount.minorUnits
    var parts: [(payment: Payment, amount: Money)] = []
    for payment in order.payments.reversed() where payment.isTaken && left > 0 {
      let part = min(left, try remaining(of: payment, order, in: world))
      guard part > 0 else { continue }
      left -= part
      parts.append((payment, Money(minorUnits: part, currency: amount.currency)))
    }
    guard left == 0 else { throw .refused(.amountTooLarge, "less than that is left of what was paid") }
    return parts
  }

  /// What is left of a payment: what was taken less what went back or is promised back.
  static func remaining(of payment: Payment, _ order: Order, in world: any World) throws(OperationFailure) -> Int {
    guard payment.isTaken else { return 0 }
    let refunds = try world.list(Refund.self, "payment", payment.id)
    return payment.amount.minorUnits
      - refunds.reduce(0) { $0 + ([.pending, .approved].contains($1.status) ? $1.amount.minorUnits : 0) }
  }

  /// What is left of all payments of an order.
  static func remaining(of order: Order, in world: any World) throws(OperationFailure) -> Int {
    var sum = 0
    for payment in order.payments { sum += try remaining(of: payment, order, in: world) }
    return sum
  }
}

extension Payment {
  /// Money that came in.
  var isTaken: Bool { kind == .charge && status == .success }
}

extension Order {
  /// What came in.
  var taken: Int { payments.reduce(0) { $0 + ($1.isTaken ? $1.amount.minorUnits : 0) } }
  /// What went back or is on its way back.
  var givenBack: Int {
    payments.reduce(0) { $0 + ($1.kind == .refund && $1.status != .failure ? $1.amount.minorUnits : 0) }
  }
  /// Whether any parcel is with the carrier or beyond.
  var hasLeft: Bool { shipments.contains { ![.pending, .infoReceived].contains($0.status) } }

  /// Stores a changed order as a newer version.
  func saved(in world: any World) throws(OperationFailure) -> Order {
    var order = self
    order.version += 1
    try world.put(order)
    return order
  }
}

extension Refund: ShopDocument {
  static let kind = "refund"
  var documentID: String { id }
  var lookups: [Lookup] { [Lookup("payment", payment)] + (order.map { [Lookup("order", $0)] } ?? []) }
}
