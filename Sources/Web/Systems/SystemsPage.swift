import Commerce
import Foundation

/// The values of the page "Systems".
struct SystemsPage: Sendable {
  struct Backend: Sendable {
    var name: String
    var mark: String
    var words: String
    var median: String?
    var p95: String?
    var calls: String
    var failures: String
    var retries: String
    var stale: String
    var openWrites: String
    var needPerson: String?
    var lastError: String?
    var lastFailure: Moments.Words?
    var operations: String
  }

  struct Feed: Sendable {
    var name: String
    var mark: String
    var words: String
    var counts: [Count]
    var last: Moments.Words?
  }

  struct Count: Sendable {
    var name: String
    var count: String
  }

  var shopName: String
  var now: Int64
  var summary: String
  var mark: String
  var backends: [Backend]
  var feeds: [Feed]
  var engines: [Feed]

  init(_ report: SystemsReport, shopName: String, moments: Moments) {
    self.shopName = shopName
    now = moments.now.milliseconds
    mark = report.health.mark
    summary = Self.summary(report)
    backends = report.backends.map { backend in
      Backend(
        name: backend.name, mark: backend.health.mark, words: backend.words,
        median: backend.median.map(Figures.milliseconds), p95: backend.p95.map(Figures.milliseconds),
        calls: Figures.grouped(backend.calls), failures: Figures.grouped(backend.failures),
        retries: Figures.grouped(backend.retries), stale: Figures.grouped(backend.stale),
        openWrites: Figures.grouped(backend.openWrites),
        needPerson: backend.needPerson > 0 ? Figures.grouped(backend.needPerson) : nil, lastError: backend.lastError,
        lastFailure: backend.lastFailure.map(moments.words), operations: backend.operations.joined(separator: ", "))
    }
    feeds = report.feeds.map { Self.feed($0, moments) }
    engines = report.engines.map { Self.feed($0, moments) }
  }

  private static func feed(_ feed: SystemsReport.Feed, _ moments: Moments) -> Feed {
    Feed(
      name: feed.name, mark: feed.health.mark, words: feed.words,
      counts: feed.counts.map { Count(name: $0.name, count: Figures.grouped($0.count)) },
      last: feed.last.map(moments.words))
  }

  /// One sentence for the head of the page and for the console's link.
  static func summary(_ report: SystemsReport) -> String {
    let troubled =
      report.backends.filter { $0.health != .good }.map(\.name)
      + (report.feeds + report.engines).filter { $0.health != .good }.map(\.name)
    switch troubled.count {
    case 0: return "All systems well"
    case 1: return "\(troubled[0]) needs attention"
    default: return "\(troubled.count) systems need attention"
    }
  }
}

extension SystemsReport.Health {
  /// The class that colours it.
  var mark: String {
    switch self {
    case .good: "good"
    case .degraded: "open"
    case .bad: "bad"
    }
  }
}
