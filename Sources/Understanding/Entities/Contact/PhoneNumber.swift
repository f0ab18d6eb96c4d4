/// A telephone number.
public struct PhoneNumber: Hashable, Sendable {
  /// The country's calling code when it was said or follows from the context ("1", "44"); nil when unknown.
  public var countryCode: String?
  /// The national number, digits only, without a trunk zero.
  public var national: String
  /// The extension, when said.
  public var `extension`: String?

  /// Makes a number.
  public init(countryCode: String?, national: String, extension: String? = nil) {
    self.countryCode = countryCode
    self.national = national
    self.extension = `extension`
  }

  /// All digits as they are dialled: calling code, then the national number.
  public var digits: String { (countryCode ?? "") + national }
}
