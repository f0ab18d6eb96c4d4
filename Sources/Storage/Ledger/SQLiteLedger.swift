public import Commerce
internal import Foundation
internal import GRDB
public import Journal
public import Operations

/// The write ledger in the journal's database. A record returns once it is flushed to the disk; records that arrive while
/// a commit is running share the next one, with the journal's appends. Arguments and answers are sealed with the key of
/// the entry's subject; key, operation, back end, conversation and state are open.
public struct SQLiteLedger: LedgerStore {
  private let database: JournalDatabase
  private let coding: LedgerCoding
  private let tells: String?
  private let sealing: any JournalSealing

  /// The journal in which decisions of people stand, in their order, chained like a conversation's.
  public static let decisionJournal = "ledger decisions"

  /// Makes a ledger over an open database; `sealing` is the one over the same database, so that a subject's new key
  /// becomes durable with the first entry that it seals.
  /// - Parameter tells: who says in the outbox that a write has come to its end ("/aisle"); nil: nobody does.
  public init(database: JournalDatabase, sealing: any JournalSealing, tells: String? = nil) {
    self.database = database
    self.tells = tells
    self.sealing = sealing
    coding = LedgerCoding(sealing: sealing)
  }

  /// Keeps a new entry, or returns what there is under its key.
  public func begin(_ entry: LedgerEntry) async throws(LedgerStoreError) -> LedgerEntry? {
    let stored = try coding.encode(entry, withArguments: true)
    let there = try await commit { database -> StoredWrite? in
      let row = try Row.fetchOne(
        database.cachedStatement(sql: "SELECT * FROM write_entry WHERE key = ?"), arguments: [stored.key])
      if let row { return StoredWrite(row: row) }
      try database.cachedStatement(
        sql: """
          INSERT INTO write_entry (key, operation, backend, conversation, subject, created_at, updated_at, state, sends,
            asks, failure, arguments, answer)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        stored.key, stored.operation, stored.backend, stored.conversation, stored.subject, stored.created,
        stored.updated, stored.state, stored.sends, stored.asks, stored.failure, stored.arguments, stored.answer,
      ])
      return nil
    }
    return try there.map { row throws(LedgerStoreError) in try coding.decode(row) }
  }

  /// Replaces what there is under the entry's key: all but what an intention fixes. A person's decision goes to the journal
  /// in the same transaction.
  public func update(_ entry: LedgerEntry) async throws(LedgerStoreError) {
    let stored = try coding.encode(entry, withArguments: false)
    let event = tells.flatMap { OutboxEvent(end: entry, source: $0) }
    let count = try await commit { database in
      let before =
        entry.decision == nil
        ? nil
        : try Row.fetchOne(
          database.cachedStatement(sql: "SELECT * FROM write_entry WHERE key = ?"), arguments: [stored.key]
        ).map(StoredWrite.init(row:))
      try database.cachedStatement(
        sql: """
          UPDATE write_entry SET updated_at = ?, state = ?, sends = ?, asks = ?, failure = ?, answer = ?, decision = ?,
            contradicted_at = ?
          WHERE key = ?
          """
      ).execute(arguments: [
        stored.updated, stored.state, stored.sends, stored.asks, stored.failure, stored.answer, stored.decision,
        stored.contradicted, stored.key,
      ])
      let changes = database.changesCount
      // What is recorded again, because a back end contradicts it or a commit was in doubt, was decided once.
      if changes == 1, let decision = entry.decision, before.flatMap(coding.decision) != decision {
        try keep(decision, entry, in: database)
      }
      if changes == 1, let event { try SQLiteOutbox.insert(event, in: database) }
      return changes
    }
    guard count == 1 else { throw LedgerStoreError(.storage, "there is no entry \(stored.key) to update") }
  }

  /// Adds a decision to the journal of decisions.
  private func keep(_ decision: LedgerDecision, _ entry: LedgerEntry, in database: Database) throws {
    let last = try Row.fetchOne(
      database.cachedStatement(sql: "SELECT * FROM entry WHERE conversation = ? ORDER BY sequence DESC LIMIT 1"),
      arguments: [Self.decisionJournal]
    ).map(Envelope.init(row:))
    var chain = JournalChain(
      conversation: Self.decisionJournal, subject: LedgerCoding.subject(entry.subject, entry.conversation), after: last)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let record = JournalRecord(
      kind: "ledger.decided", version: 1, retention: .record, open: Array(try encoder.encode(entry.notice)),
      personal: Array(try encoder.encode(decision)))
    // The subject's key is durable with this commit at the latest: the row's own decision was sealed with it before.
    let envelope = try chain.append(record, at: decision.at, sealing: sealing)
    try EntryWriter.insert([envelope], in: database)
  }

  /// What there is under a key.
  public func entry(_ key: IdempotencyKey) async throws(LedgerStoreError) -> LedgerEntry? {
    let rows = try await read("key = ?", [key.text])
    return try rows.first.map { row throws(LedgerStoreError) in try coding.decode(row) }
  }

  /// All that is not settled, oldest first, and what is settled and contradicted.
  public func open() async throws(LedgerStoreError) -> OpenEntries {
    var open = OpenEntries(entries: [])
    for row in try await read(
      "state NOT IN ('done', 'failed') OR contradicted_at IS NOT NULL ORDER BY created_at, key", [])
    {
      do throws(LedgerStoreError) {
        let entry = try coding.decode(row)
        if entry.state.isSettled { open.contradicted.append(entry) } else { open.entries.append(entry) }
      } catch {
        if error.code != .unreadable { throw error }
        if let key = IdempotencyKey(row.key) { open.unreadable.append(key) }
      }
    }
    return open
  }

  /// The writes that were settled last, the newest first. Throws a `LedgerStoreError`.
  public func latest(_ limit: Int) async throws(LedgerStoreError) -> [LedgerNotice] {
    try await read("state IN ('done', 'failed') ORDER BY updated_at DESC LIMIT \(max(0, limit))", []).compactMap(
      LedgerNotice.init)
  }

  /// Deletes what was settled before a moment: no caller asks for it again. Returns how many entries those were. Throws a
  /// `LedgerStoreError`.
  public func forget(settledBefore moment: Timestamp) async throws(LedgerStoreError) -> Int {
    try await commit { database in
      try database.execute(
        sql: """
          DELETE FROM write_entry WHERE state IN ('done', 'failed') AND updated_at < ? AND contradicted_at IS NULL
          """,
        arguments: [moment.milliseconds])
      return database.changesCount
    }
  }

  private func commit<Value: Sendable>(
    _ write: @escaping @Sendable (Database) throws -> Value
  ) async throws(LedgerStoreError) -> Value {
    do {
      return try await database.committer.commit(doing: "recording a write", write)
    } catch {
      throw Self.storage(error, "recording a write")
    }
  }

  private func read(_ condition: String, _ arguments: [String]) async throws(LedgerStoreError) -> [StoredWrite] {
    do {
      return try await database.pool.read { database in
        try Row.fetchAll(
          database, sql: "SELECT * FROM write_entry WHERE \(condition)", arguments: StatementArguments(arguments)
        ).map(StoredWrite.init(row:))
      }
    } catch {
      throw Self.storage(error, "reading the ledger")
    }
  }

  private static func storage(_ error: any Error, _ doing: String) -> LedgerStoreError {
    LedgerStoreError(.storage, journalError(error, while: doing).message)
  }
}
