/// Exchanges, queues and bindings that must be there. Clients declare them on every connection, so that they exist after
/// any restart; declaring what exists with the same properties does nothing.
public struct RabbitMQTopology: Sendable, Hashable {
  /// How an exchange picks queues.
  public enum ExchangeKind: String, Sendable {
    /// Binding key equals routing key.
    case direct
    /// Binding key is a pattern of words with `*` and `#`.
    case topic
    /// Every bound queue.
    case fanout
  }

  /// A durable exchange.
  public struct Exchange: Sendable, Hashable {
    /// Name.
    public var name: String
    /// How it picks queues.
    public var kind: ExchangeKind
  }

  /// A queue.
  public struct Queue: Sendable, Hashable {
    /// Name.
    public var name: String
    /// Where messages go that a consumer refuses without requeueing; nil drops them.
    public var deadLetterExchange: String?
    /// Whether it belongs to the connection that declares it and goes with it, with all that is in it.
    public var isTemporary = false
  }

  /// Messages of an exchange for a queue.
  public struct Binding: Sendable, Hashable {
    /// Queue.
    public var queue: String
    /// Exchange.
    public var exchange: String
    /// Binding key.
    public var key: String
  }

  /// Declared first.
  public private(set) var exchanges: [Exchange] = []
  /// Declared second.
  public private(set) var queues: [Queue] = []
  /// Declared last.
  public private(set) var bindings: [Binding] = []

  /// Nothing.
  public init() {}

  /// Adds a durable exchange.
  public func exchange(_ name: String, _ kind: ExchangeKind = .topic) -> Self {
    var copy = self
    copy.exchanges.append(Exchange(name: name, kind: kind))
    return copy
  }

  /// Adds a durable queue.
  public func queue(_ name: String, deadLetterExchange: String? = nil) -> Self {
    var copy = self
    copy.queues.append(Queue(name: name, deadLetterExchange: deadLetterExchange))
    return copy
  }

  /// Adds a queue of the connection's own, which nobody else may consume and which goes with the connection.
  public func temporaryQueue(_ name: String) -> Self {
    var copy = self
    copy.queues.append(Queue(name: name, deadLetterExchange: nil, isTemporary: true))
    return copy
  }

  /// Adds a binding.
  public func bind(queue: String, to exchange: String, key: String) -> Self {
    var copy = self
    copy.bindings.append(Binding(queue: queue, exchange: exchange, key: key))
    return copy
  }
}
