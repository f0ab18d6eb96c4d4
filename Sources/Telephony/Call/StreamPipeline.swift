import NIOCore
import NIOWebSocket

/// What stands on a stream's socket.
enum StreamPipeline {
  /// Puts the stream's handler on a channel; on its event loop.
  static func install(
    on channel: any NIOCore.Channel, services: StreamServices, wire: some StreamWire
  ) throws {
    if services.limits.sendBuffer > 0 {
      let size = SocketOptionValue(clamping: services.limits.sendBuffer)
      try channel.syncOptions?.setOption(.socketOption(.so_sndbuf), value: size)
    }
    try channel.syncOptions?.setOption(.writeBufferWaterMark, value: .init(low: 16_384, high: 32_768))
    let clock = services.clocks.clock(of: channel.eventLoop)
    // The stream reads and writes frames itself: in front of what was put there for that, which sees nothing any more.
    let operations = channel.pipeline.syncOperations
    try operations.addHandler(
      CarrierHandler(services: services, clock: clock, wire: wire),
      position: .before(try operations.handler(type: WebSocketFrameEncoder.self)))
  }
}
