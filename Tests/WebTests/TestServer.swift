import Commerce
import Conversations
import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Testing

@testable import Web

/// The console on a real port, and a client that speaks just enough HTTP.
struct TestServer {
  var port: Int
  /// What runs it; told to shut down gracefully it must end, whoever reads.
  var group: ServiceGroup

  struct Answer {
    var head: String
    var body: [UInt8]
    var text: String { String(decoding: body, as: UTF8.self) }
    var status: Int { Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0 }

    func header(_ name: String) -> String? {
      head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
        .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }
  }

  /// Serves the directory while `body` runs.
  static func serving(
    _ directory: ScriptedDirectory, systems: SystemsReport = Samples.systems, heartbeat: Duration = .seconds(15),
    now: Timestamp = Samples.noon, talk: TalkPage? = nil, _ body: @Sendable (TestServer) async throws -> Void
  ) async throws {
    let console = try Console(
      directory: directory, systems: StillSystems(systems: systems), shopName: "Harbour & Pine",
      timeZone: #require(TimeZone(identifier: "Europe/Berlin")),
      heartbeat: heartbeat, now: { now })
    let router = Router()
    console.addRoutes(to: router)
    talk?.addRoutes(to: router)
    let (ports, port) = AsyncStream<Int>.makeStream()
    var logger = Logger(label: "console")
    logger.logLevel = .critical
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) }, logger: logger)
    let services = ServiceGroup(configuration: .init(services: [application], logger: logger))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await services.run() }
      var iterator = ports.makeAsyncIterator()
      let port = try #require(await iterator.next())
      try await body(TestServer(port: port, group: services))
      group.cancelAll()
      try? await group.waitForAll()
    }
  }

  /// One request, its whole answer.
  func get(_ path: String, headers: [String: String] = [:]) async throws -> Answer {
    var received: [UInt8] = []
    try await exchange(path, headers: headers) { part in
      received += part
      return true
    }
    return Self.split(received)
  }

  /// Reads a stream until `enough` of its text is there.
  func stream(_ path: String, until enough: @escaping @Sendable (String) async -> Bool) async throws -> String {
    var received: [UInt8] = []
    try await exchange(path, headers: [:]) { part in
      received += part
      return await !enough(String(decoding: received, as: UTF8.self))
    }
    return String(decoding: received, as: UTF8.self)
  }

  private func exchange(
    _ path: String, headers: [String: String], _ more: ([UInt8]) async throws -> Bool
  ) async throws {
    let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    try await channel.executeThenClose { inbound, outbound in
      let fields = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
      let head = "GET \(path) HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\(fields)\r\n"
      try await outbound.write(ByteBuffer(string: head))
      for try await part in inbound where try await !more(Array(part.readableBytesView)) { return }
    }
  }

  private static func split(_ bytes: [UInt8]) -> Answer {
    let end = Array("\r\n\r\n".utf8)
    let index = bytes.indices.first { bytes[$0...].starts(with: end) } ?? bytes.endIndex
    return Answer(
      head: String(decoding: bytes[..<index], as: UTF8.self), body: Array(bytes[min(index + 4, bytes.count)...]))
  }
}
