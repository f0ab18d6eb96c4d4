public import Commerce

extension PolicyRules {
  /// The customer's methods to which money of an order may go back by an operation (`cancelOrder`, `returnItems`, `exchangeItems`,
  /// `changeOrderItems`), the original first.
  public func refundTargets(_ name: OperationName, order: Order, customer: Customer) -> [PaymentMethod] { [] }

  /// The customer's methods from which an operation may take an amount in minor units (0 or less: nothing is taken), the one the order was
  /// paid with first. One that does not hold enough is left out.
  public func wallets(_ name: OperationName, order: Order?, customer: Customer, amount: Int) -> [PaymentMethod] { [] }

  /// The reasons that an operation accepts, as in `CancelReason` or `ReturnReason`; nil: any.
  public func reasons(_ name: OperationName) -> [String]? { actions[name]?.reasons }
}
