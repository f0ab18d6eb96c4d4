extension ContractValue {
  /// Which amount of a record is less than nothing though it cannot be ("total", "lines.unitPrice"); nil when none is. What is
  /// owed in either direction, as the difference of an exchange, may be.
  public var impossibleAmount: String? {
    func negative(_ money: Money?) -> Bool { (money?.minorUnits ?? 0) < 0 }
    switch self {
    case let order as Order:
      if negative(order.total) { return "total" }
      if negative(order.shipping) { return "shipping" }
      if order.lines.contains(where: { negative($0.unitPrice) }) { return "lines.unitPrice" }
      return order.payments.contains { negative($0.amount) } ? "payments.amount" : nil
    case let list as OrderList: return list.orders.lazy.compactMap(\.impossibleAmount).first.map { "orders." + $0 }
    case let payment as Payment: return negative(payment.amount) ? "amount" : nil
    case let refund as Refund: return negative(refund.amount) ? "amount" : nil
    case let list as RefundList: return list.refunds.lazy.compactMap(\.impossibleAmount).first.map { "refunds." + $0 }
    case let link as PaymentLink: return negative(link.amount) ? "amount" : nil
    default: return nil
    }
  }
}
