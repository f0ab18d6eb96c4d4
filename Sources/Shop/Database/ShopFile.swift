internal import Commerce
internal import Files
internal import Foundation
internal import GRDB

/// A shop's file: opening it, filling it, and reading and writing in transactions.
struct ShopFile: Sendable {
  var path: String
  var pool: DatabasePool
  let coding = DocumentCoding()

  /// Opens or makes the file. Throws a `ShopError`; a file that is no database is left as it is.
  static func open(_ path: String, creating: Bool = true) throws -> ShopFile {
    let exists = FileManager.default.fileExists(atPath: path)
    if exists { try refuseOthers(path) }
    if !exists && !creating { throw ShopError(.cannotRead, "there is no shop at \(path); name the file of one") }
    do {
      try PrivateFiles.prepare(path)
      var configuration = Configuration()
      configuration.label = "shop"
      configuration.busyMode = .timeout(10)
      let pool = try DatabasePool(path: path, configuration: configuration)
      // GRDB sets NORMAL when it turns write-ahead mode on, under which a power cut takes acknowledged commits: so it is
      // set after opening, through the writer, and read back.
      let durable = try pool.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA synchronous = FULL")
        return try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2
          && String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal"
      }
      guard durable else {
        throw ShopError(.cannotWrite, "\(path) cannot be written durably there; name a file on a local disk")
      }
      return ShopFile(path: path, pool: pool)
    } catch let error as ShopError {
      throw error
    } catch {
      throw ShopError(
        .cannotWrite,
        "cannot write the shop's database \(path); check that its folder exists, is writable and has 50 MB free")
    }
  }

  /// Looks before anything is written: somebody else's file must not be turned to write-ahead mode.
  private static func refuseOthers(_ path: String) throws {
    let notAShop = ShopError(.notAShop, "\(path) is not a shop's database; move it away or name another file")
    var configuration = Configuration()
    configuration.readonly = true
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      _ = try queue.read { try ShopMeta.read($0, path: path) }
      try queue.close()
    } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB || error.resultCode == .SQLITE_CORRUPT {
      throw notAShop
    } catch let error as DatabaseError {
      throw ShopError(.cannotRead, "cannot read \(path): SQLite says \(error.resultCode); check its rights")
    }
  }

  /// Fills the file with a shop in place of what it holds, in one transaction. `decide` is asked inside it, with what the
  /// file says of itself, so that a write of another process can never fall between the question and the answer.
  func fill<Answer>(
    deciding decide: (ShopMeta?) throws -> (Answer, (meta: ShopMeta, documents: [any ShopDocument])?)
  ) throws -> Answer {
    do {
      return try pool.writeWithoutTransaction { database in
        var answer: Answer?
        try database.inTransaction(.immediate) {
          let (decided, contents) = try decide(try ShopMeta.read(database, path: path))
          answer = decided
          guard let contents else { return .commit }
          try Self.replace(database, contents.meta, contents.documents, coding)
          return .commit
        }
        guard let answer else { throw ShopError(.cannotWrite, "cannot write the shop's database \(path)") }
        return answer
      }
    } catch let error as DatabaseError {
      throw ShopError(
        .cannotWrite, "cannot write the shop's database \(path): SQLite says \(error.resultCode); check its rights")
    }
  }

  private static func replace(
    _ database: Database, _ meta: ShopMeta, _ documents: [any ShopDocument], _ coding: DocumentCoding
  ) throws {
    let tables = try String.fetchAll(
      database,
      sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%'"
    )
    try database.execute(sql: "PRAGMA defer_foreign_keys = ON")
    for table in tables { try database.execute(sql: "DROP TABLE \"\(table)\"") }
    try database.execute(sql: ShopSchema.sql)
    try database.execute(sql: "PRAGMA user_version = \(ShopSchema.version)")
    for (name, value) in meta.rows(filling: .random(in: 1...(.max))) {
      try database.execute(sql: "INSERT INTO meta VALUES (?, ?)", arguments: [name, value])
    }
    let world = SQLiteWorld(
      database, now: Timestamp(milliseconds: 0), profile: meta.profile, coding: coding, counts: false)
    func put(_ document: some ShopDocument) throws { try world.put(document) }
    for document in documents { try put(document) }
  }
}
