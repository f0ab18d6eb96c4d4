public import Commerce

/// How a back end does, for the console, metrics and self-checks.
public struct BackendStatus: Hashable, Sendable {
  /// The back end.
  public var name: String
  /// Whether it is used, left alone or being tried.
  public var breaker: Breaker.State
  /// Answers that asked for fewer calls.
  public var throttled: Int
  /// For how long it wants no calls; nil: it takes them.
  public var throttledFor: Duration?
  /// Calls now.
  public var inFlight: Int
  /// Calls that wait for a place.
  public var queued: Int
  /// Attempts since the start.
  public var calls: Int
  /// Attempts that failed, by kind.
  public var failures: [OperationFailure.Code: Int]
  /// Reads that were tried again.
  public var retries: Int
  /// Reads that were asked a second time.
  public var hedges: Int
  /// Reads that were answered from memory.
  public var staleServed: Int
  /// The median of the last calls' time; nil before the first.
  public var median: Duration?
  /// The 95th percentile of it.
  public var p95: Duration?
  /// When it last answered well.
  public var lastSuccess: Timestamp?
  /// When it last failed technically.
  public var lastFailure: Timestamp?
  /// How: no personal data.
  public var lastError: OperationFailure?
  /// Writes whose outcome is open.
  public var openWrites: Int
  /// Writes that wait for a person.
  public var needPerson: Int

  /// Whether callers notice nothing: used, and no technical failure since the last success.
  public var isHealthy: Bool {
    breaker == .closed && throttledFor == nil && needPerson == 0
      && (lastFailure.map { failed in lastSuccess.map { $0 >= failed } ?? false } ?? true)
  }
}
