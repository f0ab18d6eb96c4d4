/// A circuit breaker: leaves a failing back end alone for a while, then tries it with a few calls.
///
/// Closed it counts the calls of a sliding window; with enough of them and too many technical failures it opens. After a
/// pause it is half open: a bounded number of probes go through, and their success closes it, one failure opens it again
/// for twice as long.
public struct Breaker: Hashable, Sendable {
  /// When it opens and how it closes.
  public struct Settings: Hashable, Sendable {
    /// How far back calls count.
    public var window: Duration = .seconds(30)
    /// It does not open on fewer calls than these.
    public var fewestCalls = 8
    /// The share of failures at which it opens.
    public var failureShare = 0.5
    /// How long it stays open first; each failed probe doubles it.
    public var pause: Duration = .seconds(5)
    /// How long it stays open at most.
    public var largestPause: Duration = .seconds(60)
    /// How many probes run at once, and how many must succeed.
    public var probes = 2

    /// Makes the defaults.
    public init() {}
  }

  /// Where it stands.
  public enum State: String, CaseIterable, Codable, Sendable {
    /// Calls go through; none goes through; a few try.
    case closed, open, halfOpen
  }

  /// What becomes of a call that wants through.
  public enum Admission: Hashable, Sendable {
    /// It goes; it goes as a probe; it does not, and may ask again after that time.
    case admitted, probe, refused(retryAfter: Duration)
  }

  private struct Call: Hashable, Sendable {
    var at: Duration
    var failed: Bool
  }

  /// Where it stands.
  public private(set) var state = State.closed
  private let settings: Settings
  private var calls: [Call] = []
  private var openUntil: Duration = .zero
  private var pause: Duration
  private var probesRunning = 0
  private var probesPassed = 0

  /// Makes a closed one.
  public init(_ settings: Settings = Settings()) {
    self.settings = settings
    pause = settings.pause
  }

  /// Lets a call through or not. An admitted call must be followed by `finished` or `abandoned`.
  public mutating func admit(now: Duration) -> Admission {
    if state == .open, now >= openUntil {
      state = .halfOpen
      probesRunning = 0
      probesPassed = 0
    }
    switch state {
    case .closed: return .admitted
    case .open: return .refused(retryAfter: openUntil - now)
    case .halfOpen:
      guard probesRunning + probesPassed < settings.probes else { return .refused(retryAfter: .milliseconds(100)) }
      probesRunning += 1
      return .probe
    }
  }

  /// Takes note of how an admitted call ended; `failed` means technically, not that a rule said no.
  public mutating func finished(failed: Bool, as admission: Admission, now: Duration) {
    if admission == .probe {
      guard state == .halfOpen else { return }
      probesRunning -= 1
      if failed {
        pause = min(pause * 2, settings.largestPause)
        open(now)
      } else {
        probesPassed += 1
        if probesPassed >= settings.probes { close() }
      }
      return
    }
    guard state == .closed else { return }
    calls.removeAll { $0.at < now - settings.window }
    calls.append(Call(at: now, failed: failed))
    let failures = calls.count { $0.failed }
    if calls.count >= settings.fewestCalls, Double(failures) >= Double(calls.count) * settings.failureShare {
      open(now)
    }
  }

  /// Takes note that an admitted call was never made or nobody waited for its end.
  public mutating func abandoned(_ admission: Admission) {
    if admission == .probe, state == .halfOpen { probesRunning -= 1 }
  }

  private mutating func open(_ now: Duration) {
    state = .open
    openUntil = now + pause
    calls = []
  }

  private mutating func close() {
    state = .closed
    pause = settings.pause
    calls = []
  }
}
