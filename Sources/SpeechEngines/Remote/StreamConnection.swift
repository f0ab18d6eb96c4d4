internal import NIOCore
internal import NIOPosix

/// A plain stream of bytes to an engine on this machine.
final class StreamConnection: WireConnection {
  private let channel: any Channel

  private init(_ channel: any Channel) { self.channel = channel }

  /// How to open one.
  static func opener(_ address: RemoteAddress) -> WireOpener {
    WireOpener { onMessage, onEnd in
      do {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
          .connectTimeout(WireOpener.patience)
          .channelOption(.writeBufferWaterMark, value: WireOpener.waterMark)
          .channelOption(.socketOption(.tcp_nodelay), value: 1)
          .channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
              try channel.pipeline.syncOperations.addHandler(StreamHandler(onMessage: onMessage, onEnd: onEnd))
            }
          }
          .connect(host: address.host, port: address.port).get()
        return StreamConnection(channel)
      } catch {
        throw SpeechEngineError(.unavailable, "\(address) cannot be reached (\(type(of: error)))")
      }
    }
  }

  func send(_ message: WireMessage) {
    guard channel.isWritable else { return close() }
    let buffer =
      switch message {
      case .text(let text): channel.allocator.buffer(string: text)
      case .binary(let bytes): channel.allocator.buffer(bytes: bytes)
      }
    channel.writeAndFlush(buffer, promise: nil)
  }

  func close() { channel.close(promise: nil) }
}

private final class StreamHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let onMessage: @Sendable (WireMessage) -> Void
  private let onEnd: @Sendable () -> Void

  init(onMessage: @escaping @Sendable (WireMessage) -> Void, onEnd: @escaping @Sendable () -> Void) {
    self.onMessage = onMessage
    self.onEnd = onEnd
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    onMessage(.binary(Array(unwrapInboundIn(data).readableBytesView)))
  }

  func channelInactive(context: ChannelHandlerContext) {
    onEnd()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
