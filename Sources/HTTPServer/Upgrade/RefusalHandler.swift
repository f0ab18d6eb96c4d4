import NIOCore
import NIOHTTP1

/// Answers a refused upgrade as soon as it is added, then closes. Whatever else arrives is swallowed.
final class RefusalHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let status: HTTPResponseStatus
  private let reason: String

  init(status: HTTPResponseStatus, reason: String) {
    self.status = status
    self.reason = reason
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let body = ByteBuffer(string: reason + "\n")
    var headers: HTTPHeaders = [
      "connection": "close", "content-type": "text/plain; charset=utf-8", "content-length": "\(body.readableBytes)",
    ]
    if status == .upgradeRequired { headers.add(name: "upgrade", value: "websocket") }
    let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    let bound = context.loopBound
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in bound.value.close(promise: nil) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
