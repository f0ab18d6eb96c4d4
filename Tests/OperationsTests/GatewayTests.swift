import AisleTesting
import Commerce
import Operations
import Synchronization
import Testing

@Suite struct GatewayTests {
  /// Remembers what it was told.
  final class Events: GatewayObserver {
    private let events = Mutex<[GatewayEvent]>([])
    var all: [GatewayEvent] { events.withLock { $0 } }
    func observe(_ event: GatewayEvent) { events.withLock { $0.append(event) } }

    func count(_ wanted: LedgerMachine.Report) -> Int {
      all.count { if case .write(wanted, _) = $0 { true } else { false } }
    }
  }

  let clock = VirtualClock()
  let events = Events()
  let ledger = InMemoryLedger()

  private func gateway(
    _ model: ModelBackend? = nil, _ change: (inout BackendSettings) -> Void = { _ in },
    asks: @escaping FaultyBackend.Schedule = { _, _ in nil },
    schedule: @escaping FaultyBackend.Schedule = { _, _ in nil }
  ) throws -> Gateway {
    var settings = BackendSettings()
    settings.writes.repeatsSafely = true
    change(&settings)
    let faulty = FaultyBackend(model ?? ModelBackend(clock: clock), clock: clock, asks: asks, schedule: schedule)
    return try Gateway(
      [(faulty, settings)], table: RoutingTable(fallback: "model"), store: HoldingLedger(ledger, clock), clock: clock,
      observer: events)
  }

  private func code(_ gateway: Gateway, _ name: OperationName, key: String? = nil, number: Int = 217) async throws
    -> OperationFailure.Code?
  {
    let operation = try Samples.operation(name, number: number)
    let context = OperationContext(key: key.flatMap { IdempotencyKey($0) }, budget: .seconds(4))
    do throws(OperationFailure) {
      _ = try await gateway.perform(operation, context)
      return nil
    } catch {
      return error.code
    }
  }

  // MARK: - Routes

  @Test func oneConversationUsesThreeBackEnds() async throws {
    let backends = [
      ModelBackend("oms", clock: clock, operations: [.cancelOrder, .findOrder]),
      ModelBackend("crm", clock: clock, operations: [.openCase]),
      ModelBackend("shop", clock: clock, operations: [.findProduct]),
    ]
    let table = RoutingTable(fallback: "shop", routes: [.cancelOrder: "oms", .openCase: "crm", .findOrder: "oms"])
    let gateway = try Gateway(
      backends.map { ($0, BackendSettings()) }, table: table, store: ledger, clock: clock)
    #expect(gateway.operations == [.cancelOrder, .openCase, .findProduct, .findOrder])
    for name in gateway.operations {
      let context = OperationContext(key: IdempotencyKey(name.rawValue), budget: .seconds(4))
      let answer = try await gateway.perform(try Samples.operation(name), context)
      #expect(answer.freshness.origin == table.backend(for: name))
    }
    #expect(try await code(gateway, .findCart) == .unsupported)
    #expect(throws: RoutingProblem.self) {
      try Gateway(
        [(backends[0], BackendSettings())], table: RoutingTable(fallback: "oms", routes: [.openCase: "oms"]),
        store: ledger, clock: clock)
    }
  }

  // MARK: - Confirming

  /// A success of risk is asked about, unless the back end has read it back itself.
  @Test(arguments: [true, false]) func whatIsConfirmedIsNotAskedAgain(_ confirmsItself: Bool) async throws {
    let asks = Mutex(0)
    let gateway = try gateway(
      nil, { $0.writes.confirmsItself = confirmsItself ? [.cancelOrder] : [.openCase] },
      asks: { _, _ in
        asks.withLock { $0 += 1 }
        return nil
      })
    #expect(try await code(gateway, .cancelOrder, key: "k") == nil)
    #expect(asks.withLock { $0 } == (confirmsItself ? 0 : 1))
    #expect(ledger.all.first?.asks == (confirmsItself ? 0 : 1))
  }

  // MARK: - Reads

  @Test func aReadIsTriedAgain() async throws {
    let gateway = try gateway(schedule: { _, call in call == 1 ? .serverError : nil })
    #expect(try await code(gateway, .findOrder) == nil)
    #expect(gateway.status().first?.retries == 1)
  }

  @Test func aReadThatFailsIsAnsweredFromMemoryWithItsAge() async throws {
    let gateway = try gateway(schedule: { key, call in key == nil && call > 1 ? .requestLost : nil })
    let operation = try Samples.operation(.findOrder)
    let context = OperationContext(budget: .seconds(2))
    let fresh = try await gateway.perform(operation, context)
    #expect(!fresh.freshness.stale)
    try await clock.sleep(for: .seconds(600))
    let stale = try await gateway.perform(operation, context)
    #expect(stale.freshness.stale)
    #expect(stale.freshness.asOf == fresh.freshness.asOf)
    #expect(gateway.status().first?.staleServed == 1)
    // After a write to the same order there is nothing left to say.
    #expect(try await code(gateway, .cancelOrder, key: "k") == nil)
    #expect(try await code(gateway, .findOrder) == .unavailable)
  }

  @Test func whatMustBeFreshIsNeverAnsweredFromMemory() async throws {
    let gateway = try gateway(schedule: { _, call in call > 1 ? .requestLost : nil })
    #expect(try await code(gateway, .checkGiftCard) == nil)
    #expect(try await code(gateway, .checkGiftCard) == .unavailable)
  }

  @Test func aSlowReadIsAskedTwice() async throws {
    let gateway = try gateway(nil, { $0.hedge.share = 1 }, schedule: { _, call in call == 41 ? .hang : nil })
    for _ in 1...40 { #expect(try await code(gateway, .findOrder) == nil) }
    #expect(try await code(gateway, .findOrder) == nil)
    #expect(gateway.status().first?.hedges == 1)
    #expect(gateway.status().first?.retries == 0)
  }

  @Test func aFailingBackEndIsLeftAlone() async throws {
    let gateway = try gateway(schedule: { _, call in call <= 8 ? .serverError : nil })
    for _ in 1...3 { #expect(try await code(gateway, .checkGiftCard) == .unavailable) }
    #expect(gateway.status().first?.breaker == .open)
    let calls = gateway.status().first?.calls
    // Not sent at all, and the ledger knows that for certain.
    #expect(try await code(gateway, .cancelOrder, key: "k") == .unavailable)
    #expect(gateway.status().first?.calls == calls)
    #expect(ledger.all.first?.failure?.mayHaveHappened == false)
    try await clock.sleep(for: .seconds(6))
    for _ in 1...2 { #expect(try await code(gateway, .checkGiftCard) == nil) }
    #expect(gateway.status().first?.breaker == .closed)
  }

  /// Says 429, with or without a length, as often as it is told.
  final class Limiting: CommerceBackend {
    let model: ModelBackend
    let clock: VirtualClock
    let retryAfter: Int?
    let left: Mutex<Int>
    let asked = Mutex<[Duration]>([])

    init(_ times: Int, retryAfter: Int?, clock: VirtualClock) {
      model = ModelBackend(clock: clock)
      self.clock = clock
      self.retryAfter = retryAfter
      left = Mutex(times)
    }

    var name: String { model.name }
    var operations: Set<OperationName> { model.operations }

    func perform(
      _ operation: Commerce.Operation, _ context: OperationContext
    ) async throws(OperationFailure) -> OperationAnswer {
      let now = clock.elapsed
      asked.withLock { $0.append(now) }
      let isLimited = left.withLock { left in
        left -= 1
        return left >= 0
      }
      guard !isLimited else {
        throw OperationFailure(.rateLimited, "429", mayHaveHappened: false, retryAfterMilliseconds: retryAfter)
      }
      return try await model.perform(operation, context)
    }

    func outcome(
      of operation: Commerce.Operation, _ context: OperationContext
    ) async throws(OperationFailure) -> WriteOutcome { try await model.outcome(of: operation, context) }
  }

  private func limited(
    _ times: Int, retryAfter: Int?
  ) throws -> (gateway: Gateway, asked: () -> [Duration]) {
    let backend = Limiting(times, retryAfter: retryAfter, clock: clock)
    let gateway = try Gateway(
      [(backend, BackendSettings())], table: RoutingTable(fallback: "model"), store: ledger, clock: clock,
      observer: events)
    return (gateway, { backend.asked.withLock { $0 } })
  }

  @Test func aBackEndThatWantsFewerCallsIsNoFailingOne() async throws {
    let (gateway, asked) = try limited(60, retryAfter: nil)
    for _ in 1...20 { #expect(try await code(gateway, .checkGiftCard) == .rateLimited) }
    let status = try #require(gateway.status().first)
    #expect(status.breaker == .closed && status.throttled == 60 && status.failures == [.rateLimited: 60])
    #expect(status.lastFailure == nil)
    #expect(asked().count == 60)
    #expect(try await code(gateway, .checkGiftCard) == nil)
  }

  @Test func noCallGoesBeforeItWantsThem() async throws {
    let (gateway, asked) = try limited(1, retryAfter: 2_000)
    // The one that was told waits its time; others that come meanwhile do not go before it is over.
    async let first = code(gateway, .findOrder)
    while asked().isEmpty { await Task.yield() }
    async let second = code(gateway, .checkGiftCard)
    async let write = code(gateway, .cancelOrder, key: "k", number: 5)
    #expect(try await [first, second, write] == [nil, nil, nil])
    let times = asked()
    #expect(times.dropFirst().allSatisfy { $0 - times[0] >= .seconds(2) }, "\(times)")
    #expect(gateway.status().first?.throttledFor == nil)
    #expect(events.all.contains(.throttled(backend: "model", for: .seconds(2))))
  }

  @Test func whatCannotWaitSoLongIsToldAtOnceThatNothingHappened() async throws {
    let (gateway, asked) = try limited(1, retryAfter: 60_000)
    #expect(try await code(gateway, .findOrder) == .rateLimited)
    #expect(try await code(gateway, .cancelOrder, key: "k") == .rateLimited)
    #expect(ledger.all.first?.failure?.mayHaveHappened == false)
    #expect(asked().count == 1)
    try await clock.sleep(for: .seconds(61))
    #expect(try await code(gateway, .cancelOrder, key: "k2") == nil)
  }

  // MARK: - Writes

  @Test func aWriteNeedsAKeyAndAKeyItsArguments() async throws {
    let model = ModelBackend(clock: clock)
    let gateway = try gateway(model)
    #expect(try await code(gateway, .cancelOrder) == .invalidArguments)
    #expect(try await code(gateway, .cancelOrder, key: "k") == nil)
    #expect(try await code(gateway, .cancelOrder, key: "k", number: 3) == .invalidArguments)
    #expect(try await code(gateway, .cancelOrder, key: "k") == nil)
    #expect(model.effects.values.map { $0 } == [1])
  }

  @Test func whatCannotBeRecordedIsNotSent() async throws {
    let model = ModelBackend(clock: clock)
    let gateway = try gateway(model)
    ledger.failNext(1)
    #expect(try await code(gateway, .cancelOrder, key: "k") == .notRecorded)
    #expect(model.effects.isEmpty)
    #expect(try await code(gateway, .cancelOrder, key: "k") == nil)
  }

  @Test func aResultIsToldOnlyWhenDurable() async throws {
    let model = ModelBackend(clock: clock)
    let gateway = try gateway(
      model,
      schedule: { [ledger] _, _ in
        // The intention is durable by now; what follows fails for longer than anybody waits.
        ledger.failNext(12)
        return nil
      })
    #expect(try await code(gateway, .cancelOrder, key: "k") == .outcomeUnknown)
    await gateway.whenIdle()
    #expect(events.count(.notDurable) == 1)
    #expect(try await code(gateway, .cancelOrder, key: "k") == nil)
    #expect(model.effects.values.map { $0 } == [1])
  }

  @Test func aRefusalIsToldAndKept() async throws {
    let model = ModelBackend(clock: clock)
    model.refuse(.refused(.alreadyShipped, "left"))
    let gateway = try gateway(model)
    #expect(try await code(gateway, .cancelOrder, key: "k") == .refused)
    model.refuse(nil)
    #expect(try await code(gateway, .cancelOrder, key: "k") == .refused)
  }

  @Test func whatNobodyCanSayBecomesAPersons() async throws {
    let gateway = try gateway(nil, { $0.writes.repeatsSafely = false }, asks: { _, _ in .requestLost }) { _, _ in
      .responseLost
    }
    #expect(try await code(gateway, .cancelOrder, key: "k") == .outcomeUnknown)
    await gateway.whenIdle()
    #expect(events.count(.needsPerson) == 1)
    #expect(gateway.status().first?.needPerson == 1)
    let open = await gateway.openWrites()
    #expect(open.map(\.state) == [.needsPerson])
    #expect(try await code(gateway, .cancelOrder, key: "k") == .outcomeUnknown)
    let key = try #require(open.first?.key)
    let result = try Samples.result(.cancelOrder)
    let decision = LedgerDecision(by: "sam", reason: "the order page shows it", at: clock.wall)
    ledger.failNext(1)
    await #expect(throws: LedgerStoreError.self) { try await gateway.decide(key, .done(result), decision) }
    await gateway.whenIdle()
    #expect(try await ledger.entry(key)?.decision == decision)
    #expect(try await code(gateway, .cancelOrder, key: "k") == nil)
    #expect(await gateway.openWrites().isEmpty)
    #expect(gateway.status().first?.needPerson == 0)
    #expect(try await false == gateway.decide(key, .notDone, decision))
  }

  @Test func aPersonsWordEndsWhatNobodyIsWaitingFor() async throws {
    let key = try #require(IdempotencyKey("left"))
    var entry = LedgerEntry(key: key, operation: try Samples.operation(.cancelOrder), backend: "model", at: clock.wall)
    entry.state = .needsPerson
    _ = try await ledger.begin(entry)
    // Nothing was recovered: the command decides without asking anybody first.
    let gateway = try gateway()
    let decision = LedgerDecision(by: "sam", reason: "seen in the shop", at: clock.wall)
    #expect(try await false == gateway.decide(key, .unknown, decision))
    await gateway.whenIdle()
    #expect(try await ledger.entry(key)?.state == .needsPerson)
    #expect(try await gateway.decide(key, .notDone, decision))
    #expect(try await ledger.entry(key)?.state == .failed)
    #expect(try await ledger.entry(key)?.notice.byHand == true)
    #expect(try await code(gateway, .cancelOrder, key: "left") == .unavailable)
    #expect(gateway.status().first?.calls == 0)
  }

  @Test func aRestartFinishesWhatIsOpen() async throws {
    let model = ModelBackend(clock: clock)
    // One had arrived before the crash, one had not.
    for (number, text) in ["arrived", "lost"].enumerated() {
      let operation = try Samples.operation(.refundPayment, number: number)
      let key = try #require(IdempotencyKey(text))
      _ = try await ledger.begin(LedgerEntry(key: key, operation: operation, backend: "model", at: clock.wall))
      if text == "arrived" { _ = try await model.perform(operation, OperationContext(key: key, budget: .seconds(1))) }
    }
    let gateway = try gateway(model)
    #expect(try await gateway.recover().entries.count == 2)
    await gateway.whenIdle()
    let states = Dictionary(uniqueKeysWithValues: ledger.all.map { ($0.key.text, $0.state) })
    #expect(states == ["arrived": .done, "lost": .failed])
    #expect(model.effects.values.map { $0 } == [1])
    #expect(await gateway.openWrites().isEmpty)
    #expect(gateway.status().first?.openWrites == 0)
  }

  @Test func aLateWordAgainstWhatWasToldOutlivesARestart() async throws {
    // The answer comes when it is settled as not done, because the back end knew nothing of it yet.
    func life(_ schedule: @escaping FaultyBackend.Schedule = { _, _ in nil }) throws -> Gateway {
      try gateway(
        nil,
        {
          $0.writes.repeatsSafely = false
          $0.writes.arrivalWindow = .zero
          $0.writes.largestSends = 1
        }, schedule: schedule)
    }
    let first = try life { _, call in call == 1 ? .late : nil }
    #expect(try await code(first, .cancelOrder, key: "k") == .unavailable)
    await first.whenIdle()
    #expect(events.count(.contradicted) == 1)
    let key = try #require(IdempotencyKey("k"))
    let entry = try #require(try await ledger.entry(key))
    #expect(entry.state == .failed && entry.contradicted != nil)
    let second = try life()
    #expect(try await second.recover().contradicted.map(\.key) == [key])
    #expect(await second.openWrites().map(\.key) == [key])
    #expect(second.status().first?.needPerson == 1)
    // What was told stays told, and it is never sent again.
    #expect(try await code(second, .cancelOrder, key: "k") == .unavailable)
    let decision = LedgerDecision(by: "sam", reason: "ordered again", at: clock.wall)
    #expect(try await second.decide(key, .unknown, decision))
    #expect(await second.openWrites().isEmpty)
    #expect(second.status().first?.needPerson == 0)
    let third = try life()
    #expect(try await third.recover() == OpenEntries(entries: []))
    #expect(try await ledger.entry(key)?.decision == decision)
    #expect(try await third.decide(key, .unknown, decision) == false)
  }

  @Test func aHangUpCancelsNothing() async throws {
    let model = ModelBackend(clock: clock)
    let gateway = try gateway(model, schedule: { _, call in call == 1 ? .late : nil })
    let operation = try Samples.operation(.refundPayment)
    let context = OperationContext(key: IdempotencyKey("k"), budget: .seconds(4))
    let caller = Task { try await gateway.perform(operation, context) }
    caller.cancel()
    _ = await caller.result
    await gateway.whenIdle()
    #expect(ledger.all.map(\.state) == [.done])
    #expect(model.effects.values.map { $0 } == [1])
  }
}
