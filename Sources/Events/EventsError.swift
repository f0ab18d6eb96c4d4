/// Why events could not be kept, read or told. Messages hold no personal data.
public struct EventsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of trouble.
  public enum Code: String, Sendable {
    /// The event database: it cannot be opened; another process has it; SQLite failed.
    case cannotOpen, inUse, storage
    /// Too much waits already: try again later.
    case busy
    /// A stored payload cannot be opened: its key is gone or its bytes are damaged.
    case sealed
    /// A read model elsewhere does not answer.
    case unavailable
    /// A read model elsewhere holds what is no fact.
    case damaged
    /// A read model elsewhere has lost what it knew, as a Redis that was emptied, and is filled again.
    case lost
    /// A setting that cannot be used.
    case invalid
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
