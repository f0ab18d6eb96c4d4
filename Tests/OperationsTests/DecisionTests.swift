import AisleTesting
import Commerce
import Operations
import Testing

/// People's decisions beside what the ledger does by itself.
@Suite struct DecisionTests {
  private let clock = VirtualClock()
  private let ledger = InMemoryLedger()

  /// Keeps an intention, and says so only when it is let.
  final class Holding: LedgerStore {
    let ledger: InMemoryLedger
    private let clock: VirtualClock
    private let gate = AsyncStream<Void>.makeStream()

    init(_ ledger: InMemoryLedger, _ clock: VirtualClock) {
      self.ledger = ledger
      self.clock = clock
    }

    func letGo() { gate.continuation.finish() }

    func begin(_ entry: LedgerEntry) async throws(LedgerStoreError) -> LedgerEntry? {
      // No time passes meanwhile.
      try await clock.hold { () async throws(LedgerStoreError) in
        let there = try await ledger.begin(entry)
        for await _ in gate.stream {}
        return there
      }
    }
    func update(_ entry: LedgerEntry) async throws(LedgerStoreError) { try await ledger.update(entry) }
    func entry(_ key: IdempotencyKey) async throws(LedgerStoreError) -> LedgerEntry? { try await ledger.entry(key) }
    func open() async throws(LedgerStoreError) -> OpenEntries { try await ledger.open() }
  }

  @Test func nobodyDecidesWhatIsBeingWrittenDown() async throws {
    let model = ModelBackend(clock: clock)
    let store = Holding(ledger, clock)
    let gateway = try Gateway(
      [(model, BackendSettings())], table: RoutingTable(fallback: "model"), store: store, clock: clock)
    let key = try #require(IdempotencyKey("k"))
    let operation = try Samples.operation(.cancelOrder)
    let told = Task { try await gateway.perform(operation, OperationContext(key: key, budget: .seconds(4))) }
    while try await ledger.entry(key) == nil { await Task.yield() }
    let decision = LedgerDecision(by: "sam", reason: "not seen in the shop", at: clock.wall)
    let decided = Task { try await gateway.decide(key, .notDone, decision) }
    for _ in 0..<500 { await Task.yield() }
    // The record of the intention is not that of the decision.
    #expect(try await ledger.entry(key)?.state == .intended)
    #expect(ledger.records == 1)
    store.letGo()
    _ = try? await told.value
    let wasDecided = try await decided.value
    await gateway.whenIdle()
    let entry = try #require(try await ledger.entry(key))
    #expect(model.effects.values.map { $0 } == [1])
    // Whoever came first counts, and if that was the person, the back end contradicts.
    #expect(
      wasDecided ? entry.state == .failed && entry.contradicted != nil : entry.state == .done && entry.decision == nil)
  }
}
