public import Commerce

/// The back ends as conversations and desks see them: one, that routes each operation to the right one, bounds its time,
/// tries again where that is safe, answers reads from memory where it must, and does every write through the ledger.
public final class Gateway: CommerceBackend {
  /// The name it has itself.
  public let name = "gateway"
  /// What the back ends behind it can do by the routes.
  public let operations: Set<OperationName>

  let table: RoutingTable
  let guardians: [String: Guardian]
  let clock: any OperationsClock
  let memory: StaleMemory
  private let courier: GuardedCourier
  private let ledger: Ledger
  private let open: OpenCounts

  /// Puts back ends, each with its settings, behind a routing table and a ledger. Throws the first `RoutingProblem`.
  public init(
    _ backends: [(backend: any CommerceBackend, settings: BackendSettings)], table: RoutingTable,
    store: any LedgerStore, clock: any OperationsClock = MachineClock(), observer: (any GatewayObserver)? = nil
  ) throws(RoutingProblem) {
    let counts = OpenCounts(next: observer)
    var guardians: [String: Guardian] = [:]
    for (backend, settings) in backends {
      guard guardians[backend.name] == nil else { throw .sameName(backend: backend.name) }
      guardians[backend.name] = Guardian(backend, settings, clock, counts)
    }
    if let problem = table.problems(with: guardians.mapValues(\.backend.operations)).first { throw problem }
    self.table = table
    self.guardians = guardians
    self.clock = clock
    open = counts
    operations = Set(
      OperationName.allCases.filter { name in
        table.backend(for: name).flatMap { guardians[$0] }?.backend.operations.contains(name) == true
      })
    memory = StaleMemory(guardians.mapValues(\.settings.stale))
    courier = GuardedCourier(guardians: guardians, memory: memory)
    ledger = Ledger(store, courier, clock, counts)
  }

  /// Performs an operation within the context's budget. A write needs a key; its answer is always a recorded one, and
  /// `outcomeUnknown` says that it is being found out: ask again with the same key, or hear of it by the observer.
  public func perform(
    _ operation: Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    let guardian = try guardian(of: operation)
    // Nothing that breaks the contract leaves, nor is it worth a record.
    if let broken = operation.value.brokenRule {
      throw OperationFailure(
        .invalidArguments, "\(operation.name.rawValue) is not what the contract allows in: \(broken)",
        mayHaveHappened: false)
    }
    guard operation.isWrite else { return try await read(operation, context, guardian) }
    guard let key = context.key else {
      throw OperationFailure(.invalidArguments, "a write needs an idempotency key", mayHaveHappened: false)
    }
    return try await ledger.perform(operation, key, context, backend: guardian.name).get()
  }

  /// What became of a write: as recorded; or, when nothing is recorded under its key, as its back end says.
  public func outcome(
    of operation: Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome {
    guard let key = context.key else {
      throw OperationFailure(.invalidArguments, "only a write with a key has an outcome", mayHaveHappened: false)
    }
    let entry: LedgerEntry?
    do throws(LedgerStoreError) {
      entry = try await ledger.known(key)
    } catch {
      throw OperationFailure(.unavailable, "the ledger cannot be read", mayHaveHappened: false)
    }
    switch entry?.outcome {
    case .success(let answer): return .done(answer.result)
    case .failure(let failure):
      return entry?.state != .failed ? .unknown : failure.code.isBusiness ? .refused(failure) : .notDone
    case nil: break
    }
    if entry != nil { return .unknown }
    let guardian = try guardian(of: operation)
    let unrecorded = LedgerEntry(
      key: key, operation: operation, backend: guardian.name, conversation: context.conversation,
      subject: context.subject, at: clock.wall)
    return try await courier.ask(unrecorded, within: context.budget).get()
  }

  private func guardian(of operation: Operation) throws(OperationFailure) -> Guardian {
    guard let name = table.backend(for: operation.name), let guardian = guardians[name],
      guardian.backend.operations.contains(operation.name)
    else {
      throw OperationFailure(
        .unsupported, "no back end is connected that does \(operation.name.rawValue)", mayHaveHappened: false)
    }
    return guardian
  }

  // MARK: - The ledger

  /// To be called at the start, before conversations: takes up every open write of an earlier life. None is sent again;
  /// each is asked about and ends settled or with a person, in the background. Returns what was open; throws a
  /// `LedgerStoreError` when the ledger cannot be read, and then nothing may be written.
  @discardableResult public func recover() async throws(LedgerStoreError) -> OpenEntries { try await ledger.recover() }

  /// The writes whose outcome is open or waits for a person, oldest first.
  public func openWrites() async -> [LedgerNotice] { await ledger.notices() }

  /// A person found out what became of an open write. Returns whether it was open, once the decision is durable. Throws a
  /// `LedgerStoreError`.
  public func decide(
    _ key: IdempotencyKey, _ outcome: WriteOutcome, _ decision: LedgerDecision
  ) async throws(LedgerStoreError) -> Bool {
    try await ledger.decide(key, outcome, decision)
  }

  /// Returns when no write is at work; what waits for a person does not count.
  public func whenIdle() async { await ledger.whenIdle() }

  // MARK: - For people

  /// How each back end does, by name.
  public func status() -> [BackendStatus] {
    guardians.values.sorted { $0.name < $1.name }.map { guardian in
      let counts = open.of(guardian.name)
      return guardian.status(open: counts.open, needPerson: counts.needPerson)
    }
  }

  /// Drops from memory what was read about a subject.
  public func forget(subject: String) { memory.forget(subject: subject) }
}
