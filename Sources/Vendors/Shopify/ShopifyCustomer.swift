public import Commerce

/// A customer as the Admin API tells it.
public enum ShopifyCustomer {
  /// Reads a `Customer` asked for with the connector's fragment. Throws a `Misfit`.
  public static func customer(_ json: JSONValue) throws(Misfit) -> Customer {
    var orders: [(at: Timestamp, number: String)] = []
    for order in json["orders"]?["nodes"]?.array ?? [] {
      orders.append((try order.moment("createdAt"), CanonicalWords.orderNumber(try order.text("name"))))
    }
    let language = json["locale"]?.string ?? ""
    return Customer(
      id: try json.shopifyID("id"), givenName: json["firstName"]?.string ?? "",
      familyName: json["lastName"]?.string ?? "",
      email: json["defaultEmailAddress"]?["emailAddress"]?.string ?? "",
      phone: json["defaultPhoneNumber"]?["phoneNumber"]?.string ?? json["defaultAddress"]?["phone"]?.string ?? "",
      address: ShopifyOrder.address(json["defaultAddress"]), language: language.isEmpty ? "en" : language,
      orders: orders.sorted { $0 < $1 }.map(\.number))
  }
}
