internal import Commerce
internal import Foundation
internal import GRDB
public import Journal

/// The journal in SQLite. An append returns once it is flushed to the disk; appends that arrive while a commit is
/// running share the next one.
public struct SQLiteJournal: JournalStore {
  private let database: JournalDatabase
  private var committer: GroupCommitter { database.committer }

  /// Makes a journal over an open database.
  public init(database: JournalDatabase) { self.database = database }

  /// How many transactions have been committed for the journal and the write ledger since the database was opened.
  public var commitCount: Int { get async { await committer.commitCount } }

  /// Appends entries of one conversation (in sequence, none is allowed) and stores its row, durably, in one
  /// transaction. Throws `JournalError`: `.conflict` for a sequence that is taken, leaves a gap or belongs to another
  /// conversation than the row (nothing of this append is then written, and appends sharing the commit are not
  /// affected); `.storage` when SQLite fails, and then the whole commit has not happened.
  public func append(_ entries: [Envelope], row: ConversationRow) async throws {
    let append = EntryWriter(entries: entries, row: row)
    let conflict = try await committer.commit(doing: "appending") { try append.write(in: $0) }
    if let conflict { throw conflict }
  }

  /// A conversation's entries in sequence; empty when unknown.
  public func entries(of conversation: String) async throws -> [Envelope] {
    try await read("reading entries") { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM entry WHERE conversation = ? ORDER BY sequence", arguments: [conversation]
      ).map(Envelope.init(row:))
    }
  }

  /// Rows, newest opened first. `open`: only those without (true) or with (false) an end; nil: all.
  public func conversations(open: Bool?, limit: Int) async throws -> [ConversationRow] {
    let condition =
      switch open {
      case true: "WHERE ended_at IS NULL"
      case false: "WHERE ended_at IS NOT NULL"
      case nil: ""
      }
    return try await read("reading conversations") { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM conversation \(condition) ORDER BY opened_at DESC, id DESC LIMIT ?",
        arguments: [max(0, limit)]
      ).map(ConversationRow.init(row:))
    }
  }

  /// One row; nil when unknown.
  public func row(of conversation: String) async throws -> ConversationRow? {
    try await read("reading a conversation") { database in
      try Row.fetchOne(database, sql: "SELECT * FROM conversation WHERE id = ?", arguments: [conversation])
        .map(ConversationRow.init(row:))
    }
  }

  private func read<Value: Sendable>(
    _ doing: String, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    do {
      return try await database.pool.read(body)
    } catch let error as CancellationError {
      throw error
    } catch {
      throw journalError(error, while: doing)
    }
  }
}

extension Envelope {
  /// Reads an entry as it is stored. Throws `.damaged` when the retention class is unknown.
  init(row: Row) throws {
    let retention: String = row["retention"]
    let sequence: Int = row["sequence"]
    guard let retention = RetentionClass(rawValue: retention) else {
      throw JournalError(.damaged, "entry \(sequence) has the unknown retention class \(retention)")
    }
    self.init(
      conversation: row["conversation"], sequence: sequence, time: Timestamp(milliseconds: row["time"]),
      kind: row["kind"],
      version: row["version"], subject: row["subject"], retention: retention, open: Array(row["open"] as Data),
      sealed: (row["sealed"] as Data?).map { SealedPart(bytes: Array($0)) }, previous: Array(row["previous"] as Data),
      hash: Array(row["hash"] as Data))
  }
}

extension ConversationRow {
  /// Reads a row as it is stored.
  init(row: Row) {
    self.init(
      id: row["id"], channel: row["channel"], openedAt: Timestamp(milliseconds: row["opened_at"]),
      endedAt: (row["ended_at"] as Int64?).map(Timestamp.init(milliseconds:)), outcome: row["outcome"],
      intent: row["intent"])
  }
}
