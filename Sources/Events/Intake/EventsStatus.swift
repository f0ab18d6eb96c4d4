public import Commerce
internal import Logging
internal import Metrics
public import ServiceLifecycle
internal import Synchronization

/// How it stands with events in, for the console and for `aisle doctor`.
public struct EventsStatus: Hashable, Sendable {
  /// What came from one source since the start.
  public struct Source: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// How many of each outcome ("applied", "duplicate", "malformed", "failed" …).
    public var outcomes: [String: Int]
    /// When something came last.
    public var lastAt: Timestamp
  }

  /// The last place of the log.
  public var logged: Int64
  /// Up to where the read model has everything.
  public var readable: Int64
  /// Events that wait for a commit.
  public var waiting: Int
  /// Whether a read model elsewhere does not answer.
  public var isBehind: Bool
  /// Things that came and could not be used.
  public var deadLetters: Int
  /// By name.
  public var sources: [Source]
}

/// Counts by source since the start.
final class SourceCounts: Sendable {
  private let sources = Mutex<[String: EventsStatus.Source]>([:])

  func add(_ source: String, _ outcome: String, at time: Timestamp) {
    sources.withLock { sources in
      var entry = sources[source] ?? EventsStatus.Source(name: source, outcomes: [:], lastAt: time)
      entry.outcomes[outcome, default: 0] += 1
      entry.lastAt = max(entry.lastAt, time)
      sources[source] = entry
    }
  }

  var all: [EventsStatus.Source] { sources.withLock { $0.values.sorted { $0.name < $1.name } } }
}

extension EventProcessor: Service {
  /// How it stands. Throws an `EventsError`.
  public func status() async throws(EventsError) -> EventsStatus {
    EventsStatus(
      logged: try await database.lastSequence(), readable: applied, waiting: waitingCount, isBehind: isBehind,
      deadLetters: try await deadLetterCount(), sources: counts.all)
  }

  /// Keeps facts between two runs, and brings a read model that was away up to date, every two seconds and at the end.
  public func run() async throws {
    await cancelWhenGracefulShutdown {
      var failures = 0
      while !Task.isCancelled {
        try? await Task.sleep(for: .seconds(2))
        failures = await self.tend(after: failures)
      }
    }
    // In a task of its own: in one that is cancelled nothing can be written any more.
    await Task { _ = await tend(after: 0) }.value
  }

  /// Gives how often in a row it has failed by now. That is logged at first and then once a minute.
  private func tend(after failures: Int) async -> Int {
    defer { Gauge(label: "aisle_events_model_behind").record(isBehind ? 1 : 0) }
    do {
      try await checkpoint()
      try await database.tidy()
      Gauge(label: "aisle_events_dead_letters").record(try await deadLetterCount())
      Gauge(label: "aisle_events_waiting").record(waitingCount)
      if failures > 0 { logger.notice("events are tended again", metadata: ["failures": "\(failures)"]) }
      return 0
    } catch {
      if failures % 30 == 0 { logger.warning("events are not tended", metadata: ["error": "\(error)"]) }
      return failures + 1
    }
  }
}
