public import Commerce

/// Whether a failed call is tried again, and after what pause: full jitter over a ceiling that doubles (M. Brooker,
/// "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
public struct RetryPolicy: Hashable, Sendable {
  /// How many attempts in all.
  public var attempts = 3
  /// The ceiling of the first pause.
  public var base: Duration = .milliseconds(100)
  /// The highest ceiling.
  public var largest: Duration = .seconds(2)

  /// Makes the defaults.
  public init() {}

  /// The pause before another attempt; nil when there shall be none. `attempt` counts from 1 and is the one that failed,
  /// `remaining` is the time left, `jitter` from 0 to under 1. What may have happened is never decided here: a write of
  /// which that is so gets nil.
  public func pause(
    after failure: OperationFailure, attempt: Int, access: Contract.Access, remaining: Duration, jitter: Double
  ) -> Duration? {
    guard attempt < attempts, Self.isWorthwhile(failure.code) else { return nil }
    if access == .write, failure.mayHaveHappened { return nil }
    var pause = min(base * (1 << min(attempt - 1, 16)), largest) * jitter
    if let asked = failure.retryAfterMilliseconds {
      // Asked for a pause, all callers would come back at the same moment: each adds its own.
      pause = .milliseconds(asked) + base * jitter
    }
    return pause < remaining ? pause : nil
  }

  /// Whether asking again may bring something else.
  static func isWorthwhile(_ code: OperationFailure.Code) -> Bool {
    [.unavailable, .timedOut, .rateLimited, .invalidResponse].contains(code)
  }
}
