import AisleTesting
import Commerce
import Conversations
import Dialogue
import Discourse
import Foundation
import Hummingbird
import Journal
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization
import Testing
import TurnTaking
import Vendors

@testable import Web

/// The conversation API on a real port, over the fixture's retailer and a journal in memory.
struct APIServer: Sendable {
  static let token = "aisle_right"
  static let otherToken = "aisle_other"

  var port: Int
  var journal: InMemoryJournal
  var practiceJournal: InMemoryJournal

  /// Two tokens are valid.
  struct Gate: TokenGate {
    var revoked = Mutexed(false)

    func holder(of token: String) -> TokenHolder? {
      if token == APIServer.token, !revoked.value { return TokenHolder(id: "1", name: "right") }
      return token == APIServer.otherToken ? TokenHolder(id: "2", name: "other") : nil
    }
  }

  /// A value behind a lock that can be handed around.
  final class Mutexed<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>
    init(_ value: Value) { mutex = Mutex(value) }
    var value: Value { mutex.withLock { $0 } }
    func set(_ value: Value) { mutex.withLock { $0 = value } }
  }

  /// A world over the fixture that keeps which orders were called off in it.
  final class World: PracticeWorld {
    private struct Counting: CommerceBackend {
      let fixture = FixtureBackend()
      let cancelled: Mutexed<[String]>
      var name: String { fixture.name }
      var operations: Set<OperationName> { fixture.operations }

      func perform(
        _ operation: Commerce.Operation, _ context: OperationContext
      ) async throws(OperationFailure) -> OperationAnswer {
        if let asked = operation.value as? CancelOrder {
          guard !cancelled.value.contains(asked.order) else { throw .refused(.alreadyCancelled, "it is called off") }
          cancelled.set(cancelled.value + [asked.order])
        }
        return try await fixture.perform(operation, context)
      }

      func outcome(
        of operation: Commerce.Operation, _ context: OperationContext
      ) async throws(OperationFailure) -> WriteOutcome { .notDone }
    }

    private let cancelled = Mutexed<[String]>([])
    var backend: any CommerceBackend { Counting(cancelled: cancelled) }

    func changes() throws -> [UInt8] {
      Array(
        "{\"orders\": {\(cancelled.value.map { "\"\($0)\": {\"status\": \"cancelled\"}" }.joined(separator: ","))}}"
          .utf8)
    }

    func call(for operation: Commerce.Operation) throws -> [UInt8]? {
      guard let asked = operation.value as? CancelOrder else { return nil }
      return Array("{\"name\": \"cancel_pending_order\", \"arguments\": {\"order_id\": \"\(asked.order)\"}}".utf8)
    }
  }

  struct NoWorld: Error, CustomStringConvertible { var description: String { "There is no data; name its folder." } }

  /// Serves while `body` runs.
  static func serving(
    backend: any CommerceBackend = FixtureBackend(), limits: ConversationAPILimits = ConversationAPILimits(),
    gate: Gate = Gate(), journal: InMemoryJournal = InMemoryJournal(), recovering: Bool = false,
    _ body: @Sendable (APIServer, ConversationAPI) async throws -> Void
  ) async throws {
    let artefacts = try RetailFixture.artefacts()
    let sealing = ToySealing()
    let practiceJournal = InMemoryJournal()
    let keeping = JournalKeeping(store: journal, sealing: sealing) { $0 }
    let practice = JournalKeeping(store: practiceJournal, sealing: sealing) { $0 }
    let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let house = ConversationHouse(
      artefacts: artefacts, backend: backend, journal: keeping, recordings: nil, recognizer: Deaf(),
      synthesizer: Mute(),
      settings: HouseSettings(
        maximumCalls: 1, operationBudget: .seconds(5), recordsCalls: false, turns: TurnSettings()),
      surroundings: Surroundings(
        now: { RetailFixture.noon.milliseconds }, random: { 4 }, utcOffsetSeconds: { _ in RetailFixture.utcOffset }),
      logger: quiet)
    if recovering {
      _ = try await Recovery.closeInterrupted(
        journal: keeping, artefacts: { _ in artefacts }, now: RetailFixture.noon
      ) { _, _ in }
    }
    let shelf = SandboxShelf(
      sandboxes: [
        Sandbox(name: "play", dialects: ["v1", "v2"], artefacts: artefacts) { _ in World() },
        Sandbox(name: "empty", dialects: [], artefacts: artefacts) { _ in throw NoWorld() },
      ], journal: practice)
    let api = ConversationAPI(house: house, journal: keeping, shelf: shelf, gate: gate, limits: limits)
    let router = Router()
    api.addRoutes(to: router)
    let (ports, port) = AsyncStream<Int>.makeStream()
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) }, logger: quiet)
    let services = ServiceGroup(
      configuration: .init(services: [application, api.keeper], logger: quiet))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await services.run() }
      var iterator = ports.makeAsyncIterator()
      let port = try #require(await iterator.next())
      try await body(APIServer(port: port, journal: journal, practiceJournal: practiceJournal), api)
      await services.triggerGracefulShutdown()
      try await group.waitForAll()
    }
  }

  struct Answer: Sendable {
    var status: Int
    var head: String
    var json: JSONValue
    var say: String { (json["say"]?.array ?? []).compactMap(\.string).joined(separator: " ") }
    var problem: String? { json["type"]?.string?.replacing("urn:aisle:problem:", with: "") }
  }

  /// One request over a connection of its own.
  func ask(
    _ method: String, _ path: String, _ body: String? = nil, token: String? = APIServer.token,
    type: String = "application/json"
  ) async throws -> Answer {
    try await ask(method, path, bytes: body.map { Array($0.utf8) }, token: token, type: type)
  }

  func ask(
    _ method: String, _ path: String, bytes: [UInt8]?, token: String? = APIServer.token,
    type: String = "application/json"
  ) async throws -> Answer {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: test\r\nConnection: close\r\n"
    if let token { head += "Authorization: Bearer \(token)\r\n" }
    if let bytes { head += "Content-Type: \(type)\r\nContent-Length: \(bytes.count)\r\n" }
    let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    var received: [UInt8] = []
    try await channel.executeThenClose { inbound, outbound in
      try await outbound.write(ByteBuffer(bytes: Array((head + "\r\n").utf8) + (bytes ?? [])))
      for try await part in inbound { received += Array(part.readableBytesView) }
    }
    return try Self.answer(received)
  }

  private static func answer(_ bytes: [UInt8]) throws -> Answer {
    let text = String(decoding: bytes, as: UTF8.self)
    let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    let head = String(parts.first ?? "")
    let status = Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0
    let body = parts.count > 1 ? String(parts[1]) : ""
    return Answer(status: status, head: head, json: (try? JSONValue(parsing: Data(body.utf8))) ?? .null)
  }

  /// Opens a conversation and gives its identifier.
  func open(_ body: String = "{}", token: String = APIServer.token) async throws -> String {
    let answer = try await ask("POST", "/v1/conversations", body, token: token)
    return try #require(answer.json["id"]?.string, "\(answer)")
  }

  /// Says something.
  func say(_ id: String, _ text: String, message: String? = nil) async throws -> Answer {
    var members: [String: JSONValue] = ["text": .string(text)]
    if let message { members["id"] = .string(message) }
    return try await ask(
      "POST", "/v1/conversations/\(id)/messages", String(decoding: try JSONValue.object(members).text(), as: UTF8.self))
  }
}

private struct Deaf: SpeechRecognizer {
  let name = "deaf"
  func open(onEvent: @escaping @Sendable (RecognitionEvent) -> Void) async throws -> any RecognitionSession {
    throw CancellationError()
  }
}

private struct Mute: SpeechSynthesizer {
  let name = "mute"
  let voice = "none"
  func speak(_ text: String) -> AsyncThrowingStream<[Int16], any Error> { AsyncThrowingStream { $0.finish() } }
}
