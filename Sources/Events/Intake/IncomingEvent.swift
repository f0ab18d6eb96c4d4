public import Commerce
public import Vendors

/// Something a source told, as it came.
public struct IncomingEvent: Sendable {
  /// The ways events come.
  public enum Transport: String, Sendable, CaseIterable {
    /// Told by the source: a signed request, a message, a file. Asked of the source: a poll, an answer to a question.
    case webhook, rabbitmq, kafka, file, poll, answer
  }

  /// The name of the endpoint, queue, folder or poll.
  public var source: String
  /// How it is read: the name of an `EventFormat`.
  public var format: String
  /// How it came.
  public var transport: Transport
  /// Its headers.
  public var headers: EventHeaders
  /// Its raw bytes.
  public var body: [UInt8]
  /// When it came.
  public var receivedAt: Timestamp

  /// Makes an event.
  public init(
    source: String, format: String, transport: Transport, headers: EventHeaders = EventHeaders(), body: [UInt8],
    receivedAt: Timestamp
  ) {
    self.source = source
    self.format = format
    self.transport = transport
    self.headers = headers
    self.body = body
    self.receivedAt = receivedAt
  }
}

/// What became of an event.
public enum EventOutcome: Hashable, Sendable {
  /// It is in the log, and its facts are in the read model: so many changed something, so many were older than what was known.
  case applied(changed: Int, late: Int)
  /// It was there already: under its identifier, or with the same content under another one.
  case duplicate
  /// Another content was there under its identifier; this one is a dead letter.
  case conflict
  /// It is in the log, and says nothing that is kept.
  case ignored(String)
  /// It is not what its topic promises; it is a dead letter.
  case malformed(String)
  /// It cannot be read at all; a dead letter when it came by a queue or a file, else nothing was stored.
  case unreadable(String)

  /// One word, for metrics.
  public var word: String {
    switch self {
    case .applied: "applied"
    case .duplicate: "duplicate"
    case .conflict: "conflict"
    case .ignored: "ignored"
    case .malformed: "malformed"
    case .unreadable: "unreadable"
    }
  }
}
