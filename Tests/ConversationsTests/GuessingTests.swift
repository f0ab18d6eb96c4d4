import AisleTesting
import Commerce
import Conversations
import Dialogue
import Journal
import Testing

/// Guesses across conversations of a sandbox, and a yes that was written before its list could be read.
@Suite struct GuessingTests {
  private func standing(_ test: TestHouse, _ tries: any TryCounter, _ whose: String = "shop a ") -> Standing {
    Standing(artefacts: test.artefacts, backend: FixtureBackend(), journal: test.keeping, tries: tries, whose: whose)
  }

  /// What is said after the postcodes, in a conversation of its own.
  private func guess(_ postcodes: [String], _ test: TestHouse, _ standing: Standing) async -> [String] {
    let customer = TestChat()
    let chat = await test.house.chat(standing: standing, show: customer.show)
    for text in ["where is my order 40217"] + postcodes {
      await chat.type(text)
      _ = await chat.settled(within: .seconds(20))
    }
    let said = customer.said
    await chat.leave()
    return said
  }

  @Test func aSandboxCountsGuessesAcrossItsConversations() async throws {
    let test = try TestHouse()
    let tries = RecentTries()
    let place = standing(test, tries)
    let honest = await guess(["98101"], test, place).last
    for start in [10_000, 20_000] {
      _ = await guess((0..<3).map { String(start + $0) }, test, place)
    }
    // Six wrong postcodes of one order: the right one is not even looked up any more.
    #expect(await guess(["98101"], test, place).last != honest)
    // Those of another token are another's.
    #expect(await guess(["98101"], test, standing(test, tries, "shop b ")).last == honest)
  }

  @Test func triesAreCountedAndForgotten() async throws {
    let tries = RecentTries()
    let now = RetailFixture.noon
    try await tries.count(["a", "b"], at: now)
    try await tries.count(["a"], at: now)
    #expect(try await tries.counts(of: ["a", "b", "c"], since: now) == [2, 1, 0])
    try await tries.forget(["a"])
    #expect(try await tries.counts(of: ["a", "b"], since: now) == [0, 1])
  }

  @Test func aYesWrittenBeforeTheListWasReadAgreesToNothing() async throws {
    let test = try TestHouse()
    let customer = TestChat()
    let chat = await test.house.chat(show: customer.show)
    for text in ["cancel order 73358", "98101"] {
      await chat.type(text)
      _ = await chat.settled(within: .seconds(10))
    }
    await chat.type("yes", isUnread: true)
    _ = await chat.settled(within: .seconds(10))
    #expect(!customer.said.contains { $0.contains("is cancelled") })
    await chat.type("yes")
    #expect(await customer.hears("is cancelled"))
    await chat.leave()
    #expect(try await test.difference(chat.id) == nil)
  }
}
