internal import Commerce
internal import Foundation
internal import GRDB
internal import Logging
internal import Metrics
public import Vendors

/// Compares the read model with one stream of a source and repairs it, because webhooks get lost. Repairs go through the log like
/// everything else, so that a rebuild has them.
public actor Reconciler {
  /// How far a source's clock and ours may be apart: what changed within it around the start of a sweep may be gone or new for
  /// reasons of its own.
  static let skew: Int64 = 60_000

  private let poll: any PollSource
  private let processor: EventProcessor
  private let confirmations: Confirmations
  private let pageSize: Int
  private let mostPages: Int

  /// Makes a reconciler.
  ///
  /// - Parameters:
  ///   - mostPages: of one poll; a source that never comes to an end is given up.
  public init(
    _ poll: any PollSource, processor: EventProcessor, confirmations: Confirmations = Confirmations(),
    pageSize: Int = 250, mostPages: Int = 100_000
  ) {
    self.poll = poll
    self.processor = processor
    self.confirmations = confirmations
    self.pageSize = pageSize
    self.mostPages = mostPages
  }

  /// "shopify/orders".
  public nonisolated var name: String { "\(poll.source)/\(poll.stream)" }

  private struct State {
    var cursor: String?
    /// Whether the stream was once read from its beginning to its end, and whether that is under way.
    var wasFull = false
    var isReadingAll = true
    /// Of which content of the read model that is said.
    var content: String?
  }

  /// Asks what changed since the last poll, page by page; the cursor is kept once a page's repairs are durable. Throws an
  /// `EventsError`: `.unavailable` when the source does not answer.
  @discardableResult public func pollChanges() async throws(EventsError) -> ReconciliationReport {
    var state = try await load()
    var report = begin(isFull: state.isReadingAll)
    var pages = 0
    while true {
      let page = try await changes(after: state.cursor)
      try await compare(page.updates, &report)
      leaveOut(page.unusable, &report)
      try check(page, after: state.cursor, pages: &pages)
      state.cursor = page.cursor
      if page.isLast { (state.wasFull, state.isReadingAll) = (state.wasFull || state.isReadingAll, false) }
      report.finishedAt = processor.now()
      try await save(state, report, caughtUp: page.isLast)
      if page.isLast { break }
    }
    if state.wasFull { await confirm(report, state.content) }
    count(report)
    return report
  }

  /// Reads the whole stream from its beginning, whatever the cursor, and compares everything; what the stream lists in full and does
  /// not have is deleted here too. The proof that the read model equals the source. Throws an `EventsError`.
  @discardableResult public func prove() async throws(EventsError) -> ReconciliationReport {
    var report = begin(isFull: true)
    var state = try await load()
    var seen: Set<FactKey> = []
    // What is listed but cannot be read is there all the same: nothing is taken for deleted beside it.
    var isAllNamed = true
    var cursor: String?
    var pages = 0
    while true {
      let page = try await changes(after: cursor)
      seen.formUnion(page.updates.map(\.key) + page.unusable.compactMap(\.key))
      isAllNamed = isAllNamed && page.unusable.allSatisfy { $0.key != nil }
      try await compare(page.updates, &report)
      leaveOut(page.unusable, &report)
      try check(page, after: cursor, pages: &pages)
      cursor = page.cursor
      if page.isLast { break }
    }
    if !poll.listsAll.isEmpty, isAllNamed { try await removeExtra(seen, &report) }
    report.finishedAt = processor.now()
    state.cursor = state.cursor ?? cursor
    (state.wasFull, state.isReadingAll) = (true, false)
    try await save(state, report, caughtUp: true)
    await confirm(report, state.content)
    count(report)
    return report
  }

  /// What the last poll found; nil before the first. Throws an `EventsError`.
  public func lastReport() async throws(EventsError) -> ReconciliationReport? {
    let (source, stream) = (poll.source, poll.stream)
    return try await processor.database.read("reading a cursor") { database in
      try Data.fetchOne(
        database, sql: "SELECT report FROM poll WHERE source = ? AND stream = ?", arguments: [source, stream]
      ).map { try JSONDecoder().decode(Kept.self, from: $0).report }
    }
  }

  /// Confirms what was found equal, unless the read model has lost it meanwhile.
  private func confirm(_ report: ReconciliationReport, _ content: String?) async {
    guard report.isEqual, await processor.content == content else { return }
    confirmations.confirm(poll.listsAll, by: name, at: report.startedAt)
  }

  private func leaveOut(_ records: [PollPage.Unusable], _ report: inout ReconciliationReport) {
    guard !records.isEmpty else { return }
    report.unusable = (report.unusable ?? 0) + records.count
    for record in records.prefix(3) {
      processor.logger.warning(
        "a record cannot be used", metadata: ["poll": "\(name)", "reason": "\(record.reason)"])
    }
  }

  private func begin(isFull: Bool) -> ReconciliationReport {
    let now = processor.now()
    return ReconciliationReport(
      source: poll.source, stream: poll.stream, isFull: isFull, startedAt: now, finishedAt: now)
  }

  private func changes(after cursor: String?) async throws(EventsError) -> PollPage {
    do {
      return try await poll.changes(after: cursor, limit: pageSize)
    } catch {
      throw EventsError(.unavailable, "\(name): \(error.code.rawValue)")
    }
  }

  private func check(_ page: PollPage, after cursor: String?, pages: inout Int) throws(EventsError) {
    pages += 1
    guard page.isLast || page.cursor != cursor, pages < mostPages else {
      throw EventsError(.unavailable, "\(name): the source does not come to an end")
    }
  }

  /// Compares, repairs, and looks again.
  private func compare(_ updates: [FactUpdate], _ report: inout ReconciliationReport) async throws(EventsError) {
    let known = try await processor.model.facts(updates.map(\.key))
    var repairs: [FactUpdate] = []
    for (update, fact) in zip(updates, known) {
      report.checked += 1
      switch Difference(update, from: fact) {
      case .none: if fact?.isOutdated == true { repairs.append(update) }
      case .missing:
        report.missing += 1
        repairs.append(update)
      case .other:
        report.differing += 1
        repairs.append(update)
      case .older: report.ahead += 1
      }
    }
    try await take(repairs)
    let after = try await processor.model.facts(repairs.map(\.key))
    for (update, fact) in zip(repairs, after) {
      switch Difference(update, from: fact) {
      case .none, .older: break
      case .missing, .other: report.unrepaired += 1
      }
    }
  }

  private func removeExtra(_ seen: Set<FactKey>, _ report: inout ReconciliationReport) async throws(EventsError) {
    let before = report.startedAt.adding(milliseconds: -Self.skew)
    let candidates = try await processor.model.keys().filter { poll.listsAll.contains($0.kind) && !seen.contains($0) }
    for start in stride(from: 0, to: candidates.count, by: 500) {
      var repairs: [FactUpdate] = []
      for case let fact? in try await processor.model.facts(
        Array(candidates[start..<min(start + 500, candidates.count)]))
      {
        guard let word = fact.word, !fact.isDeleted, word.origin == poll.source, word.version.at < before else {
          continue
        }
        repairs.append(
          FactUpdate(
            key: fact.key, .deleted, version: FactVersion(at: before, read: report.startedAt), origin: poll.source))
      }
      report.checked += repairs.count
      report.extra += repairs.count
      try await take(repairs)
    }
  }

  private func take(_ repairs: [FactUpdate]) async throws(EventsError) {
    for start in stride(from: 0, to: repairs.count, by: EventBounds.mostUpdates) {
      let part = Array(repairs[start..<min(start + EventBounds.mostUpdates, repairs.count)])
      let outcome = try await processor.submit(
        UpdatesFormat.event(part, source: "poll:\(name)", transport: .poll, receivedAt: processor.now()))
      if case .malformed(let why) = outcome {
        throw EventsError(.invalid, "\(name): \(why)")
      }
    }
  }

  private func count(_ report: ReconciliationReport) {
    let dimensions = [("source", report.source), ("stream", report.stream)]
    Counter(label: "aisle_poll_records_checked_total", dimensions: dimensions).increment(by: report.checked)
    Counter(label: "aisle_poll_records_repaired_total", dimensions: dimensions).increment(by: max(0, report.repaired))
    Gauge(label: "aisle_poll_equal", dimensions: dimensions).record(report.isEqual ? 1 : 0)
  }

  private struct Kept: Codable {
    var report: ReconciliationReport
    var wasFull: Bool
    var isReadingAll: Bool
    var content: String?
  }

  private func load() async throws(EventsError) -> State {
    let (source, stream) = (poll.source, poll.stream)
    let content = await processor.content
    return try await processor.database.read("reading a cursor") { database in
      let row = try Row.fetchOne(
        database, sql: "SELECT cursor, report FROM poll WHERE source = ? AND stream = ?", arguments: [source, stream])
      guard let row else { return State(content: content) }
      let kept = try JSONDecoder().decode(Kept.self, from: row["report"] as Data)
      // Of another content nothing is known: all is read once more.
      guard kept.content ?? "here" == content ?? "here" else { return State(content: content) }
      return State(
        cursor: row["cursor"], wasFull: kept.wasFull, isReadingAll: kept.isReadingAll, content: content)
    }
  }

  private func save(_ state: State, _ report: ReconciliationReport, caughtUp: Bool) async throws(EventsError) {
    let kept = String(
      decoding: CanonicalJSON.bytes(
        Kept(
          report: report, wasFull: state.wasFull, isReadingAll: state.isReadingAll, content: state.content)),
      as: UTF8.self)
    let time = caughtUp ? report.startedAt.milliseconds : nil
    try await processor.database.write("keeping a cursor") { database in
      try database.execute(
        sql: """
          INSERT INTO poll (source, stream, cursor, caught_up_at, report) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (source, stream) DO UPDATE SET cursor = excluded.cursor, report = excluded.report,
            caught_up_at = coalesce(excluded.caught_up_at, caught_up_at)
          """, arguments: [report.source, report.stream, state.cursor, time, kept])
    }
  }
}

/// How a source's word differs from what is known.
enum Difference {
  case none, missing, other, older

  init(_ update: FactUpdate, from fact: Fact?) {
    let (joined, _) = Fact.merge(update, into: fact)
    guard let fact else {
      // What nobody told and is gone is no difference.
      self = joined.value == nil ? .none : .missing
      return
    }
    if joined.value != fact.value || joined.parent != fact.parent {
      self = fact.value == nil && !fact.isDeleted ? .missing : .other
    } else if let theirs = Fact(update).word, theirs.record != joined.word?.record {
      self = .older
    } else {
      self = .none
    }
  }
}
