/// Gives a model that fails a rest, so that callers do not wait for nothing turn after turn.
struct ModelHealth: Sendable {
  /// Failures in a row after which it rests.
  static let patience = 3
  /// How long it rests, doubling with each further failure up to `longest`.
  static let rest = Duration.seconds(10)
  /// See `rest`.
  static let longest = Duration.seconds(120)

  private var failures = 0
  private var until: ContinuousClock.Instant?

  /// Whether it may be asked now.
  func mayAsk(at now: ContinuousClock.Instant) -> Bool { until.map { now >= $0 } ?? true }

  /// It answered, readable or not believed: it lives.
  mutating func answered() {
    failures = 0
    until = nil
  }

  /// It failed.
  mutating func failed(at now: ContinuousClock.Instant) {
    failures += 1
    guard failures >= Self.patience else { return }
    let doublings = min(failures - Self.patience, 5)
    until = now + min(Self.longest, Self.rest * (1 << doublings))
  }
}
