public import Commerce
internal import Foundation
internal import GRDB
internal import Journal
public import Operations

/// The outbox in the journal's database.
public struct SQLiteOutbox: OutboxStore {
  private let database: JournalDatabase

  /// Makes an outbox over an open database.
  public init(database: JournalDatabase) { self.database = database }

  /// Adds an event inside the caller's transaction: with a ledger entry or a journal entry, or not at all. One whose identifier is
  /// there already is left out.
  static func insert(_ event: OutboxEvent, in database: Database) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO outbox (id, source, type, subject, time, data) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
        """
    ).execute(arguments: [
      event.id, event.source, event.type, event.subject, event.time.milliseconds, Data(event.data),
    ])
  }

  /// Adds events.
  public func add(_ events: [OutboxEvent]) async throws(OutboxError) {
    try await commit { database in for event in events { try Self.insert(event, in: database) } }
  }

  /// Makes a sink known.
  public func register(sink: String, fromBeginning: Bool) async throws(OutboxError) {
    try await commit { database in
      try database.execute(
        sql: """
          INSERT INTO outbox_sink (name, floor) VALUES (?, CASE WHEN ? THEN 0 ELSE
            (SELECT coalesce(max(number), 0) FROM outbox) END) ON CONFLICT (name) DO NOTHING
          """, arguments: [sink, fromBeginning])
    }
  }

  /// What a sink is to be told next.
  public func next(for sink: String, now: Timestamp, limit: Int) async throws(OutboxError) -> [PendingOutboxEvent] {
    try await read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT event.*, coalesce(delivery.attempts, 0) AS attempts
          FROM outbox_sink AS sink
          JOIN outbox AS event ON event.number > sink.floor
          LEFT JOIN outbox_delivery AS delivery ON delivery.sink = sink.name AND delivery.number = event.number
          WHERE sink.name = ? AND (delivery.state IS NULL OR delivery.state = 'waiting' AND delivery.retry_at <= ?)
            AND NOT EXISTS (
              SELECT 1 FROM outbox AS earlier
              LEFT JOIN outbox_delivery AS before ON before.sink = sink.name AND before.number = earlier.number
              WHERE earlier.subject = event.subject AND earlier.number > sink.floor AND earlier.number < event.number
                AND (before.state IS NULL OR before.state = 'waiting'))
          ORDER BY event.number LIMIT ?
          """, arguments: [sink, now.milliseconds, max(0, limit)]
      ).map { row in
        PendingOutboxEvent(
          number: row["number"],
          event: OutboxEvent(
            id: row["id"], source: row["source"], type: row["type"], subject: row["subject"],
            time: Timestamp(milliseconds: row["time"]), data: Array(row["data"] as Data)), attempts: row["attempts"])
      }
    }
  }

  /// Keeps that a sink has taken events.
  public func markSent(_ numbers: [Int64], by sink: String) async throws(OutboxError) {
    try await commit { database in
      for number in numbers { try Self.mark(number, sink, "sent", retryAt: nil, reason: nil, in: database) }
      try Self.raiseFloor(of: sink, in: database)
    }
  }

  /// Keeps that a sink did not take an event.
  public func markFailed(
    _ number: Int64, by sink: String, reason: String, retryAt: Timestamp?
  ) async throws(OutboxError) {
    try await commit { database in
      try Self.mark(number, sink, retryAt == nil ? "dead" : "waiting", retryAt: retryAt, reason: reason, in: database)
    }
  }

  /// How it stands with a sink.
  public func counts(for sink: String) async throws(OutboxError) -> OutboxCounts {
    try await read { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT count(*) AS pending, min(event.time) AS oldest FROM outbox_sink AS sink
          JOIN outbox AS event ON event.number > sink.floor
          LEFT JOIN outbox_delivery AS delivery ON delivery.sink = sink.name AND delivery.number = event.number
          WHERE sink.name = ? AND (delivery.state IS NULL OR delivery.state = 'waiting')
          """, arguments: [sink])
      let dead = try Int.fetchOne(
        database, sql: "SELECT count(*) FROM outbox_delivery WHERE sink = ? AND state = 'dead'", arguments: [sink])
      return OutboxCounts(
        pending: row?["pending"] ?? 0, dead: dead ?? 0,
        oldest: (row?["oldest"] as Int64?).map(Timestamp.init(milliseconds:)))
    }
  }

  /// Gives a sink's dead events another chance.
  public func reviveDead(for sink: String) async throws(OutboxError) -> Int {
    try await commit { database in
      let first = try Int64.fetchOne(
        database, sql: "SELECT min(number) FROM outbox_delivery WHERE sink = ? AND state = 'dead'", arguments: [sink])
      guard let first else { return 0 }
      // What was sent above the floor to be keeps its row; below the old floor everything but the dead was sent.
      try database.execute(
        sql: """
          INSERT INTO outbox_delivery (sink, number, state, attempts)
          SELECT ?, number, 'sent', 1 FROM outbox
          WHERE number >= ? AND number <= (SELECT floor FROM outbox_sink WHERE name = ?) ON CONFLICT DO NOTHING
          """, arguments: [sink, first, sink])
      try database.execute(
        sql: "UPDATE outbox_sink SET floor = min(floor, ?) WHERE name = ?", arguments: [first - 1, sink])
      try database.execute(
        sql: """
          UPDATE outbox_delivery SET state = 'waiting', attempts = 0, retry_at = 0 WHERE sink = ? AND state = 'dead'
          """, arguments: [sink])
      return database.changesCount
    }
  }

  /// Deletes what every sink has taken.
  public func forget(before moment: Timestamp) async throws(OutboxError) -> Int {
    try await commit { database in
      try database.execute(
        sql: """
          DELETE FROM outbox WHERE time < ? AND number <= (SELECT coalesce(min(floor), 0) FROM outbox_sink)
            AND NOT EXISTS (SELECT 1 FROM outbox_delivery AS d WHERE d.number = outbox.number AND d.state = 'dead')
          """, arguments: [moment.milliseconds])
      return database.changesCount
    }
  }

  private static func mark(
    _ number: Int64, _ sink: String, _ state: String, retryAt: Timestamp?, reason: String?, in database: Database
  ) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO outbox_delivery (sink, number, state, attempts, retry_at, reason) VALUES (?, ?, ?, 1, ?, ?)
        ON CONFLICT (sink, number) DO UPDATE SET state = excluded.state, attempts = attempts + 1,
          retry_at = excluded.retry_at, reason = excluded.reason
        """
    ).execute(arguments: [sink, number, state, retryAt?.milliseconds, reason])
  }

  /// Everything before the first pending event is dealt with: its rows are not needed any more, but for the dead.
  private static func raiseFloor(of sink: String, in database: Database) throws {
    let floor = try Int64.fetchOne(
      database,
      sql: """
        SELECT coalesce(min(event.number) - 1, (SELECT coalesce(max(number), 0) FROM outbox)) FROM outbox_sink AS sink
        JOIN outbox AS event ON event.number > sink.floor
        LEFT JOIN outbox_delivery AS delivery ON delivery.sink = sink.name AND delivery.number = event.number
        WHERE sink.name = ? AND (delivery.state IS NULL OR delivery.state = 'waiting')
        """, arguments: [sink])
    guard let floor else { return }
    try database.execute(
      sql: "UPDATE outbox_sink SET floor = max(floor, ?) WHERE name = ?", arguments: [floor, sink])
    try database.execute(
      sql: "DELETE FROM outbox_delivery WHERE sink = ? AND number <= ? AND state = 'sent'", arguments: [sink, floor])
  }

  private func commit<Value: Sendable>(
    _ write: @escaping @Sendable (Database) throws -> Value
  ) async throws(OutboxError) -> Value {
    do {
      return try await database.committer.commit(doing: "keeping the outbox", write)
    } catch {
      throw OutboxError(journalError(error, while: "keeping the outbox").message)
    }
  }

  private func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(OutboxError) -> Value {
    do {
      return try await database.pool.read(body)
    } catch {
      throw OutboxError(journalError(error, while: "reading the outbox").message)
    }
  }
}
