/// How a WooCommerce shop is spoken to.
public struct WooCommerceSettings: Sendable {
  /// Whether order numbers are not the orders' identifiers, as with extensions that number orders in their own way.
  public var numbersAreOwn = false
  /// The retailer's identifier of the stock, of which WooCommerce has one for all places.
  public var place = "online"
  /// Its name as spoken.
  public var placeName = "online shop"

  /// The settings as they are without a word.
  public init() {}
}
