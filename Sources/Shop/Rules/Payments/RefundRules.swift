internal import Commerce

/// Giving money of a payment back.
enum RefundRules {
  static func register(in rules: inout ShopRules) {
    rules.on(RefundPayment.self, refund)
    rules.on(FindRefunds.self, find)
  }

  /// How long a bank takes, in milliseconds.
  private static let bankTime: Int64 = 3 * 86_400_000

  @Sendable private static func refund(
    _ asked: RefundPayment, _ world: any World
  ) throws(OperationFailure) -> Refund {
    try TauRules.refuse(in: world)
    guard asked.amount.minorUnits > 0 else {
      throw OperationFailure(.invalidArguments, "a refund is of more than nothing")
    }
    guard var order = try world.list(Order.self, "transaction", asked.payment).first,
      let payment = order.payments.first(where: { $0.id == asked.payment }),
      asked.order == nil || asked.order == order.number
    else { throw OperationFailure(.notFound, "there is no such payment") }
    guard payment.amount.currency == asked.amount.currency else {
      throw OperationFailure(.invalidArguments, "the payment was in another currency")
    }
    let left = try Till.remaining(of: payment, order, in: world)
    guard left > 0 else { throw .refused(.nothingToRefund, "nothing is left of this payment") }
    guard left >= asked.amount.minorUnits else { throw .refused(.amountTooLarge, "less is left of this payment") }
    var customer = try world.need(Customer.self, order.customer)
    let refund = try Till.refund(asked.amount, of: payment, in: &order, &customer, world)
    try world.put(customer)
    _ = try order.saved(in: world)
    return refund
  }

  @Sendable private static func find(_ asked: FindRefunds, _ world: any World) throws(OperationFailure) -> RefundList {
    let order = try OrderReads.find(asked.order, in: world)
    let refunds = try world.list(Refund.self, "order", order.number).map { refund in
      var refund = refund
      let isPaidOut = order.payments.contains { $0.id == refund.id }
      // What a bank was told to pay has arrived after its days; what waits for goods waits.
      if refund.status == .pending, isPaidOut, refund.at.adding(milliseconds: bankTime) < world.now {
        refund.status = .approved
      }
      return refund
    }
    return RefundList(refunds: refunds.sorted { ($0.at, $0.id) < ($1.at, $1.id) })
  }
}
