public import Discourse

/// Takes a card's number and gives a token for it: a payment provider, or what stands in for one. The only door through which a number leaves the
/// media's edge, and none comes back.
public protocol CardTokeniser: Sendable {
  /// A token for a number of 13 to 19 ASCII digits that passes the check sum. Keeps none of the digits beyond the call unless it is the provider's
  /// vault. Throws when there is none to be had.
  func token(for digits: [UInt8]) async throws -> CardToken
}
