internal import Commerce
internal import Logging
internal import Vendors

/// What a rebuild of the read model found.
public struct RebuildReport: Hashable, Sendable {
  /// Events read from the log.
  public var events: Int
  /// Events that could not be opened or read any more; their facts are missing.
  public var unreadable: Int
  /// The digest before and after.
  public var before: String
  /// The digest after.
  public var after: String

  /// Whether the log gives exactly what was known.
  public var isIdentical: Bool { before == after }
}

extension EventProcessor {
  static let page = 500

  /// Makes the read model anew from the log alone. Events are taken in meanwhile. A model elsewhere is joined with the log instead,
  /// as other machines have their part in it.
  public func rebuild() async throws(EventsError) -> RebuildReport {
    let fresh = LocalReadModel()
    let old = FactStore(database: database, sealing: sealing, table: .base)
    let read = try await fold(into: fresh, Counted())
    let model = model
    let report = try await alone {
      if !(model is LocalReadModel) {
        try await self.look()
        try await self.catchUp()
      }
      // What came, and what was folded away, while the rest was read; nothing comes now.
      let base = try await old.load()
      fresh.join(base)
      let counted = try await self.fold(into: fresh, read)
      let before = try await model.digest()
      if let local = model as? LocalReadModel {
        local.become(fresh)
      } else {
        try await model.join(base)
        try await self.remerge(into: model)
      }
      let after = try await model.digest()
      return RebuildReport(
        events: counted.events, unreadable: counted.unreadable, before: before, after: after)
    }
    logger.info("read model rebuilt", metadata: ["events": "\(report.events)", "identical": "\(report.isIdentical)"])
    return report
  }

  /// How far a rebuild has read.
  private struct Counted: Sendable {
    var events = 0
    var unreadable = 0
    var sequence: Int64 = 0
  }

  /// Reads on from where an earlier step ended.
  private func fold(into fresh: LocalReadModel, _ earlier: Counted) async throws(EventsError) -> Counted {
    var counted = earlier
    while true {
      let page = try await database.events(after: counted.sequence, limit: Self.page)
      guard let last = page.last else { return counted }
      for event in page {
        counted.events += 1
        if let updates = updates(of: event) { fresh.merge(updates) } else { counted.unreadable += 1 }
      }
      counted.sequence = last.sequence
      // Long logs are read in the background.
      await Task.yield()
    }
  }

  private func remerge(into model: any ReadModel) async throws(EventsError) {
    var sequence: Int64 = 0
    while true {
      let page = try await database.events(after: sequence, limit: Self.page)
      guard let last = page.last else { return }
      try await model.merge(page.flatMap { updates(of: $0) ?? [] })
      sequence = last.sequence
    }
  }

  /// What a logged event says; nil when it cannot be opened or read any more.
  nonisolated func updates(of logged: LoggedEvent) -> [FactUpdate]? {
    guard let bytes = try? sealing.opened(logged.payload, PreparedEvent.context(logged.source, logged.id)),
      let (headers, body) = try? StoredPayload.decode(bytes)
    else { return nil }
    let event = IncomingEvent(
      source: logged.source, format: logged.format, transport: logged.transport, headers: headers, body: body,
      receivedAt: logged.receivedAt)
    guard case .success(let read) = translate(event) else { return nil }
    guard case .updates(let updates, _) = read.reading else { return [] }
    return logged.isHint ? EventWriter.hints(updates, at: logged.receivedAt) ?? [] : updates
  }

  /// Loads the image and joins what the log has beyond it.
  func load() async throws(EventsError) {
    if let local = model as? LocalReadModel {
      do {
        local.load(try await FactStore(database: database, sealing: sealing).load())
        applied = try await database.progress(of: FactStore.name)
      } catch {
        logger.warning("kept facts cannot be used; rebuilding them", metadata: ["error": "\(error)"])
        local.load(try await FactStore(database: database, sealing: sealing, table: .base).load())
        applied = 0
      }
    }
    do {
      try await look()
      try await catchUp()
    } catch  where !(model is LocalReadModel) {
      // It is asked again at every checkpoint; events are taken in meanwhile.
      isBehind = true
      logger.warning("the read model is behind the log", metadata: ["error": "\(error)"])
    }
  }

  /// Looks whether the read model still holds what it held. When it began anew it is behind from the first event on, and what polls
  /// confirmed of it is no longer true.
  private func look() async throws(EventsError) {
    let found = try await model.content()
    guard found != content else { return }
    if content != nil {
      logger.warning("the read model has lost what it knew; it is filled again from the log")
    }
    isBehind = true
    if !(model is LocalReadModel) {
      applied = try await database.progress(of: Self.progressName(found))
      if applied == 0 {
        // What the log no longer has the payload of.
        try await model.join(FactStore(database: database, sealing: sealing, table: .base).load())
      }
    }
    // Only now: what failed above is done again at the next look.
    content = found
    confirmations.forget()
  }

  private static func progressName(_ content: String) -> String { "shared \(content)" }

  /// Joins what the log has beyond what the model has.
  func catchUp() async throws(EventsError) {
    while try await joinNextPage() {}
    if let content { model.bind(to: content) }
    isBehind = false
  }

  /// Joins the next events of the log. Returns whether there may be more.
  private func joinNextPage() async throws(EventsError) -> Bool {
    let page = try await database.events(after: applied, limit: Self.page)
    guard let last = page.last else { return false }
    try await model.merge(page.flatMap { updates(of: $0) ?? [] })
    applied = max(applied, last.sequence)
    return page.count == Self.page
  }

  /// Keeps what changed, and brings a model that was away up to date. To be called every second or so, and at the end.
  public func checkpoint() async throws(EventsError) {
    try await look()
    if isBehind {
      // Whether it answers at all is found out beside what comes in, which must not wait for that; only the rest runs alone.
      while try await joinNextPage() {}
      try await alone { try await self.catchUp() }
    }
    try await keep()
  }

  /// Keeps what changed.
  func keep() async throws(EventsError) {
    if let local = model as? LocalReadModel {
      try await FactStore(database: database, sealing: sealing).save(local, through: applied)
    } else if let content {
      try await database.setProgress(of: Self.progressName(content), applied)
    }
  }
}
