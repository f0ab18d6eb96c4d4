internal import Commerce
public import Journal

/// What every `JournalStore` must do. Run each case against a new, empty store; an unkept promise throws `Unmet`.
public enum JournalStoreConformance: String, CaseIterable, Sendable {
  /// Entries come back as they went in, in sequence, across several appends.
  case keepsEntries
  /// What is unknown is empty or nil.
  case knowsNothingOfStrangers
  /// A taken sequence, a gap, a gap inside, or a foreign entry is refused whole, and the row with it.
  case refusesConflicts
  /// Of many appends at once, the conflicting fail alone.
  case isolatesConflicts
  /// Of two that race for a sequence, one wins.
  case letsOneWin
  /// The row is replaced by each append, also by one without entries.
  case replacesRows
  /// Rows come newest first, by openness, up to the limit.
  case listsConversations

  /// Runs this case.
  public func check(_ store: any JournalStore) async throws {
    switch self {
    case .keepsEntries: try await keepsEntries(store)
    case .knowsNothingOfStrangers:
      try promise(try await store.entries(of: "nobody").isEmpty, "an unknown conversation has no entries")
      try promise(try await store.row(of: "nobody") == nil, "an unknown conversation has no row")
      try promise(try await store.conversations(open: nil, limit: 10).isEmpty, "an empty store lists nothing")
    case .refusesConflicts: try await refusesConflicts(store)
    case .isolatesConflicts: try await isolatesConflicts(store)
    case .letsOneWin: try await letsOneWin(store)
    case .replacesRows: try await replacesRows(store)
    case .listsConversations: try await listsConversations(store)
    }
  }

  private func keepsEntries(_ store: any JournalStore) async throws {
    let entries = try Self.entries("a", 5)
    try await store.append(Array(entries[..<2]), row: Self.row("a"))
    try await store.append(Array(entries[2...]), row: Self.row("a"))
    let kept = try await store.entries(of: "a")
    try promise(kept == entries, "entries come back as written")
    try JournalChain.verify(kept, sealing: ToySealing())
  }

  private func refusesConflicts(_ store: any JournalStore) async throws {
    let entries = try Self.entries("a", 5)
    try await store.append(Array(entries[..<2]), row: Self.row("a"))
    let ended = Self.row("a", ended: 9)
    try await conflict("a taken sequence") { try await store.append([entries[1]], row: ended) }
    try await conflict("a gap") { try await store.append([entries[3]], row: ended) }
    try await conflict("a gap inside") { try await store.append([entries[2], entries[4]], row: ended) }
    let foreign = try Self.entries("b", 1)
    try await conflict("a foreign entry") { try await store.append([entries[2]] + foreign, row: ended) }
    try promise(try await store.entries(of: "a") == Array(entries[..<2]), "a refused append leaves no entry")
    try promise(try await store.entries(of: "b").isEmpty, "a refused append leaves no foreign entry")
    try promise(try await store.row(of: "a") == Self.row("a"), "a refused append leaves the row")
    try await store.append(Array(entries[2...]), row: ended)
    try promise(try await store.row(of: "a") == ended, "the right append goes through afterwards")
  }

  private func isolatesConflicts(_ store: any JournalStore) async throws {
    let failed = try await withThrowingTaskGroup(of: Int?.self) { group in
      for number in 0..<60 {
        group.addTask {
          let entries = try Self.entries("c\(number)", 2)
          do {
            try await store.append(number % 3 == 0 ? [entries[1]] : entries, row: Self.row("c\(number)"))
            return nil
          } catch let error as JournalError where error.code == .conflict {
            return number
          }
        }
      }
      return try await group.reduce(into: Set<Int>()) { if let number = $1 { $0.insert(number) } }
    }
    try promise(failed == Set(stride(from: 0, to: 60, by: 3)), "exactly the conflicting appends fail")
    for number in 0..<60 {
      let count = try await store.entries(of: "c\(number)").count
      try promise(count == (number % 3 == 0 ? 0 : 2), "conversation \(number) has \(count) entries")
    }
  }

  private func letsOneWin(_ store: any JournalStore) async throws {
    let first = try Self.entries("a", 1)
    let wins = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<20 { group.addTask { (try? await store.append(first, row: Self.row("a"))) != nil } }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    try promise(wins == 1, "\(wins) of 20 appends of the same entry went through")
  }

  private func replacesRows(_ store: any JournalStore) async throws {
    try await store.append(try Self.entries("a", 1), row: Self.row("a"))
    let ended = ConversationRow(
      id: "a", channel: "phone", openedAt: Timestamp(milliseconds: 1), endedAt: Timestamp(milliseconds: 2),
      outcome: "resolved", intent: "Order status")
    try await store.append([], row: ended)
    try promise(try await store.row(of: "a") == ended, "an append without entries replaces the row")
    try promise(try await store.entries(of: "a").count == 1, "an append without entries adds none")
  }

  private func listsConversations(_ store: any JournalStore) async throws {
    for number in 1...6 {
      let row = Self.row("c\(number)", opened: Int64(number), ended: number % 2 == 0 ? 100 : nil)
      try await store.append([], row: row)
    }
    func ids(_ open: Bool?, _ limit: Int) async throws -> [String] {
      try await store.conversations(open: open, limit: limit).map(\.id)
    }
    try promise(try await ids(nil, 10) == ["c6", "c5", "c4", "c3", "c2", "c1"], "all, newest first")
    try promise(try await ids(true, 10) == ["c5", "c3", "c1"], "the open ones")
    try promise(try await ids(false, 2) == ["c6", "c4"], "the ended ones, up to the limit")
    try promise(try await ids(nil, 0).isEmpty, "a limit of none")
  }

  private func conflict(_ what: String, _ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let error as JournalError where error.code == .conflict {
      return
    }
    throw Unmet("\(what) is refused as a conflict")
  }

  /// A chain of toy entries, every second with a personal part.
  public static func entries(_ conversation: String, _ count: Int) throws -> [Envelope] {
    var chain = JournalChain(conversation: conversation, subject: "subject of \(conversation)")
    let sealing = ToySealing()
    return try (1...count).map { number in
      let record = JournalRecord(
        kind: "input.test", version: 1, retention: RetentionClass.allCases[number % 3],
        open: Array("{\"n\":\(number)}".utf8),
        personal: number.isMultiple(of: 2) ? Array("said \(number)".utf8) : nil)
      return try chain.append(record, at: Timestamp(milliseconds: Int64(number)), sealing: sealing)
    }
  }

  /// A row.
  public static func row(_ id: String, opened: Int64 = 1, ended: Int64? = nil) -> ConversationRow {
    ConversationRow(
      id: id, channel: "phone", openedAt: Timestamp(milliseconds: opened),
      endedAt: ended.map(Timestamp.init(milliseconds:)))
  }
}
