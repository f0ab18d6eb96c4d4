import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Stands at the end of a connection's pipeline until it is known what the connection becomes. Without it a client that
/// connects and says nothing would keep its socket, and the server's shutdown, waiting for ever.
final class ConnectionGuard: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let timeout: TimeAmount
  private var timer: Scheduled<Void>?
  private let onBadHandshake: () -> Void

  /// - Parameters:
  ///   - timeout: how long a connection may take to send its first request head.
  ///   - onBadHandshake: called when the head asks for a WebSocket but the handshake is malformed.
  init(timeout: TimeAmount, onBadHandshake: @escaping () -> Void) {
    self.timeout = timeout
    self.onBadHandshake = onBadHandshake
  }

  func handlerAdded(context: ChannelHandlerContext) {
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: timeout) { context.close(promise: nil) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    timer?.cancel()
    timer = nil
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is ChannelShouldQuiesceEvent: context.close(promise: nil)
    case let event as ChannelEvent where event == .inputClosed: context.close(promise: nil)
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case is NIOWebSocketUpgradeError: onBadHandshake()
    case is HTTPParserError:
      let head = HTTPResponseHead(
        version: .http1_1, status: .badRequest, headers: ["connection": "close", "content-length": "0"])
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      context.close(promise: nil)
    default: context.close(promise: nil)
    }
  }
}
