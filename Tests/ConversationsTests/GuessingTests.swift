import AisleTesting
import Commerce
import Dialogue
import Journal
import Synchronization
import Testing

@testable import Conversations

/// Guesses across conversations of a sandbox, and a yes that was written before its list could be read.
@Suite struct GuessingTests {
  private func standing(
    _ test: TestHouse, _ tries: any TryCounter, _ whose: String = "shop a ",
    _ backend: any CommerceBackend = FixtureBackend()
  ) -> Standing {
    Standing(artefacts: test.artefacts, backend: backend, journal: test.keeping, tries: tries, whose: whose)
  }

  /// The fixture's retailer, slow to compare postcodes or unable to, which counts how often it did.
  private final class Counting: CommerceBackend {
    let compared = Mutex(0)
    let isDown = Mutex(false)
    private let inner = FixtureBackend()
    var name: String { inner.name }
    var operations: Set<OperationName> { inner.operations }

    func perform(
      _ operation: Commerce.Operation, _ context: OperationContext
    ) async throws(OperationFailure) -> OperationAnswer {
      guard operation.name == .checkPostcode else { return try await inner.perform(operation, context) }
      try? await Task.sleep(for: .milliseconds(100))
      if isDown.withLock({ $0 }) { throw OperationFailure(.unavailable, "down") }
      compared.withLock { $0 += 1 }
      return try await inner.perform(operation, context)
    }

    func outcome(
      of operation: Commerce.Operation, _ context: OperationContext
    ) async throws(OperationFailure) -> WriteOutcome { .notDone }
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

  @Test func manyGuessesAtOnceAreNoMoreThanOneAfterTheOther() async throws {
    let test = try TestHouse()
    let backend = Counting()
    let place = standing(test, RecentTries(), "shop a ", backend)
    var chats: [Chat] = []
    for _ in 0..<12 {
      let chat = await test.house.chat(standing: place) { _ in }
      await chat.type("where is my order 40217")
      _ = await chat.settled(within: .seconds(20))
      chats.append(chat)
    }
    await withTaskGroup { group in
      for (place, chat) in chats.enumerated() {
        group.addTask {
          await chat.type(String(10_000 + place))
          _ = await chat.settled(within: .seconds(30))
        }
      }
    }
    let compared = backend.compared.withLock { $0 }
    #expect((1...6).contains(compared), "\(compared)")
    for chat in chats {
      await chat.leave()
      #expect(try await test.difference(chat.id) == nil)
    }
  }

  @Test func whatIsNobodysWrongTryIsGivenBack() async throws {
    let test = try TestHouse()
    let backend = Counting()
    let tries = RecentTries()
    let place = standing(test, tries, "shop a ", backend)
    backend.isDown.withLock { $0 = true }
    // Those who got no answer, those who left before it came, and those who were right.
    for _ in 0..<3 { _ = await guess(["98101"], test, place) }
    backend.isDown.withLock { $0 = false }
    for _ in 0..<3 {
      let chat = await test.house.chat(standing: place) { _ in }
      await chat.type("where is my order 40217")
      _ = await chat.settled(within: .seconds(20))
      await chat.type("98101")
      await chat.leave()
    }
    for _ in 0..<7 {
      let said = await guess(["98101"], test, place)
      #expect(said.contains { $0.contains("United Parcel") }, "\(said)")
    }
  }

  @Test func manyWhoAreRightAtOnceAreNotRefused() async throws {
    let test = try TestHouse()
    let place = standing(test, RecentTries(), "shop a ", Counting())
    var chats: [(chat: Chat, customer: TestChat)] = []
    for _ in 0..<8 {
      let customer = TestChat()
      let chat = await test.house.chat(standing: place, show: customer.show)
      await chat.type("where is my order 40217")
      _ = await chat.settled(within: .seconds(20))
      chats.append((chat, customer))
    }
    await withTaskGroup { group in
      for (chat, _) in chats { group.addTask { await chat.type("98101") } }
    }
    for (chat, customer) in chats {
      #expect(await customer.hears("United Parcel"))
      await chat.leave()
    }
  }

  @Test func aTryOnItsWayCountsForOthers() {
    let underway = TriesUnderway()
    underway.begin(["caller 1", "order"], for: "1")
    underway.begin(["caller 2", "order"], for: "2")
    #expect(underway.ahead(of: "1", ["caller 1", "order"]) == [0, 0])
    #expect(underway.ahead(of: "2", ["caller 2", "order"]) == [0, 1])
    // Who begins anew stands behind the others; what was tried before is none any more.
    underway.begin(["caller 1", "order"], for: "1")
    #expect(underway.ahead(of: "1", ["caller 1", "order"]) == [0, 1])
    #expect(underway.ahead(of: "2", ["caller 2", "order"]) == [0, 0])
    underway.begin(["claim"], for: "2")
    #expect(underway.ahead(of: "1", ["order", "claim"]) == [0, 0])
    for holder in ["1", "2", "2", "3"] { underway.end(holder) }
    #expect(underway.count == 0)
  }

  @Test func guessesWithoutANumberSlowTheNextAndNeverEndThem() {
    let tempo = GuessTempo()
    let now = ContinuousClock.now
    for _ in 0..<20 { tempo.note("shop", at: now) }
    #expect(tempo.delay("shop", at: now) == .zero)
    for _ in 0..<10 { tempo.note("shop", at: now) }
    #expect(tempo.delay("shop", at: now) == .seconds(1))
    #expect(tempo.delay("another", at: now) == .zero)
    for _ in 0..<1_000 { tempo.note("shop", at: now) }
    #expect(tempo.delay("shop", at: now) == .seconds(4))
    #expect(tempo.delay("shop", at: now + .seconds(301)) == .zero)
  }

  @Test func orderNumbersThatNobodyHasSlowTheNext() async throws {
    let test = try TestHouse()
    let customer = TestChat()
    let chat = await test.house.chat(standing: standing(test, RecentTries()), show: customer.show)
    for number in 10_000..<10_003 {
      await chat.type("where is my order \(number)")
      _ = await chat.settled(within: .seconds(20))
    }
    await chat.leave()
    let tempo = test.house.context.tempo
    for _ in 0..<18 { tempo.note("shop a ") }
    #expect(tempo.delay("shop a ") == .milliseconds(100))
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
