/// Where an order service of the merchandise system "Altmark WWS" is and how it is spoken to: SOAP 1.1, document/literal.
public struct SOAPSettings: Sendable {
  /// The service's whole address, as in "https://erp.example.com/wws/Auftragsdienst".
  public var url: String
  /// The account (HTTP Basic).
  public var user: String
  /// Its password.
  public var password: String
  /// The namespace of the service's contract, which its `SOAPAction` begins with.
  public var namespace = "urn:altmark:wws:orders:1"
  /// How many calls it takes at once; further ones wait here, within their budget.
  public var sessions = 4
  /// The place under which the service's one sum of stock is told; empty when it has no name of its own.
  public var place = ""
  /// That place's name as spoken.
  public var placeName = ""
  /// How much of an answer is read.
  public var maximumBytes = 4 << 20

  /// Makes the settings.
  public init(url: String, user: String, password: String) {
    self.url = url
    self.user = user
    self.password = password
  }
}
