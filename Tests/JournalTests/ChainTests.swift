import AisleTesting
import Commerce
import Journal
import Testing

@Suite struct ChainTests {
  let sealing = ToySealing()

  private func journal() throws -> [Envelope] { try JournalStoreConformance.entries("a", 4) }

  @Test func numbersAndLinks() throws {
    let entries = try journal()
    #expect(entries.map(\.sequence) == [1, 2, 3, 4])
    #expect(entries[0].previous == JournalChain.genesis)
    for (before, after) in zip(entries, entries.dropFirst()) { #expect(after.previous == before.hash) }
    try JournalChain.verify(entries, sealing: sealing)
    try JournalChain.verify([], sealing: sealing)
  }

  @Test func continuesAfterItsLastEntry() throws {
    var entries = try journal()
    var chain = JournalChain(conversation: "a", subject: entries[3].subject, after: entries[3])
    let record = JournalRecord(kind: "trace", version: 2, retention: .operational, open: [], personal: [1])
    entries.append(try chain.append(record, at: Timestamp(milliseconds: 9), sealing: sealing))
    #expect(chain.sequence == 5)
    try JournalChain.verify(entries, sealing: sealing)
  }

  @Test func staysUnchangedWhenSealingFails() throws {
    struct Refusing: JournalSealing {
      func seal(_ plain: [UInt8], subject: SubjectKey, context: [UInt8]) throws -> SealedPart {
        throw JournalError(.storage, "no key")
      }
      func open(_ part: SealedPart, subject: SubjectKey, context: [UInt8]) throws -> [UInt8] { [] }
      func digest(_ bytes: [UInt8]) -> [UInt8] { [] }
    }
    var chain = JournalChain(conversation: "a", subject: "s")
    let record = JournalRecord(kind: "trace", version: 1, retention: .record, open: [], personal: [1])
    #expect(throws: JournalError.self) {
      try chain.append(record, at: Timestamp(milliseconds: 1), sealing: Refusing())
    }
    #expect(chain.sequence == 0)
    #expect(chain.head == JournalChain.genesis)
  }

  static let tamperings: [(String, @Sendable (inout Envelope) -> Void)] = [
    ("conversation", { $0.conversation += "x" }),
    ("sequence", { $0.sequence += 1 }),
    ("time", { $0.time.milliseconds += 1 }),
    ("kind", { $0.kind += "x" }),
    ("version", { $0.version += 1 }),
    ("subject", { $0.subject += "x" }),
    ("retention", { $0.retention = $0.retention == .record ? .conversation : .record }),
    ("open", { $0.open.append(32) }),
    ("open, one bit", { $0.open[0] ^= 1 }),
    ("sealed", { $0.sealed?.bytes[0] ^= 1 }),
    ("sealed removed", { $0.sealed = nil }),
    ("sealed emptied", { $0.sealed?.bytes = [] }),
    ("previous", { $0.previous[0] ^= 1 }),
    ("hash", { $0.hash[0] ^= 1 }),
    ("a border moved between kind and open", { $0.kind.removeLast() }),
  ]

  @Test(arguments: tamperings.indices) func noticesTampering(_ index: Int) throws {
    let (field, tamper) = Self.tamperings[index]
    var entries = try journal()
    tamper(&entries[1])
    let error = #expect(throws: JournalError.self, "\(field)") {
      try JournalChain.verify(entries, sealing: sealing)
    }
    #expect(error?.code == .damaged)
  }

  @Test func noticesARehashedEntryByTheNext() throws {
    var entries = try journal()
    entries[1].open.append(32)
    entries[1].hash = sealing.digest(entries[1].canonicalBytes)
    #expect(throws: JournalError.self) { try JournalChain.verify(entries, sealing: sealing) }
  }

  @Test func noticesRemovalAndReordering() throws {
    let entries = try journal()
    for wrong in [Array(entries.dropFirst()), [entries[0], entries[2], entries[3]], [entries[1], entries[0]]] {
      #expect(throws: JournalError.self) { try JournalChain.verify(wrong, sealing: sealing) }
    }
  }
}
