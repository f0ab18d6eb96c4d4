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

  let database: EventDatabase
  let sealing: PayloadSealing

  /// All facts. Throws when one cannot be opened: then the image is to be rebuilt from the log.
  func load() async throws(EventsError) -> [Fact] {
    let rows = try await database.read("reading facts") { database in
      try Row.fetchAll(database, sql: "SELECT key, content FROM fact").map { row in
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
    do {
      var rows: [(key: String, content: [UInt8]?)] = []
      for key in changed {
        guard let fact = model.fact(key) else {
          rows.append((key.description, nil))
          continue
        }
        rows.append((key.description, try sealing.sealed(CanonicalJSON.bytes(fact), key.description)))
      }
      for start in stride(from: 0, to: rows.count, by: Self.chunk) {
        let part = rows[start..<min(start + Self.chunk, rows.count)]
        try await database.write("keeping facts") { database in
          for row in part {
            guard let content = row.content else {
              try database.execute(sql: "DELETE FROM fact WHERE key = ?", arguments: [row.key])
              continue
            }
            try database.cachedStatement(
              sql:
                "INSERT INTO fact (key, content) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET content = excluded.content"
            ).execute(arguments: [row.key, Data(content)])
          }
        }
      }
      // Last: a crash in between makes the next start read a bit more of the log than it needs.
      try await database.setProgress(of: Self.name, sequence)
    } catch {
      model.putBack(changed)
      throw error
    }
  }
}
