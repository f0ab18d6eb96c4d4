internal import Commerce
internal import Foundation
internal import GRDB
internal import Journal

/// Writes one append inside a transaction that it shares with others.
struct EntryWriter: Sendable {
  var entries: [Envelope]
  var row: ConversationRow

  /// Writes, or returns the conflict for which nothing was written. Everything that could make one append fail is
  /// checked before its first row, so that what SQLite still throws concerns the whole transaction.
  func write(in database: Database) throws -> JournalError? {
    if let conflict = try conflict(in: database) { return conflict }
    try Self.insert(entries, in: database)
    try database.cachedStatement(
      sql: """
        INSERT INTO conversation (id, channel, opened_at, ended_at, outcome, intent) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET channel = excluded.channel, opened_at = excluded.opened_at,
          ended_at = excluded.ended_at, outcome = excluded.outcome, intent = excluded.intent
        """
    ).execute(arguments: [
      row.id, row.channel, row.openedAt.milliseconds, row.endedAt?.milliseconds, row.outcome, row.intent,
    ])
    return nil
  }

  /// Writes entries that have been checked.
  static func insert(_ entries: [Envelope], in database: Database) throws {
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO entry
          (conversation, sequence, time, kind, version, subject, retention, open, sealed, previous, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for entry in entries {
      try insert.execute(arguments: [
        entry.conversation, entry.sequence, entry.time.milliseconds, entry.kind, entry.version, entry.subject,
        entry.retention.rawValue, Data(entry.open), entry.sealed.map { Data($0.bytes) }, Data(entry.previous),
        Data(entry.hash),
      ])
    }
  }

  private func conflict(in database: Database) throws -> JournalError? {
    guard !entries.isEmpty else { return nil }
    let last = try Int.fetchOne(
      database.cachedStatement(sql: "SELECT max(sequence) FROM entry WHERE conversation = ?"),
      arguments: [row.id])
    var expected = (last ?? 0) + 1
    for entry in entries {
      guard entry.conversation == row.id else {
        return JournalError(.conflict, "an entry of \(entry.conversation) came with the row of \(row.id)")
      }
      guard entry.sequence == expected else {
        return JournalError(
          .conflict, "entry \(entry.sequence) of \(entry.conversation) was appended where \(expected) is next")
      }
      expected += 1
    }
    return nil
  }
}
