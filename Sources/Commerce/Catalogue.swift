/// A product with its variants.
public struct Product: Hashable, Codable, Sendable {
  /// The product's identifier.
  public var id: String
  /// Its name.
  public var name: String
  /// The category path, widest first ("Outdoor", "Tents").
  public var category: [String]
  /// Its variants.
  public var variants: [Variant]

  /// Makes a product.
  public init(id: String, name: String, category: [String], variants: [Variant]) {
    self.id = id
    self.name = name
    self.category = category
    self.variants = variants
  }
}

/// One choosable form of a product.
public struct Variant: Hashable, Codable, Sendable {
  /// The stock-keeping unit.
  public var sku: String
  /// The GS1 trade item number as fourteen digits with a valid check digit; nil when it has none.
  public var gtin: String?
  /// Option name to value ("colour": "green").
  public var options: [String: String]
  /// The price of one.
  public var price: Money

  /// Makes a variant.
  public init(sku: String, options: [String: String], price: Money, gtin: String? = nil) {
    self.sku = sku
    self.gtin = gtin
    self.options = options
    self.price = price
  }
}

/// Somebody who bought or may buy.
public struct Customer: Hashable, Codable, Sendable {
  /// The customer's identifier.
  public var id: String
  /// The given name.
  public var givenName: String
  /// The family name.
  public var familyName: String
  /// The e-mail address.
  public var email: String
  /// The telephone number in E.164.
  public var phone: String
  /// Where they live.
  public var address: Address

  /// Makes a customer.
  public init(id: String, givenName: String, familyName: String, email: String, phone: String, address: Address) {
    self.id = id
    self.givenName = givenName
    self.familyName = familyName
    self.email = email
    self.phone = phone
    self.address = address
  }
}
