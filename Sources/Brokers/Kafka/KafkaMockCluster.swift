/// librdkafka's own cluster of make-believe brokers on loopback, for tests: it keeps messages in memory while it lives, and
/// speaks the real protocol over TCP, so that other processes reach it too.
public final class KafkaMockCluster: Sendable {
  /// Requests whose answer can be made an error.
  public enum Request: Int16, Sendable {
    /// Appending messages.
    case produce = 0
    /// Reading messages.
    case fetch = 1
    /// Committing offsets.
    case offsetCommit = 8
  }

  /// Errors brokers answer with, by their protocol number.
  public enum ServerError: Int16, Sendable {
    /// Passes: the broker no longer leads the partition.
    case notLeader = 6
    /// Passes: took too long.
    case requestTimedOut = 7
    /// Passes: too few replicas in sync.
    case notEnoughReplicas = 19
    /// Stays: no right to the topic.
    case topicAuthorizationFailed = 29
  }

  /// Starts brokers on free ports of loopback.
  public init(brokers: Int = 1) throws(BrokerError) {}

  /// `host:port` of the brokers, with commas between.
  public var bootstrapServers: String { "" }

  /// Makes a topic.
  public func createTopic(_ name: String, partitions: Int = 1) throws(BrokerError) {}

  /// Answers the next requests of a kind with these errors, one each.
  public func push(_ errors: [ServerError], for request: Request) {}

  /// Stops or restarts one broker (numbered from 1): connections to it are cut.
  public func setBroker(_ number: Int, up: Bool) throws(BrokerError) {}

  /// Stops the brokers and forgets all messages.
  public func stop() {}
}
