public import Commerce
internal import Foundation
internal import GRDB
internal import Vendors

/// Something that came and could not be used, without its content.
public struct DeadLetter: Hashable, Sendable {
  /// Its number.
  public var number: Int64
  /// Who told it.
  public var source: String
  /// How it came.
  public var transport: String
  /// What is wrong with it.
  public var reason: String
  /// When it came first.
  public var firstAt: Timestamp
  /// When it came last.
  public var lastAt: Timestamp
  /// How often it came.
  public var times: Int
}

extension EventProcessor {
  /// Dead letters, newest first. Throws an `EventsError`.
  public nonisolated func deadLetters(limit: Int = 100) async throws(EventsError) -> [DeadLetter] {
    try await database.read("reading dead letters") { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM dead_letter ORDER BY last_at DESC, number DESC LIMIT ?",
        arguments: [max(0, limit)]
      ).map { row in
        DeadLetter(
          number: row["number"], source: row["source"], transport: row["transport"], reason: row["reason"],
          firstAt: Timestamp(milliseconds: row["first_at"]), lastAt: Timestamp(milliseconds: row["last_at"]),
          times: row["times"])
      }
    }
  }

  /// How many dead letters there are. Throws an `EventsError`.
  public nonisolated func deadLetterCount() async throws(EventsError) -> Int {
    try await database.read("counting dead letters") {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM dead_letter") ?? 0
    }
  }

  /// Takes a dead letter in again, as after a new version that can read it, and forgets it when that succeeds. Returns nil when
  /// there is none of this number. Throws an `EventsError`.
  public nonisolated func retryDeadLetter(_ number: Int64) async throws(EventsError) -> EventOutcome? {
    let row = try await database.read("reading a dead letter") {
      try Row.fetchOne($0, sql: "SELECT * FROM dead_letter WHERE number = ?", arguments: [number]).map { row in
        (
          source: row["source"] as String, format: row["format"] as String, transport: row["transport"] as String,
          at: Timestamp(milliseconds: row["first_at"]), context: row["context"] as String,
          payload: Array(row["payload"] as Data)
        )
      }
    }
    guard let row else { return nil }
    let bytes = try sealing.opened(row.payload, row.context)
    let (headers, body) = try StoredPayload.decode(bytes)
    let outcome = try await submit(
      IncomingEvent(
        source: row.source, format: row.format,
        transport: IncomingEvent.Transport(rawValue: row.transport) ?? .webhook, headers: headers, body: body,
        receivedAt: row.at))
    switch outcome {
    case .applied, .duplicate, .ignored: try await forgetDeadLetter(number)
    case .conflict, .malformed, .unreadable: break
    }
    return outcome
  }

  /// Forgets a dead letter that nobody needs. Throws an `EventsError`.
  public nonisolated func forgetDeadLetter(_ number: Int64) async throws(EventsError) {
    try await database.write("forgetting a dead letter") {
      try $0.execute(sql: "DELETE FROM dead_letter WHERE number = ?", arguments: [number])
    }
  }
}
