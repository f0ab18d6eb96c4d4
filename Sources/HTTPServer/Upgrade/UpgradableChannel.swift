import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOSSL
import NIOWebSocket

/// A connection that begins as HTTP/1.1 and either stays so (Hummingbird serves it) or becomes a WebSocket whose handlers
/// come from the ``UpgradeRegistry``. Only the first request of a connection can upgrade (swift-nio issue 680): later ones
/// are answered with 426 and a close by the ``Listener``, so that the client comes again on a fresh connection.
struct UpgradableChannel: ServerChildChannel, HTTPChannelHandler {
  /// What a connection has become.
  enum Outcome: Sendable {
    case http(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
    case upgraded
    case refused
  }

  struct Value: ServerChildChannelValue {
    let channel: any Channel
    let outcome: EventLoopFuture<Outcome>
  }

  let responder: HTTPChannelHandler.Responder
  let registry: UpgradeRegistry
  let limits: ListenerLimits
  let draining: DrainState
  let live: LiveChannels
  /// What clients are shown; nil: plain HTTP.
  let certificates: CertificateKeeper?

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      let decision = NIOLoopBoundBox<UpgradeDecision?>(nil, eventLoop: channel.eventLoop)
      let sentry = ConnectionGuard(timeout: limits.firstRequestTimeout) {
        // A refusal of ours comes here as an error of NIO's too; it keeps its own status.
        guard decision.value == nil else { return }
        decision.value = .refuse(status: .upgradeRequired, reason: "a WebSocket handshake of version 13 is needed")
      }
      let boundSentry = NIOLoopBound(sentry, eventLoop: channel.eventLoop)
      let upgrader = NIOTypedWebSocketServerUpgrader<Outcome>(
        maxFrameSize: limits.maximumFrameSize, enableAutomaticErrorHandling: false,
        shouldUpgrade: { channel, head in
          let made = decide(UpgradeRequest(head: head, peer: channel.remoteAddress))
          decision.value = made
          guard case .pipeline(let headers, _) = made else { return channel.eventLoop.makeSucceededFuture(nil) }
          return channel.eventLoop.makeSucceededFuture(headers)
        },
        upgradePipelineHandler: { channel, _ in
          channel.eventLoop.makeCompletedFuture {
            channel.pipeline.syncOperations.removeHandler(boundSentry.value, promise: nil)
            guard case .pipeline(_, let install) = decision.value else {
              throw HTTPServerError(.badUpgrade, "upgraded without a decision")
            }
            try install(channel)
            live.add(channel)
            return .upgraded
          }
        })
      var configuration = NIOUpgradableHTTPServerPipelineConfiguration<Outcome>(
        upgradeConfiguration: .init(
          upgraders: [upgrader],
          notUpgradingCompletionHandler: { channel in
            channel.eventLoop.makeCompletedFuture {
              channel.pipeline.syncOperations.removeHandler(boundSentry.value, promise: nil)
              return try stayHTTP(channel, decision: decision.value, logger: logger)
            }
          }))
      configuration.enablePipelining = false
      configuration.enableErrorHandling = false
      configuration.decoderConfiguration.maxHeaderFieldSize = limits.maximumHeaderSize
      configuration.decoderConfiguration.maxHeaderListSize = limits.maximumHeaderSize
      configuration.decoderConfiguration.maxHeaderFieldCount = limits.maximumHeaderCount
      let operations = channel.pipeline.syncOperations
      if let certificates {
        try operations.addHandler(PlainHTTPRefusal())
        try operations.addHandler(NIOSSLServerHandler(context: certificates.current.context))
      }
      let outcome = try operations.configureUpgradableHTTPServerPipeline(configuration: configuration)
      let upgrading = try operations.handler(type: NIOTypedHTTPServerUpgradeHandler<Outcome>.self)
      try operations.addHandler(ForeignUpgradeFilter(), position: .before(upgrading))
      try operations.addHandler(sentry)
      return Value(channel: channel, outcome: outcome)
    }
  }

  func handle(value: Value, logger: Logger) async {
    await withTaskCancellationHandler {
      do {
        switch try await value.outcome.get() {
        case .http(let channel): await handleHTTP(asyncChannel: channel, logger: logger)
        case .upgraded, .refused: try await value.channel.closeFuture.get()
        }
      } catch {
        // The connection went away, or broke the rules, before it had become anything.
        value.channel.close(promise: nil)
      }
    } onCancel: {
      value.channel.close(promise: nil)
    }
  }

  private func decide(_ request: UpgradeRequest) -> UpgradeDecision {
    guard let handler = registry.handler(for: request.path) else {
      return .refuse(status: .notFound, reason: "no WebSocket here")
    }
    guard !draining.isDraining else {
      return .refuse(status: .serviceUnavailable, reason: "the server is shutting down")
    }
    return handler.decide(request)
  }

  private func stayHTTP(_ channel: any Channel, decision: UpgradeDecision?, logger: Logger) throws -> Outcome {
    let operations = channel.pipeline.syncOperations
    if case .refuse(let status, let reason) = decision {
      try operations.addHandler(RefusalHandler(status: status, reason: reason))
      return .refused
    }
    try operations.addHandler(HTTP1ToHTTPServerCodec(secure: certificates != nil))
    try operations.addHandler(HTTPConnectionStateHandler(idleTimeout: limits.idleTimeout, logger: logger))
    return .http(
      try NIOAsyncChannel(
        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true)))
  }
}

/// Takes `Upgrade` fields of other protocols (`h2c`) out of requests: an HTTP/1.1 server may ignore them (RFC 9110 §7.8),
/// while NIO's upgrade handler, finding no upgrader, would lose the head of the request.
final class ForeignUpgradeFilter: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .head(var head) = unwrapInboundIn(data), head.headers.contains(name: "upgrade") {
      let websocket = head.headers[canonicalForm: "upgrade"].contains { $0.lowercased() == "websocket" }
      head.headers.remove(name: "upgrade")
      if websocket { head.headers.add(name: "upgrade", value: "websocket") }
      context.fireChannelRead(wrapInboundOut(.head(head)))
    } else {
      context.fireChannelRead(data)
    }
    context.pipeline.syncOperations.removeHandler(self, promise: nil)
  }
}
