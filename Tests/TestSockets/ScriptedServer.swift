import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server that answers as a test says, and remembers what it was asked.
package final class ScriptedServer: Sendable {
  /// What it was asked: method, path with query, body.
  package struct Request: Hashable, Sendable {
    package var method: String
    package var target: String
    package var body: String
  }

  /// What it answers.
  package struct Answer: Sendable {
    package var status: Int
    package var headers: [(String, String)]
    package var body: String

    package init(_ status: Int, _ body: String = "", headers: [(String, String)] = []) {
      self.status = status
      self.headers = headers
      self.body = body
    }
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    let server: ScriptedServer
    private var request = Request(method: "", target: "", body: "")

    init(_ server: ScriptedServer) { self.server = server }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head): request = Request(method: head.method.rawValue, target: head.uri, body: "")
      case .body(let bytes): request.body += String(buffer: bytes)
      case .end:
        let answer = server.answer(request)
        var headers = HTTPHeaders(answer.headers.map { ($0.0, $0.1) })
        headers.add(name: "content-length", value: "\(answer.body.utf8.count)")
        let head = HTTPResponseHead(
          version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: answer.body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      }
    }
  }

  private let script: @Sendable (Request) -> Answer
  private let asked = Mutex<[Request]>([])
  private let channel = Mutex<(any Channel)?>(nil)

  /// Where it listens, as in "http://127.0.0.1:41234".
  package var url: String { "http://127.0.0.1:\(channel.withLock { $0?.localAddress?.port ?? 0 })" }
  /// What it was asked so far.
  package var requests: [Request] { asked.withLock { $0 } }

  /// Starts it on a port of its own.
  package init(_ script: @escaping @Sendable (Request) -> Answer) async throws {
    self.script = script
    let bound = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { [self] channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Handler(self))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    channel.withLock { $0 = bound }
  }

  /// Ends it.
  package func stop() { channel.withLock { $0 }?.close(promise: nil) }

  private func answer(_ request: Request) -> Answer {
    asked.withLock { $0.append(request) }
    return script(request)
  }
}
