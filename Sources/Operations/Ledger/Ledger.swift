internal import Commerce
internal import Synchronization

/// How the ledger reaches back ends.
protocol Courier: Sendable {
  /// How a back end is guarded; nil when there is none of that name.
  func settings(of backend: String) -> BackendSettings?
  /// Sends a write. `late` is called when the call ends after this returned without its end.
  func send(
    _ entry: LedgerEntry, within time: Duration, late: @escaping @Sendable (Attempt<OperationAnswer>) -> Void
  ) async -> (result: Attempt<OperationAnswer>, ended: Bool)
  /// Asks what became of one.
  func ask(_ entry: LedgerEntry, within time: Duration) async -> Attempt<WriteOutcome>
}

/// Performs what the machines of the entries decide. Everything runs in tasks of the ledger's own: a caller that goes away
/// cancels nothing, and whoever asks again with the key gets the same outcome.
actor Ledger {
  private struct Waiter {
    var race: Race<Attempt<OperationAnswer>>
    var timer: Task<Void, any Error>
  }

  private struct Live {
    var machine: LedgerMachine
    var waiters: [Int: Waiter] = [:]
    /// The last record under way: the next one waits for it, so that records keep their order.
    var lastRecord: Task<Void, Never>?
    var begun: Duration
  }

  private let store: any LedgerStore
  private let courier: any Courier
  private let clock: any OperationsClock
  private let observer: (any GatewayObserver)?
  private var live: [IdempotencyKey: Live] = [:]
  private var needPerson: [IdempotencyKey: LedgerNotice] = [:]
  private var nextWaiter = 0
  private var idle: [Race<Void>] = []

  init(
    _ store: any LedgerStore, _ courier: any Courier, _ clock: any OperationsClock, _ observer: (any GatewayObserver)?
  ) {
    self.store = store
    self.courier = courier
    self.clock = clock
    self.observer = observer
  }

  // MARK: - Asking for a write

  /// Does a write, or joins the one of the same key. Returns within the budget.
  func perform(
    _ operation: Operation, _ key: IdempotencyKey, _ context: OperationContext, backend: String
  ) async -> Attempt<OperationAnswer> {
    let until = clock.elapsed + context.budget
    if let there = live[key]?.machine {
      guard there.entry.operation == operation else { return .failure(Self.otherArguments) }
      if let outcome = there.recordedOutcome { return outcome }
    }
    let race = Race<Attempt<OperationAnswer>>()
    let isNew = live[key] == nil
    if isNew {
      guard let settings = courier.settings(of: backend) else {
        return .failure(OperationFailure(.unsupported, "there is no back end \(backend)", mayHaveHappened: false))
      }
      let entry = LedgerEntry(
        key: key, operation: operation, backend: backend, conversation: context.conversation, subject: context.subject,
        at: clock.wall)
      live[key] = Live(machine: LedgerMachine(entry, settings: settings, deadline: until), begun: clock.elapsed)
    }
    wait(key, race, for: context.budget)
    handle(key, isNew ? .begin : .joined(until: until))
    return await race.value()
  }

  private static let otherArguments = OperationFailure(
    .invalidArguments, "this key belongs to a write with other arguments", mayHaveHappened: false)

  private func wait(_ key: IdempotencyKey, _ race: Race<Attempt<OperationAnswer>>, for budget: Duration) {
    nextWaiter += 1
    let number = nextWaiter
    let timer = Task { [clock] in
      try await clock.sleep(for: budget)
      expire(key, number)
    }
    live[key]?.waiters[number] = Waiter(race: race, timer: timer)
  }

  private func expire(_ key: IdempotencyKey, _ number: Int) {
    live[key]?.waiters.removeValue(forKey: number)?.race.finish(.failure(LedgerMachine.unknown))
  }

  // MARK: - Running the machines

  private func handle(_ key: IdempotencyKey, _ event: LedgerMachine.Event) {
    guard let actions = live[key]?.machine.handle(event, at: clock.moment) else { return }
    for action in actions { perform(action, key) }
    if let over = live[key]?.machine.isOver, over, live[key]?.waiters.isEmpty == true {
      remove(key)
    }
  }

  private func remove(_ key: IdempotencyKey) {
    live[key] = nil
    guard live.isEmpty else { return }
    for race in idle { race.finish(()) }
    idle = []
  }

  private func perform(_ action: LedgerMachine.Action, _ key: IdempotencyKey) {
    switch action {
    case .begin(let entry): begin(entry)
    case .record(let entry): record(entry, isWaitedFor: true)
    case .note(let entry): record(entry, isWaitedFor: false)
    case .send(let time):
      guard let entry = live[key]?.machine.entry else { return }
      Task { [courier] in
        let (result, ended) = await courier.send(entry, within: time) { late in
          Task { await self.handle(key, .answered(late, ended: true)) }
        }
        handle(key, .answered(result, ended: ended))
      }
    case .ask(let time, let number):
      guard let entry = live[key]?.machine.entry else { return }
      Task { [courier] in
        let result = await courier.ask(entry, within: time)
        handle(key, .asked(result, number: number))
      }
    case .wait(let pause):
      Task { [clock] in
        try? await clock.sleep(for: pause)
        handle(key, .timer)
      }
    case .tell(let outcome):
      let waiters = live[key]?.waiters ?? [:]
      live[key]?.waiters = [:]
      for waiter in waiters.values {
        waiter.timer.cancel()
        waiter.race.finish(outcome)
      }
    case .report(let report):
      guard let notice = live[key]?.machine.entry.notice else { return }
      if report != .notDurable { needPerson[key] = report == .needsPerson || report == .contradicted ? notice : nil }
      observer?.observe(.write(report, notice))
    case .rest: break
    }
  }

  private func begin(_ entry: LedgerEntry) {
    let task = Task { [store] in
      do throws(LedgerStoreError) {
        if let there = try await store.begin(entry) { found(there, insteadOf: entry) } else { intended(entry) }
      } catch {
        // An entry that cannot be read any more belongs to a write of which nobody knows what became.
        if error.code == .unreadable {
          discard(entry.key, telling: .failure(LedgerMachine.unknown))
        } else {
          handle(entry.key, .recordFailed)
        }
      }
    }
    live[entry.key]?.lastRecord = task
  }

  private func intended(_ entry: LedgerEntry) {
    if let begun = live[entry.key]?.begun {
      observer?.observe(.intended(entry.notice, after: clock.elapsed - begun))
    }
    handle(entry.key, .recorded)
  }

  /// The key was used before: its entry counts, not the one that was to begin.
  private func found(_ there: LedgerEntry, insteadOf entry: LedgerEntry) {
    guard there.operation == entry.operation else { return discard(entry.key, telling: .failure(Self.otherArguments)) }
    if let outcome = there.outcome {
      return discard(entry.key, telling: outcome)
    }
    guard let deadline = live[entry.key]?.machine.deadline else { return }
    takeUp(there, deadline: deadline)
  }

  private func discard(_ key: IdempotencyKey, telling outcome: Attempt<OperationAnswer>) {
    perform(.tell(outcome), key)
    remove(key)
  }

  /// Goes on with an open entry of an earlier life.
  private func takeUp(_ entry: LedgerEntry, deadline: Duration) {
    let settings = courier.settings(of: entry.backend) ?? BackendSettings()
    let machine = LedgerMachine(entry, settings: settings, deadline: deadline)
    let waiters = live[entry.key]?.waiters ?? [:]
    live[entry.key] = Live(machine: machine, waiters: waiters, begun: clock.elapsed)
    handle(entry.key, .recover)
  }

  private func record(_ entry: LedgerEntry, isWaitedFor: Bool) {
    let before = live[entry.key]?.lastRecord
    let task = Task { [store] in
      await before?.value
      let isDurable: Bool
      do throws(LedgerStoreError) {
        try await store.update(entry)
        isDurable = true
      } catch {
        isDurable = false
      }
      if isWaitedFor { handle(entry.key, isDurable ? .recorded : .recordFailed) }
    }
    live[entry.key]?.lastRecord = task
  }

  // MARK: - Open entries

  /// Takes up every open entry that is not at work already; each ends settled or with a person. Returns what was found.
  func recover() async throws(LedgerStoreError) -> OpenEntries {
    let open = try await store.open()
    for entry in open.entries where live[entry.key] == nil { takeUp(entry, deadline: .zero) }
    for entry in open.contradicted {
      needPerson[entry.key] = entry.notice
      observer?.observe(.write(.contradicted, entry.notice))
    }
    return open
  }

  /// A person says what became of a write that is open, or has taken note that a settled one was contradicted. Returns
  /// whether there was anything to say, once it is durable. Throws `LedgerStoreError` when it cannot be made so.
  func decide(
    _ key: IdempotencyKey, _ outcome: WriteOutcome, _ decision: LedgerDecision
  ) async throws(LedgerStoreError) -> Bool {
    if live[key]?.machine.isRecording == true { try await untilRecorded(key) }
    if var entry = try await store.entry(key), entry.state.isSettled, entry.contradicted != nil {
      entry.contradicted = nil
      entry.decision = decision
      try await store.update(entry)
      needPerson[key] = nil
      observer?.observe(.write(.settled, entry.notice))
      return true
    }
    // "Not known" decides nothing about a write that is open.
    guard outcome != .unknown else { return false }
    if live[key] == nil {
      guard let entry = try await store.entry(key), !entry.state.isSettled, live[key] == nil else { return false }
      let settings = courier.settings(of: entry.backend) ?? BackendSettings()
      live[key] = Live(machine: LedgerMachine(entry, settings: settings, deadline: .zero), begun: clock.elapsed)
    }
    try await untilRecorded(key)
    guard live[key]?.machine.entry.state.isSettled == false else { return false }
    handle(key, .decided(outcome, decision))
    try await untilRecorded(key)
    return true
  }

  /// Returns when nothing of an entry is on its way to the store. Throws when the store does not take it.
  private func untilRecorded(_ key: IdempotencyKey) async throws(LedgerStoreError) {
    while let entry = live[key], entry.machine.isRecording, let record = entry.lastRecord {
      guard !entry.machine.waitsToRecord else {
        throw LedgerStoreError(
          .storage, "what became of it cannot be written down yet; it is tried until it can: is the disk full?")
      }
      await record.value
    }
  }

  /// What is known of a write; nil when nothing is.
  func known(_ key: IdempotencyKey) async throws(LedgerStoreError) -> LedgerEntry? {
    if let entry = live[key]?.machine.entry, !entry.state.isSettled { return entry }
    return try await store.entry(key)
  }

  /// Everything that is not settled, without personal data.
  func notices() -> [LedgerNotice] {
    let running = live.values.map(\.machine.entry.notice).filter { !$0.state.isSettled }
    let keys = Set(running.map(\.key))
    return (running + needPerson.values.filter { !keys.contains($0.key) }).sorted { $0.created < $1.created }
  }

  /// Returns when nothing is at work.
  func whenIdle() async {
    guard !live.isEmpty else { return }
    let race = Race<Void>()
    idle.append(race)
    await race.value()
  }
}
