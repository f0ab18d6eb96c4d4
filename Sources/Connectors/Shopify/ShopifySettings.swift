/// How a Shopify shop is spoken to.
///
/// The access token needs the scopes read_orders, write_orders, read_returns, write_returns, read_customers, read_products,
/// read_inventory and read_locations; without read_all_orders Shopify tells of the last 60 days only.
public struct ShopifySettings: Sendable {
  /// The version of the Admin API.
  public var version = "2026-04"
  /// The IANA time zone in which the shop counts its days.
  public var timeZone = "UTC"
  /// Whether Shopify writes to the customer when something was cancelled, refunded or sent back.
  public var notifiesCustomers = true
  /// The retailer's own identifiers of places by the numbers of Shopify's locations.
  public var places: [String: String] = [:]

  /// The settings as they are without a word.
  public init() {}
}
