import NIOCore

/// Stands before TLS: who speaks plain HTTP to it is told so, instead of being cut off without a word. A request's first byte is a capital
/// letter (its method), a handshake's is 22 (RFC 8446 §5.1).
final class PlainHTTPRefusal: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private var refused = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !refused else { return }
    let bytes = unwrapInboundIn(data)
    guard let first = bytes.getInteger(at: bytes.readerIndex, as: UInt8.self),
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first)
    else {
      context.fireChannelRead(data)
      context.pipeline.syncOperations.removeHandler(self, promise: nil)
      return
    }
    refused = true
    let body = "this port speaks https; open the same address with https://\n"
    let answer =
      "HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\n"
      + "content-length: \(body.utf8.count)\r\n\r\n\(body)"
    let bound = context.loopBound
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer))).whenComplete { _ in
      bound.value.close(promise: nil)
    }
  }
}
