internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import NIOWebSocket

/// A WebSocket client (RFC 6455) for text and binary messages. It follows no redirect.
final class WebSocketConnection: WireConnection {
  private let channel: any Channel

  private init(_ channel: any Channel) { self.channel = channel }

  /// How to open one.
  /// - Parameter trust: Whose certificates are believed, for wss.
  static func opener(
    _ address: RemoteAddress, headers: [(String, String)] = [], trust: TLSConfiguration = .makeClientConfiguration()
  ) -> WireOpener {
    WireOpener { onMessage, onEnd in
      try await connect(address, headers, trust, WebSocketHandler(onMessage: onMessage, onEnd: onEnd))
    }
  }

  private enum Outcome: Sendable { case upgraded, refused }

  private static func connect(
    _ address: RemoteAddress, _ headers: [(String, String)], _ trust: TLSConfiguration,
    _ handler: @autoclosure @escaping @Sendable () -> WebSocketHandler
  ) async throws -> WebSocketConnection {
    let tls = address.isEncrypted ? try NIOSSLContext(configuration: trust) : nil
    let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(WireOpener.patience)
      .channelOption(.writeBufferWaterMark, value: WireOpener.waterMark)
      .channelOption(.socketOption(.tcp_nodelay), value: 1)
    let (channel, outcome): (any Channel, EventLoopFuture<Outcome>)
    do {
      (channel, outcome) = try await bootstrap.connect(host: address.host, port: address.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls {
            let name =
              address.host.contains(":") || address.host.allSatisfy({ $0.isNumber || $0 == "." }) ? nil : address.host
            try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: tls, serverHostname: name))
          }
          let upgrader = NIOTypedWebSocketClientUpgrader<Outcome>(
            maxFrameSize: WireOpener.largestMessage,
            upgradePipelineHandler: { channel, _ in
              channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandlers([
                  NIOWebSocketFrameAggregator(
                    minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 256,
                    maxAccumulatedFrameSize: WireOpener.largestMessage), handler(),
                ])
                return .upgraded
              }
            })
          var fields = HTTPHeaders()
          fields.add(name: "host", value: address.host)
          for (name, value) in headers { fields.add(name: name, value: value) }
          let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: address.target, headers: fields)
          let upgrade = NIOTypedHTTPClientUpgradeConfiguration(
            upgradeRequestHead: head, upgraders: [upgrader],
            notUpgradingCompletionHandler: { channel in
              channel.close(promise: nil)
              return channel.eventLoop.makeSucceededFuture(.refused)
            })
          let result = try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(
            configuration: NIOUpgradableHTTPClientPipelineConfiguration(upgradeConfiguration: upgrade))
          channel.eventLoop.scheduleTask(in: WireOpener.patience) {
            // Too late for the handshake; after it this does nothing.
            channel.pipeline.context(handlerType: WebSocketHandler.self).whenFailure { _ in channel.close(promise: nil)
            }
          }
          return (channel, result)
        }
      }
    } catch {
      throw SpeechEngineError(.unavailable, "\(address) cannot be reached (\(type(of: error)))")
    }
    do {
      guard try await outcome.get() == .upgraded else {
        throw SpeechEngineError(.refused, "\(address) does not open a WebSocket: look at address and key")
      }
    } catch let error as SpeechEngineError {
      throw error
    } catch {
      throw SpeechEngineError(.unavailable, "\(address) does not finish the handshake (\(type(of: error)))")
    }
    return WebSocketConnection(channel)
  }

  func send(_ message: WireMessage) {
    guard channel.isWritable else { return close() }
    let frame =
      switch message {
      case .text(let text):
        WebSocketFrame(fin: true, opcode: .text, maskKey: .random(), data: channel.allocator.buffer(string: text))
      case .binary(let bytes):
        WebSocketFrame(fin: true, opcode: .binary, maskKey: .random(), data: channel.allocator.buffer(bytes: bytes))
      }
    channel.writeAndFlush(frame, promise: nil)
  }

  func close() { channel.close(promise: nil) }
}

/// The end of a WebSocket's pipeline: whole messages up, pings answered.
final class WebSocketHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let onMessage: @Sendable (WireMessage) -> Void
  private let onEnd: @Sendable () -> Void
  private var ended = false

  init(onMessage: @escaping @Sendable (WireMessage) -> Void, onEnd: @escaping @Sendable () -> Void) {
    self.onMessage = onMessage
    self.onEnd = onEnd
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .text: onMessage(.text(String(buffer: frame.unmaskedData)))
    case .binary: onMessage(.binary(Array(frame.unmaskedData.readableBytesView)))
    case .ping:
      let pong = WebSocketFrame(fin: true, opcode: .pong, maskKey: .random(), data: frame.unmaskedData)
      context.writeAndFlush(wrapOutboundOut(pong), promise: nil)
    case .connectionClose:
      let close = WebSocketFrame(
        fin: true, opcode: .connectionClose, maskKey: .random(), data: context.channel.allocator.buffer(capacity: 0))
      context.writeAndFlush(wrapOutboundOut(close), promise: nil)
      context.close(promise: nil)
    default: return
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    end()
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .inputClosed? = event as? ChannelEvent { context.close(promise: nil) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func handlerRemoved(context: ChannelHandlerContext) { end() }

  private func end() {
    guard !ended else { return }
    ended = true
    onEnd()
  }
}
