/// What went wrong at the telephone's side: a code to switch over, a sentence for people without personal data.
public struct TelephonyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: String, Sendable, Hashable {
    /// The configuration contradicts itself.
    case badConfiguration
    /// A carrier's message cannot be read.
    case badMessage
  }

  /// The kind.
  public let code: Code
  /// What happened, for people.
  public let message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// `code: message`.
  public var description: String { "\(code.rawValue): \(message)" }
}
