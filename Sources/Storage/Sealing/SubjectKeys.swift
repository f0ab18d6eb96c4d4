internal import Crypto
internal import Foundation
internal import GRDB
internal import Journal
internal import Synchronization

/// The subject keys in use, in memory under a lock, and the ones made but not yet in the database.
///
/// A new key costs no flush of its own: it waits in `pending`, and the journal's next commit writes every pending key
/// in the same transaction as the entries. An entry sealed with a key is therefore acknowledged only once the key is
/// durable.
///
/// Order of locks: the writing connection first, then this lock. Under the lock only reads of the database are waited
/// for.
final class SubjectKeys: Sendable {
  /// One key of one subject.
  struct Key: Sendable {
    var id: [UInt8]
    var subject: SubjectKey
    var secret: SymmetricKey
    /// The secret under the master key, as it is stored.
    var wrapped: [UInt8]
  }

  private struct State {
    var live: [SubjectKey: Key] = [:]
    var known: [[UInt8]: Key] = [:]
    var pending: [[UInt8]: Key] = [:]

    /// Remembers a key; forgets all that can be read again when there are too many.
    mutating func remember(_ key: Key, live isLive: Bool) {
      if known.count >= 20_000 {
        known = pending
        live = Dictionary(pending.values.map { ($0.subject, $0) }, uniquingKeysWith: { $1 })
      }
      known[key.id] = key
      if isLive { live[key.subject] = key }
    }
  }

  private let state = Mutex(State())

  /// The key to seal a subject's data with: the one in memory, else what `load` finds, else what `make` makes, which is
  /// then pending.
  func live(for subject: SubjectKey, load: () throws -> Key?, make: () throws -> Key) throws -> Key {
    try state.withLock { state in
      if let key = state.live[subject] { return key }
      if let key = try load() {
        state.remember(key, live: true)
        return key
      }
      let key = try make()
      state.pending[key.id] = key
      state.remember(key, live: true)
      return key
    }
  }

  /// The key of this identifier: the one in memory, else what `load` finds; nil when neither.
  func key(_ id: [UInt8], load: () throws -> Key?) throws -> Key? {
    try state.withLock { state in
      if let key = state.known[id] { return key }
      guard let key = try load() else { return nil }
      state.remember(key, live: false)
      return key
    }
  }

  /// How many keys are made and not yet durable.
  var pendingCount: Int { state.withLock { $0.pending.count } }

  /// Writes the pending keys inside the caller's transaction. Returns what to hand to `settle` once that has committed.
  func writePending(_ database: Database) throws -> [[UInt8]] {
    let keys = state.withLock { Array($0.pending.values) }
    guard !keys.isEmpty else { return [] }
    let insert = try database.cachedStatement(sql: "INSERT INTO subject_key (id, subject, wrapped) VALUES (?, ?, ?)")
    for key in keys { try insert.execute(arguments: [Data(key.id), key.subject, Data(key.wrapped)]) }
    return keys.map(\.id)
  }

  /// Takes note that these keys are durable.
  func settle(_ ids: [[UInt8]]) {
    guard !ids.isEmpty else { return }
    state.withLock { state in for id in ids { state.pending[id] = nil } }
  }

  /// Erases a subject's keys on the open writer and forgets them, in one step as seen by `live` and `key`. What seals
  /// later gets a new key.
  func erase(_ subject: SubjectKey, at milliseconds: Int64, in database: Database) throws {
    try state.withLock { state in
      let unwritten = state.pending.values.filter { $0.subject == subject }.map(\.id)
      try Self.erase(subject, unwritten: unwritten, at: milliseconds, in: database)
      state.live[subject] = nil
      state.known = state.known.filter { $0.value.subject != subject }
      for id in unwritten { state.pending[id] = nil }
    }
  }

  private static func erase(_ subject: SubjectKey, unwritten: [[UInt8]], at milliseconds: Int64, in database: Database)
    throws
  {
    try database.inTransaction {
      try database.execute(
        sql: "UPDATE subject_key SET wrapped = NULL, erased_at = ? WHERE subject = ? AND wrapped IS NOT NULL",
        arguments: [milliseconds, subject])
      for id in unwritten {
        try database.execute(
          sql: "INSERT INTO subject_key (id, subject, wrapped, erased_at) VALUES (?, ?, NULL, ?)",
          arguments: [Data(id), subject, milliseconds])
      }
      return .commit
    }
  }
}
