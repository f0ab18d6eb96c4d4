public import Commerce

/// A customer as WooCommerce tells it.
public enum WooCustomer {
  /// Reads a customer resource. Throws a `Misfit`.
  ///
  /// - Parameter orders: the customer's order resources, in any order.
  public static func customer(_ json: JSONValue, orders: [JSONValue]) throws(Misfit) -> Customer {
    let billing = json["billing"]
    let shipping = WooAddress.address(json["shipping"])
    var placed: [(at: Timestamp, number: String)] = []
    for order in orders {
      placed.append((try order.wooMoment("date_created_gmt"), CanonicalWords.orderNumber(try order.id("number"))))
    }
    return Customer(
      id: try json.id("id"), givenName: json["first_name"]?.string ?? "", familyName: json["last_name"]?.string ?? "",
      email: json["email"]?.string ?? "", phone: billing?["phone"]?.string ?? "",
      address: shipping.street.isEmpty ? WooAddress.address(billing) : shipping,
      orders: placed.sorted { $0 < $1 }.map(\.number))
  }
}
