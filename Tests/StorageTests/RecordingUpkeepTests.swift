import Commerce
import Conversations
import Foundation
import Synchronization
import Testing

@testable import Storage

/// What is done to recordings beside writing and playing them, by two processes at once, and across crashes.
@Suite struct RecordingUpkeepTests {
  private let folder: TemporaryFolder
  private let store: RecordingStore
  private let play = RecordingAccess(by: "console", purpose: .play)
  private let erase = RecordingAccess(by: "ann", purpose: .erase)

  init() throws {
    folder = try TemporaryFolder()
    store = RecordingStore(folder: folder.file("recordings"))
  }

  private func keep(_ conversation: String, in store: RecordingStore? = nil) throws {
    let sink = try (store ?? self.store).begin(conversation, at: Timestamp(milliseconds: 1_000))
    try sink.write([UInt8](repeating: 9, count: 1_600))
    try sink.finish()
  }

  private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: store.folder).sorted() }

  // MARK: The log of accesses

  @Test func whoCouldNotBeNotedIsNotedTheNextTime() throws {
    try keep("a")
    try FileManager.default.createDirectory(atPath: store.log.path, withIntermediateDirectories: false)
    #expect(throws: StorageError.self) { try store.open("a", access: play) }
    #expect(throws: StorageError.self) { try store.open("a", access: play) }
    try FileManager.default.removeItem(atPath: store.log.path)
    _ = try store.open("a", access: play)
    #expect(try store.log.lines().count == 1)
  }

  @Test func aShortWriteLeavesNoTornLine() throws {
    let path = folder.file("access.log")
    let isFull = Mutex(false)
    let log = RecordingAccessLog(path: path) { descriptor, bytes in
      let count = isFull.withLock { $0 } ? bytes.count / 2 : bytes.count
      return bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, count) }
    }
    try log.append(play, conversation: "a", at: 1)
    isFull.withLock { $0 = true }
    #expect(throws: StorageError.self) { try log.append(play, conversation: "b", at: 2) }
    #expect(try log.lines().map(\.conversation) == ["a"])
    isFull.withLock { $0 = false }
    try log.append(play, conversation: "c", at: 3)
    #expect(try log.lines().map(\.conversation) == ["a", "c"])
  }

  @Test(arguments: [1, 20, 1_000])
  func whatACrashLeavesOfALineIsPassedOver(_ missing: Int) throws {
    let log = RecordingAccessLog(path: folder.file("access.log"))
    for time in 1...3 { try log.append(play, conversation: "c\(time)", at: Int64(time)) }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: log.path))
    let last = bytes.split(separator: UInt8(ascii: "\n")).last?.count ?? 0
    // Of the third line, all but its end, most of it, or its first byte is left.
    try bytes.dropLast(min(missing, last)).write(to: URL(fileURLWithPath: log.path))
    let kept = missing == 1 ? ["c1", "c2", "c3"] : ["c1", "c2"]
    #expect(try log.lines().map(\.conversation) == kept)
    try log.append(play, conversation: "c4", at: 4)
    #expect(try log.lines().map(\.conversation) == kept + ["c4"])
  }

  // MARK: Keys

  @Test func keysAreThereAfterTwoRotationsBesideARunningServer() throws {
    try keep("a")
    let console = RecordingStore(folder: store.folder)
    for _ in 0..<2 { _ = try console.rotate { id, error in Issue.record("\(id): \(error)") } }
    try keep("b")
    let anew = RecordingStore(folder: store.folder)
    for conversation in ["a", "b"] { try anew.sealed(conversation).check() }
    #expect(try anew.sealed("b").keyID == anew.keys.identifiers().last)
    // The one in use, and the one before it.
    #expect(try anew.keys.identifiers().count == 2)
  }

  @Test func whatCannotBeOpenedIsPassedOverAndItsKeyIsKept() throws {
    try keep("a")
    try keep("b")
    let first = try store.sealed("a").keyID
    // A byte of the sealed key of "a".
    let path = try store.path(of: "a")
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    var damaged = whole
    damaged[60] ^= 1
    try damaged.write(to: URL(fileURLWithPath: path))
    var passedOver: [String] = []
    for _ in 0..<3 {
      let rotation = try store.rotate { id, _ in passedOver.append(id) }
      #expect(try rotation.moved == 1 && store.sealed("b").keyID == rotation.key)
    }
    #expect(passedOver == ["a", "a", "a"])
    #expect(try store.keys.identifiers().contains(first))
    try whole.write(to: URL(fileURLWithPath: path))
    try RecordingStore(folder: store.folder).sealed("a").check()
    // What does not even name its key may need any.
    try Data("no recording".utf8).write(to: URL(fileURLWithPath: path))
    #expect(try store.rotate { _, _ in }.dropped == 0)
  }

  @Test func whatIsBeingWrittenKeepsItsKeyThroughRotations() throws {
    let sink = try store.begin("a", at: Timestamp(milliseconds: 0))
    for _ in 0..<3 { _ = try store.rotate { id, error in Issue.record("\(id): \(error)") } }
    try sink.finish()
    try RecordingStore(folder: store.folder).sealed("a").check()
  }

  // MARK: Erasing

  @Test func whatIsErasedWhileItIsSealedAnewDoesNotComeBack() throws {
    try keep("a")
    _ = try store.keys.rotate()
    let moved = try store.rewrap("a") { try RecordingStore(folder: store.folder).erase("a", access: erase) }
    #expect(!moved)
    #expect(!store.exists("a"))
    #expect(try names() == ["access.log"])
  }

  @Test func whatIsBegunAnewWhileItIsSealedAnewStays() throws {
    try keep("a")
    _ = try store.keys.rotate()
    var sink: (any RecordingSink)?
    let moved = try store.rewrap("a") { sink = try store.begin("a", at: Timestamp(milliseconds: 7_000)) }
    #expect(!moved)
    try sink?.finish()
    #expect(try store.sealed("a").startedAt == 7_000)
  }

  @Test func whatAKilledRotationLeftIsErased() throws {
    try keep("a")
    try keep("b")
    // Copies as a rotation makes them.
    for name in ["a.rec.77.part", "gone.rec.5.part"] {
      try FileManager.default.copyItem(atPath: store.path(of: "b"), toPath: store.folder + "/" + name)
    }
    let part = try #require(FileHandle(forReadingAtPath: store.folder + "/a.rec.77.part"))
    try store.erase("a", access: erase)
    #expect(try part.read(upToCount: 93)?.allSatisfy { $0 == 0 } == true)
    #expect(try names() == ["access.log", "b.rec", "gone.rec.5.part"])
    _ = store.expire(before: 0) { id, error in Issue.record("\(id): \(error)") }
    #expect(try names() == ["access.log", "b.rec"])
    try store.sealed("b").check()
  }
}
