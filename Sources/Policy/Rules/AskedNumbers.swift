/// What the numbers look like that customers are asked for: in one place, for the slots of all intents, what is recognised, and the words
/// that are said ("It has five digits").
public struct AskedNumbers: Hashable, Codable, Sendable {
  /// How many digits an order's number has.
  public var orderDigits: Int
  /// How many digits a postcode has; nil where postcodes have letters or differ by region: then each region's is taken as it is there.
  public var postcodeDigits: Int?
  /// The country whose telephone numbers and postcodes need no word of their country, ISO 3166-1 alpha-2.
  public var country: String

  /// Makes it; the embedded shop's by default.
  public init(orderDigits: Int = 5, postcodeDigits: Int? = 5, country: String = "US") {
    self.orderDigits = orderDigits
    self.postcodeDigits = postcodeDigits
    self.country = country
  }
}
