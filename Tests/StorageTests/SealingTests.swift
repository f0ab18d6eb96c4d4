import AisleTesting
import Commerce
import Foundation
import GRDB
import Journal
import Storage
import Testing

@Suite struct SealingTests {
  let folder: TemporaryFolder
  let database: JournalDatabase
  let sealing: AESGCMSealing

  init() throws {
    folder = try TemporaryFolder()
    database = try JournalDatabase(path: folder.file("journal.db"))
    sealing = try AESGCMSealing(database: database, masterKeyFile: folder.file("master.key"))
  }

  private func failure(_ body: () throws -> Void) -> JournalError.Code? {
    do {
      try body()
      return nil
    } catch { return (error as? JournalError)?.code }
  }

  @Test(arguments: [0, 1, 15, 16, 17, 1_000, 100_000]) func opensWhatItSealed(_ count: Int) throws {
    let plain = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    let part = try sealing.seal(plain, subject: "s", context: [1])
    #expect(part.bytes.count == count + 37)
    #expect(try sealing.open(part, subject: "s", context: [1]) == plain)
    #expect(try sealing.seal(plain, subject: "s", context: [1]) != part)
  }

  @Test func isBoundToSubjectAndContext() throws {
    let part = try sealing.seal([1, 2, 3], subject: "s", context: [1])
    _ = try sealing.seal([1], subject: "t", context: [1])
    #expect(failure { _ = try sealing.open(part, subject: "s", context: [2]) } == .damaged)
    #expect(failure { _ = try sealing.open(part, subject: "s", context: []) } == .damaged)
    #expect(failure { _ = try sealing.open(part, subject: "t", context: [1]) } == .damaged)
  }

  @Test func noticesEveryFlippedBit() throws {
    let part = try sealing.seal([1, 2, 3], subject: "s", context: [1])
    for index in part.bytes.indices {
      var wrong = part
      wrong.bytes[index] ^= 1
      // A flipped key identifier names a key that does not exist.
      let expected: JournalError.Code = (1..<9).contains(index) ? .keyErased : .damaged
      #expect(failure { _ = try sealing.open(wrong, subject: "s", context: [1]) } == expected, "byte \(index)")
    }
    for count in [0, 1, 9, 36] {
      let short = SealedPart(bytes: Array(part.bytes.prefix(count)))
      #expect(failure { _ = try sealing.open(short, subject: "s", context: [1]) } == .damaged)
    }
  }

  @Test func digestIsSHA256() {
    // FIPS 180-4's example "abc".
    let hex = sealing.digest(Array("abc".utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    #expect(hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func subjectKeysHideTheIdentifier() throws {
    let key = sealing.subjectKey(for: "+12065550123")
    #expect(key.count == 64)
    #expect(key.allSatisfy { $0.isHexDigit && !$0.isUppercase })
    #expect(key == sealing.subjectKey(for: "+12065550123"))
    #expect(key != sealing.subjectKey(for: "+12065550124"))
    let other = try TemporaryFolder()
    let elsewhere = try AESGCMSealing(
      database: JournalDatabase(path: other.file("journal.db")), masterKeyFile: other.file("master.key"))
    #expect(key != elsewhere.subjectKey(for: "+12065550123"))
  }

  @Test func theKeyIsDurableWhenTheEntryIs() async throws {
    let journal = SQLiteJournal(database: database)
    var chain = JournalChain(conversation: "a", subject: "s")
    let record = JournalRecord(kind: "k", version: 1, retention: .conversation, open: [], personal: [7, 8])
    let entry = try chain.append(record, at: Timestamp(milliseconds: 1), sealing: sealing)
    try await journal.append([entry], row: JournalStoreConformance.row("a"))
    let other = try crashed()
    let kept = try await SQLiteJournal(database: other.database).entries(of: "a")
    let context = JournalChain.context(conversation: "a", sequence: 1, kind: "k")
    #expect(try other.sealing.open(#require(kept.first?.sealed), subject: "s", context: context) == [7, 8])
    try JournalChain.verify(kept, sealing: other.sealing)
  }

  @Test func flushMakesKeysDurable() async throws {
    let part = try sealing.seal([5], subject: "s", context: [])
    #expect(failure { _ = try (try crashed()).sealing.open(part, subject: "s", context: []) } == .keyErased)
    try await sealing.flush()
    try await sealing.flush()
    #expect(try crashed().sealing.open(part, subject: "s", context: []) == [5])
  }

  @Test func aFailedCommitKeepsTheKeyForTheNext() async throws {
    let journal = SQLiteJournal(database: database)
    let part = try sealing.seal([5], subject: "s", context: [])
    let raw = try DatabaseQueue(path: folder.file("journal.db"))
    try await raw.write { try $0.execute(sql: "ALTER TABLE conversation RENAME TO gone") }
    await #expect(throws: JournalError.self) { try await journal.append([], row: JournalStoreConformance.row("a")) }
    try await raw.write { try $0.execute(sql: "ALTER TABLE gone RENAME TO conversation") }
    try await journal.append([], row: JournalStoreConformance.row("a"))
    #expect(try crashed().sealing.open(part, subject: "s", context: []) == [5])
  }

  @Test func manyAtOnceShareOneKeyPerSubject() async throws {
    let parts = try await withThrowingTaskGroup(of: SealedPart.self) { group in
      for number in 0..<200 {
        group.addTask { try sealing.seal([1], subject: "s\(number % 10)", context: []) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(parts.map { Array($0.bytes[1..<9]) }).count == 10)
    try await sealing.flush()
  }

  private func crashed() throws -> (database: JournalDatabase, sealing: AESGCMSealing, folder: TemporaryFolder) {
    let other = try TemporaryFolder()
    try folder.crashCopy(of: "journal.db", into: other)
    let database = try JournalDatabase(path: other.file("journal.db"))
    return (database, try AESGCMSealing(database: database, masterKeyFile: folder.file("master.key")), other)
  }
}
