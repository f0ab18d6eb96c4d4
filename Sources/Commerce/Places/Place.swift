/// A postal address.
public struct Address: ContractValue {
  /// Street and house number.
  public var street: String
  /// The town.
  public var city: String
  /// State or province, as its postal code ("WA"); empty where there is none.
  public var region: String
  /// The postcode: in the embedded shop a five-digit ZIP code.
  public var postcode: String
  /// ISO 3166-1 alpha-2; empty in an order that is delivered nowhere, as of a download.
  public var country: String
  /// Flat, suite or building; empty when there is none.
  public var street2: String = ""

  /// Makes the value from its parts.
  public init(street: String, city: String, region: String, postcode: String, country: String, street2: String = "") {
    self.street = street
    self.city = city
    self.region = region
    self.postcode = postcode
    self.country = country
    self.street2 = street2
  }

  enum CodingKeys: String, CodingKey {
    case street, city, region, postcode, country, street2
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    street = try parts.decode(String.self, forKey: .street)
    city = try parts.decode(String.self, forKey: .city)
    region = try parts.decode(String.self, forKey: .region)
    postcode = try parts.decode(String.self, forKey: .postcode)
    country = try parts.decode(String.self, forKey: .country)
    try parts.fill(&street2, .street2)
  }

  /// What is about a person.
  public static let personal: Set<String> = ["street", "city", "postcode", "street2"]

  /// What must hold besides.
  public static let rules: [String: FieldRule] = ["country": .pattern("^([A-Z]{2})?$")]
}

/// Some stores.
public struct StoreList: ContractValue {
  /// The stores.
  public var stores: [Store]

  /// Makes the value from its parts.
  public init(stores: [Store]) {
    self.stores = stores
  }
}
