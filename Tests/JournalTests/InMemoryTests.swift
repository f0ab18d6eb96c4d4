import AisleTesting
import Journal
import Testing

@Suite struct InMemoryTests {
  @Test(arguments: JournalStoreConformance.allCases) func keepsTheContract(_ promise: JournalStoreConformance)
    async throws
  {
    try await promise.check(InMemoryJournal())
  }

  @Test func failsWhenTold() async throws {
    let journal = InMemoryJournal()
    journal.failAppends(with: JournalError(.storage, "full"))
    await #expect(throws: JournalError.self) {
      try await journal.append(JournalStoreConformance.entries("a", 1), row: JournalStoreConformance.row("a"))
    }
    journal.failAppends(with: nil)
    try await journal.append(JournalStoreConformance.entries("a", 1), row: JournalStoreConformance.row("a"))
  }

  @Test func toySealingNoticesWhatTheRealOneNotices() throws {
    let sealing = ToySealing()
    let part = try sealing.seal([1, 2], subject: "s", context: [3])
    #expect(try sealing.open(part, subject: "s", context: [3]) == [1, 2])
    #expect(throws: JournalError.self) { try sealing.open(part, subject: "s", context: [4]) }
    #expect(throws: JournalError.self) { try sealing.open(part, subject: "t", context: [3]) }
    sealing.eraseKey(subject: "s")
    let error = #expect(throws: JournalError.self) { try sealing.open(part, subject: "s", context: [3]) }
    #expect(error?.code == .keyErased)
    let later = try sealing.seal([9], subject: "s", context: [3])
    #expect(try sealing.open(later, subject: "s", context: [3]) == [9])
  }
}
