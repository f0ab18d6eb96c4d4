internal import Files
internal import Foundation
internal import GRDB

/// The SQLite database of this machine's events: the log of what was received, dead letters, kept facts, cursors. Write-ahead mode,
/// every commit flushed to the disk before it is acknowledged; one process at a time.
public final class EventDatabase: Sendable {
  /// Where it is.
  public let path: String
  let pool: DatabasePool
  /// For moving what was committed from the write-ahead log into the database while the writer goes on.
  private let tidier: DatabaseQueue
  private let lock: FileLock

  /// Opens the database, creating it (rights 0600, folders included), and brings its tables up to date. Throws an `EventsError`:
  /// `.cannotOpen` or `.inUse`.
  public init(path: String) throws(EventsError) {
    self.path = path
    do {
      try PrivateFiles.prepare(path)
      lock = try FileLock(path: path + ".lock")
      var configuration = Configuration()
      configuration.busyMode = .timeout(5)
      configuration.label = "events"
      pool = try DatabasePool(path: path, configuration: configuration)
      try pool.writeWithoutTransaction { database in
        // GRDB sets NORMAL when it turns write-ahead mode on, after any setting of ours: a power cut would then take what was
        // acknowledged. So it is set on the open writer, and read back.
        try database.execute(sql: "PRAGMA synchronous = FULL")
        guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2,
          try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal"
        else { throw EventsError(.cannotOpen, "\(path) is not durable; put the data folder on a local disk") }
        // By itself SQLite tidies up within a commit, which then takes ten times as long. `tidy` does it beside them; this is
        // for the case that nobody calls it.
        try database.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.longestLog)")
      }
      try EventSchema.migrator.migrate(pool)
      configuration.label = "events tidier"
      tidier = try DatabaseQueue(path: path, configuration: configuration)
    } catch let error as EventsError {
      throw error
    } catch let failure as FileFailure {
      if case .held = failure { throw EventsError(.inUse, failure.description) }
      throw EventsError(.cannotOpen, failure.description)
    } catch let error as DatabaseError {
      throw EventsError(
        .cannotOpen, "cannot open \(path): SQLite says \(error.resultCode); check its rights and free space")
    } catch {
      throw EventsError(.cannotOpen, "cannot open \(path): \(type(of: error)); check the path and its rights")
    }
  }

  /// Pages in the write-ahead log after which a commit tidies up itself.
  private static let longestLog = 20_000

  /// Moves what was committed into the database, almost all of it without holding up commits.
  func tidy() async throws(EventsError) {
    do {
      try await tidier.writeWithoutTransaction { _ = try $0.checkpoint(.passive) }
      let size = try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int ?? 0
      guard size > 8 << 20 else { return }
      // The rest is what came in the meantime; then the log begins anew.
      try await pool.writeWithoutTransaction { _ = try $0.checkpoint(.restart) }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      // A reader is in the way: the next time.
    } catch {
      throw Self.failure(error, "tidying up")
    }
  }

  /// Closes all connections and lets go of the lock. Later calls throw.
  public func close() {
    try? tidier.close()
    try? pool.close()
    lock.release()
  }

  func read<Value: Sendable>(
    _ doing: String, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(EventsError) -> Value {
    do { return try await pool.read(body) } catch { throw Self.failure(error, doing) }
  }

  func write<Value: Sendable>(
    _ doing: String, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(EventsError) -> Value {
    do { return try await pool.write(body) } catch { throw Self.failure(error, doing) }
  }

  /// SQLite's code and words for it, never a statement's arguments, which may hold personal data.
  private static func failure(_ error: any Error, _ doing: String) -> EventsError {
    switch error {
    case let error as EventsError: error
    case let error as DatabaseError:
      EventsError(.storage, "\(doing): SQLite \(error.extendedResultCode) \(error.message ?? "")")
    default: EventsError(.storage, "\(doing): \(type(of: error))")
    }
  }
}
