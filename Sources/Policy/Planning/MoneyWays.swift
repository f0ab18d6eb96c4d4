public import Commerce

extension PolicyRules {
  /// The customer's methods to which money of an order may go back by an operation (`cancelOrder`, `returnItems`, `exchangeItems`,
  /// `changeOrderItems`), the original first. Empty when no rule names the operation.
  public func refundTargets(_ name: OperationName, order: Order, customer: Customer) -> [PaymentMethod] {
    guard let rule = actions[name] else { return [] }
    let targets = rule.refundTo ?? [.any]
    return Self.originalFirst(customer, order).filter { method in
      targets.contains { $0.allows(method.id, method.kind, original: method.id == order.originalMethod) }
    }
  }

  /// The customer's methods from which an operation may take an amount in minor units (0 or less: nothing is taken), the one the order was
  /// paid with first. What does not hold enough is left out; so is, for a change of payment, the one it is paid with now.
  public func wallets(_ name: OperationName, order: Order?, customer: Customer, amount: Int) -> [PaymentMethod] {
    guard let rule = actions[name] else { return [] }
    return Self.originalFirst(customer, order).filter { method in
      if name == .changeOrderPayment, method.id == order?.presentMethod { return false }
      if let kinds = rule.wallets, !kinds.contains(method.kind) { return false }
      return !rule.walletMustCover || method.covers(amount)
    }
  }

  /// The reasons that an operation accepts, as in `CancelReason` or `ReturnReason`; nil: any.
  public func reasons(_ name: OperationName) -> [String]? { actions[name]?.reasons }

  private static func originalFirst(_ customer: Customer, _ order: Order?) -> [PaymentMethod] {
    let original = order?.originalMethod
    return customer.paymentMethods.filter { $0.id == original } + customer.paymentMethods.filter { $0.id != original }
  }
}
