public import Commerce

/// A keyed digest of a one-time code, made by the shell: the code itself never comes in here, so no state and no journal holds it.
public struct CodeDigest: Codable, Sendable, Hashable {
  /// The bytes; both sides of a comparison are made the same way.
  public let bytes: [UInt8]

  /// Takes a digest.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether both are the same, in a time that does not depend on where they differ.
  public func matches(_ other: CodeDigest) -> Bool {
    guard bytes.count == other.bytes.count, !bytes.isEmpty else { return false }
    var difference: UInt8 = 0
    for index in bytes.indices { difference |= bytes[index] ^ other.bytes[index] }
    return difference == 0
  }
}

/// A one-time code that was sent and is waited for.
public struct CodeChallenge: Hashable, Codable, Sendable {
  /// Names it: an answer to another one does not count.
  public var id: String
  /// The customer it was sent to; nil where nobody got it.
  public var customer: String?
  /// The digest of the code.
  public var digest: CodeDigest
  /// By which contact on file.
  public var channel: ContactChannel
  /// When it stops to be valid.
  public var expires: Timestamp
  /// How many wrong answers it still stands.
  public var attemptsLeft: Int
}
