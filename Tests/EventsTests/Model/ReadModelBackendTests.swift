import Commerce
import Events
import Synchronization
import Testing
import Vendors

/// A source that answers what it is told to, and counts.
final class ToySource: CommerceBackend {
  let name = "toy"
  let operations: Set<OperationName>
  private let state: Mutex<(answer: Result<(any ContractValue), OperationFailure>, calls: Int)>
  private let clock: Clock

  init(_ clock: Clock, operations: Set<OperationName> = Set(OperationName.allCases)) {
    self.clock = clock
    self.operations = operations
    state = Mutex((.failure(OperationFailure(.notFound, "nothing")), 0))
  }

  var calls: Int { state.withLock { $0.calls } }
  func answer(_ value: any ContractValue) { state.withLock { $0.answer = .success(value) } }
  func fail(_ code: OperationFailure.Code) { state.withLock { $0.answer = .failure(OperationFailure(code, "toy")) } }

  func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    let answer = state.withLock { state in
      state.calls += 1
      return state.answer
    }
    let value = try answer.get()
    func result<Typed: TypedOperation>(_ type: Typed.Type) throws(OperationFailure) -> OperationResult {
      guard let outcome = value as? Typed.Outcome else { throw OperationFailure(.invalidResponse, "toy") }
      return OperationResult(type, outcome)
    }
    return OperationAnswer(
      try result(operation.name.type), Freshness(asOf: clock.now, origin: name))
  }

  func outcome(of operation: Commerce.Operation, _ context: OperationContext) async throws(OperationFailure)
    -> WriteOutcome
  {
    .notDone
  }
}

@Suite struct ReadModelBackendTests {
  let context = OperationContext(budget: .seconds(1))

  func backend(_ house: House, _ source: ToySource?, _ confirmations: Confirmations = Confirmations())
    -> ReadModelBackend
  {
    ReadModelBackend(
      name: "model", model: house.model, source: source, processor: house.processor, confirmations: confirmations,
      now: { house.clock.now })
  }

  @Test func freshFactsAreAnsweredWithoutAsking() async throws {
    let house = try await House()
    let source = ToySource(house.clock)
    let backend = backend(house, source)
    try await house.take([
      Sample.update(.order(Sample.order("1")), -60),
      Sample.update(.shipment(Sample.parcel("Z", .inTransit, [(-50, .inTransit)])), -50, parent: FactKey(.order, "1")),
    ])
    let (order, freshness) = try await backend.perform(FindOrder(order: "1"), context)
    #expect(order.shipments.map(\.trackingNumber) == ["Z"])
    #expect(freshness == Freshness(asOf: Sample.at(-60), origin: "toy"))
    let (parcels, _) = try await backend.perform(TrackShipment(order: "1"), context)
    #expect(parcels.shipments.map(\.status) == [.inTransit])
    #expect(
      try await backend.perform(CheckPostcode(order: "1", candidates: ["98109", "98101"]), context).outcome.matches)
    #expect(try await !backend.perform(CheckPostcode(order: "1", candidates: ["98109"]), context).outcome.matches)
    #expect(source.calls == 0)
  }

  @Test func missesAreAskedForAndKept() async throws {
    let house = try await House()
    let source = ToySource(house.clock)
    let backend = backend(house, source)
    source.answer(Sample.order("7", shipments: [Sample.parcel("Z", .inTransit, [(-5, .inTransit)])]))
    for _ in 0..<3 {
      let (order, freshness) = try await backend.perform(FindOrder(order: "7"), context)
      #expect(order.number == "7")
      #expect(freshness == Freshness(asOf: house.clock.now, origin: "toy"))
    }
    #expect(source.calls == 1)
    #expect(try await backend.perform(TrackShipment(trackingNumber: "Z"), context).outcome.shipments.count == 1)
    #expect(source.calls == 1)
    #expect(try await house.processor.rebuild().isIdentical)
  }

  @Test func oldFactsAreAskedForAgainAndAreStaleWhenNobodyAnswers() async throws {
    let house = try await House()
    let source = ToySource(house.clock)
    let backend = backend(house, source)
    try await house.take([Sample.update(.order(Sample.order("1")), 0)])
    house.clock.advance(400)
    source.fail(.timedOut)
    let (_, stale) = try await backend.perform(FindOrder(order: "1"), context)
    #expect(stale == Freshness(asOf: Sample.at(0), origin: "toy", stale: true))
    source.fail(.notFound)
    let failure = await #expect(throws: OperationFailure.self) {
      try await backend.perform(FindOrder(order: "1"), context)
    }
    #expect(failure?.code == .notFound)
    source.answer(Sample.order("1"))
    #expect(try await backend.perform(FindOrder(order: "1"), context).freshness.asOf == house.clock.now)
    let calls = source.calls
    // The same record again made the fact fresher.
    #expect(try await backend.perform(FindOrder(order: "1"), context).freshness.asOf == house.clock.now)
    #expect(source.calls == calls)
  }

  @Test func hintsMakeItAsk() async throws {
    let house = try await House()
    let source = ToySource(house.clock)
    let backend = backend(house, source)
    try await house.take([
      Sample.update(.order(Sample.order("1")), -5),
      FactUpdate(key: FactKey(.order, "1"), .touched, version: FactVersion(at: Sample.at(-1)), origin: "toy"),
    ])
    source.answer(Sample.order("1", state: .complete))
    house.clock.advance(15)
    #expect(try await backend.perform(FindOrder(order: "1"), context).outcome.state == .complete)
    #expect(source.calls == 1)
    #expect(try await backend.perform(FindOrder(order: "1"), context).outcome.state == .complete)
    #expect(source.calls == 1)
  }

  @Test func anAnswerDoesNotHideAWordOfTheSameMoment() async throws {
    let house = try await House()
    let source = ToySource(house.clock)
    let backend = backend(house, source)
    source.answer(Sample.order("1", state: .open))
    _ = try await backend.perform(FindOrder(order: "1"), context)
    // The source's clock is three seconds behind ours: its word is newer than the answer all the same.
    try await house.take([Sample.update(.order(Sample.order("1", state: .complete)), -3)])
    #expect(try await backend.perform(FindOrder(order: "1"), context).outcome.state == .complete)
  }

  @Test func listsNeedAConfirmation() async throws {
    let house = try await House()
    let source = ToySource(house.clock)
    let confirmations = Confirmations()
    let backend = backend(house, source, confirmations)
    try await house.take([
      Sample.update(.order(Sample.order("1")), -5), Sample.update(.stock(Sample.stock("T-1", "S1", 2)), -5),
    ])
    source.answer(OrderList(orders: [Sample.order("1"), Sample.order("2")]))
    #expect(try await backend.perform(FindOrders(customer: "C-1"), context).outcome.orders.count == 2)
    source.answer(StockLevels(levels: [Sample.stock("T-1", "S1", 2), Sample.stock("T-1", "S2", 9)]))
    #expect(try await backend.perform(CheckInventory(sku: "T-1"), context).outcome.levels.count == 2)
    #expect(source.calls == 2)
    // A named place needs none.
    #expect(
      try await backend.perform(CheckInventory(sku: "T-1", places: ["S2"]), context).outcome.levels[0].onHand == 9)
    #expect(source.calls == 2)
    let poll = ToyPoll(listsAll: [.order, .stock])
    poll.set(Sample.update(.order(Sample.order("1")), -5), Sample.update(.order(Sample.order("2")), -5))
    try await Reconciler(poll, processor: house.processor, confirmations: confirmations).pollChanges()
    house.clock.advance(60)
    let (list, freshness) = try await backend.perform(FindOrders(customer: "C-1"), context)
    #expect(list.orders.map(\.number) == ["2", "1"])
    #expect(freshness.asOf == Sample.at(0))
    #expect(try await backend.perform(FindOrders(customer: "nobody"), context).outcome.orders.isEmpty)
    #expect(source.calls == 2)
  }

  @Test func existingOrdersNeedNoVerificationAndTellNoMore() async throws {
    let house = try await House()
    let backend = backend(house, nil)
    try await house.take([
      Sample.update(.order(Sample.order("1", customer: "C-1")), -5),
      Sample.update(.order(Sample.order("2", customer: "C-2")), -5),
      Sample.update(.customer(Sample.customer("C-1", phone: "+12065550101")), -5),
    ])
    let (outcome, _) = try await backend.perform(
      ExistingOrders(among: ["9", "2", "1"], caller: "+12065550101"), context)
    #expect(outcome == ExistingOrders.Outcome(existing: ["2", "1"], ofCaller: ["1"]))
  }

  @Test func withoutASourceWhatIsUnknownIsNotFound() async throws {
    let house = try await House()
    let backend = backend(house, nil)
    let missing = await #expect(throws: OperationFailure.self) {
      try await backend.perform(FindOrder(order: "1"), context)
    }
    #expect(missing?.code == .notFound)
    let other = await #expect(throws: OperationFailure.self) {
      try await backend.perform(FindStore(store: "S1"), context)
    }
    #expect(other?.code == .unsupported)
  }

  @Test func writesGoToTheSourceAndAreKept() async throws {
    let house = try await House()
    let source = ToySource(house.clock)
    let backend = backend(house, source)
    try await house.take([Sample.update(.order(Sample.order("1")), -60)])
    source.answer(Sample.order("1", state: .cancelled))
    let key = IdempotencyKey("k-1")
    _ = try await backend.perform(
      CancelOrder(order: "1", reason: .other), OperationContext(key: key, budget: .seconds(1)))
    #expect(source.calls == 1)
    #expect(try await backend.perform(FindOrder(order: "1"), context).outcome.state == .cancelled)
    #expect(source.calls == 1)
  }
}
