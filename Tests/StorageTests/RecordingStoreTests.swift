import Foundation
import Storage
import Testing

@Suite struct RecordingStoreTests {
  let folder: TemporaryFolder
  let store: RecordingStore

  init() throws {
    folder = try TemporaryFolder()
    store = RecordingStore(folder: folder.file("recordings"))
  }

  @Test func keepsReplacesAndRemoves() throws {
    #expect(!store.hasRecording(of: "a-1_B"))
    #expect(try store.recording(of: "a-1_B") == nil)
    let long = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
    try store.save(long, conversation: "a-1_B")
    #expect(store.hasRecording(of: "a-1_B"))
    #expect(try store.recording(of: "a-1_B") == long)
    try store.save([1, 2], conversation: "a-1_B")
    #expect(try store.recording(of: "a-1_B") == [1, 2])
    #expect(try folder.rights(of: "recordings/a-1_B.wav") == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: store.folder) == ["a-1_B.wav"])
    try store.remove(conversation: "a-1_B")
    try store.remove(conversation: "a-1_B")
    #expect(try store.recording(of: "a-1_B") == nil)
  }

  @Test(arguments: [
    "", ".", "..", "../a", "a/b", "a\\b", "/etc/passwd", "a.wav", "a\0b", "é", String(repeating: "a", count: 129),
  ])
  func refusesNamesThatLeaveTheFolder(_ id: String) {
    for body in [
      { try store.save([1], conversation: id) }, { _ = try store.recording(of: id) },
      { try store.remove(conversation: id) },
    ] {
      let error = #expect(throws: StorageError.self) { try body() }
      #expect(error?.code == .invalidIdentifier)
    }
    #expect(!store.hasRecording(of: id))
  }

  @Test func saysWhenItCannotWrite() throws {
    _ = FileManager.default.createFile(atPath: folder.file("file"), contents: nil)
    let error = #expect(throws: StorageError.self) {
      try RecordingStore(folder: folder.file("file")).save([1], conversation: "a")
    }
    #expect(error?.code == .cannotOpen)
  }
}
