public import Commerce

/// Money that moved, as the Admin API tells it.
public enum ShopifyMoney {
  /// Reads `OrderTransaction`s, oldest first; kinds that move nothing are left out. Throws a `Misfit`.
  public static func payments(_ transactions: [JSONValue]) throws(Misfit) -> [Payment] {
    var payments: [Payment] = []
    for transaction in transactions {
      guard let kind = kinds[try transaction.text("kind")] else { continue }
      payments.append(
        Payment(
          id: try transaction.shopifyID("id"), kind: kind, amount: try transaction.shopMoney("amountSet"),
          method: transaction["gateway"]?.string ?? "", status: status(try transaction.text("status")),
          at: try transaction.moment("createdAt")))
    }
    return payments.sorted { ($0.at, $0.id.count, $0.id) < ($1.at, $1.id.count, $1.id) }
  }

  private static let kinds: [String: PaymentKind] = [
    "AUTHORIZATION": .authorization, "EMV_AUTHORIZATION": .authorization, "SALE": .charge, "CAPTURE": .charge,
    "REFUND": .refund, "VOID": .cancelAuthorization,
  ]

  private static func status(_ word: String) -> PaymentStatus {
    switch word {
    case "SUCCESS": .success
    case "FAILURE", "ERROR": .failure
    default: .pending
    }
  }

  /// The money of an order's `refunds`, oldest first: one for each transaction. Throws a `Misfit`.
  public static func refunds(_ refunds: [JSONValue], order: OrderNumber) throws(Misfit) -> [Refund] {
    var found: [Refund] = []
    for refund in refunds {
      for transaction in try refund.nodes("transactions") where transaction["kind"]?.string == "REFUND" {
        found.append(try self.refund(transaction, order: order))
      }
    }
    return found.sorted { ($0.at, $0.id.count, $0.id) < ($1.at, $1.id.count, $1.id) }
  }

  private static func refund(_ transaction: JSONValue, order: OrderNumber) throws(Misfit) -> Refund {
    let status: RefundStatus =
      switch try transaction.text("status") {
      case "SUCCESS": .approved
      case "FAILURE", "ERROR": .failed
      default: .pending
      }
    return Refund(
      id: try transaction.shopifyID("id"), order: order,
      payment: ShopifyID.number(transaction["parentTransaction"]?["id"]?.string) ?? "",
      amount: try transaction.shopMoney("amountSet"), method: transaction["gateway"]?.string ?? "", status: status,
      at: try transaction.moment("createdAt"))
  }
}
