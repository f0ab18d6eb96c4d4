/// What of an order can be sent back, by parcel.
public enum ShopifyReturnable {
  /// Reads `returnableFulfillments`: the identifier to return by, the variant, and how many. Throws a `Misfit`.
  public static func parts(
    _ data: JSONValue, order: JSONValue
  ) throws(Misfit) -> [(gid: String, sku: String, quantity: Int)] {
    var skus: [String: String] = [:]
    for line in try order.nodes("lineItems") { skus[try line.shopifyID("id")] = line["sku"]?.string ?? "" }
    var parts: [(gid: String, sku: String, quantity: Int)] = []
    for parcel in try data.nodes("returnableFulfillments") {
      for part in try parcel.nodes("returnableFulfillmentLineItems") {
        guard let item = part["fulfillmentLineItem"], let line = item["lineItem"] else {
          throw Misfit("returnableFulfillmentLineItems")
        }
        guard let sku = skus[try line.shopifyID("id")] else { continue }
        parts.append((try item.text("id"), sku, try part.count("quantity")))
      }
    }
    return parts
  }
}
