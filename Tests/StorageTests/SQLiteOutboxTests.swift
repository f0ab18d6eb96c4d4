import Commerce
import GRDB
import Operations
import Testing

@testable import Storage

@Suite struct SQLiteOutboxTests {
  let folder: TemporaryFolder
  let database: JournalDatabase
  let outbox: SQLiteOutbox

  init() throws {
    folder = try TemporaryFolder()
    database = try JournalDatabase(path: folder.file("journal.sqlite"))
    outbox = SQLiteOutbox(database: database)
  }

  func event(_ id: String, _ subject: String) -> OutboxEvent {
    OutboxEvent(
      id: id, source: "/aisle", type: "aisle.test", subject: subject, time: Timestamp(milliseconds: 1_000),
      data: Array("{}".utf8))
  }

  func next(_ sink: String, at milliseconds: Int64 = 2_000, limit: Int = 100) async throws -> [String] {
    try await outbox.next(for: sink, now: Timestamp(milliseconds: milliseconds), limit: limit).map(\.event.id)
  }

  func number(_ sink: String, _ id: String) async throws -> Int64 {
    let pending = try await outbox.next(for: sink, now: Timestamp(milliseconds: .max), limit: 100)
    return try #require(pending.first { $0.event.id == id }?.number)
  }

  @Test func eachSubjectsOldestComesFirst() async throws {
    try await outbox.register(sink: "a", fromBeginning: true)
    try await outbox.add([event("1", "x"), event("2", "x"), event("3", "y"), event("1", "z")])
    #expect(try await next("a") == ["1", "3"])
    try await outbox.markSent([try await number("a", "1")], by: "a")
    #expect(try await next("a") == ["2", "3"])
    #expect(try await next("a", limit: 1) == ["2"])
    try await outbox.markSent([try await number("a", "3"), try await number("a", "2")], by: "a")
    #expect(try await next("a") == [])
    #expect(try await outbox.counts(for: "a") == OutboxCounts())
  }

  @Test func aFailureHoldsBackItsSubjectOnly() async throws {
    try await outbox.register(sink: "a", fromBeginning: true)
    try await outbox.add([event("1", "x"), event("2", "x"), event("3", "y")])
    let first = try await number("a", "1")
    try await outbox.markFailed(first, by: "a", reason: "down", retryAt: Timestamp(milliseconds: 5_000))
    #expect(try await next("a") == ["3"])
    #expect(try await next("a", at: 5_000) == ["1", "3"])
    #expect(
      try await outbox.counts(for: "a") == OutboxCounts(pending: 3, dead: 0, oldest: Timestamp(milliseconds: 1_000)))
    // Given up: the next of its subject comes.
    try await outbox.markFailed(first, by: "a", reason: "refused", retryAt: nil)
    #expect(try await next("a") == ["2", "3"])
    #expect(try await outbox.counts(for: "a").dead == 1)
    for id in ["2", "3"] { try await outbox.markSent([try await number("a", id)], by: "a") }
    #expect(try await next("a") == [])
    #expect(try await outbox.reviveDead(for: "a") == 1)
    #expect(try await next("a") == ["1"])
    #expect(try await outbox.reviveDead(for: "a") == 0)
  }

  @Test func sinksGoTheirOwnPace() async throws {
    try await outbox.register(sink: "a", fromBeginning: true)
    try await outbox.add([event("1", "x")])
    try await outbox.register(sink: "b", fromBeginning: false)
    try await outbox.register(sink: "c", fromBeginning: true)
    try await outbox.add([event("2", "y")])
    #expect(try await next("a") == ["1", "2"])
    #expect(try await next("b") == ["2"])
    #expect(try await next("c") == ["1", "2"])
    #expect(try await next("nobody") == [])
    for id in ["1", "2"] { try await outbox.markSent([try await number("a", id)], by: "a") }
    try await outbox.markSent([try await number("b", "2")], by: "b")
    #expect(try await outbox.forget(before: Timestamp(milliseconds: 9_000)) == 0)
    for id in ["1", "2"] { try await outbox.markSent([try await number("c", id)], by: "c") }
    #expect(try await outbox.forget(before: Timestamp(milliseconds: 1_000)) == 0)
    #expect(try await outbox.forget(before: Timestamp(milliseconds: 9_000)) == 2)
  }

  @Test func neitherWithoutTheOther() async throws {
    struct Stop: Error {}
    try await outbox.register(sink: "a", fromBeginning: true)
    let event = event("1", "x")
    await #expect(throws: Stop.self) {
      try await database.pool.write { database in
        try SQLiteOutbox.insert(event, in: database)
        throw Stop()
      }
    }
    #expect(try await next("a") == [])
    try await database.pool.write { try SQLiteOutbox.insert(event, in: $0) }
    #expect(try await next("a") == ["1"])
  }
}
