public import Commerce
public import Operations
internal import Synchronization

/// A clock on which nobody waits: while nothing else happens, it jumps to the next moment that somebody sleeps until.
///
/// What is under way outside its knowledge (a database's commit) is announced with `hold`, so that it does not jump over
/// it; still, a test over it may rely on the order of waits, not on what happens between two of them.
public final class VirtualClock: OperationsClock {
  private struct Sleeper {
    var until: Duration
    var done: Race
  }

  private typealias Race = CheckedContinuation<Void, any Error>

  private struct State {
    var now: Duration = .zero
    var sleepers: [UInt64: Sleeper] = [:]
    var cancelled: Set<UInt64> = []
    var next: UInt64 = 0
    var activity: UInt64 = 0
    var holds = 0
    var quiet = 0
    var seed: UInt64
    var driver: Task<Void, Never>?
  }

  private let state: Mutex<State>
  private static let start = Timestamp(milliseconds: 1_795_253_400_000)

  /// Makes a clock. Chance depends on the seed alone.
  public init(seed: UInt64 = 1) { state = Mutex(State(seed: seed)) }

  deinit { state.withLock { $0.driver?.cancel() } }

  /// Milliseconds of the wall clock as of the virtual time.
  public var wall: Timestamp { Self.start.adding(milliseconds: Int64(elapsed / .milliseconds(1))) }

  /// The virtual time.
  public var elapsed: Duration {
    state.withLock { state in
      state.activity += 1
      return state.now
    }
  }

  /// From 0 to under 1 (splitmix64).
  public func random() -> Double {
    state.withLock { state in
      state.activity += 1
      state.seed &+= 0x9E37_79B9_7F4A_7C15
      var z = state.seed
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Double((z ^ (z >> 31)) >> 11) / Double(1 << 53)
    }
  }

  /// Returns when the virtual time is so much later.
  public func sleep(for duration: Duration) async throws {
    let id = state.withLock { state in
      state.activity += 1
      state.next += 1
      return state.next
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (done: Race) in
        let isCancelled = state.withLock { state in
          if state.cancelled.remove(id) != nil { return true }
          state.sleepers[id] = Sleeper(until: Self.gridded(state.now + max(duration, .zero)), done: done)
          drive(&state)
          return false
        }
        if isCancelled { done.resume(throwing: CancellationError()) }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        state.activity += 1
        let sleeper = state.sleepers.removeValue(forKey: id)
        if sleeper == nil { state.cancelled.insert(id) }
        return sleeper
      }
      sleeper?.done.resume(throwing: CancellationError())
    }
  }

  /// Does something during which the time stands still.
  public func hold<Value: Sendable, Failure: Error>(
    _ body: @Sendable () async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    state.withLock { $0.holds += 1 }
    defer {
      state.withLock { state in
        state.holds -= 1
        state.activity += 1
      }
    }
    return try await body()
  }

  /// Looks, a millisecond apart, without any use of the clock after which nothing is taken to happen: with no thread at work
  /// but the caller's; with some that are woken now and then for a moment; and with others, since other tests may be at work
  /// all the time. Of those only looks count between which each thread that has work has run: on a busy machine one may be
  /// kept from it for long.
  private static let quietSteps = 2
  private static let quietStepsBesideFresh = 5
  private static let quietStepsAmongOthers = 20

  /// Everybody wakes on a grid of 50 ms, so that many short pauses cost few jumps.
  private static func gridded(_ time: Duration) -> Duration {
    .milliseconds(Int64((time / .milliseconds(50)).rounded(.up)) * 50)
  }

  /// Runs while anybody sleeps.
  private func drive(_ state: inout State) {
    guard state.driver == nil else { return }
    state.driver = Task { [weak self] in
      var seen: UInt64 = 0
      var threads = ThreadWatch()
      while !Task.isCancelled {
        try? await Task.sleep(for: .milliseconds(1))
        guard let self, let activity = self.step(seen, &threads) else { return }
        seen = activity
      }
    }
  }

  /// Jumps when nothing has happened since `seen`. Returns what has happened so far; nil when nobody sleeps.
  private func step(_ seen: UInt64, _ threads: inout ThreadWatch) -> UInt64? {
    let finding = threads.look()
    let (activity, woken) = state.withLock { state -> (UInt64?, [Sleeper]) in
      if state.sleepers.isEmpty {
        state.driver = nil
        return (nil, [])
      }
      if state.activity != seen || state.holds > 0 {
        state.quiet = 0
      } else if finding != .waiting {
        state.quiet += 1
      }
      let quietSteps =
        switch finding {
        case .none: Self.quietSteps
        case .fresh: Self.quietStepsBesideFresh
        case .running, .waiting: Self.quietStepsAmongOthers
        }
      guard state.quiet >= quietSteps, let next = state.sleepers.values.map(\.until).min()
      else {
        return (state.activity, [])
      }
      state.quiet = 0
      state.now = max(state.now, next)
      let due = state.sleepers.filter { $0.value.until <= state.now }
      for id in due.keys { state.sleepers[id] = nil }
      state.activity += 1
      return (state.activity, due.values.sorted { $0.until < $1.until })
    }
    for sleeper in woken { sleeper.done.resume() }
    return activity
  }
}

/// A ledger during whose work a virtual clock stands still.
public struct HoldingLedger: LedgerStore {
  private let store: any LedgerStore
  private let clock: VirtualClock

  /// Wraps a ledger.
  public init(_ store: any LedgerStore, _ clock: VirtualClock) {
    self.store = store
    self.clock = clock
  }

  /// As the wrapped ledger does.
  public func begin(_ entry: LedgerEntry) async throws(LedgerStoreError) -> LedgerEntry? {
    try await clock.hold { () async throws(LedgerStoreError) in try await store.begin(entry) }
  }

  /// As the wrapped ledger does.
  public func update(_ entry: LedgerEntry) async throws(LedgerStoreError) {
    try await clock.hold { () async throws(LedgerStoreError) in try await store.update(entry) }
  }

  /// As the wrapped ledger does.
  public func entry(_ key: IdempotencyKey) async throws(LedgerStoreError) -> LedgerEntry? {
    try await clock.hold { () async throws(LedgerStoreError) in try await store.entry(key) }
  }

  /// As the wrapped ledger does.
  public func open() async throws(LedgerStoreError) -> OpenEntries {
    try await clock.hold { () async throws(LedgerStoreError) in try await store.open() }
  }
}
