internal import Commerce
internal import Foundation
internal import GRDB
internal import Journal
internal import Operations

/// A ledger entry as it is stored.
struct StoredWrite: Sendable {
  var key: String
  var operation: String
  var backend: String
  var conversation: String?
  var subject: String?
  var created: Int64
  var updated: Int64
  var state: String
  var sends: Int
  var asks: Int
  var failure: String?
  var arguments: Data
  var answer: Data?
  var decision: Data?
  var contradicted: Int64?
}

extension StoredWrite {
  init(row: Row) {
    self.init(
      key: row["key"], operation: row["operation"], backend: row["backend"], conversation: row["conversation"],
      subject: row["subject"], created: row["created_at"], updated: row["updated_at"], state: row["state"],
      sends: row["sends"], asks: row["asks"], failure: row["failure"], arguments: row["arguments"],
      answer: row["answer"], decision: row["decision"], contradicted: row["contradicted_at"])
  }
}

extension LedgerNotice {
  /// What a row says without being opened; nil when it is not of this build.
  init?(_ row: StoredWrite) {
    guard let key = IdempotencyKey(row.key), let operation = OperationName(rawValue: row.operation),
      let state = LedgerEntry.State(rawValue: row.state)
    else { return nil }
    let failure = row.failure.flatMap { try? JSONDecoder().decode(OperationFailure.self, from: Data($0.utf8)) }
    self.init(
      key: key, operation: operation, backend: row.backend, conversation: row.conversation,
      created: Timestamp(milliseconds: row.created), updated: Timestamp(milliseconds: row.updated), state: state,
      code: failure?.code, sends: row.sends, asks: row.asks, byHand: row.decision != nil,
      contradicted: row.contradicted.map(Timestamp.init(milliseconds:)))
  }
}

/// Turns entries into rows and back; what is personal is sealed on the way.
struct LedgerCoding: Sendable {
  var sealing: any JournalSealing

  /// `withArguments`: whether they are sealed too, which an update need not do again.
  func encode(_ entry: LedgerEntry, withArguments: Bool) throws(LedgerStoreError) -> StoredWrite {
    do {
      let encoder = JSONEncoder()
      let subject = Self.subject(entry.subject, entry.conversation)
      func seal(_ value: some Encodable, _ part: String) throws -> Data {
        let plain = Array(try encoder.encode(value))
        return Data(try sealing.seal(plain, subject: subject, context: Self.context(part, entry.key.text)).bytes)
      }
      return StoredWrite(
        key: entry.key.text, operation: entry.operation.name.rawValue, backend: entry.backend,
        conversation: entry.conversation, subject: entry.subject, created: entry.created.milliseconds,
        updated: entry.updated.milliseconds, state: entry.state.rawValue, sends: entry.sends, asks: entry.asks,
        failure: try entry.failure.map { String(decoding: try encoder.encode($0), as: UTF8.self) },
        arguments: withArguments ? try seal(entry.operation, "arguments") : Data(),
        answer: try entry.answer.map { try seal($0, "answer") },
        decision: try entry.decision.map { try seal($0, "decision") },
        contradicted: entry.contradicted?.milliseconds)
    } catch {
      throw LedgerStoreError(.storage, "an entry cannot be sealed: \(type(of: error))")
    }
  }

  func decode(_ row: StoredWrite) throws(LedgerStoreError) -> LedgerEntry {
    do {
      guard let key = IdempotencyKey(row.key), let state = LedgerEntry.State(rawValue: row.state) else {
        throw LedgerStoreError(.unreadable, "entry \(row.key) is in no known state")
      }
      var entry = LedgerEntry(
        key: key, operation: try open(row, row.arguments, "arguments"), backend: row.backend,
        conversation: row.conversation, subject: row.subject, at: Timestamp(milliseconds: row.created), state: state)
      entry.updated = Timestamp(milliseconds: row.updated)
      entry.sends = row.sends
      entry.asks = row.asks
      entry.failure = try row.failure.map { try JSONDecoder().decode(OperationFailure.self, from: Data($0.utf8)) }
      entry.answer = try row.answer.map { try open(row, $0, "answer") }
      entry.contradicted = row.contradicted.map(Timestamp.init(milliseconds:))
      entry.decision = try row.decision.map { try open(row, $0, "decision") }
      return entry
    } catch let error as LedgerStoreError {
      throw error
    } catch let error as JournalError where error.code == .storage {
      throw LedgerStoreError(.storage, error.message)
    } catch {
      throw LedgerStoreError(.unreadable, "entry \(row.key) cannot be opened: \(type(of: error))")
    }
  }

  /// A person's decision in a row; nil when there is none, or when it cannot be opened any more.
  func decision(_ row: StoredWrite) -> LedgerDecision? { row.decision.flatMap { try? open(row, $0, "decision") } }

  private func open<Value: Decodable>(_ row: StoredWrite, _ sealed: Data, _ part: String) throws -> Value {
    let plain = try sealing.open(
      SealedPart(bytes: Array(sealed)), subject: Self.subject(row.subject, row.conversation),
      context: Self.context(part, row.key))
    return try JSONDecoder().decode(Value.self, from: Data(plain))
  }

  /// What belongs to nobody is sealed for its conversation, so that it goes when that is erased.
  static func subject(_ subject: String?, _ conversation: String?) -> SubjectKey {
    subject ?? conversation.map { "conversation \($0)" } ?? "house"
  }

  private static func context(_ part: String, _ key: String) -> [UInt8] { Array("ledger \(part) \(key)".utf8) }
}
