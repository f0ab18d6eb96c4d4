public import Commerce

/// Told what happens at the gateway, for metrics, logs and pages. Called from many tasks at once; must return soon.
public protocol GatewayObserver: Sendable {
  /// Something happened.
  func observe(_ event: GatewayEvent)
}

/// What happens at the gateway; never with personal data.
public enum GatewayEvent: Hashable, Sendable {
  /// A back end answered one attempt after that time: well (nil) or with a failure of that kind.
  case answered(backend: String, operation: OperationName, after: Duration, failure: OperationFailure.Code?)
  /// A read is tried again; is asked a second time while the first is out; is answered from memory.
  case retried(backend: String, operation: OperationName)
  case hedged(backend: String, operation: OperationName)
  case servedStale(backend: String, operation: OperationName, age: Duration)
  /// A back end is left alone, tried, or used again.
  case breaker(backend: String, state: Breaker.State)
  /// A back end asked for fewer calls, and said for how long or did not.
  case throttled(backend: String, for: Duration?)
  /// A write was asked for and recorded as intended, after that time.
  case intended(LedgerNotice, after: Duration)
  /// What the ledger makes known about a write.
  case write(LedgerMachine.Report, LedgerNotice)
}
