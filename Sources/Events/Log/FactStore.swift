internal import Commerce
internal import Foundation
internal import GRDB
internal import Vendors

/// The facts as they are kept between two runs of this process.
struct FactStore: Sendable {
  /// Facts written in one transaction at most: bounds how long an event waits behind it.
  static let chunk = 200
  /// The name of the local read model among those whose progress is kept.
  static let name = "local"

  /// The tables facts are kept in: the image, and what events were folded into whose payload is gone.
  enum Table: String, Sendable {
    case image = "fact"
    case base = "base_fact"
  }

  let database: EventDatabase
  let sealing: PayloadSealing
  var table = Table.image

  /// All facts. Throws when one cannot be opened: then the image is to be rebuilt from the log.
  func load() async throws(EventsError) -> [Fact] {
    let table = table.rawValue
    let rows = try await database.read("reading facts") { database in
      try Row.fetchAll(database, sql: "SELECT key, content FROM \(table)").map { row in
        (key: row["key"] as String, content: Array(row["content"] as Data))
      }
    }
    var facts: [Fact] = []
    for row in rows {
      let bytes = try sealing.opened(row.content, row.key)
      guard let fact = try? JSONDecoder().decode(Fact.self, from: Data(bytes)) else {
        throw EventsError(.damaged, "a kept fact is damaged")
      }
      facts.append(fact)
    }
    return facts
  }

  /// Keeps what changed in a model that has everything up to a place of the log.
  func save(_ model: LocalReadModel, through sequence: Int64) async throws(EventsError) {
    let changed = model.takeChanged()
    let table = table
    do {
      let rows = try Self.rows(changed, of: model, sealing)
      for start in stride(from: 0, to: rows.count, by: Self.chunk) {
        let part = Array(rows[start..<min(start + Self.chunk, rows.count)])
        try await database.write("keeping facts") { try Self.write(part, table, in: $0) }
      }
      // Last: a crash in between makes the next start read a bit more of the log than it needs.
      try await database.setProgress(of: Self.name, sequence)
    } catch {
      model.putBack(changed)
      throw error
    }
  }

  /// A fact as it is kept; without content when there is none any more.
  struct Kept: Sendable {
    var key: String
    var content: [UInt8]?
  }

  static func rows(
    _ keys: Set<FactKey>, of model: LocalReadModel, _ sealing: PayloadSealing
  ) throws(EventsError) -> [Kept] {
    var rows: [Kept] = []
    for key in keys {
      let name = key.description
      guard let fact = model.fact(key) else {
        rows.append(Kept(key: name, content: nil))
        continue
      }
      rows.append(Kept(key: name, content: try sealing.sealed(CanonicalJSON.bytes(fact), name)))
    }
    return rows
  }

  static func write(_ rows: [Kept], _ table: Table, in database: Database) throws {
    for row in rows {
      guard let content = row.content else {
        try database.execute(sql: "DELETE FROM \(table.rawValue) WHERE key = ?", arguments: [row.key])
        continue
      }
      try database.cachedStatement(
        sql: """
          INSERT INTO \(table.rawValue) (key, content) VALUES (?, ?)
          ON CONFLICT (key) DO UPDATE SET content = excluded.content
          """
      ).execute(arguments: [row.key, Data(content)])
    }
  }
}
