internal import Commerce

extension Product: ShopDocument {
  static let kind = "product"
  static let isKept = true
  var documentID: String { id }
  var lookups: [Lookup] { variants.map { Lookup("sku", $0.sku) } }
}

extension Store: ShopDocument {
  static let kind = "store"
  static let isKept = true
  var documentID: String { id }
}

extension Customer: ShopDocument {
  static let kind = "customer"
  var documentID: String { id }
  /// All in the form of `Customer.folded`.
  var lookups: [Lookup] {
    var found = [
      Lookup("email", Self.folded(email)),
      Lookup("name", Self.nameKey(givenName, familyName, address.postcode)),
    ]
    if !phone.isEmpty { found.append(Lookup("phone", phone)) }
    if let number = loyalty?.number { found.append(Lookup("loyalty", Self.folded(number))) }
    for identity in identities {
      found.append(
        Lookup(identity.kind.rawValue, identity.kind == .phone ? identity.value : Self.folded(identity.value)))
    }
    return Array(Set(found))
  }

  /// Text without case and outer spaces.
  static func folded(_ text: String) -> String {
    String(text.lowercased().drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// Name and postcode as one lookup.
  static func nameKey(_ given: String, _ family: String, _ postcode: String) -> String {
    [given, family, postcode].map(folded).joined(separator: "|")
  }
}

extension Order: ShopDocument {
  static let kind = "order"
  var documentID: String { number }
  var lookups: [Lookup] {
    let found =
      [
        Lookup("customer", customer), Lookup("state", state.rawValue), Lookup("shipment", shipmentState.rawValue),
        Lookup("payment", paymentState.rawValue),
      ] + shipments.map { Lookup("parcel", $0.status.rawValue) }
      + shipments.map { Lookup("tracking", $0.trackingNumber) } + returns.map { Lookup("return", $0.id) }
      + payments.map { Lookup("transaction", $0.id) }
    return Array(Set(found))
  }
}
