public import Commerce

/// Stock as WooCommerce tells it: one number for all places together.
public enum WooStock {
  /// Reads a product or a variation. Throws a `Misfit`.
  ///
  /// - Parameters:
  ///   - json: the product or variation.
  ///   - place: the retailer's identifier of the stock as a whole, and its name as spoken.
  ///   - asOf: when it was asked.
  public static func level(
    _ json: JSONValue, place: (id: String, name: String), asOf: Timestamp
  ) throws(Misfit) -> StockLevel {
    let mayOversell = json["backorders"]?.string.map { $0 != "no" } ?? false
    let count = json["stock_quantity"]?.integer
    let status = try json.text("stock_status")
    let availability: Availability =
      switch (count, status) {
      case (let count?, _): StockWords.availability(left: count, mayOversell: mayOversell)
      // Nobody counts it; the shop only says whether it can be had.
      case (nil, "instock"): .inStock
      case (nil, "onbackorder"): .backOrder
      default: .outOfStock
      }
    return StockLevel(
      sku: try json.text("sku"), place: place.id, placeName: place.name, onHand: max(0, count ?? 0),
      availability: availability, asOf: asOf)
  }
}
