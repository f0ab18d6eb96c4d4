/// Consumes one queue over a connection of its own, as a sequence for one task. It keeps connecting until closed: after a
/// loss the sequence simply goes on, and what was not acknowledged comes again.
public final class RabbitMQConsumer: AsyncSequence, Sendable {
  /// What comes.
  public typealias Element = RabbitMQDelivery

  /// Starts consuming.
  ///
  /// - Parameters:
  ///   - queue: a queue's name.
  ///   - prefetch: messages that may be under way unacknowledged, 1 to 65,535.
  ///   - topology: declared on every connection.
  public init(
    _ settings: RabbitMQSettings, queue: String, prefetch: Int = 50, topology: RabbitMQTopology = RabbitMQTopology()
  ) {}

  /// Takes deliveries.
  public struct AsyncIterator: AsyncIteratorProtocol {
    /// The next delivery; nil once closed or when the task is cancelled. Throws `.rejected` when the broker refuses this
    /// consumer for good.
    public mutating func next() async throws(BrokerError) -> RabbitMQDelivery? { nil }
  }

  /// The one iterator.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator() }

  /// Tells the broker that a message is dealt with. Throws `.stale` when its connection is gone: it comes again.
  public func acknowledge(_ delivery: RabbitMQDelivery) async throws(BrokerError) {}

  /// Gives a message back.
  ///
  /// - Parameters:
  ///   - requeue: true delivers it again at once, to anybody; false drops it or hands it to the dead letter exchange.
  public func refuse(_ delivery: RabbitMQDelivery, requeue: Bool) async throws(BrokerError) {}

  /// How it stands with the broker.
  public var state: ConnectionState { ConnectionState() }

  /// Ends the sequence and the connection; unacknowledged messages go back to the queue.
  public func close() async {}
}
