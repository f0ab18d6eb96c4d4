/// What went wrong in the listener: a code that callers can switch over and a sentence for people.
public struct HTTPServerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: String, Sendable, Hashable {
    /// A path was registered twice, or is no absolute path.
    case badPath
    /// The connection broke the rules of the upgrade.
    case badUpgrade
    /// The certificate or its key cannot be used.
    case badCertificate
  }

  /// The kind.
  public let code: Code
  /// What happened, for people. Holds no personal data.
  public let message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// `code: message`.
  public var description: String { "\(code.rawValue): \(message)" }
}
