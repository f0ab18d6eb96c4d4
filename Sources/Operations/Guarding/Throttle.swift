/// Until when a back end wants no calls: it said so with HTTP 429 and `Retry-After` or in its own words. That is no failure of
/// the back end's, so the circuit breaker does not count it.
public struct Throttle: Hashable, Sendable {
  /// How long it is heeded.
  public struct Settings: Hashable, Sendable {
    /// The longest pause that is kept, whatever is asked for: a mistaken date must not cut a back end off for days.
    public var longest: Duration = .seconds(600)

    /// Makes the defaults.
    public init() {}
  }

  private let settings: Settings
  private var until: Duration = .zero
  /// How often it was asked for.
  public private(set) var count = 0

  /// Makes one that lets everything through.
  public init(_ settings: Settings = Settings()) { self.settings = settings }

  /// The back end asks for fewer calls; `pause` when it says for how long. A shorter pause never ends a longer one.
  public mutating func limited(for pause: Duration?, now: Duration) {
    count += 1
    if let pause { until = max(until, now + min(pause, settings.longest)) }
  }

  /// How much of the pause is left; nil when calls may go.
  public func left(now: Duration) -> Duration? { now < until ? until - now : nil }
}
