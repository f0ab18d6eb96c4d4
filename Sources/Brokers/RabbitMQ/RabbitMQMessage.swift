/// A message to publish. It is sent mandatory, and persistent unless it says otherwise: when no queue takes it, that is
/// `.refused`.
public struct RabbitMQMessage: Sendable, Hashable {
  /// Exchange; empty for the default one, which routes to the queue named by the routing key.
  public var exchange: String
  /// Routing key, at most 255 bytes.
  public var routingKey: String
  /// Content.
  public var body: [UInt8]
  /// Stays the same when the message is published again, so that the consumer knows it. At most 255 bytes.
  public var messageID: String?
  /// What kind of message it is, as the `type` property.
  public var type: String?
  /// Media type of the body.
  public var contentType: String?
  /// Further properties as text.
  public var headers: [String: String]
  /// Of a request: the queue that waits for the reply; of a reply it is empty.
  public var replyTo: String?
  /// Names a request; its reply carries the same.
  public var correlationID: String?
  /// How long a queue keeps it for somebody to take; nil: for good. In whole milliseconds.
  public var expiration: Duration?
  /// Whether the broker keeps it over a restart, in queues that it keeps.
  public var isPersistent = true

  /// Makes a message.
  public init(
    exchange: String = "", routingKey: String, body: [UInt8], messageID: String? = nil, type: String? = nil,
    contentType: String? = "application/json", headers: [String: String] = [:]
  ) {
    self.exchange = exchange
    self.routingKey = routingKey
    self.body = body
    self.messageID = messageID
    self.type = type
    self.contentType = contentType
    self.headers = headers
  }
}

/// A message that came. Give it to `acknowledge` or `refuse` of the consumer it came from, or it comes again.
public struct RabbitMQDelivery: Sendable {
  /// What was published. Headers that are not text are left out.
  public let message: RabbitMQMessage
  /// Whether it may have been delivered before.
  public let isRedelivered: Bool
  /// Its number on its connection.
  let tag: UInt64
  /// The connection it came on.
  let epoch: Int
}
