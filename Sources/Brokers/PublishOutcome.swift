/// What became of one message that was handed to a broker.
public enum PublishOutcome: Sendable, Hashable {
  /// The broker has it as durably as it was asked to keep it.
  case confirmed
  /// The broker does not have it: it refused, or no queue takes such messages. The text says why.
  case refused(String)
  /// Nobody knows: the connection broke or time ran out before the answer. Publish it again under the same message id, and
  /// let the consumer drop what it has seen.
  case unknown(String)

  /// Whether the broker has it.
  public var isConfirmed: Bool { self == .confirmed }
}
