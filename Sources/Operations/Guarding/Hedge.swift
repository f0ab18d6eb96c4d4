/// When a read is asked a second time while the first is still out (J. Dean, L. A. Barroso, "The Tail at Scale", CACM
/// 56(2), 2013): after about the 95th percentile of what calls take, and for a bounded share of them.
public struct Hedge: Hashable, Sendable {
  /// When and how often.
  public struct Settings: Hashable, Sendable {
    /// The share of reads that may be asked twice, 0: never.
    public var share = 0.05
    /// The quantile of latency after which it is.
    public var quantile = 0.95
    /// No sooner than this.
    public var soonest: Duration = .milliseconds(30)
    /// Latencies known before anything is asked twice.
    public var fewestCalls = 20

    /// Makes the defaults.
    public init() {}
  }

  private let settings: Settings
  /// Second reads that may be made now; each read adds its share, up to a few.
  private var credit = 0.0

  /// Makes one that has seen no reads.
  public init(_ settings: Settings = Settings()) { self.settings = settings }

  /// A read begins. Returns after what time it is to be asked a second time; nil: not at all.
  public mutating func begin(_ latencies: Latencies) -> Duration? {
    credit = min(credit + settings.share, 5)
    guard settings.share > 0, latencies.count >= settings.fewestCalls,
      let latency = latencies.quantile(settings.quantile)
    else { return nil }
    return max(latency, settings.soonest)
  }

  /// That time is over and the read is still out. Returns whether it may be asked a second time.
  public mutating func take() -> Bool {
    guard credit >= 1 else { return false }
    credit -= 1
    return true
  }
}
