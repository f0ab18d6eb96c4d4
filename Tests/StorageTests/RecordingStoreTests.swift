import Audio
import Commerce
import Conversations
import Foundation
import Testing

@testable import Storage

@Suite struct RecordingStoreTests {
  let folder: TemporaryFolder
  let store: RecordingStore
  private let play = RecordingAccess(by: "console", purpose: .play)

  init() throws {
    folder = try TemporaryFolder()
    store = RecordingStore(folder: folder.file("recordings"))
  }

  /// Both sides of a call that is so long.
  private func samples(_ milliseconds: Int) -> [UInt8] {
    (0..<milliseconds * 16).map { UInt8(truncatingIfNeeded: ($0 &* 7_919) >> 3) }
  }

  private func keep(_ conversation: String, _ samples: [UInt8], in pieces: Int = 3_000, finishes: Bool = true) throws {
    let sink = try store.begin(conversation, at: Timestamp(milliseconds: 1_000))
    var rest = samples[...]
    while !rest.isEmpty {
      try sink.write(Array(rest.prefix(pieces)))
      rest = rest.dropFirst(pieces)
    }
    if finishes { try sink.finish() }
  }

  private func wav(_ samples: [UInt8]) -> [UInt8] {
    let sides = (0..<2).map { side in
      MuLaw.decode(stride(from: side, to: samples.count, by: 2).map { samples[$0] })
    }
    return WAVFile(left: sides[0], right: sides[1]).bytes
  }

  private func bytes(_ conversation: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: store.path(of: conversation))))
  }

  @Test(arguments: [0, 1, 1_999, 2_000, 2_001, 4_000, 9_876])
  func whatIsWrittenIsReadInAllParts(_ milliseconds: Int) throws {
    let said = samples(milliseconds)
    try keep("a-1_B", said)
    let recording = try #require(try store.open("a-1_B", access: play))
    let whole = wav(said)
    #expect(recording.length == whole.count)
    #expect(try recording.bytes(0..<whole.count) == whole)
    for range in [
      0..<1, 0..<44, 10..<60, 43..<45, 44..<46, 64_043..<64_047, 100..<128_100, whole.count - 1..<whole.count,
    ]
    where range.upperBound <= whole.count {
      #expect(try recording.bytes(range) == Array(whole[range]), "\(range)")
    }
    #expect(try store.sealed("a-1_B").isWhole)
    #expect(try folder.rights(of: "recordings/a-1_B.rec") == 0o600)
    #expect(try folder.rights(of: "recordings.keys") == 0o600)
  }

  @Test func nothingOfItCanBeReadInTheFile() throws {
    let said = [UInt8](repeating: 0x21, count: 64_000)
    try keep("a", said)
    let file = try bytes("a")
    #expect(!file.indices.dropLast(8).contains { file[$0..<$0 + 8].allSatisfy { $0 == 0x21 } })
  }

  @Test func whatACrashLeavesIsReadableUpToTheLastChunk() throws {
    let said = samples(7_000)
    try keep("a", said, finishes: false)
    let recording = try store.sealed("a")
    #expect(!recording.isWhole)
    #expect(recording.seconds == 6)
    #expect(try recording.bytes(44..<recording.length) == Array(wav(said)[44..<recording.length]))
    // In the middle of a chunk.
    try Data(try bytes("a").dropLast(1_000)).write(to: URL(fileURLWithPath: store.path(of: "a")))
    let torn = try store.sealed("a")
    #expect(torn.seconds == 4 && !torn.isWhole)
    try torn.check()
  }

  @Test func everyChangedByteIsSeen() throws {
    try keep("a", samples(5_000))
    let path = try store.path(of: "a")
    let file = try bytes("a")
    try keep("b", samples(100))
    for place in [8, 9, 20, 30, 40, 60, 92, 93, 94, 97, 110, 5_000, 32_120, 40_000, 64_200, file.count - 1] {
      var changed = file
      changed[place] ^= 1
      try Data(changed).write(to: URL(fileURLWithPath: path))
      #expect(throws: StorageError.self, "\(place)") {
        let recording = try store.sealed("a")
        try recording.check()
        // A length that was changed makes it look broken off: that is told, too.
        if !recording.isWhole { throw StorageError(.damaged, "not whole") }
      }
    }
    // Chunks in another order, one left out, the end cut off, another's.
    let chunk = 32_032
    let (head, first, second, last) = (
      file[..<93], file[93..<93 + chunk], file[93 + chunk..<93 + 2 * chunk], file[(93 + 2 * chunk)...]
    )
    for parts in [[head, second, first, last], [head, first, last], [head, second, last]] {
      try Data(parts.joined()).write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: StorageError.self) { try store.sealed("a").check() }
      #expect(error?.code == .damaged)
    }
    try Data(head + first + second).write(to: URL(fileURLWithPath: path))
    #expect(try !store.sealed("a").isWhole)
    try Data(file).write(to: URL(fileURLWithPath: store.path(of: "b")))
    let error = #expect(throws: StorageError.self) { try store.sealed("b") }
    #expect(error?.message.contains("another conversation") == true)
    try Data("RIFF no recording".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: StorageError.self) { try store.sealed("a") }
  }

  @Test func aWrongOrMissingKeyIsSaidPlainly() throws {
    try keep("a", samples(100))
    let keys = folder.file("recordings.keys")
    let kept = try Data(contentsOf: URL(fileURLWithPath: keys))
    try FileManager.default.removeItem(atPath: keys)
    let missing = RecordingStore(folder: store.folder)
    #expect((#expect(throws: StorageError.self) { try missing.sealed("a") })?.code == .wrongKey)
    // No new key is made while there is something that it would not open.
    #expect(throws: StorageError.self) { try missing.begin("b", at: Timestamp(milliseconds: 0)) }
    #expect(!FileManager.default.fileExists(atPath: keys))
    let parts = String(decoding: kept, as: UTF8.self).split(separator: " ")
    try writeDurably(Array("\(parts[0]) \(String(repeating: "ab", count: 32))\n".utf8), to: keys)
    let wrong = #expect(throws: StorageError.self) { try RecordingStore(folder: store.folder).sealed("a") }
    #expect(wrong?.message.contains("another key of that name") == true)
    for text in ["x", "0011 22", "\(parts[0])", "\(parts[0]) \(parts[1]) 1"] {
      try writeDurably(Array(text.utf8), to: keys)
      #expect(
        (#expect(throws: StorageError.self) { try RecordingStore(folder: store.folder).sealed("a") })?.code
          == .unsafeKeyFile)
    }
    try writeDurably(Array(kept), to: keys)
    chmod(keys, 0o644)
    let open = #expect(throws: StorageError.self) { try RecordingStore(folder: store.folder).sealed("a") }
    #expect(open?.message.contains("chmod 600") == true)
  }

  @Test func aNewKeyIsPutAroundWhatThereIs() throws {
    let said = samples(2_500)
    try keep("a", said)
    let first = try store.keys.identifiers()
    let second = try store.keys.rotate()
    #expect(try store.sealed("a").keyID == first[0])
    #expect(try store.rewrap("a"))
    #expect(try !store.rewrap("a"))
    #expect(try store.sealed("a").keyID == second)
    #expect(try store.keys.keep(only: [second]) == 1)
    let anew = RecordingStore(folder: store.folder)
    #expect(try anew.sealed("a").bytes(0..<100) == Array(wav(said)[0..<100]))
    // What is being written stays as it is.
    let sink = try store.begin("b", at: Timestamp(milliseconds: 0))
    _ = try store.keys.rotate()
    #expect(try !store.rewrap("b"))
    try sink.finish()
    #expect(try store.rewrap("b"))
  }

  @Test func erasingOverwritesTheKeyAndIsNoted() throws {
    try keep("a", samples(100))
    let path = try store.path(of: "a")
    let handle = try #require(FileHandle(forReadingAtPath: path))
    try store.erase("a", access: RecordingAccess(by: "ann", purpose: .erase))
    try store.erase("a", access: RecordingAccess(by: "ann", purpose: .erase))
    #expect(!store.exists("a"))
    #expect(try handle.read(upToCount: 93)?.allSatisfy { $0 == 0 } == true)
    #expect(try store.log.lines().map(\.access.purpose) == [.erase])
    let sink = try store.begin("b", at: Timestamp(milliseconds: 0))
    try sink.write(samples(5_000))
    try sink.discard()
    try sink.write(samples(5_000))
    try sink.finish()
    #expect(!store.exists("b"))
  }

  @Test func everyHearingIsNotedOnceAndChangesOfTheLogAreSeen() throws {
    try keep("a", samples(100))
    for _ in 0..<5 { _ = try store.open("a", access: play) }
    _ = try store.open("a", access: RecordingAccess(by: "ann", purpose: .export))
    #expect(try store.open("none", access: play) == nil)
    let lines = try store.log.lines()
    #expect(lines.map(\.access.by) == ["console", "ann"])
    let text = try String(contentsOfFile: store.log.path, encoding: .utf8)
    try Data(text.replacing("console", with: "nobody.").utf8).write(to: URL(fileURLWithPath: store.log.path))
    #expect((#expect(throws: StorageError.self) { try store.log.lines() })?.message.contains("line 2") == true)
    try Data(text.split(separator: "\n").dropFirst().joined().utf8).write(to: URL(fileURLWithPath: store.log.path))
    #expect(throws: StorageError.self) { try store.log.lines() }
  }

  @Test func oldOnesExpire() throws {
    try keep("old", samples(10))
    let sink = try store.begin("new", at: Timestamp(milliseconds: 9_000))
    try sink.finish()
    try Data("no recording".utf8).write(to: URL(fileURLWithPath: store.path(of: "odd")))
    var failed: [String] = []
    #expect(store.expire(before: 5_000) { id, _ in failed.append(id) } == ["old"])
    #expect(failed == ["odd"])
    #expect(store.conversations() == ["new", "odd"])
    #expect(try store.log.lines().last?.access.purpose == .expire)
  }

  @Test(arguments: [
    "", ".", "..", "../a", "a/b", "a\\b", "/etc/passwd", "a.wav", "a\0b", "é", String(repeating: "a", count: 129),
  ])
  func refusesNamesThatLeaveTheFolder(_ id: String) {
    for body in [
      { _ = try store.begin(id, at: Timestamp(milliseconds: 0)) }, { _ = try store.sealed(id) },
      { try store.erase(id, access: play) },
    ] {
      let error = #expect(throws: StorageError.self) { try body() }
      #expect(error?.code == .invalidIdentifier)
    }
    #expect(!store.exists(id))
  }

  @Test func saysWhenItCannotWrite() throws {
    _ = FileManager.default.createFile(atPath: folder.file("file"), contents: nil)
    let error = #expect(throws: StorageError.self) {
      try RecordingStore(folder: folder.file("file")).begin("a", at: Timestamp(milliseconds: 0))
    }
    #expect(error?.code == .cannotOpen)
  }
}
