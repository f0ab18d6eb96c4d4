/// Why a broker did not do what was asked. Messages say what and where, never a message's content or a password.
public struct BrokerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of trouble.
  public enum Code: String, Sendable, Hashable {
    /// No connection in time; nothing was sent.
    case unavailable
    /// The connection on which a message came is gone, or its partition belongs to somebody else by now: it comes again.
    case stale
    /// The broker refused for good: login, rights, or a queue that exists with other properties.
    case rejected
    /// Time ran out.
    case timeout
    /// The client was closed.
    case closed
    /// A setting that cannot be used.
    case invalid
    /// The client library failed in another way.
    case failed
  }

  /// The kind of trouble.
  public var code: Code
  /// What happened, for the log.
  public var message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// Kind and message.
  public var description: String { "\(code.rawValue): \(message)" }
}
