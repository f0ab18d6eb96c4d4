internal import Commerce
internal import Synchronization

/// What an attempt brought.
typealias Attempt<Value> = Result<Value, OperationFailure>

/// Stands before one back end: lets calls through as breaker and bulkhead say, bounds their time and counts. The deciding
/// is done by those machines; this holds them together under a lock.
final class Guardian: Sendable {
  let backend: any CommerceBackend
  let settings: BackendSettings
  let clock: any OperationsClock
  private let observer: (any GatewayObserver)?
  private let state: Mutex<State>

  struct State {
    var breaker: Breaker
    var throttle: Throttle
    var bulkhead: Bulkhead
    var hedge: Hedge
    var latencies = Latencies()
    var waiting: [Bulkhead.Ticket: Race<Bool>] = [:]
    var nextTicket: Bulkhead.Ticket = 0
    var calls = 0
    var failures: [OperationFailure.Code: Int] = [:]
    var retries = 0
    var hedges = 0
    var staleServed = 0
    var lastSuccess: Timestamp?
    var lastFailure: Timestamp?
    var lastError: OperationFailure?
  }

  init(
    _ backend: any CommerceBackend, _ settings: BackendSettings, _ clock: any OperationsClock,
    _ observer: (any GatewayObserver)?
  ) {
    self.backend = backend
    self.settings = settings
    self.clock = clock
    self.observer = observer
    state = Mutex(
      State(
        breaker: Breaker(settings.breaker), throttle: Throttle(settings.throttle),
        bulkhead: Bulkhead(settings.bulkhead), hedge: Hedge(settings.hedge)))
  }

  var name: String { backend.name }

  /// How long a call that nobody waits for any more may go on before it is cancelled, and once more before its place is
  /// given to another.
  private static let grace: Duration = .seconds(10)

  /// Makes one call, within a time. When the time is over before the call is, this returns `timedOut` and `late` gets what
  /// the call brings after all. A call that need not be `kept` is cancelled at once then, and when the caller is.
  func call<Value: Sendable>(
    _ operation: OperationName, within time: Duration, kept: Bool, late: (@Sendable (Attempt<Value>) -> Void)? = nil,
    _ body: @escaping @Sendable () async -> Attempt<Value>
  ) async -> (result: Attempt<Value>, ended: Bool) {
    let start = clock.elapsed
    let pause = await waitForTurn(within: time)
    let left = time - (clock.elapsed - start)
    if pause != nil || left <= .zero {
      let failure = OperationFailure(
        .rateLimited, "\(name) has asked for fewer calls", mayHaveHappened: false,
        retryAfterMilliseconds: pause.map { Int(($0 / .milliseconds(1)).rounded(.up)) })
      return (.failure(failure), true)
    }
    let admission = admit(clock.elapsed)
    if case .refused(let pause) = admission {
      let failure = OperationFailure(
        .unavailable, "\(name) is left alone after too many failures", mayHaveHappened: false,
        retryAfterMilliseconds: Int(pause / .milliseconds(1)))
      return (.failure(failure), true)
    }
    let entered = await enter(within: left)
    let remaining = time - (clock.elapsed - start)
    // Whoever got a place in the last moment has no time left to use it.
    if entered, remaining <= .zero { leave() }
    guard entered, remaining > .zero else {
      state.withLock { $0.breaker.abandoned(admission) }
      let failure = OperationFailure(.unavailable, "\(name) has too many calls at once", mayHaveHappened: false)
      return (.failure(failure), true)
    }
    let race = Race<(result: Attempt<Value>, ended: Bool)>()
    let place = Place { [self] in leave() }
    let begun = clock.elapsed
    let call = Task {
      let result = await body()
      place.leave()
      if race.finish((result, true)) {
        note(operation, result.failure, clock.elapsed - begun, admission)
      } else {
        late?(result)
      }
    }
    let timer = Task { [clock] in
      try await clock.sleep(for: remaining)
      let failure = OperationFailure(.timedOut, "\(name) did not answer in time")
      guard race.finish((.failure(failure), false)) else { return }
      note(operation, failure, clock.elapsed - begun, admission)
      if kept { try? await clock.sleep(for: Self.grace) }
      call.cancel()
      try? await clock.sleep(for: Self.grace)
      place.leave()
    }
    let outcome = await withTaskCancellationHandler {
      await race.value()
    } onCancel: {
      guard !kept else { return }
      call.cancel()
      let gone = OperationFailure(.timedOut, "nobody waits for the answer any more", mayHaveHappened: false)
      if race.finish((.failure(gone), false)) { state.withLock { $0.breaker.abandoned(admission) } }
    }
    if outcome.ended { timer.cancel() }
    return outcome
  }

  /// Waits until the back end wants calls again, each call a little longer by chance, so that they do not all come at the same
  /// moment. Returns what is left of the pause when it is longer than the call has time.
  private func waitForTurn(within time: Duration) async -> Duration? {
    let until = clock.elapsed + time
    while true {
      let moment = clock.moment
      guard let pause = state.withLock({ $0.throttle.left(now: moment.elapsed) }) else { return nil }
      // Whoever has gone does not go on in the pause.
      guard !Task.isCancelled, moment.elapsed + pause < until else { return pause }
      try? await clock.sleep(for: min(pause + settings.retry.base * moment.jitter, until - moment.elapsed))
    }
  }

  // MARK: - Machines

  private func admit(_ now: Duration) -> Breaker.Admission {
    let (admission, change) = state.withLock { state in
      let before = state.breaker.state
      let admission = state.breaker.admit(now: now)
      return (admission, state.breaker.state == before ? nil : state.breaker.state)
    }
    if let change { observer?.observe(.breaker(backend: name, state: change)) }
    return admission
  }

  private func enter(within time: Duration) async -> Bool {
    let race = Race<Bool>()
    let (entry, ticket) = state.withLock { state in
      state.nextTicket += 1
      let ticket = state.nextTicket
      let entry = state.bulkhead.enter(ticket)
      if entry == .waits { state.waiting[ticket] = race }
      return (entry, ticket)
    }
    guard entry == .waits else { return entry == .entered }
    let giveUp = { @Sendable [self] in
      let left = state.withLock { state in
        state.waiting[ticket] = nil
        return state.bulkhead.giveUp(ticket)
      }
      if left { race.finish(false) }
    }
    let timer = Task { [clock] in
      try await clock.sleep(for: time)
      giveUp()
    }
    defer { timer.cancel() }
    return await withTaskCancellationHandler {
      await race.value()
    } onCancel: {
      giveUp()
    }
  }

  private func leave() {
    let next = state.withLock { state in state.bulkhead.leave().flatMap { state.waiting.removeValue(forKey: $0) } }
    next?.finish(true)
  }

  private func note(
    _ operation: OperationName, _ failure: OperationFailure?, _ latency: Duration, _ admission: Breaker.Admission
  ) {
    let (now, wall) = (clock.elapsed, clock.wall)
    let isLimited = failure?.code == .rateLimited
    let technical = failure.map { !$0.code.isBusiness && $0.code != .unsupported } ?? false
    let pause = failure?.retryAfterMilliseconds.map { Duration.milliseconds($0) }
    let change = state.withLock { state in
      let before = state.breaker.state
      state.calls += 1
      if let failure { state.failures[failure.code, default: 0] += 1 }
      if isLimited {
        state.breaker.abandoned(admission)
        state.throttle.limited(for: pause, now: now)
        return nil as Breaker.State?
      }
      state.breaker.finished(failed: technical, as: admission, now: now)
      if technical {
        state.lastFailure = wall
        state.lastError = failure
      } else {
        state.lastSuccess = wall
        state.latencies.add(latency)
      }
      return state.breaker.state == before ? nil : state.breaker.state
    }
    observer?.observe(.answered(backend: name, operation: operation, after: latency, failure: failure?.code))
    if isLimited { observer?.observe(.throttled(backend: name, for: pause)) }
    if let change { observer?.observe(.breaker(backend: name, state: change)) }
  }

  /// After what time the read that begins now is to be asked a second time.
  func hedgeDelay() -> Duration? { state.withLock { $0.hedge.begin($0.latencies) } }

  /// Whether it may be, now.
  func takeHedge(_ operation: OperationName) -> Bool {
    let now = clock.elapsed
    let taken = state.withLock { state in
      guard state.breaker.state == .closed, state.throttle.left(now: now) == nil, state.bulkhead.hasRoom,
        state.hedge.take()
      else { return false }
      state.hedges += 1
      return true
    }
    if taken { observer?.observe(.hedged(backend: name, operation: operation)) }
    return taken
  }

  func retried(_ operation: OperationName) {
    state.withLock { $0.retries += 1 }
    observer?.observe(.retried(backend: name, operation: operation))
  }

  func servedStale(_ operation: OperationName, age: Duration) {
    state.withLock { $0.staleServed += 1 }
    observer?.observe(.servedStale(backend: name, operation: operation, age: age))
  }

  func status(open: Int, needPerson: Int) -> BackendStatus {
    let now = clock.elapsed
    return state.withLock { state in
      BackendStatus(
        name: name, breaker: state.breaker.state, throttled: state.throttle.count,
        throttledFor: state.throttle.left(now: now), inFlight: state.bulkhead.inside, queued: state.bulkhead.queued,
        calls: state.calls, failures: state.failures, retries: state.retries, hedges: state.hedges,
        staleServed: state.staleServed, median: state.latencies.quantile(0.5), p95: state.latencies.quantile(0.95),
        lastSuccess: state.lastSuccess, lastFailure: state.lastFailure, lastError: state.lastError, openWrites: open,
        needPerson: needPerson)
    }
  }
}

/// A place in the bulkhead, given back once.
private final class Place: Sendable {
  private let left = Mutex(false)
  private let giveBack: @Sendable () -> Void

  init(_ giveBack: @escaping @Sendable () -> Void) { self.giveBack = giveBack }

  func leave() {
    let first = left.withLock { left in
      defer { left = true }
      return !left
    }
    if first { giveBack() }
  }
}

extension Result {
  /// The failure, if it is one.
  var failure: Failure? { if case .failure(let failure) = self { failure } else { nil } }
}
