public import Commerce

/// How a back end does, for the console, metrics and self-checks.
public struct BackendStatus: Hashable, Sendable {
  /// The back end.
  public var name: String
  /// Whether it is used, left alone or being tried.
  public var breaker: Breaker.State
  /// Calls now; calls that wait for a place.
  public var inFlight: Int
  public var queued: Int
  /// Attempts since the start; those that failed, by kind.
  public var calls: Int
  public var failures: [OperationFailure.Code: Int]
  /// Reads that were tried again; asked a second time; answered from memory.
  public var retries: Int
  public var hedges: Int
  public var staleServed: Int
  /// Quantiles of the last calls; nil before the first.
  public var median: Duration?
  public var p95: Duration?
  /// When it last answered well; when not, and why: no personal data.
  public var lastSuccess: Timestamp?
  public var lastFailure: Timestamp?
  public var lastError: OperationFailure?
  /// Writes whose outcome is open; writes that wait for a person.
  public var openWrites: Int
  public var needPerson: Int

  /// Whether callers notice nothing: used, and no technical failure since the last success.
  public var isHealthy: Bool {
    breaker == .closed && needPerson == 0
      && (lastFailure.map { failed in lastSuccess.map { $0 >= failed } ?? false } ?? true)
  }
}
