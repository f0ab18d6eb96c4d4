public import Commerce

/// Addresses as WooCommerce writes them.
public enum WooAddress {
  /// Reads `shipping` or `billing`; all parts empty when there is none.
  public static func address(_ json: JSONValue?) -> Address {
    Address(
      street: json?["address_1"]?.string ?? "", city: json?["city"]?.string ?? "",
      region: json?["state"]?.string ?? "", postcode: json?["postcode"]?.string ?? "",
      country: json?["country"]?.string ?? "", street2: json?["address_2"]?.string ?? "")
  }

  /// All parts of an address, empty ones too: WooCommerce keeps what is left out.
  public static func json(_ address: Address) -> JSONValue {
    .object([
      "address_1": .string(address.street), "address_2": .string(address.street2), "city": .string(address.city),
      "state": .string(address.region), "postcode": .string(address.postcode), "country": .string(address.country),
    ])
  }
}
