import Commerce
import Policy
import Synchronization
import Testing

@testable import Conversations

@Suite struct CallTapeTests {
  private struct Full: Error {}

  /// Takes so many pieces, then its disk is full.
  private final class Disk: RecordingSink {
    let takes: Int
    let begun = Mutex(0), written = Mutex(0), discarded = Mutex(0)

    init(takes: Int = .max) { self.takes = takes }

    func begin() -> any RecordingSink {
      begun.withLock { $0 += 1 }
      return self
    }
    func write(_ samples: [UInt8]) throws {
      try written.withLock { written in
        if written == takes { throw Full() }
        written += 1
      }
    }
    func finish() {}
    func discard() { discarded.withLock { $0 += 1 } }
  }

  private let piece = [UInt8](repeating: 0, count: 16_000)

  @Test func whatWasRecordedBeforeTheDiskWasFullIsNotBegunAnew() throws {
    let disk = Disk(takes: 2)
    var tape = CallTape()
    for _ in 0..<2 { try tape.write(piece, begin: disk.begin) }
    #expect(throws: Full.self) { try tape.write(piece, begin: disk.begin) }
    for order in [RecordingOrder.paused, .on, .paused, .on] { try tape.mind(order) }
    try tape.write(piece, begin: disk.begin)
    #expect(disk.begun.withLock { $0 } == 1)
    #expect(try tape.finish() == nil)
  }

  @Test func anObjectionErasesWhatCouldNotBeGoneOnWith() throws {
    let disk = Disk(takes: 1)
    var tape = CallTape()
    try tape.write(piece, begin: disk.begin)
    #expect(throws: Full.self) { try tape.write(piece, begin: disk.begin) }
    try tape.mind(.refused)
    #expect(disk.discarded.withLock { $0 } == 1)
  }

  @Test func aPermissionAfterAnObjectionBeginsAnew() throws {
    let disk = Disk()
    var tape = CallTape()
    try tape.write(piece, begin: disk.begin)
    try tape.mind(.refused)
    try tape.write(piece, begin: disk.begin)
    #expect(disk.written.withLock { $0 } == 1)
    try tape.mind(.on)
    try tape.write(piece, begin: disk.begin)
    #expect(disk.begun.withLock { $0 } == 2)
    #expect(try tape.finish() == 1)
  }
}
