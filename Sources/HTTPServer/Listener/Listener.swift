public import Hummingbird
import HummingbirdCore
public import Logging
public import NIOCore
public import NIOPosix
public import ServiceLifecycle

/// The one listener of the house: pages, webhooks and WebSockets on one port.
///
/// At a graceful shutdown it goes on answering requests (webhooks still get their fallback, readiness says 503), refuses
/// upgrades with 503, tells upgraded connections to drain, waits for them up to ``ListenerConfiguration/drainLimit``,
/// tells the rest to close, and only then stops listening.
public struct Listener: Service {
  private let configuration: ListenerConfiguration
  private let draining: DrainState
  private let group: any EventLoopGroup
  private let logger: Logger
  private let onBound: @Sendable (Int) async -> Void
  private let live = LiveChannels()
  private let child: UpgradableChannel

  /// Makes a listener.
  /// - Parameters:
  ///   - configuration: where and how to listen.
  ///   - registry: the paths that can become WebSockets.
  ///   - responder: what a Hummingbird router builds, for everything else.
  ///   - draining: set at graceful shutdown; share it with whoever must know.
  ///   - certificates: what clients are shown, by https and wss alone; nil: plain HTTP. It runs as a service of its own.
  ///   - group: the event loops; the process-wide ones by default.
  ///   - onBound: told the port once it is known and connections are accepted.
  public init<R: HTTPResponder>(
    configuration: ListenerConfiguration, registry: UpgradeRegistry, responder: R, draining: DrainState = DrainState(),
    certificates: CertificateKeeper? = nil, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    logger: Logger,
    onBound: @escaping @Sendable (Int) async -> Void = { _ in }
  ) where R.Context: InitializableFromSource<ApplicationRequestContextSource> {
    self.configuration = configuration
    self.draining = draining
    self.group = group
    self.logger = logger
    self.onBound = onBound
    child = UpgradableChannel(
      responder: Responding.closure(responder, registry: registry, logger: logger), registry: registry,
      limits: configuration.limits, draining: draining, live: live, certificates: certificates)
  }

  /// Listens until graceful shutdown or cancellation.
  public func run() async throws {
    let onBound = onBound
    let server = Server(
      childChannelSetup: child,
      configuration: .init(
        address: .hostname(configuration.host, port: configuration.port), backlog: configuration.backlog),
      onServerRunning: { channel in await onBound(channel.localAddress?.port ?? 0) },
      eventLoopGroup: group, logger: logger)
    // Detached: the server must not see the graceful shutdown itself, since it would stop listening before the drain.
    let serving = Task.detached { try await server.run() }
    try await withTaskCancellationHandler {
      try await withGracefulShutdownHandler {
        do { try await serving.value } catch is CancellationError {}
      } onGracefulShutdown: {
        draining.begin()
        Task {
          await drain()
          // Streamed responses (server-sent events) never end by themselves: they get the closing time, no more.
          let closeLimit = configuration.closeLimit
          Task {
            try? await Task.sleep(for: closeLimit)
            serving.cancel()
          }
          do {
            try await server.shutdownGracefully()
          } catch {
            logger.error("The listener could not stop in order", metadata: ["error.type": "\(type(of: error))"])
            serving.cancel()
          }
        }
      }
    } onCancel: {
      serving.cancel()
    }
  }

  private func drain() async {
    logger.info("Draining: no new calls are taken", metadata: ["sockets": "\(live.count)"])
    live.tell(.init(phase: .drain))
    if await live.waitUntilEmpty(within: configuration.drainLimit) { return }
    logger.warning("Closing what did not drain in time", metadata: ["sockets": "\(live.count)"])
    live.tell(.init(phase: .close))
    if await live.waitUntilEmpty(within: configuration.closeLimit) { return }
    live.cut()
  }
}
