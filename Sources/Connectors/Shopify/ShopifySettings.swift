/// Where a Shopify shop is and how it is spoken to.
public struct ShopifySettings: Sendable {
  /// The shop's address, as in "https://example.myshopify.com".
  public var url: String
  /// An Admin API access token with the scopes read_orders, write_orders, write_order_edits, read_returns, write_returns,
  /// read_customers, read_products, read_inventory and read_locations.
  public var token: String
  /// The version of the Admin API.
  public var version = "2026-04"
  /// The IANA time zone in which the shop counts its days.
  public var timeZone = "UTC"
  /// Whether Shopify writes to the customer when something was cancelled, refunded or sent back.
  public var notifiesCustomers = true
  /// The retailer's own identifiers of places by the numbers of Shopify's locations.
  public var places: [String: String] = [:]

  /// Makes the settings.
  public init(url: String, token: String) {
    self.url = url
    self.token = token
  }
}
