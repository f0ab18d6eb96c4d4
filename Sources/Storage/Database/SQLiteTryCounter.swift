public import Commerce
public import Conversations
internal import GRDB

/// Wrong tries of proving who one is, across conversations, in the journal's database. Keys come as keyed digests.
public struct SQLiteTryCounter: TryCounter {
  private let database: JournalDatabase
  /// Tries older than this are thrown away when new ones come, in milliseconds: no rule looks back further.
  private static let kept: Int64 = 31 * 86_400_000

  /// Makes a counter over an open database.
  public init(database: JournalDatabase) { self.database = database }

  /// The wrong tries of each since a moment.
  public func counts(of keys: [String], since: Timestamp) async throws -> [Int] {
    try await database.pool.read { database in
      try keys.map { key in
        try Int.fetchOne(
          database, sql: "SELECT count(*) FROM wrong_try WHERE key = ? AND time >= ?",
          arguments: [key, since.milliseconds]) ?? 0
      }
    }
  }

  /// One more for each.
  public func count(_ keys: [String], at now: Timestamp) async throws {
    try await database.pool.write { database in
      try database.execute(
        sql: "DELETE FROM wrong_try WHERE time < ?", arguments: [now.milliseconds - Self.kept])
      for key in keys {
        try database.execute(
          sql: "INSERT INTO wrong_try (key, time) VALUES (?, ?)", arguments: [key, now.milliseconds])
      }
    }
  }

  /// None any more.
  public func forget(_ keys: [String]) async throws {
    try await database.pool.write { database in
      for key in keys { try database.execute(sql: "DELETE FROM wrong_try WHERE key = ?", arguments: [key]) }
    }
  }
}
