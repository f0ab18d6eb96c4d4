public import Commerce

/// Products, variants and stock as the Admin API tells them.
public enum ShopifyCatalogue {
  /// Reads a `Product` asked for with the connector's fragment. Throws a `Misfit`.
  public static func product(_ json: JSONValue, currency: String) throws(Misfit) -> Product {
    let isActive = json["status"]?.string == "ACTIVE"
    var variants: [Variant] = []
    for variant in try json.nodes("variants") {
      variants.append(try self.variant(variant, currency: currency, isActive: isActive))
    }
    let type = json["productType"]?.string ?? ""
    return Product(
      id: try json.shopifyID("id"), name: try json.text("title"), category: type.isEmpty ? [] : [type],
      variants: variants, description: json["description"]?.string ?? "", brand: json["vendor"]?.string ?? "")
  }

  private static func variant(_ json: JSONValue, currency: String, isActive: Bool) throws(Misfit) -> Variant {
    var options: [String: String] = [:]
    for option in try json.list("selectedOptions") where option["value"]?.string != "Default Title" {
      options[try option.text("name").lowercased()] = try option.text("value")
    }
    let left = json["inventoryQuantity"]?.integer ?? 0
    let availability: Availability =
      !isActive
      ? .discontinued
      : left > 0 || json["availableForSale"]?.bool == true && json["inventoryPolicy"]?.string != "CONTINUE"
        ? .inStock : json["availableForSale"]?.bool == true ? .backOrder : .outOfStock
    return Variant(
      sku: json["sku"]?.string ?? "", options: options, price: try json.amount("price", currency),
      gtin: json["barcode"]?.string.flatMap(TradeItemNumber.normalised), availability: availability)
  }

  /// Reads a variant's `inventoryLevels`: one for each place, fullest first. Throws a `Misfit`.
  ///
  /// - Parameters:
  ///   - variant: the `ProductVariant` with its inventory item.
  ///   - places: the retailer's own identifier of a place by Shopify's; Shopify's counts where there is none.
  ///   - asOf: when it was asked: Shopify does not say when it was counted.
  public static func stock(
    _ variant: JSONValue, places: [String: String], asOf: Timestamp
  ) throws(Misfit) -> [StockLevel] {
    guard let item = variant["inventoryItem"] else { throw Misfit("inventoryItem") }
    var levels: [StockLevel] = []
    for level in try item.nodes("inventoryLevels") {
      guard let place = level["location"] else { throw Misfit("inventoryLevels.location") }
      var counts: [String: Int] = [:]
      for quantity in try level.list("quantities") {
        counts[try quantity.text("name")] = quantity["quantity"]?.integer
      }
      guard let available = counts["available"] else { throw Misfit("inventoryLevels.quantities") }
      let id = try place.shopifyID("id")
      levels.append(
        StockLevel(
          sku: try variant.text("sku"), place: places[id] ?? id, placeName: try place.text("name"),
          onHand: counts["on_hand"] ?? available, committed: counts["committed"] ?? 0,
          reserved: counts["reserved"] ?? 0, safetyStock: counts["safety_stock"] ?? 0,
          incoming: counts["incoming"] ?? 0,
          availability: StockWords.availability(
            left: available, mayOversell: variant["inventoryPolicy"]?.string == "CONTINUE"), asOf: asOf))
    }
    return levels.sorted { ($1.onHand, $0.placeName) < ($0.onHand, $1.placeName) }
  }
}
