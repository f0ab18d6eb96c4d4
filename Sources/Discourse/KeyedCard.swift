/// A payment card as everybody behind the media's edge knows it: never by its number.
public struct CardToken: Hashable, Codable, Sendable {
  /// What the payment provider knows the number by.
  public var token: String
  /// The network ("visa").
  public var network: String
  /// The last four digits, which may be shown (PCI DSS 3.4.1).
  public var lastFour: String

  /// Makes a token.
  public init(token: String, network: String, lastFour: String) {
    self.token = token
    self.network = network
    self.lastFour = lastFour
  }
}

/// Why what was keyed is no card: too few or too many digits, a wrong check sum, no token to be had.
public enum CardRefusal: String, Hashable, Codable, Sendable {
  /// See the type.
  case tooShort = "too_short", tooLong = "too_long", checkSum = "check_sum", noToken = "no_token"
}

/// What became of a card that was keyed.
public enum KeyedCard: Hashable, Codable, Sendable {
  /// It is known by a token now.
  case taken(CardToken)
  /// It was not taken, and nothing of it is kept.
  case refused(CardRefusal)
}

/// What the dialogue wants keyed that nobody else may learn.
public enum SecretWanted: Hashable, Codable, Sendable {
  /// A one-time code of so many digits.
  case code(digits: Int)
  /// A payment card's number.
  case card
}
