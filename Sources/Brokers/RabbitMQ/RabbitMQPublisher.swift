/// Publishes with confirmation over a connection of its own. It connects when first used and again after a loss.
public actor RabbitMQPublisher {
  /// Makes a publisher that is not yet connected.
  ///
  /// - Parameters:
  ///   - topology: declared on every connection.
  public init(_ settings: RabbitMQSettings, topology: RabbitMQTopology = RabbitMQTopology()) {}

  /// Publishes messages in order and waits until the broker has answered for each. Throws when nothing was sent:
  /// `.unavailable`, `.rejected` (login or topology), `.closed`. Once something was sent, what happened is in the outcomes.
  ///
  /// - Parameters:
  ///   - timeout: for connecting and all answers together; what is unanswered then is `.unknown`.
  /// - Returns: one outcome per message, in their order.
  public func publish(_ messages: [RabbitMQMessage], timeout: Duration = .seconds(10))
    async throws(BrokerError) -> [PublishOutcome]
  { throw BrokerError(.closed, "unfinished") }

  /// How it stands with the broker.
  public var state: ConnectionState { ConnectionState() }

  /// Closes it for good.
  public func close() async {}
}
