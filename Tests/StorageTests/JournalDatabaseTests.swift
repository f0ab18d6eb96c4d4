import AisleTesting
import Foundation
import Journal
import Storage
import Testing

@Suite struct JournalDatabaseTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func code(_ path: String, _ access: JournalDatabase.Access = .readWrite) -> StorageError.Code? {
    do {
      _ = try JournalDatabase(path: path, access: access)
      return nil
    } catch {
      return (error as? StorageError)?.code
    }
  }

  @Test func refusesASecondWriter() throws {
    let path = folder.file("journal.db")
    let first = try JournalDatabase(path: path)
    #expect(code(path) == .inUse)
    try first.close()
    #expect(code(path) == nil)
  }

  @Test func readersStandBesideTheWriter() async throws {
    let path = folder.file("journal.db")
    let writer = SQLiteJournal(database: try JournalDatabase(path: path))
    let reader = SQLiteJournal(database: try JournalDatabase(path: path, access: .readOnly))
    try await writer.append(JournalStoreConformance.entries("a", 2), row: JournalStoreConformance.row("a"))
    #expect(try await reader.entries(of: "a").count == 2)
    let error = await #expect(throws: JournalError.self) {
      try await reader.append([], row: JournalStoreConformance.row("b"))
    }
    #expect(error?.code == .storage)
  }

  @Test func saysWhatIsWrong() throws {
    try Data(repeating: 65, count: 9_000).write(to: URL(fileURLWithPath: folder.file("text")))
    #expect(code(folder.file("text")) == .notAJournal)
    #expect(code(folder.file("none.db"), .readOnly) == .cannotOpen)
    #expect(code(folder.file("text") + "/below.db") == .cannotOpen)
  }

  @Test func onlyTheOwnerMayRead() throws {
    let database = try JournalDatabase(path: folder.file("deep/er/journal.db"))
    #expect(try folder.rights(of: "deep/er/journal.db") == 0o600)
    #expect(try folder.rights(of: "deep/er/journal.db-wal") == 0o600)
    #expect(try folder.rights(of: "deep/er") == 0o700)
    try database.close()
  }
}
