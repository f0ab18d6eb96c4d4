/// Where a language model is and how long it may take.
public struct ModelSettings: Sendable {
  /// The address before `/chat/completions` ("http://127.0.0.1:11434/v1").
  public var url: String
  /// The model's name there.
  public var model: String
  /// Sent as a bearer token; nil when the endpoint wants none.
  public var key: String?
  /// How long the caller waits for it.
  public var deadline: Duration
  /// The most that is read of an answer.
  public var maximumBytes: Int

  /// Makes settings.
  public init(
    url: String, model: String, key: String? = nil, deadline: Duration = .milliseconds(800), maximumBytes: Int = 65_536
  ) {
    self.url = String(url.reversed().drop { $0 == "/" }.reversed())
    self.model = model
    self.key = key
    self.deadline = deadline
    self.maximumBytes = maximumBytes
  }
}

/// Why a model could not be asked or was not believed. Never holds what was said.
public struct ModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds there are.
  public enum Code: String, Hashable, Sendable {
    /// Not reached; a status other than 200; not in time; an answer that cannot be read; too much of it; given a rest after failures.
    case unreachable, refused, late, unreadable, tooLong, resting
  }
  /// Which.
  public var code: Code
  /// What happened, for the operator.
  public var message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// Both in one line.
  public var description: String { "\(code.rawValue): \(message)" }
}
