/// Where a Kafka cluster is.
public struct KafkaSettings: Sendable, Hashable {
  /// `host:port` of some brokers, with commas between.
  public var bootstrapServers: String
  /// What brokers show of this client.
  public var clientID: String
  /// Further librdkafka properties by name, for instance `security.protocol`. What they hold is never logged.
  public var properties: [String: String]

  /// Makes settings.
  public init(bootstrapServers: String, clientID: String = "aisle", properties: [String: String] = [:]) {
    self.bootstrapServers = bootstrapServers
    self.clientID = clientID
    self.properties = properties
  }
}

/// A message to produce.
public struct KafkaMessage: Sendable, Hashable {
  /// Topic.
  public var topic: String
  /// Messages with the same key stay in order, as they go to the same partition; nil for any partition.
  public var key: [UInt8]?
  /// Content.
  public var value: [UInt8]
  /// Further properties.
  public var headers: [String: String]

  /// Makes a message.
  public init(topic: String, key: [UInt8]? = nil, value: [UInt8], headers: [String: String] = [:]) {
    self.topic = topic
    self.key = key
    self.value = value
    self.headers = headers
  }
}

/// A message that came.
public struct KafkaRecord: Sendable, Hashable {
  /// What was produced.
  public let message: KafkaMessage
  /// Partition of the topic.
  public let partition: Int
  /// Place in the partition.
  public let offset: Int64
  /// When it was produced or appended, in milliseconds since 1970; nil when unknown.
  public let timestamp: Int64?
}
