import Audio
import Conversations
import HTTPServer
import Hummingbird
import Logging
import Metrics
import ServiceLifecycle
import Synchronization

@testable import Telephony

/// A host that echoes audio and does what its caller's keys say: 1 sends a mark, 2 clears, 9 hangs up.
final class FakeHost: CallHost {
  struct Seen {
    var started: [CallDetails] = []
    var ended: [String: [CallEnd]] = [:]
    var digits = ""
    var marks: [String] = []
    /// What was typed, with what had been shown.
    var texts: [String] = []
    var ticks: [UInt64] = []
    var samples = 0
    var handles: [String: MediaHandle] = [:]
    var shows: [String: @Sendable (ConversationView) -> Void] = [:]
    var commands = 0
  }

  let seen = Mutex(Seen())
  let full = Mutex(false)
  let recording: Bool

  init(recording: Bool = true) { self.recording = recording }

  func start(
    _ call: CallDetails, transport: any MediaTransport, handle: MediaHandle,
    show: (@Sendable (ConversationView) -> Void)?
  ) -> (any CallMedia)? {
    guard !full.withLock({ $0 }) else { return nil }
    seen.withLock {
      $0.started.append(call)
      $0.handles[call.carrierCallID] = handle
      $0.shows[call.carrierCallID] = show
    }
    return EchoMedia(host: self, call: call.carrierCallID, transport: transport)
  }

  func ended(_ call: String) -> [CallEnd] { seen.withLock { $0.ended[call] ?? [] } }
}

/// The engine of one call: sends each frame back as it comes.
final class EchoMedia: CallMedia {
  /// Mu-law codes by sample, for samples that came from a code.
  static let codes: [UInt8] = {
    var table = [UInt8](repeating: 0xFF, count: 65_536)
    for code in 0..<256 { table[Int(UInt16(bitPattern: MuLaw.decodeTable[code]))] = UInt8(code) }
    return table
  }()

  private let host: FakeHost
  private let call: String
  private let transport: any MediaTransport
  private var over = false
  /// Set to send far more than real time, as a client that stops reading needs.
  private var flood = false

  init(host: FakeHost, call: String, transport: any MediaTransport) {
    self.host = host
    self.call = call
    self.transport = transport
  }

  func receive(samples: [Int16], now: UInt64) {
    if host.recording { note { $0.samples += samples.count } }
    let codes = Self.codes.span
    transport.send(
      audio: [UInt8](unsafeUninitializedCapacity: samples.count) { out, count in
        for at in samples.indices { out[at] = codes[Int(UInt16(bitPattern: samples[at]))] }
        count = samples.count
      })
  }
  func receive(digit: Character, now: UInt64) {
    note { $0.digits.append(digit) }
    switch digit {
    case "1": transport.send(mark: "m1")
    case "2": transport.sendClear()
    case "7": flood = true
    case "9": transport.close()
    default: break
    }
  }
  func receive(text: String, seen: Int?, now: UInt64) {
    note { $0.texts.append("\(text)/\(seen.map(String.init) ?? "nil")") }
  }
  func receive(mark name: String, now: UInt64) { note { $0.marks.append(name) } }
  func perform(_ command: MediaCommand, now: UInt64) {
    note { $0.commands += 1 }
    if case .hangUp = command { transport.close() }
  }
  func tick(now: UInt64) {
    if host.recording { note { $0.ticks.append(now) } }
    if flood { for _ in 0..<100 { transport.send(audio: [UInt8](repeating: 0xFF, count: 160)) } }
  }
  func ended(_ end: CallEnd) {
    over = true
    host.seen.withLock { $0.ended[call, default: []].append(end) }
  }

  private func note(_ body: (inout FakeHost.Seen) -> Void) {
    host.seen.withLock { seen in
      if over { seen.ended[call, default: []].append(.protocolError) }
      body(&seen)
    }
  }
}

/// A line on a listener on a free port, for the length of a test.
struct FakeHouse {
  /// The figures of all tests of this process.
  static let metrics = {
    let registry = PrometheusRegistry()
    MetricsSystem.bootstrap(registry)
    return registry
  }()
  static let secret = [UInt8](repeating: 42, count: 32)

  let port: Int
  let host: FakeHost
  let group: ServiceGroup
  let draining: DrainState

  static func run(
    port: Int = 0, host: FakeHost = FakeHost(), drainLimit: Duration = .seconds(5), log: LogRecorder? = nil,
    _ change: (inout TwilioConfiguration) -> Void = { _ in }, _ body: (FakeHouse) async throws -> Void
  ) async throws {
    var configuration = TwilioConfiguration(publicOrigin: "https://voice.example.com")
    configuration.requireToken = false
    change(&configuration)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    if let log { logger = Logger(label: "test") { _ in log.handler() } }
    let draining = DrainState()
    let line = try TwilioLine(
      configuration: configuration, host: host, secret: secret, draining: draining, logger: logger)
    var registry = UpgradeRegistry()
    try line.register(in: &registry)
    try BrowserLine(configuration: BrowserLineConfiguration(), host: host, logger: logger).register(in: &registry)
    let router = Router(context: ServerContext.self)
    line.addRoutes(to: router)
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    var listening = ListenerConfiguration(host: "127.0.0.1", port: port)
    listening.drainLimit = drainLimit
    let listener = Listener(
      configuration: listening, registry: registry, responder: router.buildResponder(), draining: draining,
      logger: logger, onBound: { continuation.yield($0) })
    let group = ServiceGroup(services: [listener], logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      guard let port = await ports.first(where: { _ in true }) else { return }
      try await body(FakeHouse(port: port, host: host, group: group, draining: draining))
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }
}
