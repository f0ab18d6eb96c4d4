public import Commerce
public import Logging
internal import Metrics
internal import Synchronization
internal import Vendors

/// Takes events in: reads them, drops what it has seen, makes the rest durable, and joins it into the read model. Events that
/// arrive while a commit is running share the next one.
public actor EventProcessor {
  /// Bounds.
  public struct Limits: Sendable {
    /// Events that may wait for a commit; more are turned away with `.busy`.
    public var waiting = 2_000
    /// Events in one commit at most.
    public var group = 256

    /// The usual bounds.
    public init() {}
  }

  let database: EventDatabase
  let model: any ReadModel
  nonisolated let formats: [String: any EventFormat]
  nonisolated let sealing: PayloadSealing
  nonisolated let now: @Sendable () -> Timestamp
  nonisolated let logger: Logger
  nonisolated let counts = SourceCounts()
  private let limits: Limits

  enum Work: Sendable {
    case event(PreparedEvent)
    case deadLetter(PreparedDeadLetter, EventOutcome)
    /// Runs alone between two commits.
    case alone(@Sendable () async throws -> Void)
  }

  private struct Waiting {
    var work: Work
    var done: CheckedContinuation<EventOutcome, any Error>
  }

  private var waiting: [Waiting] = []
  private var running = false
  /// Up to where the read model has everything.
  var applied: Int64 = 0
  /// Whether the read model failed to take something that is in the log.
  var isBehind = false
  /// The content of the read model to which `applied` belongs; nil: none was seen yet.
  var content: String?
  let confirmations: Confirmations
  private(set) var commitCount = 0
  /// Events that wait for a commit.
  var waitingCount: Int { waiting.count }

  init(
    database: EventDatabase, model: any ReadModel, formats: [any EventFormat], sealing: PayloadSealing, limits: Limits,
    confirmations: Confirmations, logger: Logger, now: @escaping @Sendable () -> Timestamp
  ) {
    self.confirmations = confirmations
    self.database = database
    self.model = model
    self.formats = Dictionary(
      ([CloudEventFormat(), UpdatesFormat()] + formats).map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    self.sealing = sealing
    self.limits = limits
    self.logger = logger
    self.now = now
  }

  /// Opens the way from the log to the read model: loads the image, or asks how far a model elsewhere is, and joins what is in the
  /// log beyond that. Throws an `EventsError`.
  ///
  /// - Parameters:
  ///   - formats: besides CloudEvents, which are always read.
  ///   - confirmations: of the polls, which say nothing any more when a model elsewhere has lost what it knew.
  ///   - now: the clock.
  public static func start(
    database: EventDatabase, model: any ReadModel, formats: [any EventFormat] = [], sealing: PayloadSealing = .none,
    limits: Limits = Limits(), confirmations: Confirmations = Confirmations(), logger: Logger,
    now: @escaping @Sendable () -> Timestamp
  ) async throws(EventsError) -> EventProcessor {
    let processor = EventProcessor(
      database: database, model: model, formats: formats, sealing: sealing, limits: limits,
      confirmations: confirmations, logger: logger, now: now)
    try await processor.load()
    return processor
  }

  /// Takes one event in. Returns when it is durable and, unless the read model is elsewhere and does not answer, readable. Throws
  /// an `EventsError` when it is not durable: then the sender is to send it again.
  ///
  /// - Parameters:
  ///   - keepingUnreadable: whether what cannot be read at all becomes a dead letter; what strangers may send should not.
  public nonisolated func submit(
    _ event: IncomingEvent, keepingUnreadable: Bool = true
  ) async throws(EventsError) -> EventOutcome {
    let outcome: EventOutcome
    do {
      outcome = try await take(event, keepingUnreadable)
    } catch {
      count(event.source, error.code == .busy ? "busy" : "failed")
      throw error
    }
    count(event.source, outcome.word)
    let lag = now().milliseconds - event.receivedAt.milliseconds
    Metrics.Timer(label: "aisle_events_readable_seconds", dimensions: [("source", event.source)])
      .recordMilliseconds(max(0, lag))
    return outcome
  }

  private nonisolated func take(_ event: IncomingEvent, _ keep: Bool) async throws(EventsError) -> EventOutcome {
    switch translate(event) {
    case .failure(let outcome, let read):
      if case .unreadable = outcome, !keep { return outcome }
      let letter = try deadLetter(event, read, outcome)
      return try await enqueue(.deadLetter(letter, outcome))
    case .success(let read):
      let digest = sha256(read.content)
      let id = read.id ?? "sha256:" + hexadecimal(digest)
      var kept = event
      kept.headers = read.headers
      let payload = try sealing.sealed(
        StoredPayload.encode(kept), PreparedEvent.context(event.source, id))
      return try await enqueue(
        .event(PreparedEvent(event: event, read: read, id: id, digest: digest, payload: payload)))
    }
  }

  private nonisolated func deadLetter(
    _ event: IncomingEvent, _ read: ReadEvent?, _ outcome: EventOutcome
  ) throws(EventsError) -> PreparedDeadLetter {
    let reason =
      switch outcome {
      case .malformed(let why), .unreadable(let why): why
      default: outcome.word
      }
    var kept = event
    if let read { kept.headers = read.headers }
    let digest = sha256(read?.content ?? event.body)
    let context = "dead \(event.source) \(hexadecimal(digest))"
    return PreparedDeadLetter(
      event: event, topic: read?.topic, reason: reason, digest: digest, context: context,
      payload: try sealing.sealed(StoredPayload.encode(kept), context))
  }

  enum Reading {
    case success(ReadEvent), failure(EventOutcome, ReadEvent?)
  }

  /// What an event says, within the bounds.
  nonisolated func translate(_ event: IncomingEvent) -> Reading {
    guard let format = formats[event.format] else {
      return .failure(.unreadable("its format is not known here"), nil)
    }
    switch format.read(event) {
    case .unreadable(let why): return .failure(.unreadable(why), nil)
    case .read(let read):
      if case .malformed(let why) = read.reading { return .failure(.malformed(why), read) }
      if let problem = EventBounds.problem(
        read, receivedAt: event.receivedAt, wasTold: ![.poll, .answer].contains(event.transport))
      {
        return .failure(.malformed(problem), read)
      }
      return .success(read)
    }
  }

  nonisolated func count(_ source: String, _ outcome: String) {
    counts.add(source, outcome, at: now())
    Counter(label: "aisle_events_received_total", dimensions: [("source", source), ("outcome", outcome)]).increment()
  }

  /// Runs something alone between two commits and gives what it gives. Throws what it throws.
  func alone<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws(EventsError) -> Value {
    let given = Given<Value>()
    _ = try await enqueue(
      .alone {
        let value = try await body()
        given.value.withLock { $0 = value }
      })
    guard let value = given.value.withLock({ $0 }) else { throw EventsError(.storage, "the work did not run") }
    return value
  }

  /// What work that runs alone gives to whoever waits for it.
  private final class Given<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
  }

  private func enqueue(_ work: Work) async throws(EventsError) -> EventOutcome {
    guard waiting.count < limits.waiting else { throw EventsError(.busy, "\(waiting.count) events wait already") }
    do {
      return try await withCheckedThrowingContinuation { done in
        waiting.append(Waiting(work: work, done: done))
        guard !running else { return }
        running = true
        // Not a child of the caller's task: its cancellation must not undo what others wait for.
        Task { await commitAll() }
      }
    } catch let error as EventsError {
      throw error
    } catch {
      throw EventsError(.storage, "\(type(of: error))")
    }
  }

  private func commitAll() async {
    while let first = waiting.first {
      if case .alone(let body) = first.work {
        waiting.removeFirst()
        do {
          try await body()
          first.done.resume(returning: .duplicate)
        } catch {
          first.done.resume(throwing: error)
        }
        continue
      }
      let group = Array(waiting.prefix(limits.group).prefix { if case .alone = $0.work { false } else { true } })
      waiting.removeFirst(group.count)
      await commit(group)
    }
    running = false
  }

  private func commit(_ group: [Waiting]) async {
    let work = group.map(\.work)
    let outcomes: [LogOutcome?]
    do {
      outcomes = try await database.write("committing \(group.count) events") { database in
        try work.map { work in
          switch work {
          case .event(let prepared): return try EventWriter.write(prepared, in: database)
          case .deadLetter(let letter, _):
            try EventWriter.write(letter, in: database)
            return nil
          case .alone: return nil
          }
        }
      }
    } catch {
      logger.error("events are not durable", metadata: ["error": "\(error)"])
      for waiting in group { waiting.done.resume(throwing: error) }
      return
    }
    commitCount += 1
    let results = await project(outcomes)
    for (index, waiting) in group.enumerated() {
      switch (waiting.work, outcomes[index]) {
      case (_, .stored):
        let mine = results[index] ?? []
        waiting.done.resume(
          returning: .applied(
            changed: mine.count { $0 == .changed }, late: mine.count { $0 == .late }))
      case (_, .ignored(_, let why)): waiting.done.resume(returning: .ignored(why))
      case (_, .duplicate): waiting.done.resume(returning: .duplicate)
      case (_, .conflict): waiting.done.resume(returning: .conflict)
      case (.deadLetter(_, let outcome), nil): waiting.done.resume(returning: outcome)
      case (_, nil): waiting.done.resume(returning: .duplicate)
      }
    }
  }

  /// Joins what was stored into the read model. Returns the results by the place of the event in its group.
  private func project(_ outcomes: [LogOutcome?]) async -> [Int: [MergeResult]] {
    var updates: [FactUpdate] = []
    var parts: [(index: Int, count: Int)] = []
    var last: Int64?
    for (index, outcome) in outcomes.enumerated() {
      switch outcome {
      case .stored(let sequence, let mine):
        updates += mine
        parts.append((index, mine.count))
        last = sequence
      case .ignored(let sequence, _): last = sequence
      default: break
      }
    }
    guard let last else { return [:] }
    // What is behind is read from the log again, with all that came since.
    guard !isBehind else { return [:] }
    do {
      var results = try await model.merge(updates)[...]
      applied = last
      var byIndex: [Int: [MergeResult]] = [:]
      for part in parts {
        byIndex[part.index] = Array(results.prefix(part.count))
        results = results.dropFirst(part.count)
      }
      return byIndex
    } catch {
      isBehind = true
      logger.warning("the read model is behind the log", metadata: ["error": "\(error)"])
      return [:]
    }
  }
}
