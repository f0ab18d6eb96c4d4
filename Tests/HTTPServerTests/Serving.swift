import HTTPServer
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import NIOWebSocket
import ServiceLifecycle
import Synchronization
import TestSockets

/// Runs a listener on a free port for the length of a test.
struct Serving {
  let port: Int
  let group: ServiceGroup
  let draining: DrainState

  static func run(
    _ change: (inout ListenerConfiguration) -> Void = { _ in }, registry: UpgradeRegistry = UpgradeRegistry(),
    router: Router<ServerContext> = Router(context: ServerContext.self), certificates: CertificateKeeper? = nil,
    _ body: (Serving) async throws -> Void
  ) async throws {
    var configuration = ListenerConfiguration(host: "127.0.0.1", port: 0)
    change(&configuration)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let draining = DrainState()
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    let listener = Listener(
      configuration: configuration, registry: registry, responder: router.buildResponder(), draining: draining,
      certificates: certificates, logger: logger, onBound: { continuation.yield($0) })
    var services: [any Service] = [listener]
    if let certificates { services.insert(certificates, at: 0) }
    let group = ServiceGroup(services: services, logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      guard let port = await ports.first(where: { _ in true }) else { return }
      try await body(Serving(port: port, group: group, draining: draining))
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }

  /// How long a graceful shutdown takes.
  func shutdown(within limit: Duration) async throws -> Duration {
    let start = ContinuousClock.now
    await group.triggerGracefulShutdown()
    // Everything is gone when nobody can connect any more.
    _ = await eventually(limit) { (try? await TestSocket(port: port)) == nil }
    return ContinuousClock.now - start
  }
}

/// Answers every text frame with itself; closes as the rules say.
final class EchoFrames: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  /// Whether it closes when it is told to drain, or only when it must.
  let drains: Bool
  init(drains: Bool) { self.drains = drains }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    guard frame.opcode == .text else { return }
    context.writeAndFlush(
      wrapOutboundOut(WebSocketFrame(fin: true, opcode: .text, data: frame.unmaskedData)), promise: nil)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed { context.close(promise: nil) }
    if let event = event as? ServerIsShuttingDown, drains || event.phase == .close {
      let data = ByteBuffer(bytes: [0x03, 0xE9])
      context.writeAndFlush(
        wrapOutboundOut(WebSocketFrame(fin: true, opcode: .connectionClose, data: data)), promise: nil)
      context.close(promise: nil)
    }
  }
}

/// An upgrade handler that accepts, or refuses paths with a query.
struct EchoUpgrade: UpgradeHandler {
  var drains = true

  func decide(_ request: UpgradeRequest) -> UpgradeDecision {
    if request.query == "no" { return .refuse(status: .unauthorized, reason: "not you") }
    let drains = drains
    return .pipeline(responseHeaders: ["x-test": "yes"]) { channel in
      try channel.pipeline.syncOperations.addHandler(EchoFrames(drains: drains))
    }
  }
}

/// A registry with an echo at /ws.
func echoes(drains: Bool = true) throws -> UpgradeRegistry {
  var registry = UpgradeRegistry()
  try registry.register("/ws", EchoUpgrade(drains: drains))
  return registry
}

/// The head of a WebSocket handshake.
func handshake(_ path: String = "/ws", more: String = "") -> String {
  "GET \(path) HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\(more)\r\n"
}
