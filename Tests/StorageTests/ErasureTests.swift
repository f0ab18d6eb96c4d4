import AisleTesting
import Foundation
import GRDB
import Journal
import Storage
import Testing

@Suite struct ErasureTests {
  let folder: TemporaryFolder
  let database: JournalDatabase
  let sealing: AESGCMSealing

  init() throws {
    folder = try TemporaryFolder()
    database = try JournalDatabase(path: folder.file("journal.db"))
    sealing = try AESGCMSealing(database: database, masterKeyFile: folder.file("master.key"))
  }

  private func code(_ part: SealedPart, _ subject: SubjectKey) -> JournalError.Code? {
    do {
      _ = try sealing.open(part, subject: subject, context: [])
      return nil
    } catch { return (error as? JournalError)?.code }
  }

  @Test(arguments: [false, true]) func closesOneSubjectOnly(_ durable: Bool) async throws {
    let part = try sealing.seal([1], subject: "s", context: [])
    let other = try sealing.seal([2], subject: "t", context: [])
    if durable { try await sealing.flush() }
    try await sealing.eraseKey(subject: "s")
    #expect(code(part, "s") == .keyErased)
    #expect(code(other, "t") == nil)
    let later = try sealing.seal([3], subject: "s", context: [])
    #expect(code(later, "s") == nil)
    #expect(code(part, "s") == .keyErased)
    try await sealing.flush()
    try await sealing.eraseKey(subject: "s")
    try await sealing.eraseKey(subject: "s")
    try await sealing.eraseKey(subject: "nobody")
    #expect(code(later, "s") == .keyErased)
  }

  @Test func outlivesTheProcess() async throws {
    let part = try sealing.seal([1], subject: "s", context: [])
    try await sealing.flush()
    try await sealing.eraseKey(subject: "s")
    try database.close()
    let again = try AESGCMSealing(
      database: JournalDatabase(path: folder.file("journal.db")), masterKeyFile: folder.file("master.key"))
    let error = #expect(throws: JournalError.self) { try again.open(part, subject: "s", context: []) }
    #expect(error?.code == .keyErased)
  }

  @Test func leavesNoCopyInTheFiles() async throws {
    _ = try sealing.seal([1], subject: "s", context: [])
    try await sealing.flush()
    let raw = try DatabaseQueue(path: folder.file("journal.db"))
    let wrapped = try await raw.read { try #require(try Data.fetchOne($0, sql: "SELECT wrapped FROM subject_key")) }
    func found() throws -> Bool {
      try ["journal.db", "journal.db-wal"].contains {
        try Data(contentsOf: URL(fileURLWithPath: folder.file($0))).range(of: wrapped) != nil
      }
    }
    #expect(try found())
    try await sealing.eraseKey(subject: "s")
    #expect(try !found())
  }

  @Test func standsInTheWayOfNobody() async throws {
    let journal = SQLiteJournal(database: database)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<60 {
        group.addTask {
          let id = "c\(number)"
          let part = try sealing.seal([UInt8(number)], subject: "s\(number % 7)", context: [])
          try await journal.append(JournalStoreConformance.entries(id, 2), row: JournalStoreConformance.row(id))
          if number % 5 == 0 { try await sealing.eraseKey(subject: "s\(number % 7)") }
          _ = try? sealing.open(part, subject: "s\(number % 7)", context: [])
        }
      }
      try await group.waitForAll()
    }
    for number in 0..<7 {
      let part = try sealing.seal([9], subject: "s\(number)", context: [])
      try await sealing.flush()
      #expect(code(part, "s\(number)") == nil)
    }
  }
}
