/// What can speak for who somebody is. What is said is knowledge; what is had is possession.
public enum ClueKind: String, CaseIterable, Codable, Sendable, Comparable {
  /// Said: an order's number; given and family name; e-mail address; telephone number; the postcode of the order or of the customer; a
  /// loyalty or customer number.
  case order, name, email, phone, postcode
  case customerNumber = "customer_number"
  /// Had: a one-time code sent to a contact on file; a web session signed by the shop; such a session signed in again just now; the
  /// number that calls, as far as the carrier attests it.
  case code, session
  case freshSession = "fresh_session"
  case callingNumber = "calling_number"

  /// In words, for messages ("a one-time code").
  public var words: String {
    switch self {
    case .order: "order number"
    case .postcode: "postcode"
    case .email: "e-mail"
    case .phone: "telephone number"
    case .name: "name"
    case .customerNumber: "customer number"
    case .code: "one-time code"
    case .session: "signed web session"
    case .freshSession: "fresh web session"
    case .callingNumber: "calling number"
    }
  }

  /// In the order written here.
  public static func < (left: ClueKind, right: ClueKind) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// One way to be identified: clues that count together, and what they earn.
public struct IdentityWay: Hashable, Codable, Sendable {
  /// What a grant is good for.
  public enum Covers: String, CaseIterable, Codable, Sendable {
    /// Only the order named; all that is the customer's.
    case order, customer
  }

  /// The clues, all of them, in the order of `ClueKind`.
  public var by: [ClueKind]
  /// The level they earn.
  public var earns: VerificationLevel
  /// What the grant is good for.
  public var covers: Covers

  /// Makes a way.
  public init(by: [ClueKind], earns: VerificationLevel, covers: Covers = .customer) {
    self.by = by.sorted()
    self.earns = earns
    self.covers = covers
  }

  /// In words ("name and postcode").
  public var words: String { by.map(\.words).joined(separator: " and ") }

  /// The most that these clues may earn outside of sandboxes: knowledge never above V1, and one thing known alone nothing at all;
  /// possession V2; two factors, or a fresh session, V3.
  public var ceiling: VerificationLevel {
    let had = by.filter { [.code, .session].contains($0) }.count
    if by.contains(.freshSession) || had >= 2 { return .v3 }
    if had == 1 { return .v2 }
    return by.count >= 2 || by.contains(.callingNumber) ? .v1 : .v0
  }
}
