internal import Commerce
internal import Synchronization

/// The last good answers by back end, under a lock.
final class StaleMemory: Sendable {
  private let caches: Mutex<[String: StaleCache]>

  private let isUsed: Bool

  init(_ settings: [String: StaleSettings]) {
    let empty = settings.mapValues(StaleCache.init)
    isUsed = empty.values.contains(where: \.isUsed)
    caches = Mutex(empty)
  }

  func ticket(_ backend: String) -> Int { caches.withLock { $0[backend]?.ticket ?? 0 } }

  func store(
    _ answer: OperationAnswer, of operation: Operation, subject: String?, ticket: Int, backend: String, now: Duration
  ) {
    caches.withLock { $0[backend]?.store(answer, of: operation, subject: subject, ticket: ticket, now: now) }
  }

  func answer(to operation: Operation, backend: String, now: Duration) -> OperationAnswer? {
    caches.withLock { $0[backend]?.answer(to: operation, now: now) }
  }

  /// A write may change what other back ends tell of the same thing too.
  func written(_ operation: Operation) {
    guard isUsed else { return }
    let identifiers = StaleCache.identifiers(operation.value)
    caches.withLock { caches in
      for (name, cache) in caches where cache.isUsed { caches[name]?.written(identifiers) }
    }
  }

  func forget(subject: String) {
    caches.withLock { caches in for name in caches.keys { caches[name]?.forget(subject: subject) } }
  }
}

/// Sends and asks through the guardians, and drops from memory what a write makes untrue: before it leaves, when its
/// answer comes, however late, and when it is found to have taken place. A read that overlaps any of these is not kept.
struct GuardedCourier: Courier {
  var guardians: [String: Guardian]
  var memory: StaleMemory

  func settings(of backend: String) -> BackendSettings? { guardians[backend]?.settings }

  func send(
    _ entry: LedgerEntry, within time: Duration, late: @escaping @Sendable (Attempt<OperationAnswer>) -> Void
  ) async -> (result: Attempt<OperationAnswer>, ended: Bool) {
    guard let guardian = guardians[entry.backend] else { return (.failure(Self.gone(entry)), true) }
    let (backend, context) = (guardian.backend, entry.context(time))
    memory.written(entry.operation)
    return await guardian.call(entry.operation.name, within: time, kept: true, late: late) {
      defer { memory.written(entry.operation) }
      return await Self.attempt { () async throws(OperationFailure) in
        try await backend.perform(entry.operation, context)
      }
    }
  }

  func ask(_ entry: LedgerEntry, within time: Duration) async -> Attempt<WriteOutcome> {
    guard let guardian = guardians[entry.backend] else { return .failure(Self.gone(entry)) }
    let (backend, context) = (guardian.backend, entry.context(time))
    let result: Attempt<WriteOutcome> = await guardian.call(entry.operation.name, within: time, kept: false) {
      await Self.attempt { () async throws(OperationFailure) in
        try await backend.outcome(of: entry.operation, context)
      }
    }.result
    if case .success(.done) = result { memory.written(entry.operation) }
    return result
  }

  private static func attempt<Value>(_ body: () async throws(OperationFailure) -> Value) async -> Attempt<Value> {
    do throws(OperationFailure) { return .success(try await body()) } catch { return .failure(error) }
  }

  private static func gone(_ entry: LedgerEntry) -> OperationFailure {
    OperationFailure(.unavailable, "the back end \(entry.backend) is not configured any more", mayHaveHappened: false)
  }
}

extension LedgerEntry {
  fileprivate func context(_ time: Duration) -> OperationContext {
    OperationContext(key: key, budget: time, conversation: conversation, subject: subject)
  }
}

/// Counts open writes by back end as the ledger reports them, and passes everything on.
final class OpenCounts: GatewayObserver {
  private let next: (any GatewayObserver)?
  private let states = Mutex<[IdempotencyKey: (backend: String, needsPerson: Bool)]>([:])

  init(next: (any GatewayObserver)?) { self.next = next }

  func observe(_ event: GatewayEvent) {
    switch event {
    case .intended(let notice, _): states.withLock { $0[notice.key] = (notice.backend, false) }
    case .write(let report, let notice):
      states.withLock { states in
        switch report {
        case .settled: states[notice.key] = nil
        case .unknown, .notDurable: states[notice.key] = (notice.backend, false)
        case .needsPerson, .contradicted: states[notice.key] = (notice.backend, true)
        }
      }
    default: break
    }
    next?.observe(event)
  }

  func of(_ backend: String) -> (open: Int, needPerson: Int) {
    states.withLock { states in
      states.values.reduce(into: (0, 0)) { counts, state in
        guard state.backend == backend else { return }
        if state.needsPerson { counts.1 += 1 } else { counts.0 += 1 }
      }
    }
  }
}

/// How many calls for the same thing are out.
final class Outstanding: Sendable {
  private let count = Mutex(0)

  func enter() { count.withLock { $0 += 1 } }

  /// Adds one if there is any. Returns whether there was.
  func enterIfRunning() -> Bool {
    count.withLock { count in
      guard count > 0 else { return false }
      count += 1
      return true
    }
  }

  /// One less. Returns whether it was the last.
  func leave() -> Bool {
    count.withLock { count in
      count -= 1
      return count == 0
    }
  }
}
