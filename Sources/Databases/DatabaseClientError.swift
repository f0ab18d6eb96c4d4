/// Why a database did not do what was asked. Messages say what and where; they never hold a statement's arguments, a key's
/// value or a password.
public struct DatabaseClientError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of trouble. After `.unavailable`, `.exhausted`, `.rejected`, `.closed` and `.invalid` nothing has happened
  /// in the database; after `.connectionLost` what was asked may have happened or not.
  public enum Code: String, Sendable, Hashable {
    /// No connection could be made in time, so nothing was sent.
    case unavailable
    /// The connection broke after something had been sent: its outcome is unknown.
    case connectionLost
    /// Time ran out. PostgreSQL confirmed that it cancelled the statement; with Redis the outcome is unknown.
    case timeout
    /// The task that asked was cancelled; as for `.timeout`.
    case cancelled
    /// The server answered with an error, see `serverCode`.
    case rejected
    /// Every connection of a pool stayed taken until the deadline.
    case exhausted
    /// The client was closed.
    case closed
    /// A setting, column name or value that cannot be used.
    case invalid
    /// The server said something this client does not understand.
    case malformed
  }

  /// The kind of trouble.
  public var code: Code
  /// What happened, for the log.
  public var message: String
  /// What the server calls its error: a SQLSTATE of five characters (PostgreSQL), or the first word of the error (Redis,
  /// for instance `WRONGTYPE`). Nil when the server did not say.
  public var serverCode: String?

  /// Makes an error.
  public init(_ code: Code, _ message: String, serverCode: String? = nil) {
    self.code = code
    self.message = message
    self.serverCode = serverCode
  }

  /// Kind, server's code and message.
  public var description: String {
    guard let serverCode else { return "\(code.rawValue): \(message)" }
    return "\(code.rawValue) (\(serverCode)): \(message)"
  }
}
