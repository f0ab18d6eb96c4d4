internal import NIOCore

/// A connection to an engine. Messages and the end come on its event loop, in order; the end once.
protocol WireConnection: Sendable {
  /// Sends a message; dropped once the connection has ended. A peer that does not read ends it.
  func send(_ message: WireMessage)
  /// Ends it.
  func close()
}

/// How a connection is opened: over a WebSocket, or as a plain stream.
struct WireOpener: Sendable {
  /// Opens one. Throws a `SpeechEngineError`.
  /// - Parameters:
  ///   - onMessage: Called with what comes.
  ///   - onEnd: Called when it has ended, by whomever.
  var open:
    @Sendable (
      _ onMessage: @escaping @Sendable (WireMessage) -> Void, _ onEnd: @escaping @Sendable () -> Void
    ) async throws -> any WireConnection

  /// The most that may wait to be sent: half a minute of speech twice over.
  static let waterMark = ChannelOptions.Types.WriteBufferWaterMark(low: 500_000, high: 1_500_000)
  /// The largest message that is read.
  static let largestMessage = 1 << 20
  /// How long a connection may take to be opened, and the handshake on it.
  static let patience = TimeAmount.milliseconds(1_400)
}
