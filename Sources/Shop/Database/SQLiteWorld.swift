internal import Commerce
internal import Foundation
internal import GRDB

/// The world in the database, for the length of one transaction.
final class SQLiteWorld: World {
  let now: Timestamp
  let profile: RuleProfile
  private let database: Database
  private let coding: DocumentCoding
  /// The step this transaction's changes are counted under, once there is one.
  private var step: Int?
  /// Whether changes are counted: not while an empty file is being filled, each document once.
  private let counts: Bool

  init(_ database: Database, now: Timestamp, profile: RuleProfile, coding: DocumentCoding, counts: Bool = true) {
    self.database = database
    self.now = now
    self.profile = profile
    self.coding = coding
    self.counts = counts
  }

  func find<Document: ShopDocument>(_ type: Document.Type, _ id: String) throws(OperationFailure) -> Document? {
    let body = try Self.mapped {
      try Data.fetchOne(
        database.cachedStatement(sql: "SELECT body FROM document WHERE kind = ? AND id = ?"),
        arguments: [Document.kind, id])
    }
    guard let body else { return nil }
    return try coding.document(type, id, body)
  }

  func list<Document: ShopDocument>(
    _ type: Document.Type, _ name: String, _ value: String
  ) throws(OperationFailure) -> [Document] {
    try documents(
      type,
      """
      SELECT document.id, body FROM lookup JOIN document ON document.kind = lookup.kind AND document.id = lookup.id
      WHERE lookup.kind = ? AND name = ? AND value = ? ORDER BY lookup.id
      """, [Document.kind, name, value])
  }

  func all<Document: ShopDocument>(_ type: Document.Type) throws(OperationFailure) -> [Document] {
    try documents(type, "SELECT id, body FROM document WHERE kind = ? ORDER BY id", [Document.kind])
  }

  private func documents<Document: ShopDocument>(
    _ type: Document.Type, _ sql: String, _ arguments: StatementArguments
  ) throws(OperationFailure) -> [Document] {
    let rows = try Self.mapped {
      try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments)
    }
    var found: [Document] = []
    found.reserveCapacity(rows.count)
    for row in rows { found.append(try coding.document(type, row[0], row[1])) }
    return found
  }

  func put<Document: ShopDocument>(_ document: Document) throws(OperationFailure) {
    let (kind, id) = (Document.kind, document.documentID)
    let body = try DocumentCoding.body(document)
    let wanted = Set(document.lookups)
    try Self.mapped {
      try database.cachedStatement(
        sql: """
          INSERT INTO document (kind, id, body) VALUES (?, ?, ?)
          ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body
          """
      ).execute(arguments: [kind, id, body])
      try index(kind, id, wanted)
      try count(kind, id)
    }
  }

  func remove<Document: ShopDocument>(_ type: Document.Type, _ id: String) throws(OperationFailure) {
    try Self.mapped {
      try database.cachedStatement(sql: "DELETE FROM document WHERE kind = ? AND id = ?")
        .execute(arguments: [Document.kind, id])
      try index(Document.kind, id, [])
      try count(Document.kind, id)
    }
  }

  /// Makes a document's lookups these; most changes leave them as they are.
  private func index(_ kind: String, _ id: String, _ wanted: Set<Lookup>) throws {
    var found: Set<Lookup> = []
    if counts {
      let rows = try Row.fetchAll(
        database.cachedStatement(sql: "SELECT name, value FROM lookup WHERE kind = ? AND id = ?"),
        arguments: [kind, id])
      found = Set(rows.map { Lookup($0[0], $0[1]) })
    }
    for old in found.subtracting(wanted) {
      try database.cachedStatement(sql: "DELETE FROM lookup WHERE kind = ? AND name = ? AND value = ? AND id = ?")
        .execute(arguments: [kind, old.name, old.value, id])
    }
    for new in wanted.subtracting(found) {
      try database.cachedStatement(sql: "INSERT OR IGNORE INTO lookup VALUES (?, ?, ?, ?)")
        .execute(arguments: [kind, new.name, new.value, id])
    }
  }

  private func count(_ kind: String, _ id: String) throws {
    guard counts else { return }
    let step = try self.step ?? ShopMeta.nextStep(in: database)
    self.step = step
    try database.cachedStatement(
      sql: "INSERT INTO changed VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET step = excluded.step"
    ).execute(arguments: [kind, id, step])
  }

  private var depth = 0

  func beginAttempt() throws(OperationFailure) {
    try Self.mapped { try database.execute(sql: "SAVEPOINT attempt\(depth)") }
    depth += 1
  }

  func endAttempt(keep: Bool) throws(OperationFailure) {
    depth -= 1
    try Self.mapped {
      if !keep {
        try database.execute(sql: "ROLLBACK TO attempt\(depth)")
        // The step may have been taken back with the rest.
        step = nil
      }
      try database.execute(sql: "RELEASE attempt\(depth)")
    }
  }

  /// Does something with the database; its errors come out as what callers may be told.
  static func mapped<Value>(_ body: () throws -> Value) throws(OperationFailure) -> Value {
    do {
      return try body()
    } catch let failure as OperationFailure {
      throw failure
    } catch let error as DatabaseError {
      throw OperationFailure(
        .unavailable, "the shop's database cannot be used: SQLite says \(error.resultCode)", mayHaveHappened: false)
    } catch {
      throw OperationFailure(
        .unavailable, "the shop's database cannot be used: \(Swift.type(of: error))", mayHaveHappened: false)
    }
  }
}
