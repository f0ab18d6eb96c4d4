package import NIOCore
import NIOPosix
import Synchronization

/// A bare TCP client: sends bytes, keeps what comes back.
package final class TestSocket: Sendable {
  private final class Collector: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    let bytes = Mutex<[UInt8]>([])
    let ended = Mutex(false)

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let new = unwrapInboundIn(data)
      bytes.withLock { $0.append(contentsOf: new.readableBytesView) }
    }
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      if let event = event as? ChannelEvent, event == .inputClosed { ended.withLock { $0 = true } }
    }
    func channelInactive(context: ChannelHandlerContext) { ended.withLock { $0 = true } }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }

  package let channel: any Channel
  private let collector: Collector

  package init(port: Int, reads: Bool = true) async throws {
    let collector = Collector()
    self.collector = collector
    channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelOption(.autoRead, value: reads)
      .channelOption(.socketOption(.so_rcvbuf), value: reads ? 262_144 : 8_192)
      .channelInitializer { $0.pipeline.addHandler(collector) }
      .connect(host: "127.0.0.1", port: port).get()
  }

  package func send(_ text: String) async throws { try await send(Array(text.utf8)) }
  package func send(_ bytes: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)) }
  /// Sends a FIN and goes on reading.
  package func halfClose() async throws { try await channel.close(mode: .output) }
  package func close() { channel.close(promise: nil) }

  /// What has come so far.
  package var text: String { String(decoding: collector.bytes.withLock { $0 }, as: UTF8.self) }
  /// Takes what has come so far.
  package func take() -> [UInt8] {
    collector.bytes.withLock { bytes in
      defer { bytes = [] }
      return bytes
    }
  }
  /// True when the other end has closed.
  package var ended: Bool { collector.ended.withLock { $0 } }
}

/// Waits until something is true; false when it does not become so.
package func eventually(_ limit: Duration = .seconds(10), _ condition: () async throws -> Bool) async rethrows -> Bool {
  let deadline = ContinuousClock.now + limit
  while ContinuousClock.now < deadline {
    if try await condition() { return true }
    try? await Task.sleep(for: .milliseconds(5))
  }
  return try await condition()
}
