/// Why the embedded shop could not be opened or read. Messages say what, where and what to do; no personal data.
public struct ShopError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: String, Sendable {
    /// The file or its folder cannot be written or read.
    case cannotWrite, cannotRead
    /// The file is there but is not a shop's database, or is damaged.
    case notAShop
    /// The file was made from another seed than asked for.
    case otherSeed
  }

  /// The kind.
  public var code: Code
  /// What happened, where, and what to do.
  public var message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// Kind and message.
  public var description: String { "\(code.rawValue): \(message)" }
}
