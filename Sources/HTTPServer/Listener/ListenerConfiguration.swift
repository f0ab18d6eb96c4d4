public import NIOCore

/// What a connection may use up.
public struct ListenerLimits: Sendable {
  /// The largest WebSocket frame, in bytes, for handlers that read `WebSocketFrame`s; a call's stream has a limit of its own.
  public var maximumFrameSize = 65_536
  /// The largest header field, and the largest sum of all of them, in bytes.
  public var maximumHeaderSize = 32_768
  /// The largest number of header fields.
  public var maximumHeaderCount = 100
  /// How long a connection may take until its first request head is complete.
  public var firstRequestTimeout: TimeAmount = .seconds(10)
  /// How long an HTTP connection may rest between requests.
  public var idleTimeout: Duration = .seconds(60)

  /// Makes the limits that fit telephone and browser traffic.
  public init() {}
}

/// Where and how to listen.
public struct ListenerConfiguration: Sendable {
  /// The address to bind ("127.0.0.1", "0.0.0.0").
  public var host: String
  /// The port; 0 lets the system choose.
  public var port: Int
  /// What a connection may use up.
  public var limits = ListenerLimits()
  /// How many connections may wait to be accepted.
  public var backlog = 1_024
  /// How long, at a graceful shutdown, upgraded connections may go on until they are told to close at once.
  public var drainLimit: Duration = .seconds(30)
  /// How long, after that, connections may take for their closing handshakes and responses.
  public var closeLimit: Duration = .seconds(2)

  /// Makes a configuration.
  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }
}
