internal import Commerce
internal import Foundation
internal import GRDB
internal import Vendors

/// An event that is ready for the log.
struct PreparedEvent: Sendable {
  var event: IncomingEvent
  var read: ReadEvent
  /// The identifier it has in the log.
  var id: String
  var digest: [UInt8]
  var payload: [UInt8]

  /// What the payload of an event is sealed for.
  static func context(_ source: String, _ id: String) -> String { "\(source) \(id)" }
  var context: String { Self.context(event.source, id) }
}

/// Something that cannot be used, ready to be kept for people to look at.
struct PreparedDeadLetter: Sendable {
  var event: IncomingEvent
  /// Under which topic it came, where that could be read.
  var topic: String?
  var reason: String
  var digest: [UInt8]
  /// What the payload is sealed for.
  var context: String
  var payload: [UInt8]
}

/// What the log made of an event.
enum LogOutcome: Sendable {
  case stored(sequence: Int64, updates: [FactUpdate])
  case ignored(sequence: Int64, String)
  case duplicate, conflict
}

/// Writes events inside a transaction that they share with others.
enum EventWriter {
  static func write(_ prepared: PreparedEvent, in database: Database) throws -> LogOutcome {
    let (event, read) = (prepared.event, prepared.read)
    let known = try Data.fetchOne(
      database.cachedStatement(sql: "SELECT digest FROM event WHERE source = ? AND id = ?"),
      arguments: [event.source, prepared.id])
    if let known {
      if known == Data(prepared.digest) { return .duplicate }
      try write(
        PreparedDeadLetter(
          event: event, topic: read.topic, reason: "another content came under its identifier before",
          digest: prepared.digest,
          context: prepared.context, payload: prepared.payload), in: database)
      return .conflict
    }
    var outcome = "applied"
    var note: String?
    var (updates, occurred): ([FactUpdate], Timestamp?) = ([], nil)
    switch read.reading {
    case .updates(let all, let time): (updates, occurred) = (all, time)
    case .ignored(let why), .malformed(let why): (outcome, note) = ("ignored", why)
    }
    if !read.idIsSigned, try isKnown(prepared, in: database) {
      // Whoever has captured a request can send it again under another name and topic. What it says of records is known then;
      // where it says nothing of them ({"id": 7}), two honest ones look alike, so it counts as a hint to ask the source.
      guard outcome == "applied", let hints = Self.hints(updates, at: event.receivedAt) else { return .duplicate }
      (updates, outcome) = (hints, "hint")
    }
    try database.cachedStatement(
      sql: """
        INSERT INTO event (source, id, digest, format, transport, topic, received_at, occurred_at, outcome, note, payload)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      event.source, prepared.id, Data(prepared.digest), event.format, event.transport.rawValue, read.topic,
      event.receivedAt.milliseconds, occurred?.milliseconds, outcome, note, Data(prepared.payload),
    ])
    let sequence = database.lastInsertedRowID
    return note.map { .ignored(sequence: sequence, $0) } ?? .stored(sequence: sequence, updates: updates)
  }

  static func write(_ letter: PreparedDeadLetter, in database: Database) throws {
    let event = letter.event
    try database.cachedStatement(
      sql: """
        INSERT INTO dead_letter (source, digest, format, transport, topic, reason, first_at, last_at, times, context,
          payload)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
        ON CONFLICT (source, digest) DO UPDATE SET
          times = times + 1, last_at = excluded.last_at, reason = excluded.reason
        """
    ).execute(arguments: [
      event.source, Data(letter.digest), event.format, event.transport.rawValue, letter.topic, letter.reason,
      event.receivedAt.milliseconds, event.receivedAt.milliseconds, letter.context, Data(letter.payload),
    ])
  }

  /// The updates as hints, when there are any and none of them carries a record.
  static func hints(_ updates: [FactUpdate], at time: Timestamp) -> [FactUpdate]? {
    guard !updates.isEmpty else { return nil }
    var hints: [FactUpdate] = []
    for var update in updates {
      if case .value = update.change { return nil }
      update.change = .touched
      update.version = FactVersion(at: time)
      hints.append(update)
    }
    return hints
  }

  /// Whether the content came before: as an event, or as a dead letter under another topic. Under the same topic a dead letter may
  /// have become readable since.
  private static func isKnown(_ prepared: PreparedEvent, in database: Database) throws -> Bool {
    try Int.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT 1 WHERE EXISTS (SELECT 1 FROM event WHERE source = ?1 AND digest = ?2)
            OR EXISTS (SELECT 1 FROM dead_letter WHERE source = ?1 AND digest = ?2 AND topic <> ?3)
          """), arguments: [prepared.event.source, Data(prepared.digest), prepared.read.topic]) != nil
  }
}
