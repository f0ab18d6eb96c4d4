import Commerce
import Databases
import Events
import NIOCore
import NIOPosix
import Synchronization
import Testing
import Vendors

/// A model elsewhere that cannot be asked while it is down, and counts who tried.
private final class DistantModel: ReadModel {
  let known = LocalReadModel()
  private let state = Mutex((down: false, asked: 0))

  var asked: Int { state.withLock { $0.asked } }
  func fails(_ down: Bool) { state.withLock { $0.down = down } }

  private func ask() throws(EventsError) {
    let down = state.withLock { state in
      state.asked += 1
      return state.down
    }
    if down { throw EventsError(.unavailable, "gone") }
  }

  func fact(_ key: FactKey) async throws(EventsError) -> Fact? {
    try ask()
    return known.fact(key)
  }
  func facts(_ keys: [FactKey]) async throws(EventsError) -> [Fact?] {
    try ask()
    return known.facts(keys)
  }
  func facts(by link: FactLink) async throws(EventsError) -> [Fact] {
    try ask()
    return known.facts(by: link)
  }
  func merge(_ updates: [FactUpdate]) async throws(EventsError) -> [MergeResult] { known.merge(updates) }
  func join(_ facts: [Fact]) async throws(EventsError) -> [MergeResult] { known.join(facts) }
  func keys() async throws(EventsError) -> [FactKey] { known.keys() }
}

/// What happens when the read model is elsewhere and does not answer.
@Suite struct SilentModelTests {
  let context = OperationContext(budget: .seconds(1))

  @Test func theSourceAnswersInItsPlaceAndOnlyOneInASecondTriesIt() async throws {
    let clock = Clock()
    let source = ToySource(clock)
    let model = DistantModel()
    let backend = ReadModelBackend(name: "model", model: model, source: source, now: { clock.now })
    model.known.merge([Sample.update(.order(Sample.order("1")), -10)])
    source.answer(Sample.order("1"))
    _ = try await backend.perform(FindOrder(order: "1"), context)
    #expect((source.calls, model.asked > 0) == (0, true))

    model.fails(true)
    let before = model.asked
    for _ in 0..<5 { _ = try await backend.perform(FindOrder(order: "1"), context) }
    #expect((source.calls, model.asked - before) == (5, 1))

    // It is tried again, by one, until it answers.
    clock.advance(2)
    for _ in 0..<5 { _ = try await backend.perform(FindOrder(order: "1"), context) }
    #expect((source.calls, model.asked - before) == (10, 2))
    model.fails(false)
    clock.advance(5)
    for _ in 0..<5 { _ = try await backend.perform(FindOrder(order: "1"), context) }
    #expect(source.calls == 10)
  }

  @Test func withoutASourceTheFailureSaysThatTheModelIsAway() async throws {
    let clock = Clock()
    let model = DistantModel()
    model.fails(true)
    let backend = ReadModelBackend(name: "model", model: model, source: nil, now: { clock.now })
    let failure = await #expect(throws: OperationFailure.self) {
      try await backend.perform(FindOrder(order: "1"), context)
    }
    #expect(failure?.code == .unavailable)
    #expect(failure?.message.contains("read model") == true)
  }

  /// The client would wait for ten minutes: whoever sends an event, or asks for an order, must not.
  @Test(.timeLimit(.minutes(1))) func nobodyWaitsForARedisThatHangs() async throws {
    let silent = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(
      host: "127.0.0.1", port: 0
    ).get()
    var settings = RedisSettings(host: "127.0.0.1", port: try #require(silent.localAddress?.port))
    settings.commandTimeout = .seconds(600)
    let client = RedisClient(settings)
    let folder = try TemporaryFolder()
    let clock = Clock()
    let model = RedisReadModel(client: client)
    let processor = try await EventProcessor.start(
      database: try EventDatabase(path: folder.path + "/events.sqlite"), model: model, logger: House.logger,
      now: { clock.now })
    let taken = try await processor.submit(
      UpdatesFormat.event(
        [Sample.update(.order(Sample.order("1")), 0)], source: "toy", transport: .poll, receivedAt: clock.now))
    #expect(taken == .applied(changed: 0, late: 0))
    let source = ToySource(clock)
    source.answer(Sample.order("1"))
    let backend = ReadModelBackend(name: "model", model: model, source: source, now: { clock.now })
    _ = try await backend.perform(FindOrder(order: "1"), context)
    #expect(source.calls == 1)
    await #expect(throws: EventsError.self) { try await processor.checkpoint() }
    await client.close()
    try await silent.close()
  }
}
