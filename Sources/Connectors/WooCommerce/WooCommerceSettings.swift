/// Where a WooCommerce shop is and how it is spoken to.
public struct WooCommerceSettings: Sendable {
  /// The site's address, as in "https://shop.example.com"; the REST API is looked for under "/wp-json/wc/v3".
  public var url: String
  /// The consumer key, with the permission to read and write.
  public var key: String
  /// The consumer secret.
  public var secret: String
  /// Whether order numbers are not the orders' identifiers, as with extensions that number orders in their own way.
  public var numbersAreOwn = false
  /// The retailer's identifier of the stock, of which WooCommerce has one for all places, and its name as spoken.
  public var place = (id: "online", name: "online shop")

  /// Makes the settings.
  public init(url: String, key: String, secret: String) {
    self.url = url
    self.key = key
    self.secret = secret
  }
}
