public import Commerce
public import Logging
internal import Metrics
public import Operations
public import ServiceLifecycle
internal import Synchronization

/// Tells the events of the outbox to one sink: at least once, with stable identifiers, in the order of each subject. What a sink does
/// not take is tried again with growing pauses; what it refuses is given up after some attempts, so that it does not hold back the
/// others of its subject for ever.
public final class OutboxRelay: Service {
  /// How it tries.
  public struct Settings: Sendable {
    /// Events handed to the sink at once.
    public var batch = 100
    /// From one look to the next when nobody rings.
    public var interval = Duration.seconds(1)
    /// The pause after the first failure; it doubles.
    public var firstPause = Duration.milliseconds(500)
    /// The longest pause.
    public var longestPause = Duration.seconds(300)
    /// Attempts at an event that is refused, after which it is given up; one that could not be handed over is never given up.
    public var refusals = 8

    /// The usual way.
    public init() {}
  }

  private let store: any OutboxStore
  private let sink: any EventSink
  private let settings: Settings
  private let logger: Logger
  private let now: @Sendable () -> Timestamp
  private let bell = Doorbell()

  /// Makes a relay. The sink must be registered with the store.
  public init(
    store: any OutboxStore, sink: any EventSink, settings: Settings = Settings(), logger: Logger,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.store = store
    self.sink = sink
    self.settings = settings
    self.logger = logger
    self.now = now
  }

  /// Rings when something was added: it is told at once instead of at the next look.
  public func ring() { bell.ring() }

  /// Tells until it is told to stop.
  public func run() async throws {
    await cancelWhenGracefulShutdown {
      await self.sink.prepare()
      while !Task.isCancelled {
        do {
          while try await self.relay() > 0, !Task.isCancelled {}
          let counts = try await self.store.counts(for: self.sink.name)
          self.gauge("aisle_outbox_pending", counts.pending)
          self.gauge("aisle_outbox_dead", counts.dead)
        } catch {
          self.logger.error("the outbox cannot be read", metadata: ["sink": "\(self.sink.name)", "error": "\(error)"])
        }
        await self.bell.wait(self.settings.interval)
      }
    }
  }

  /// Tells what is due, once. Returns how many events the sink has taken. Throws an `OutboxError`, after which some may be told
  /// again.
  @discardableResult public func relay() async throws(OutboxError) -> Int {
    let due = try await store.next(for: sink.name, now: now(), limit: settings.batch)
    guard !due.isEmpty else { return 0 }
    let outcomes = await sink.send(due.map(\.event))
    var sent: [Int64] = []
    for (pending, outcome) in zip(due, outcomes) {
      switch outcome {
      case .sent: sent.append(pending.number)
      case .retry(let why): try await fail(pending, why, isRefused: false)
      case .refused(let why): try await fail(pending, why, isRefused: true)
      }
    }
    if !sent.isEmpty { try await store.markSent(sent, by: sink.name) }
    Counter(label: "aisle_outbox_sent_total", dimensions: [("sink", sink.name)]).increment(by: sent.count)
    return sent.count
  }

  private func fail(_ pending: PendingOutboxEvent, _ why: String, isRefused: Bool) async throws(OutboxError) {
    let attempts = pending.attempts + 1
    let isDead = isRefused && attempts >= settings.refusals
    let pause = min(settings.longestPause, settings.firstPause * (1 << min(20, attempts - 1)))
    let (seconds, attoseconds) = pause.components
    let retryAt = now().adding(milliseconds: seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
    try await store.markFailed(pending.number, by: sink.name, reason: why, retryAt: isDead ? nil : retryAt)
    Counter(label: "aisle_outbox_failures_total", dimensions: [("sink", sink.name)]).increment()
    logger.warning(
      isDead ? "an event out is given up" : "an event out was not taken",
      metadata: ["sink": "\(sink.name)", "event": "\(pending.event.id)", "attempts": "\(attempts)", "reason": "\(why)"])
  }

  private func gauge(_ label: String, _ value: Int) {
    Gauge(label: label, dimensions: [("sink", sink.name)]).record(value)
  }
}

/// Something to wait at, until it is rung or time is over. One waits.
final class Doorbell: Sendable {
  private let state = Mutex<(rung: Bool, waiting: CheckedContinuation<Void, Never>?)>((false, nil))

  func ring() {
    let waiting = state.withLock { state in
      let waiting = state.waiting
      state = (waiting == nil, nil)
      return waiting
    }
    waiting?.resume()
  }

  func wait(_ time: Duration) async {
    let timer = Task {
      do { try await Task.sleep(for: time) } catch { return }
      ring()
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isRung = state.withLock { state in
          if state.rung || Task.isCancelled {
            state = (false, nil)
            return true
          }
          state.waiting = continuation
          return false
        }
        if isRung { continuation.resume() }
      }
    } onCancel: {
      ring()
    }
    timer.cancel()
  }
}
