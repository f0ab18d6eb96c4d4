public import Commerce

/// Goods that come back, as the Admin API tells it. Shopify keeps no amount and no way back with a return: the amount is
/// what was paid for the goods, the way stands in our mark where we made it.
public enum ShopifyReturns {
  /// Reads an order's `returns`, oldest first. Throws a `Misfit`.
  static func returns(_ json: JSONValue, lines: [OrderLine], skus: [String: String]) throws(Misfit) -> [Return] {
    let number = CanonicalWords.orderNumber(try json.text("name"))
    let currency = try json.shopMoney("totalPriceSet").currency
    let prices = Dictionary(lines.map { ($0.sku, $0.unitPrice.minorUnits) }, uniquingKeysWith: { first, _ in first })
    var returns: [Return] = []
    for item in try json.nodes("returns") {
      var parts: [LineQuantity] = []
      var reason: ReturnReason?
      var note: String?
      for line in try item.nodes("returnLineItems") {
        guard let ordered = line["fulfillmentLineItem"]?["lineItem"], let sku = skus[try ordered.shopifyID("id")]
        else { continue }
        parts.append(LineQuantity(sku: sku, quantity: try line.count("quantity")))
        reason = reason ?? line["returnReasonDefinition"]?["handle"]?.string.flatMap(self.reason)
        note = note ?? line["returnReasonNote"]?.string
      }
      let amount = parts.reduce(0) { $0 + $1.quantity * (prices[$1.sku] ?? 0) }
      returns.append(
        Return(
          id: try item.shopifyID("id"), order: number, state: state(try item.text("status")), lines: parts,
          kind: .fullRefund, method: WriteMark.detail(in: note).flatMap(ReturnMethod.init(rawValue:)) ?? .byMail,
          reason: reason ?? .other, amount: Money(minorUnits: amount, currency: currency),
          refundTo: json["transactions"]?[0]?["gateway"]?.string ?? "", requested: try item.moment("createdAt")))
    }
    return returns.sorted { ($0.requested, $0.id) < ($1.requested, $1.id) }
  }

  private static func state(_ word: String) -> ReturnState {
    switch word {
    case "REQUESTED": .requested
    case "DECLINED": .denied
    case "CANCELED": .cancelled
    case "CLOSED": .received
    default: .approved
    }
  }

  /// Our reasons by the handle of Shopify's; several of Shopify's are one of ours.
  static func reason(_ handle: String) -> ReturnReason? {
    switch handle {
    case "changed-my-mind", "color", "comfort": .noLongerWanted
    case "too-large", "too-small": .wrongSize
    case "defective", "quality": .damaged
    case "not-as-described": .notAsDescribed
    case "wrong-item": .wrongItem
    case "arrived-late": .arrivedLate
    default: nil
    }
  }

  /// Shopify's handle of one of our reasons. A size is too large or too small there, which nobody was asked: "other".
  public static func handle(_ reason: ReturnReason) -> String {
    switch reason {
    case .noLongerWanted: "changed-my-mind"
    case .damaged: "defective"
    case .notAsDescribed: "not-as-described"
    case .wrongItem: "wrong-item"
    case .arrivedLate: "arrived-late"
    case .wrongSize, .other: "other"
    }
  }
}
