/// Consumes topics as a member of a group, as a sequence for one task. Offsets are committed only by `commit`.
public final class KafkaConsumer: AsyncSequence, Sendable {
  /// What comes.
  public typealias Element = KafkaRecord

  /// Joins a group. Throws `.invalid` for a property librdkafka does not take.
  ///
  /// - Parameters:
  ///   - group: members of a group share the partitions; its commits are where the next member goes on.
  ///   - fromBeginning: where a group without commits starts: at the oldest message, or with what comes from now on.
  public init(_ settings: KafkaSettings, group: String, topics: [String], fromBeginning: Bool = true)
    throws(BrokerError)
  {}

  /// Takes records.
  public struct AsyncIterator: AsyncIteratorProtocol {
    /// The next record; nil once closed or when the task is cancelled. Throws on errors that do not pass.
    public mutating func next() async throws(BrokerError) -> KafkaRecord? { nil }
  }

  /// The one iterator.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator() }

  /// Commits everything up to and including these records, for each partition; returns when the broker has it. Throws
  /// `.stale` when a partition belongs to another member by now, who gets the records again.
  public func commit(_ records: [KafkaRecord]) async throws(BrokerError) {}

  /// Leaves the group and closes for good.
  public func close() async {}
}
