internal import CKafka

/// librdkafka's own cluster of make-believe brokers on loopback, for tests: it keeps messages in memory while this value lives, and
/// speaks the real protocol over TCP, so that other processes reach it too.
///
/// It notices that a member has left a group only when its session runs out: tests in which one member follows another set
/// `session.timeout.ms` to 6000 instead of 45 seconds. Less than its 3 seconds of waiting for members leaves it stuck.
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

  private let client: KafkaClient
  private let cluster: Cluster

  // Unchecked, because the pointer is librdkafka's, which locks by itself.
  private struct Cluster: @unchecked Sendable {
    let handle: OpaquePointer
  }

  /// Starts brokers on free ports of loopback.
  public init(brokers: Int = 1) throws(BrokerError) {
    client = try KafkaClient(RD_KAFKA_PRODUCER, nil, [])
    guard let handle = rd_kafka_mock_cluster_new(client.handle, Int32(brokers)) else {
      client.destroy()
      throw BrokerError(.failed, "librdkafka could not start its mock cluster")
    }
    cluster = Cluster(handle: handle)
  }

  deinit {
    rd_kafka_mock_cluster_destroy(cluster.handle)
    client.destroy()
  }

  /// `host:port` of the brokers, with commas between.
  public var bootstrapServers: String { String(cString: rd_kafka_mock_cluster_bootstraps(cluster.handle)) }

  /// Makes a topic.
  public func createTopic(_ name: String, partitions: Int = 1) throws(BrokerError) {
    try check(rd_kafka_mock_topic_create(cluster.handle, name, Int32(partitions), 1), "creating \(name)")
  }

  /// Answers the next requests of a kind with these errors, one each.
  public func push(_ errors: [ServerError], for request: Request) {
    var codes = errors.map { rd_kafka_resp_err_t(rawValue: Int32($0.rawValue)) }
    rd_kafka_mock_push_request_errors_array(cluster.handle, request.rawValue, codes.count, &codes)
  }

  /// Stops or restarts one broker (numbered from 1): connections to it are cut.
  public func setBroker(_ number: Int, up: Bool) throws(BrokerError) {
    let code =
      up
      ? rd_kafka_mock_broker_set_up(cluster.handle, Int32(number))
      : rd_kafka_mock_broker_set_down(cluster.handle, Int32(number))
    try check(code, "switching broker \(number)")
  }

  private func check(_ code: rd_kafka_resp_err_t, _ doing: String) throws(BrokerError) {
    guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw BrokerError(.failed, "\(doing): \(kafkaWords(code))") }
  }
}
