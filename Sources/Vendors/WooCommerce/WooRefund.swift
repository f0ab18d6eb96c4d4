public import Commerce

/// Money given back, as WooCommerce tells it.
public enum WooRefund {
  /// Reads an order's refund resources, oldest first. Throws a `Misfit`.
  public static func refunds(_ refunds: [JSONValue], of order: JSONValue) throws(Misfit) -> [Refund] {
    let currency = try order.text("currency")
    let payment = WooOrder.paymentID(try order.id("id"))
    var found: [Refund] = []
    for refund in refunds {
      let amount = try refund.amount("amount", currency)
      found.append(
        Refund(
          id: try refund.id("id"),
          order: try WooOrder.number(order), payment: payment,
          amount: Money(minorUnits: abs(amount.minorUnits), currency: currency),
          method: order["payment_method"]?.string ?? "",
          // Not through the gateway: somebody has to give the money back by hand.
          status: refund["refunded_payment"]?.bool == false ? .pending : .approved,
          at: try refund.wooMoment("date_created_gmt")))
    }
    return found.sorted { ($0.at, $0.id.count, $0.id) < ($1.at, $1.id.count, $1.id) }
  }
}
