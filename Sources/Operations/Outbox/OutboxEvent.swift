public import Commerce

/// Something that the house did, to be told to other systems: the fields of a CloudEvent 1.0.
public struct OutboxEvent: Hashable, Codable, Sendable {
  /// Names it for ever: the same in every attempt, so that receivers can drop what they have seen.
  public var id: String
  /// Who says so, as a URI reference ("/aisle/store-7").
  public var source: String
  /// What happened ("aisle.operation.done").
  public var type: String
  /// What it is about: events of one subject are told in the order in which they were added.
  public var subject: String
  /// When it happened.
  public var time: Timestamp
  /// The content as JSON text. It is stored as it is: only what every receiver may know.
  public var data: [UInt8]

  /// Makes an event.
  public init(id: String, source: String, type: String, subject: String, time: Timestamp, data: [UInt8]) {
    self.id = id
    self.source = source
    self.type = type
    self.subject = subject
    self.time = time
    self.data = data
  }
}

/// An event that a sink has not taken yet.
public struct PendingOutboxEvent: Hashable, Sendable {
  /// Its place in the outbox.
  public var number: Int64
  /// The event.
  public var event: OutboxEvent
  /// How often this sink was tried.
  public var attempts: Int

  /// Makes a pending event.
  public init(number: Int64, event: OutboxEvent, attempts: Int) {
    self.number = number
    self.event = event
    self.attempts = attempts
  }
}

/// How it stands with one sink.
public struct OutboxCounts: Hashable, Sendable {
  /// Events it has not taken yet.
  public var pending: Int
  /// Events that were given up: they do not hold back the others of their subject any more.
  public var dead: Int
  /// When the oldest pending one happened.
  public var oldest: Timestamp?

  /// Makes counts.
  public init(pending: Int = 0, dead: Int = 0, oldest: Timestamp? = nil) {
    self.pending = pending
    self.dead = dead
    self.oldest = oldest
  }
}
