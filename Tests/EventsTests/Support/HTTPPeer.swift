import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server on loopback that keeps what is posted to it and answers as it is told.
final class HTTPPeer: Sendable {
  struct Request: Sendable {
    var headers: [(String, String)]
    var body: [UInt8]
  }

  private let channel: any Channel
  private let state: Shared

  final class Shared: Sendable {
    let requests = Mutex<[Request]>([])
    let statuses = Mutex<[Int]>([])
    let location = Mutex<String?>(nil)
  }

  var requests: [Request] { state.requests.withLock { $0 } }
  var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)/hook" }

  /// Answers the next requests with these, then with 200.
  func answer(_ statuses: [Int]) { state.statuses.withLock { $0 = statuses } }

  /// Says with every answer that what is asked for stands there.
  func redirect(to url: String) { state.location.withLock { $0 = url } }

  init() async throws {
    let state = Shared()
    self.state = state
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
          try channel.pipeline.syncOperations.addHandler(Handler(state))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }

  func close() async throws { try await channel.close() }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart
    private let state: Shared
    private var request = Request(headers: [], body: [])

    init(_ state: Shared) { self.state = state }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head): request = Request(headers: head.headers.map { ($0.name, $0.value) }, body: [])
      case .body(let part): request.body += part.readableBytesView
      case .end:
        let status = state.statuses.withLock { $0.isEmpty ? 200 : $0.removeFirst() }
        state.requests.withLock { $0.append(request) }
        var head = HTTPResponseHead(
          version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: ["content-length": "0"])
        if let location = state.location.withLock({ $0 }) { head.headers.add(name: "location", value: location) }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      }
    }
  }
}
