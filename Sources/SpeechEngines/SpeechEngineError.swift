/// Why an engine could not do what was asked. The message names engine and cause, never a caller's words.
public struct SpeechEngineError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of trouble.
  public enum Code: Sendable, Hashable {
    /// Every decoder or voice is taken: try later, or raise the maximum.
    case exhausted
    /// A model or voice is missing or unreadable.
    case unavailable
    /// The engine failed while working.
    case failed
    /// A remote engine: said no; broke the connection; did not answer in time; answered what cannot be read.
    case refused, lost, late, garbled
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

  /// Code and message.
  public var description: String { "\(code): \(message)" }
}
