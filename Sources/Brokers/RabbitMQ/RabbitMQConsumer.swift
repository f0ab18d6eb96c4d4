/// Consumes one queue over a connection of its own, as a sequence for one task. It keeps connecting until closed: after a
/// loss the sequence simply goes on, and what was not acknowledged comes again.
public final class RabbitMQConsumer: AsyncSequence, Sendable {
  /// What comes.
  public typealias Element = RabbitMQDelivery

  fileprivate let loop: ConsumerLoop

  /// Starts consuming.
  ///
  /// - Parameters:
  ///   - queue: a queue's name.
  ///   - prefetch: messages that may be under way unacknowledged, 1 to 65,535.
  ///   - topology: declared on every connection.
  public init(
    _ settings: RabbitMQSettings, queue: String, prefetch: Int = 50, topology: RabbitMQTopology = RabbitMQTopology()
  ) {
    precondition((1...65_535).contains(prefetch), "a prefetch that AMQP cannot say")
    loop = ConsumerLoop(settings, queue: queue, prefetch: prefetch, topology: topology)
  }

  deinit { loop.stop() }

  /// Takes deliveries.
  public struct AsyncIterator: AsyncIteratorProtocol {
    /// Held, because a consumer stops when nobody has it any more.
    let consumer: RabbitMQConsumer

    /// The next delivery; nil once closed or when the task is cancelled. Throws `.rejected` when the broker refuses this
    /// consumer for good.
    public mutating func next() async throws(BrokerError) -> RabbitMQDelivery? {
      try await consumer.loop.mailbox.next()
    }
  }

  /// The one iterator.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(consumer: self) }

  /// Tells the broker that a message is dealt with. Throws `.stale` when its connection is gone: it comes again.
  public func acknowledge(_ delivery: RabbitMQDelivery) async throws(BrokerError) {
    try await loop.settle(delivery, .acknowledge)
  }

  /// Gives a message back.
  ///
  /// - Parameters:
  ///   - requeue: true delivers it again at once, to anybody; false drops it or hands it to the dead letter exchange.
  public func refuse(_ delivery: RabbitMQDelivery, requeue: Bool) async throws(BrokerError) {
    try await loop.settle(delivery, .refuse(requeue: requeue))
  }

  /// How it stands with the broker.
  public var state: ConnectionState { loop.connectionState }

  /// Ends the sequence and the connection; unacknowledged messages go back to the queue.
  public func close() async {
    loop.stop()
    await loop.waitForEnd()
  }
}
