/// Produces with acknowledgement by all in-sync replicas and without duplicates of its own making (idempotence).
public final class KafkaProducer: Sendable {
  /// Makes a producer; connecting goes on in the background. Throws `.invalid` for a property librdkafka does not take.
  ///
  /// - Parameters:
  ///   - deliveryTimeout: how long one message may be retried before its outcome is reported.
  public init(_ settings: KafkaSettings, deliveryTimeout: Duration = .seconds(30)) throws(BrokerError) {}

  /// Produces messages in order and waits for the report of each.
  ///
  /// - Returns: one outcome per message, in their order. `.refused` when it is certainly not in the log.
  public func publish(_ messages: [KafkaMessage]) async throws(BrokerError) -> [PublishOutcome] {
    throw BrokerError(.closed, "unfinished")
  }

  /// Waits for what is under way and closes for good; what is left after the timeout is reported `.unknown`.
  public func close(timeout: Duration = .seconds(5)) async {}
}
