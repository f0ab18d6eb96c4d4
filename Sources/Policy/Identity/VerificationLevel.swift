/// How well we know who is on the line (compared with NIST SP 800-63B: V0 and V1 prove nothing, V2 is possession, V3 two factors).
public enum VerificationLevel: Int, Codable, Sendable, Comparable, CaseIterable {
  /// Nobody knows: public facts only.
  case v0 = 0
  /// Claimed, with something others may know too: an order number and a matching detail, a calling number that the carrier attests.
  case v1 = 1
  /// Possession: a one-time code to a contact on file, or a signed web session.
  case v2 = 2
  /// Two factors, or a session that was signed in again just now.
  case v3 = 3

  /// The name in files, journals and on pages ("V2").
  public var name: String { "V\(rawValue)" }

  /// The level of a name; nil when there is none.
  public init?(name: String) {
    guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = level
  }

  /// Weaker before stronger.
  public static func < (left: VerificationLevel, right: VerificationLevel) -> Bool { left.rawValue < right.rawValue }

  /// The next weaker one; V0 has none and is its own.
  var below: VerificationLevel { VerificationLevel(rawValue: rawValue - 1) ?? .v0 }
}
