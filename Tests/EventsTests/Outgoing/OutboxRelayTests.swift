import Commerce
import Operations
import Storage
import Synchronization
import TestServers
import Testing
import Vendors

@testable import Events

/// A sink that keeps what it takes and does as it is told.
final class ToySink: EventSink {
  let name = "toy"
  private let state = Mutex<(taken: [OutboxEvent], answer: @Sendable (OutboxEvent) -> SinkOutcome)>(
    ([], { _ in .sent }))

  var taken: [String] { state.withLock { $0.taken.map(\.id) } }
  func taken(of subject: String) -> [String] { state.withLock { $0.taken.filter { $0.subject == subject }.map(\.id) } }
  func answer(_ answer: @escaping @Sendable (OutboxEvent) -> SinkOutcome) { state.withLock { $0.answer = answer } }

  func send(_ events: [OutboxEvent]) async -> [SinkOutcome] {
    events.map { event in
      state.withLock { state in
        let outcome = state.answer(event)
        if outcome == .sent { state.taken.append(event) }
        return outcome
      }
    }
  }
}

/// An outbox that crashes between telling and remembering.
struct ForgetfulOutbox: OutboxStore {
  let inner: SQLiteOutbox
  func add(_ events: [OutboxEvent]) async throws(OutboxError) { try await inner.add(events) }
  func register(sink: String, fromBeginning: Bool) async throws(OutboxError) {
    try await inner.register(sink: sink, fromBeginning: fromBeginning)
  }
  func next(for sink: String, now: Timestamp, limit: Int) async throws(OutboxError) -> [PendingOutboxEvent] {
    try await inner.next(for: sink, now: now, limit: limit)
  }
  func markSent(_ numbers: [Int64], by sink: String) async throws(OutboxError) { throw OutboxError("crash") }
  func markFailed(
    _ number: Int64, by sink: String, reason: String, retryAt: Timestamp?
  ) async throws(OutboxError) { throw OutboxError("crash") }
  func counts(for sink: String) async throws(OutboxError) -> OutboxCounts { try await inner.counts(for: sink) }
  func reviveDead(for sink: String) async throws(OutboxError) -> Int { 0 }
  func forget(before moment: Timestamp) async throws(OutboxError) -> Int { 0 }
}

/// An outbox in a folder of its own.
struct OutboxHouse {
  let folder: TemporaryFolder
  let outbox: SQLiteOutbox
  let clock = Clock()

  init(sink: String = "toy") async throws {
    folder = try TemporaryFolder()
    outbox = SQLiteOutbox(database: try JournalDatabase(path: folder.path + "/journal.sqlite"))
    try await outbox.register(sink: sink, fromBeginning: true)
  }

  func relay(_ sink: any EventSink, _ settings: OutboxRelay.Settings = .init()) -> OutboxRelay {
    OutboxRelay(store: outbox, sink: sink, settings: settings, logger: House.logger, now: { [clock] in clock.now })
  }

  static func event(_ number: Int, _ subject: String) -> OutboxEvent {
    OutboxEvent(
      id: "conversation-7.\(number)", source: "/aisle", type: "aisle.operation.done", subject: subject,
      time: Sample.at(number), data: Array(#"{"number":\#(number)}"#.utf8))
  }
}

@Suite struct OutboxRelayTests {
  @Test func inOrderOfEachSubjectWhateverFails() async throws {
    let house = try await OutboxHouse()
    let events = (0..<60).map { OutboxHouse.event($0, "order/\($0 % 5)") }
    try await house.outbox.add(events)
    let sink = ToySink()
    let random = Mutex(SplitMix(state: 4))
    sink.answer { _ in random.withLock { Int.random(in: 0..<3, using: &$0) } == 0 ? .sent : .retry("down") }
    var settings = OutboxRelay.Settings()
    settings.firstPause = .milliseconds(1)
    settings.longestPause = .milliseconds(1)
    let relay = house.relay(sink, settings)
    while try await house.outbox.counts(for: "toy").pending > 0 {
      try await relay.relay()
      house.clock.advance(1)
    }
    for subject in 0..<5 {
      #expect(
        sink.taken(of: "order/\(subject)") == events.filter { $0.subject == "order/\(subject)" }.map(\.id))
    }
  }

  @Test func aSinkThatIsDownIsNotPressed() async throws {
    let house = try await OutboxHouse()
    try await house.outbox.add([OutboxHouse.event(1, "a"), OutboxHouse.event(2, "a")])
    let sink = ToySink()
    let tries = Mutex(0)
    sink.answer { _ in
      tries.withLock { $0 += 1 }
      return .retry("down")
    }
    let relay = house.relay(sink)
    for _ in 0..<600 {
      try await relay.relay()
      house.clock.advance(1)
    }
    // 0.5, 1, 2, 4 … 256, 300 seconds.
    #expect((9...12).contains(tries.withLock { $0 }))
    sink.answer { _ in .sent }
    house.clock.advance(301)
    try await relay.relay()
    try await relay.relay()
    #expect(sink.taken == [1, 2].map { OutboxHouse.event($0, "a").id })
  }

  @Test func whatIsRefusedIsGivenUpAndDoesNotBlock() async throws {
    let house = try await OutboxHouse()
    try await house.outbox.add([OutboxHouse.event(1, "a"), OutboxHouse.event(2, "a")])
    let sink = ToySink()
    sink.answer { $0.id.hasSuffix(".1") ? .refused("status 422") : .sent }
    let relay = house.relay(sink)
    for _ in 0..<12 {
      try await relay.relay()
      house.clock.advance(301)
    }
    #expect(sink.taken == [OutboxHouse.event(2, "a").id])
    #expect(try await house.outbox.counts(for: "toy").dead == 1)
  }

  @Test func aCrashBetweenTellingAndRememberingTellsAgainUnderTheSameIdentifier() async throws {
    let house = try await OutboxHouse()
    try await house.outbox.add([OutboxHouse.event(1, "a"), OutboxHouse.event(2, "a")])
    let sink = ToySink()
    let crashing = OutboxRelay(
      store: ForgetfulOutbox(inner: house.outbox), sink: sink, logger: House.logger, now: { house.clock.now })
    await #expect(throws: OutboxError.self) { try await crashing.relay() }
    let relay = house.relay(sink)
    while try await relay.relay() > 0 {}
    #expect(sink.taken == [1, 1, 2].map { OutboxHouse.event($0, "a").id })
  }

  @Test func theBellIsHeardAndTheServiceStops() async throws {
    let house = try await OutboxHouse()
    let sink = ToySink()
    var settings = OutboxRelay.Settings()
    settings.interval = .seconds(3_600)
    let relay = house.relay(sink, settings)
    let running = Task { try await relay.run() }
    try await house.outbox.add([OutboxHouse.event(1, "a")])
    relay.ring()
    try await Servers.eventually { sink.taken.count == 1 }
    running.cancel()
    try await running.value
  }
}
