internal import CKafka
internal import Synchronization

/// Consumes topics as a member of a group, as a sequence for one task. Offsets are committed only by `commit`.
public final class KafkaConsumer: AsyncSequence, Sendable {
  /// What comes.
  public typealias Element = KafkaRecord

  fileprivate let poller: KafkaPoller

  /// Joins a group. Throws `.invalid` for a property librdkafka does not take.
  ///
  /// - Parameters:
  ///   - group: members of a group share the partitions; its commits are where the next member goes on.
  ///   - fromBeginning: where a group without commits starts: at the oldest message, or with what comes from now on.
  public init(_ settings: KafkaSettings, group: String, topics: [String], fromBeginning: Bool = true)
    throws(BrokerError)
  {
    let client = try KafkaClient(
      RD_KAFKA_CONSUMER, settings,
      [
        ("group.id", group), ("enable.auto.commit", "false"), ("enable.auto.offset.store", "false"),
        ("auto.offset.reset", fromBeginning ? "earliest" : "latest"),
      ])
    rd_kafka_poll_set_consumer(client.handle)
    let list = rd_kafka_topic_partition_list_new(Int32(topics.count))
    defer { rd_kafka_topic_partition_list_destroy(list) }
    for topic in topics { rd_kafka_topic_partition_list_add(list, topic, RD_KAFKA_PARTITION_UA) }
    let error = rd_kafka_subscribe(client.handle, list)
    guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
      client.destroy()
      throw BrokerError(.invalid, "Kafka cannot subscribe to \(topics.joined(separator: ", ")): \(kafkaWords(error))")
    }
    poller = KafkaPoller(client)
  }

  deinit { poller.stop() }

  /// Takes records.
  public struct AsyncIterator: AsyncIteratorProtocol {
    /// Held, because a consumer stops when nobody has it any more.
    let consumer: KafkaConsumer

    /// The next record; nil once closed or when the task is cancelled. Throws on errors that do not pass.
    public mutating func next() async throws(BrokerError) -> KafkaRecord? {
      try await consumer.poller.next()
    }
  }

  /// The one iterator.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(consumer: self) }

  /// Commits everything up to and including these records, for each partition; returns when the broker has it. Throws
  /// `.stale` when a partition belongs to another member by now, who gets the records again.
  public func commit(_ records: [KafkaRecord]) async throws(BrokerError) { try await poller.commit(records) }

  /// Leaves the group and closes for good.
  public func close() async {
    poller.stop()
    await poller.waitForEnd()
  }
}
