internal import Commerce
internal import Foundation
internal import GRDB
internal import Vendors

/// An event as it stands in the log, still sealed.
struct LoggedEvent: Sendable {
  var sequence: Int64
  var source: String
  var id: String
  var format: String
  var transport: IncomingEvent.Transport
  var receivedAt: Timestamp
  var isHint: Bool
  var payload: [UInt8]

  init(row: Row) {
    sequence = row["sequence"]
    source = row["source"]
    id = row["id"]
    format = row["format"]
    transport = IncomingEvent.Transport(rawValue: row["transport"]) ?? .webhook
    receivedAt = Timestamp(milliseconds: row["received_at"])
    isHint = (row["outcome"] as String) == "hint"
    payload = Array(row["payload"] as Data)
  }
}

extension EventDatabase {
  /// The next events of the log after a place.
  func events(after sequence: Int64, limit: Int) async throws(EventsError) -> [LoggedEvent] {
    try await read("reading the event log") { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM event WHERE sequence > ? AND outcome <> 'folded' ORDER BY sequence LIMIT ?",
        arguments: [sequence, limit]
      ).map(LoggedEvent.init(row:))
    }
  }

  /// The last place of the log; 0 when it is empty.
  func lastSequence() async throws(EventsError) -> Int64 {
    try await read("reading the event log") { try Int64.fetchOne($0, sql: "SELECT max(sequence) FROM event") ?? 0 }
  }

  /// Up to which place of the log a read model has everything.
  func progress(of model: String) async throws(EventsError) -> Int64 {
    try await read("reading progress") {
      try Int64.fetchOne($0, sql: "SELECT sequence FROM progress WHERE name = ?", arguments: [model]) ?? 0
    }
  }

  /// Keeps up to which place of the log a read model has everything.
  func setProgress(of model: String, _ sequence: Int64) async throws(EventsError) {
    try await write("keeping progress") { try Self.setProgress(of: model, sequence, in: $0) }
  }

  static func setProgress(of model: String, _ sequence: Int64, in database: Database) throws {
    try database.execute(
      sql:
        "INSERT INTO progress (name, sequence) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET sequence = excluded.sequence",
      arguments: [model, sequence])
  }
}
