internal import NIOCore

/// One batch of commands under way: whoever waits for it gets all answers at once.
struct RedisBatch: Sendable {
  /// Commands, as bytes.
  var bytes: [UInt8]
  /// How many answers it will have.
  var count: Int
  /// Gets the answers, or why there are none.
  var answer: EventLoopPromise<[RedisValue]>
}

/// Sends batches and hands answers back in the order they were sent.
final class RedisChannelHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = RedisBatch
  typealias OutboundOut = ByteBuffer

  private struct Waiting {
    var missing: Int
    var values: [RedisValue] = []
    var answer: EventLoopPromise<[RedisValue]>
  }

  private var parser = RESPParser()
  private var waiting = CircularBuffer<Waiting>()

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let batch = unwrapOutboundIn(data)
    waiting.append(Waiting(missing: batch.count, answer: batch.answer))
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: batch.bytes)), promise: promise)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    parser.feed(unwrapInboundIn(data).readableBytesView)
    do {
      while let value = try parser.next() {
        guard !waiting.isEmpty else {
          return fail(context, DatabaseClientError(.malformed, "Redis answered what nobody had asked"))
        }
        waiting[waiting.startIndex].values.append(value)
        waiting[waiting.startIndex].missing -= 1
        if waiting[waiting.startIndex].missing == 0 {
          let done = waiting.removeFirst()
          done.answer.succeed(done.values)
        }
      }
    } catch {
      fail(context, DatabaseClientError(.malformed, "Redis: \(error.reason)"))
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    fail(context, DatabaseClientError(.connectionLost, "the connection to Redis failed"))
  }

  func channelInactive(context: ChannelHandlerContext) {
    fail(context, DatabaseClientError(.connectionLost, "Redis ended the connection"))
    context.fireChannelInactive()
  }

  private func fail(_ context: ChannelHandlerContext, _ error: DatabaseClientError) {
    let failed = waiting
    waiting.removeAll()
    for batch in failed { batch.answer.fail(error) }
    context.close(promise: nil)
  }
}
