import Foundation
import Storage
import Testing

@Suite struct MasterKeyTests {
  let folder: TemporaryFolder
  let database: JournalDatabase

  init() throws {
    folder = try TemporaryFolder()
    database = try JournalDatabase(path: folder.file("journal.db"))
  }

  private func code(_ file: String) -> StorageError.Code? {
    do {
      _ = try AESGCMSealing(database: database, masterKeyFile: folder.file(file))
      return nil
    } catch { return (error as? StorageError)?.code }
  }

  private func write(_ bytes: [UInt8], rights: Int, to name: String) {
    _ = FileManager.default.createFile(
      atPath: folder.file(name), contents: Data(bytes), attributes: [.posixPermissions: rights])
  }

  @Test func isMadeForItsOwnerOnly() throws {
    #expect(code("keys/master.key") == nil)
    #expect(try folder.rights(of: "keys/master.key") == 0o600)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("keys/master.key")))
    #expect(bytes.count == 32)
    #expect(Set(bytes).count > 10)
    #expect(code("keys/master.key") == nil)
  }

  @Test(arguments: [0o640, 0o604, 0o660, 0o601]) func refusesRightsForOthers(_ rights: Int) {
    write(Array(repeating: 7, count: 32), rights: rights, to: "key")
    #expect(code("key") == .unsafeKeyFile)
  }

  @Test(arguments: [0, 16, 31, 33, 64]) func refusesAnotherSize(_ count: Int) {
    write(Array(repeating: 7, count: count), rights: 0o600, to: "key")
    #expect(code("key") == .unsafeKeyFile)
  }

  @Test func refusesFoldersAndLinks() throws {
    try FileManager.default.createDirectory(atPath: folder.file("folder"), withIntermediateDirectories: false)
    #expect(code("folder") == .unsafeKeyFile)
    write(Array(repeating: 7, count: 32), rights: 0o600, to: "key")
    try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: folder.file("key"))
    #expect(code("link") == .unsafeKeyFile)
  }

  @Test func aDatabaseKnowsItsMasterKey() throws {
    #expect(code("master.key") == nil)
    write(Array(repeating: 7, count: 32), rights: 0o600, to: "other.key")
    #expect(code("other.key") == .wrongKey)
    // A missing key is not silently replaced: everything sealed would be lost.
    #expect(code("gone.key") == .wrongKey)
    #expect(!FileManager.default.fileExists(atPath: folder.file("gone.key")))
  }
}
