import AisleTesting
import Commerce
import Dialogue
import Journal
import Testing

@testable import Conversations

/// A kill at any moment: what the journal holds is closed truthfully and replays.
@Suite struct RecoveryTests {
  /// A chat with a served order, a promise and its end.
  private func conversation() async throws -> (test: TestHouse, entries: [Envelope], row: ConversationRow) {
    let test = try TestHouse()
    let customer = TestChat()
    let chat = await test.house.chat(show: customer.show)
    await chat.type("where is my order 40217")
    #expect(await customer.hears("zip code"))
    await chat.type("98101")
    #expect(await customer.hears("United Parcel"))
    await chat.type("i want to talk to a person")
    await chat.type("yes")
    await chat.type("2065550177")
    #expect(await customer.hears("have noted"))
    await chat.type("no thank you")
    await chat.leave()
    let row = try #require(try await test.journal.row(of: chat.id))
    return (test, try await test.journal.entries(of: chat.id), row)
  }

  @Test func everyPrefixIsClosedTruthfully() async throws {
    let (test, entries, row) = try await conversation()
    #expect(entries.count > 50)
    let later = Timestamp(milliseconds: row.openedAt.milliseconds + 3_600_000)
    for count in 1...entries.count {
      let store = InMemoryJournal()
      var open = row
      open.endedAt = nil
      open.outcome = nil
      try await store.append(Array(entries.prefix(count)), row: open)
      let keeping = JournalKeeping(store: store, sealing: test.sealing) { $0 }
      var damaged: [String] = []
      let closed = try await Recovery.closeInterrupted(journal: keeping, artefacts: { _ in test.artefacts }, now: later)
      {
        id, _ in
        damaged.append(id)
      }
      #expect(damaged.isEmpty, "at \(count)")
      #expect(closed == [row.id], "at \(count)")
      let kept = try await store.entries(of: row.id)
      let recorded = try JournalItem.recorded(kept, sealing: test.sealing)
      #expect(Replay.run(recorded, artefacts: test.artefacts) == nil, "at \(count): \(entries[count - 1].kind)")
      #expect(Array(kept.prefix(count)) == Array(entries.prefix(count)))
      #expect(Replay.fold(recorded, artefacts: test.artefacts).hasEnded)
      let ended = try #require(try await store.row(of: row.id))
      #expect(ended.endedAt == later)
      // Served before the kill: resolved; else the house owns up to it. Never that the caller left.
      let outcomes = recorded.compactMap { entry -> Effect.Outcome? in
        if case .effect(.end(let outcome), _) = entry { outcome } else { nil }
      }
      #expect(outcomes.count <= 1, "at \(count)")
      #expect(["resolved", "interrupted"].contains(ended.outcome ?? ""), "at \(count): \(ended.outcome ?? "none")")
      // A second start finds nothing to do.
      let again = try await Recovery.closeInterrupted(journal: keeping, artefacts: { _ in test.artefacts }, now: later)
      { _, _ in
      }
      #expect(again.isEmpty)
      #expect(try await store.entries(of: row.id) == kept)
    }
  }

  @Test func aDamagedJournalIsReportedAndTheOthersClosed() async throws {
    let (test, entries, row) = try await conversation()
    let store = InMemoryJournal()
    var open = row
    open.endedAt = nil
    try await store.append(Array(entries.prefix(20)), row: open)
    var broken = try JournalStoreConformance.entries("broken", 3)
    broken[1].open[0] ^= 1
    try await store.append(broken, row: JournalStoreConformance.row("broken"))
    var damaged: [String] = []
    let closed = try await Recovery.closeInterrupted(
      journal: JournalKeeping(store: store, sealing: test.sealing) { $0 }, artefacts: { _ in test.artefacts },
      now: RetailFixture.noon
    ) { id, _ in damaged.append(id) }
    #expect(closed == [row.id])
    #expect(damaged == ["broken"])
    #expect(try await store.row(of: "broken")?.endedAt == nil)
  }

  @Test func timeNeverGoesBackInAJournal() async throws {
    let (test, entries, row) = try await conversation()
    let store = InMemoryJournal()
    var open = row
    open.endedAt = nil
    try await store.append(Array(entries.prefix(20)), row: open)
    // The clock was set back by a day while the machine was down.
    let before = Timestamp(milliseconds: row.openedAt.milliseconds - 86_400_000)
    _ = try await Recovery.closeInterrupted(
      journal: JournalKeeping(store: store, sealing: test.sealing) { $0 }, artefacts: { _ in test.artefacts },
      now: before
    ) { _, _ in }
    let kept = try await store.entries(of: row.id)
    #expect(zip(kept, kept.dropFirst()).allSatisfy { $0.time <= $1.time })
  }
}
