import NIOCore
import NIOPosix
import Synchronization

/// A chat endpoint on loopback that says exactly the bytes it is told to, as slowly as it is told to.
final class ScriptedEndpoint: Sendable {
  enum Step: Sendable {
    case send(String), wait(Duration), close
  }

  private let channel: any Channel
  private let keeper: Keeper
  var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)/v1" }
  /// What was asked so far, whole requests as text.
  var requests: [String] { keeper.requests.withLock { $0 } }

  init(_ steps: [Step]) async throws {
    let keeper = Keeper()
    self.keeper = keeper
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Handler(steps, keeper))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }

  func close() async throws { try await channel.close() }

  /// A streamed answer with this text in two pieces.
  static func streamed(_ text: String, ending: String = "data: [DONE]\n\n") -> [Step] {
    let middle = text.index(text.startIndex, offsetBy: text.count / 2)
    let pieces = [String(text[..<middle]), String(text[middle...])].map { piece in
      let escaped = piece.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\(escaped)\"}}]}\n\n"
    }
    return [
      .send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"), .send(pieces[0]),
      .send(pieces[1]), .send(ending), .close,
    ]
  }

  static func plain(_ status: String, _ body: String, type: String = "application/json") -> [Step] {
    [
      .send(
        "HTTP/1.1 \(status)\r\ncontent-type: \(type)\r\ncontent-length: \(body.utf8.count)\r\nconnection: close\r\n\r\n\(body)"
      ),
      .close,
    ]
  }

  private final class Keeper: Sendable {
    let requests = Mutex<[String]>([])
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let steps: [Step]
    private let keeper: Keeper
    private var request = ""
    private var answered = false

    init(_ steps: [Step], _ keeper: Keeper) {
      self.steps = steps
      self.keeper = keeper
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      request += String(decoding: unwrapInboundIn(data).readableBytesView, as: UTF8.self)
      guard !answered, request.contains("\r\n\r\n"), request.hasSuffix("}") else { return }
      answered = true
      keeper.requests.withLock { $0.append(request) }
      let channel = context.channel, steps = steps
      Task {
        for step in steps {
          switch step {
          case .send(let text): try await channel.writeAndFlush(ByteBuffer(string: text))
          case .wait(let time): try await Task.sleep(for: time)
          case .close: try await channel.close()
          }
        }
      }
    }
  }
}
