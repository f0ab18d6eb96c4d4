internal import Commerce

extension Order {
  /// The payment method that the order is paid with: the first, or the one it was changed to.
  var paidWith: String? {
    let charges = payments.filter { $0.kind == .charge || $0.kind == .authorization }
    let refunded = Set(payments.filter { $0.kind == .refund }.map(\.method))
    // After a change of payment the old method has its money back.
    return (charges.last { !refunded.contains($0.method) } ?? charges.first)?.method
  }

  /// The payment method that it was first paid with.
  var firstPaidWith: String? { payments.first { $0.kind == .charge || $0.kind == .authorization }?.method }
}

extension OrderLine {
  /// How many of it the customer has or will get.
  var kept: Int { max(0, quantity - cancelled - returned) }
}
