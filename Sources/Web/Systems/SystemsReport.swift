public import Commerce

/// How the systems behind the conversations stand: what an operator wants to know when something degrades.
public struct SystemsReport: Sendable {
  /// How well something does.
  public enum Health: String, Sendable {
    /// As it should; slower or less sure, but callers are served; callers notice.
    case good, degraded, bad
  }

  /// One back end.
  public struct Backend: Sendable {
    /// Its name in routes.
    public var name: String
    /// How it does.
    public var health: Health
    /// The same in a few words ("left alone after failures").
    public var words: String
    /// Milliseconds: the median and the 95th percentile of the last calls; nil before the first.
    public var median: Double?, p95: Double?
    /// Counts since the start.
    public var calls: Int, failures: Int, retries: Int, stale: Int
    /// Writes whose outcome is not known yet; those that wait for a person.
    public var openWrites: Int, needPerson: Int
    /// The last technical failure in a sentence, without personal data; nil when there was none.
    public var lastError: String?
    /// When that was.
    public var lastFailure: Timestamp?
    /// The operations it answers, in order of name.
    public var operations: [String]

    /// Puts the line together.
    public init(
      name: String, health: Health, words: String, median: Double?, p95: Double?, calls: Int, failures: Int,
      retries: Int, stale: Int, openWrites: Int, needPerson: Int, lastError: String?, lastFailure: Timestamp?,
      operations: [String]
    ) {
      self.name = name
      self.health = health
      self.words = words
      self.median = median
      self.p95 = p95
      self.calls = calls
      self.failures = failures
      self.retries = retries
      self.stale = stale
      self.openWrites = openWrites
      self.needPerson = needPerson
      self.lastError = lastError
      self.lastFailure = lastFailure
      self.operations = operations
    }
  }

  /// One way that events come in or go out.
  public struct Feed: Sendable {
    /// Its name ("shopify", "out: webhook").
    public var name: String
    /// How it does.
    public var health: Health
    /// The same in a few words.
    public var words: String
    /// What is counted, in the order to be shown: name and count.
    public var counts: [(name: String, count: Int)]
    /// When the last event came or went.
    public var last: Timestamp?

    /// Puts the line together.
    public init(
      name: String, health: Health, words: String, counts: [(name: String, count: Int)], last: Timestamp?
    ) {
      self.name = name
      self.health = health
      self.words = words
      self.counts = counts
      self.last = last
    }
  }

  /// The back ends.
  public var backends: [Backend]
  /// Events in and out.
  public var feeds: [Feed]
  /// The engines that hear and speak, best first of each kind.
  public var engines: [Feed]

  /// Puts the report together.
  public init(backends: [Backend], feeds: [Feed], engines: [Feed] = []) {
    self.backends = backends
    self.feeds = feeds
    self.engines = engines
  }

  /// The worst of all.
  public var health: Health {
    let all = backends.map(\.health) + feeds.map(\.health) + engines.map(\.health)
    return all.contains(.bad) ? .bad : all.contains(.degraded) ? .degraded : .good
  }
}

/// Tells how the systems stand now.
public protocol SystemsReporting: Sendable {
  /// The report; must return within a moment.
  func report() async -> SystemsReport
}
