import AisleTesting
import Commerce
import Foundation
import Journal
import Operations
import Storage
import Testing

@Suite struct SQLiteLedgerTests {
  let folder: TemporaryFolder
  let database: JournalDatabase
  let sealing: AESGCMSealing
  let ledger: SQLiteLedger

  init() throws {
    folder = try TemporaryFolder()
    database = try JournalDatabase(path: folder.file("journal.db"))
    sealing = try AESGCMSealing(database: database, masterKeyFile: folder.file("master.key"))
    ledger = SQLiteLedger(database: database, sealing: sealing)
  }

  @Test(arguments: LedgerStoreConformance.allCases) func keepsItsPromises(_ promise: LedgerStoreConformance)
    async throws
  {
    try await promise.check(ledger)
    try await promise.check(InMemoryLedger())
  }

  @Test func anAcknowledgedEntrySurvivesAPowerCut() async throws {
    let entry = try LedgerStoreConformance.entry("k", .changeOrderAddress)
    _ = try await ledger.begin(entry)
    let copy = try TemporaryFolder()
    try folder.crashCopy(of: "journal.db", into: copy)
    let after = try JournalDatabase(path: copy.file("journal.db"))
    let sealing = try AESGCMSealing(database: after, masterKeyFile: folder.file("master.key"))
    #expect(try await SQLiteLedger(database: after, sealing: sealing).entry(entry.key) == entry)
  }

  @Test func nothingPersonalIsReadable() async throws {
    let operation = try Samples.operation(.changeContact, given: ["email": .text("unmistakable@example.com")])
    let key = try #require(IdempotencyKey("k"))
    _ = try await ledger.begin(
      LedgerEntry(
        key: key, operation: operation, backend: "model", subject: "s", at: Timestamp(milliseconds: 1)))
    try database.close()
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasPrefix("journal.db") {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file(name)))
      #expect(bytes.range(of: Data("unmistakable".utf8)) == nil, "\(name) shows it")
    }
  }

  @Test func aPersonsDecisionStandsInTheJournal() async throws {
    let journal = SQLiteJournal(database: database)
    for (number, name) in [OperationName.cancelOrder, .refundPayment].enumerated() {
      var entry = try LedgerStoreConformance.entry("k\(number)", name)
      _ = try await ledger.begin(entry)
      entry.state = .failed
      entry.failure = OperationFailure(
        .unavailable, "a person found that it did not take place", mayHaveHappened: false)
      entry.decision = LedgerDecision(
        by: "sam", reason: "unmistakable: the order is open", at: Timestamp(milliseconds: 7))
      try await ledger.update(entry)
      #expect(try await ledger.entry(entry.key) == entry)
    }
    let entries = try await journal.entries(of: SQLiteLedger.decisionJournal)
    try JournalChain.verify(entries, sealing: sealing)
    #expect(entries.map(\.kind) == ["ledger.decided", "ledger.decided"])
    let last = try #require(entries.last)
    let plain = try sealing.open(
      try #require(last.sealed), subject: last.subject,
      context: JournalChain.context(conversation: last.conversation, sequence: last.sequence, kind: last.kind))
    #expect(try JSONDecoder().decode(LedgerDecision.self, from: Data(plain)).by == "sam")
    #expect(String(decoding: last.open, as: UTF8.self).contains(#""key":"k1""#))
    // It is no conversation, so lists and replays pass it over.
    #expect(try await journal.conversations(open: nil, limit: 9).isEmpty)
    try database.close()
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasPrefix("journal.db") {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file(name)))
      #expect(bytes.range(of: Data("unmistakable".utf8)) == nil, "\(name) shows it")
    }
  }

  @Test func aDecisionIsKeptOnce() async throws {
    var entry = try LedgerStoreConformance.entry("k", .cancelOrder)
    _ = try await ledger.begin(entry)
    entry.state = .failed
    entry.decision = LedgerDecision(by: "sam", reason: "the order is open", at: Timestamp(milliseconds: 7))
    try await ledger.update(entry)
    // A commit in doubt is tried again; a back end says otherwise later.
    try await ledger.update(entry)
    entry.contradicted = Timestamp(milliseconds: 9)
    try await ledger.update(entry)
    func kept() async throws -> Int {
      try await SQLiteJournal(database: database).entries(of: SQLiteLedger.decisionJournal).count
    }
    #expect(try await kept() == 1)
    #expect(try await ledger.open().contradicted == [entry])
    // Taking note of it is another word of a person's.
    entry.contradicted = nil
    entry.decision = LedgerDecision(by: "kim", reason: "undone by hand", at: Timestamp(milliseconds: 11))
    try await ledger.update(entry)
    #expect(try await kept() == 2)
    #expect(try await ledger.open() == OpenEntries(entries: []))
  }

  @Test func anErasedSubjectsWriteIsOpenButUnreadable() async throws {
    let entry = try LedgerStoreConformance.entry("k", .cancelOrder)
    _ = try await ledger.begin(entry)
    try await sealing.eraseKey(subject: "subject-1")
    #expect(try await ledger.open() == OpenEntries(entries: [], unreadable: [entry.key]))
    await #expect(throws: LedgerStoreError.self) { try await ledger.entry(entry.key) }
  }

  @Test func writesShareCommits() async throws {
    let before = await SQLiteJournal(database: database).commitCount
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<200 {
        group.addTask { _ = try await ledger.begin(try LedgerStoreConformance.entry("k\(number)", .cancelOrder)) }
      }
      try await group.waitForAll()
    }
    #expect(await SQLiteJournal(database: database).commitCount - before < 200)
    #expect(try await ledger.open().entries.count == 200)
  }

  @Test func forgetsTheSettledOnly() async throws {
    for (number, state) in [LedgerEntry.State.done, .unknown].enumerated() {
      var entry = try LedgerStoreConformance.entry("k\(number)", .cancelOrder)
      _ = try await ledger.begin(entry)
      entry.state = state
      try await ledger.update(entry)
    }
    #expect(try await ledger.forget(settledBefore: Timestamp(milliseconds: 10_000)) == 1)
    #expect(try await ledger.open().entries.map(\.key.text) == ["k1"])
  }
}
