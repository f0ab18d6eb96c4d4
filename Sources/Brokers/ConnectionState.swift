/// How a client stands with its broker, for health pages.
public struct ConnectionState: Sendable, Hashable {
  /// Whether it is connected now.
  public var isConnected = false
  /// Connections made so far; more than one tells of losses.
  public var connections = 0
  /// Why it is not connected, or why the last connection ended.
  public var lastError: BrokerError?

  /// Makes a state.
  public init() {}
}
