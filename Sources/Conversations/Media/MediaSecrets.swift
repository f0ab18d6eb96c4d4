internal import Discourse
package import Policy

/// What becomes of secrets that were keyed. Digits go in, and only what stands for them comes out.
package struct MediaSecrets: Sendable {
  /// A one-time code's digest.
  package var digest: @Sendable (String) -> CodeDigest
  /// Has a token made for a card's number, and reports what became of it.
  package var card: @Sendable ([UInt8]) -> Void

  /// Puts it together.
  package init(digest: @escaping @Sendable (String) -> CodeDigest, card: @escaping @Sendable ([UInt8]) -> Void) {
    self.digest = digest
    self.card = card
  }
}
