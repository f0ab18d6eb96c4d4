internal import Commerce

/// Reasons, wallets, amounts: what the arguments of a write have against it.
extension PolicyRules {
  /// What its reason, the way of its money and its variants have against a write.
  func hindrance(_ subject: OperationSubject, _ rule: ActionRule, _ name: OperationName, _ facts: PolicyFacts)
    -> Hindrance?
  {
    if let reasons = rule.reasons, let reason = subject.reason, !reasons.contains(reason) {
      return Hindrance(rule: .reason, reason: .reasonNotAccepted, obstacle: .reason, facts: ["reason": reason])
    }
    if !rule.sameVariant, subject.changes.contains(where: { $0.sku == $0.newSku }) {
      return Hindrance(rule: .sameVariant, reason: .sameVariant, obstacle: .reason)
    }
    return money(subject, rule, name, facts)
  }

  private func money(
    _ subject: OperationSubject, _ rule: ActionRule, _ name: OperationName, _ facts: PolicyFacts
  ) -> Hindrance? {
    guard let method = subject.refundTo ?? subject.wallet else { return nil }
    // The record must be of whom the order is, or the operation names: another's wallets say nothing.
    let owner = facts.order?.customer ?? subject.customer
    guard let customer = facts.customer, owner == nil || customer.id == owner else {
      // Whose wallets are not known cannot be told to be allowed.
      let isFree = rule.refundTo == nil && rule.wallets == nil
      return isFree ? nil : Hindrance(rule: .recordUnseen, obstacle: .money, facts: ["unseen": "customer"])
    }
    let held = customer.paymentMethods.first { $0.id == method }
    let order = facts.order
    let isOriginal = order?.originalMethod == method
    guard held != nil || isOriginal && subject.refundTo != nil else {
      return Hindrance(rule: .wallet, reason: .paymentMethodUnknown, obstacle: .money)
    }
    if name == .changeOrderPayment, order?.presentMethod == method {
      return Hindrance(rule: .wallet, reason: .samePaymentMethod, obstacle: .money)
    }
    let taken = subject.refundTo != nil ? 0 : due(subject, name, facts)
    if subject.refundTo != nil || taken.map({ $0 < 0 }) == true {
      guard let targets = rule.refundTo else { return nil }
      let allowed = targets.contains { $0.allows(method, held?.kind, original: isOriginal) }
      return allowed ? nil : Hindrance(rule: .refundTarget, reason: .refundMethodNotAllowed, obstacle: .money)
    }
    if let wallets = rule.wallets, let kind = held?.kind, !wallets.contains(kind) {
      return Hindrance(
        rule: .wallet, reason: .notApplicable, obstacle: .money, facts: ["wallet": kind.rawValue])
    }
    if rule.walletMustCover, let held, !held.covers(taken ?? 0) {
      return Hindrance(rule: .wallet, reason: .balanceTooLow, obstacle: .money, facts: ["wallet": held.kind.rawValue])
    }
    return nil
  }

  /// What is taken from the wallet, in minor units; negative: given back; nil when that cannot be told.
  private func due(_ subject: OperationSubject, _ name: OperationName, _ facts: PolicyFacts) -> Int? {
    if name == .changeOrderPayment { return facts.order?.total.minorUnits }
    guard !subject.changes.isEmpty, let order = facts.order else { return facts.amount?.minorUnits }
    var difference = 0
    for change in subject.changes {
      guard let old = order.lines.first(where: { $0.sku == change.sku }), let new = facts.prices[change.newSku] else {
        return facts.amount?.minorUnits
      }
      difference += (new - old.unitPrice.minorUnits) * change.quantity
    }
    return difference
  }

  /// How much money a write moves at most; nil when that cannot be told.
  func moved(_ subject: OperationSubject, _ name: OperationName, _ facts: PolicyFacts) -> Money? {
    var amounts = [subject.amount, facts.amount].compactMap { $0 }
    if let order = facts.order {
      let currency = order.total.currency
      switch name {
      case .cancelOrder, .changeOrderPayment: amounts.append(order.total)
      case .returnItems:
        let back = subject.lines.reduce(0) { sum, line in
          sum + (order.lines.first { $0.sku == line.sku }?.unitPrice.minorUnits ?? 0) * line.quantity
        }
        amounts.append(Money(minorUnits: back, currency: currency))
      default:
        if !subject.changes.isEmpty, let due = due(subject, name, facts) {
          amounts.append(Money(minorUnits: abs(due), currency: currency))
        }
      }
    }
    guard let first = amounts.first, amounts.allSatisfy({ $0.currency == first.currency }) else { return nil }
    return Money(minorUnits: amounts.map { abs($0.minorUnits) }.max() ?? 0, currency: first.currency)
  }
}

extension Order {
  /// What it was paid with at first: where its money came from.
  var originalMethod: String? { payments.first { $0.isPayment }?.method }
  /// What it is paid with now.
  var presentMethod: String? { payments.last { $0.isPayment }?.method }
}

extension Payment {
  fileprivate var isPayment: Bool {
    [.charge, .authorization].contains(kind) && status != .failure && amount.minorUnits > 0
  }
}

extension PaymentMethod {
  /// Whether it holds an amount in minor units; cards hold anything.
  func covers(_ amount: Int) -> Bool {
    guard amount > 0, [.giftCard, .storeCredit].contains(kind) else { return true }
    return (balance?.minorUnits ?? 0) >= amount
  }
}

extension RefundTarget {
  /// Whether money may go to a method of a kind.
  func allows(_ method: String, _ kind: PaymentMethodKind?, original: Bool) -> Bool {
    switch self {
    case .original: original
    case .giftCard: kind == .giftCard
    case .storeCredit: kind == .storeCredit
    case .any: true
    }
  }
}
