import AisleTesting
import Commerce
import Foundation
import GRDB
import Journal
import Storage
import Testing

@Suite struct SQLiteJournalTests {
  let folder: TemporaryFolder
  let database: JournalDatabase
  let journal: SQLiteJournal

  init() throws {
    folder = try TemporaryFolder()
    database = try JournalDatabase(path: folder.file("journal.db"))
    journal = SQLiteJournal(database: database)
  }

  @Test(arguments: JournalStoreConformance.allCases) func keepsTheContract(_ promise: JournalStoreConformance)
    async throws
  {
    try await promise.check(journal)
  }

  @Test func flushesEveryCommit() async throws {
    let durability = try await database.durability()
    #expect(durability.journalMode == "wal")
    #expect(durability.synchronous == 2)
    try await journal.append(JournalStoreConformance.entries("a", 1), row: JournalStoreConformance.row("a"))
    #expect(try await database.durability().synchronous == 2)
  }

  @Test func sharesCommits() async throws {
    let count = 200
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<count {
        group.addTask {
          let id = "c\(number)"
          try await journal.append(JournalStoreConformance.entries(id, 3), row: JournalStoreConformance.row(id))
        }
      }
      try await group.waitForAll()
    }
    let commits = await journal.commitCount
    #expect(commits > 0)
    #expect(commits <= count / 4)
    #expect(try await journal.conversations(open: nil, limit: 1_000).count == count)
  }

  @Test func commitsAtOnceWhenAlone() async throws {
    for number in 1...5 {
      try await journal.append([], row: JournalStoreConformance.row("c\(number)"))
      #expect(await journal.commitCount == number)
    }
  }

  @Test func acknowledgedEntriesSurviveACrash() async throws {
    let entries = try JournalStoreConformance.entries("a", 4)
    try await journal.append(entries, row: JournalStoreConformance.row("a"))
    let other = try TemporaryFolder()
    try folder.crashCopy(of: "journal.db", into: other)
    let recovered = SQLiteJournal(database: try JournalDatabase(path: other.file("journal.db")))
    #expect(try await recovered.entries(of: "a") == entries)
    #expect(try await recovered.row(of: "a") == JournalStoreConformance.row("a"))
  }

  @Test func anyCutOfTheLogLeavesWholeAppends() async throws {
    for number in 1...6 {
      let id = "c\(number)"
      try await journal.append(JournalStoreConformance.entries(id, 3), row: JournalStoreConformance.row(id))
    }
    let log = try Data(contentsOf: URL(fileURLWithPath: folder.file("journal.db-wal")))
    for part in 0...8 {
      let other = try TemporaryFolder()
      try folder.crashCopy(of: "journal.db", into: other)
      try log.prefix(log.count * part / 8).write(to: URL(fileURLWithPath: other.file("journal.db-wal")))
      let recovered = SQLiteJournal(database: try JournalDatabase(path: other.file("journal.db")))
      for row in try await recovered.conversations(open: nil, limit: 100) {
        #expect(try await recovered.entries(of: row.id) == JournalStoreConformance.entries(row.id, 3))
      }
      if part == 8 { #expect(try await recovered.conversations(open: nil, limit: 100).count == 6) }
    }
  }

  @Test func reopens() async throws {
    let entries = try JournalStoreConformance.entries("a", 3)
    try await journal.append(Array(entries[..<2]), row: JournalStoreConformance.row("a"))
    try database.close()
    let again = SQLiteJournal(database: try JournalDatabase(path: folder.file("journal.db")))
    try await again.append([entries[2]], row: JournalStoreConformance.row("a"))
    #expect(try await again.entries(of: "a") == entries)
  }

  @Test func aFailingDiskFailsTheAppendAndTheNextOneWorks() async throws {
    let path = folder.file("journal.db")
    let raw = try DatabaseQueue(path: path)
    try await raw.write { try $0.execute(sql: "ALTER TABLE entry RENAME TO gone") }
    let error = await #expect(throws: JournalError.self) {
      try await journal.append(JournalStoreConformance.entries("a", 1), row: JournalStoreConformance.row("a"))
    }
    #expect(error?.code == .storage)
    #expect(try await journal.row(of: "a") == nil)
    try await raw.write { try $0.execute(sql: "ALTER TABLE gone RENAME TO entry") }
    try await journal.append(JournalStoreConformance.entries("a", 1), row: JournalStoreConformance.row("a"))
  }

  @Test(arguments: [
    "conversation = 'b'", "sequence = 9", "time = time + 1", "kind = 'x'", "version = 7", "subject = 'x'",
    "retention = 'record'", "open = x'00'", "sealed = x'00'", "previous = zeroblob(32)", "hash = zeroblob(32)",
  ]) func theChainNoticesATamperedRow(_ change: String) async throws {
    let entries = try JournalStoreConformance.entries("a", 3)
    try await journal.append(entries, row: JournalStoreConformance.row("a"))
    let raw = try DatabaseQueue(path: folder.file("journal.db"))
    try await raw.write {
      try $0.execute(sql: "UPDATE entry SET \(change) WHERE sequence = 2")
      #expect($0.changesCount == 1)
    }
    let kept = try await journal.entries(of: "a")
    if change.hasPrefix("retention"), entries[1].retention == .record { return }
    #expect(throws: JournalError.self) { try JournalChain.verify(kept, sealing: ToySealing()) }
  }
}
