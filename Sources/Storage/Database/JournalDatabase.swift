internal import Files
internal import Foundation
internal import GRDB

/// The one SQLite database of a machine's journal: entries, conversations and wrapped subject keys, in write-ahead mode
/// with every commit flushed to the disk before it is acknowledged. `SQLiteJournal` and `AESGCMSealing` share it.
public final class JournalDatabase: Sendable {
  /// Who may do what with an opened database.
  public enum Access: Sendable {
    /// The one writer; holds the lock file `<path>.lock`.
    case readWrite
    /// Any number of readers beside the writer: lists, replays, audits.
    case readOnly
  }

  /// Where the database is.
  public let path: String
  /// How it was opened.
  public let access: Access

  let pool: DatabasePool
  let keys = SubjectKeys()
  let committer: GroupCommitter
  private let lock: FileLock?

  /// Opens the database, creating it (rights 0600, folders included) when access is `.readWrite`, and brings its tables
  /// up to date. Throws a `StorageError`: `.cannotOpen`, `.inUse`, `.notAJournal` or `.notDurable`.
  public convenience init(path: String, access: Access = .readWrite) throws {
    do {
      try self.init(checked: path, access: access)
    } catch let error as StorageError {
      throw error
    } catch let failure as FileFailure {
      throw StorageError(failure)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB || error.resultCode == .SQLITE_CORRUPT {
      throw StorageError(
        .notAJournal,
        "\(path) is not a readable journal database (\(error.resultCode)); move it away or restore a backup")
    } catch let error as DatabaseError {
      throw StorageError(
        .cannotOpen, "cannot open \(path): SQLite says \(error.resultCode); check the path, its rights and free space")
    } catch {
      throw StorageError(.cannotOpen, "cannot open \(path): \(type(of: error)); check the path and its rights")
    }
  }

  private init(checked path: String, access: Access) throws {
    self.path = path
    self.access = access
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.label = "journal"
    switch access {
    case .readOnly:
      guard FileManager.default.fileExists(atPath: path) else {
        throw StorageError(
          .cannotOpen, "there is no journal at \(path); start the server once, or check the data folder")
      }
      configuration.readonly = true
      lock = nil
      pool = try DatabasePool(path: path, configuration: configuration)
      committer = GroupCommitter(pool: pool, keys: keys)
      guard try pool.read({ try $0.tableExists("entry") && $0.tableExists("subject_key") }) else {
        throw StorageError(.notAJournal, "\(path) has no journal in it; check the data folder")
      }
    case .readWrite:
      try PrivateFiles.prepare(path)
      lock = try FileLock(path: path + ".lock")
      // An erased key must not survive in a free page of the file.
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON") }
      pool = try DatabasePool(path: path, configuration: configuration)
      committer = GroupCommitter(pool: pool, keys: keys)
      try pool.writeWithoutTransaction { try Self.makeDurable($0, path: path) }
      try JournalSchema.migrator.migrate(pool)
    }
  }

  /// GRDB sets `synchronous = NORMAL` whenever it turns write-ahead mode on, after any setting of ours; under NORMAL a
  /// power cut takes acknowledged commits. So the level is set on the open writer and read back.
  private static func makeDurable(_ database: Database, path: String) throws {
    try database.execute(sql: "PRAGMA synchronous = FULL")
    let durability = try durability(database)
    guard durability == Durability(journalMode: "wal", synchronous: 2) else {
      throw StorageError(
        .notDurable,
        "\(path) runs with journal_mode \(durability.journalMode) and synchronous \(durability.synchronous), "
          + "not wal and 2; put the data folder on a local disk")
    }
  }

  /// The writer's settings as SQLite reports them.
  public struct Durability: Hashable, Sendable {
    /// SQLite's `journal_mode`: "wal".
    public var journalMode: String
    /// SQLite's `synchronous`: 2 is FULL.
    public var synchronous: Int
  }

  /// Reads the settings that are in force on the writing connection now.
  public func durability() async throws -> Durability {
    try await pool.writeWithoutTransaction { try Self.durability($0) }
  }

  private static func durability(_ database: Database) throws -> Durability {
    Durability(
      journalMode: try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? "none",
      synchronous: try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? -1)
  }

  /// Closes all connections and lets go of the lock. Later calls on journal and sealing throw.
  public func close() throws {
    defer { lock?.release() }
    try pool.close()
  }
}
