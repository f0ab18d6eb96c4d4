/// A postcode with the country whose pattern it has.
public struct Postcode: Hashable, Sendable {
  /// As it is written there: "05401", "05401-1234", "SW1A 1AA", "K1A 0B1".
  public var text: String
  /// ISO 3166-1 alpha-2.
  public var country: String

  /// Makes a postcode.
  public init(_ text: String, country: String) {
    self.text = text
    self.country = country
  }
}
