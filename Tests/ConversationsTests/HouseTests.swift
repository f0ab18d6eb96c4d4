import AisleTesting
import Commerce
import Dialogue
import Discourse
import Journal
import Testing

@testable import Conversations

/// Whole conversations through the house, read back from the journal.
@Suite struct HouseTests {
  @Test func aChatIsServedJournalledAndReplayed() async throws {
    let test = try TestHouse()
    let customer = TestChat()
    let chat = await test.house.chat(show: customer.show)
    #expect(customer.said.first?.contains("I am a computer") == true)
    await chat.type("where is my order 40217")
    #expect(await customer.hears("zip code"))
    #expect(test.house.liveCount == 1)
    #expect(await test.house.live().map(\.id) == [chat.id])
    await chat.type("98101")
    #expect(await customer.hears("on its way with United Parcel"))
    await chat.type("no thank you")
    #expect(await customer.hears("Goodbye"))
    #expect(customer.ended)
    await chat.leave()
    #expect(test.house.liveCount == 0)

    #expect(try await test.difference(chat.id) == nil)
    let row = try #require(try await test.journal.row(of: chat.id))
    #expect(row.outcome == "resolved")
    #expect(row.endedAt != nil)
    #expect(row.intent == "Order status")
    let past = try await test.house.past(limit: 5)
    #expect(past.map(\.id) == [chat.id])
    // The stored view is the live one.
    let stored = try #require(try await test.house.conversation(chat.id))
    #expect(stored.turns == (await chat.view()).turns)
    #expect(stored.turns.contains { $0.text.contains("on its way") })
    #expect(stored.outcome == "resolved")
  }

  @Test func newDocumentsHoldForConversationsThatBeginAfterwards() async throws {
    let test = try TestHouse()
    let before = TestChat()
    let chat = await test.house.chat(show: before.show)
    var changed = test.artefacts
    changed.profile = ShopProfile(name: "Elsewhere", phone: nil)
    test.house.use(changed)
    let after = TestChat()
    let other = await test.house.chat(show: after.show)
    #expect(after.said.first?.contains("Elsewhere") == true)
    await chat.type("goodbye")
    #expect(await before.hears("oodbye"))
    #expect(!before.said.contains { $0.contains("Elsewhere") })
    await chat.leave()
    await other.leave()
    #expect(try await test.difference(chat.id) == nil)
  }

  @Test func nothingPersonalStandsOpenInTheJournal() async throws {
    let test = try TestHouse()
    let customer = TestChat()
    let chat = await test.house.chat(show: customer.show)
    await chat.type("zanzibar where is my order 40217")
    #expect(await customer.hears("zip code"))
    await chat.type("98101")
    #expect(await customer.hears("United Parcel"))
    await chat.leave()
    for entry in try await test.journal.entries(of: chat.id) {
      let open = String(decoding: entry.open, as: UTF8.self)
      for secret in ["zanzibar", "40217", "98101", "United Parcel", "1Z999AA1"] {
        #expect(!open.contains(secret), "\(entry.kind): \(open)")
      }
    }
  }

  @Test func aPromiseThatIsNotOnDiskIsNotMade() async throws {
    let test = try TestHouse()
    let customer = TestChat()
    let chat = await test.house.chat(show: customer.show)
    await chat.type("i want to talk to a person")
    #expect(await customer.hears("Would you like a call?"))
    await chat.type("yes")
    #expect(await customer.hears("telephone number"))
    test.journal.failAppends(with: JournalError(.storage, "the disk is full"))
    await chat.type("2065550177")
    #expect(await customer.hears("cannot note a call back"))
    #expect(!customer.said.contains { $0.contains("have noted") })
    #expect(!test.house.journalIsWell)
    test.journal.failAppends(with: nil)
    await chat.leave()
  }

  /// Breaks at each point of the conversation in turn, also in the middle of a batch.
  @Test(arguments: 1..<24)
  func whenSealingBreaksNothingIsPromisedAndTheChatStillEnds(_ seals: Int) async throws {
    let test = try TestHouse(sealsAtMost: seals)
    let customer = TestChat()
    let chat = await test.house.chat(show: customer.show)
    await chat.type("i want to talk to a person")
    await chat.type("yes")
    await chat.type("2065550177")
    _ = await customer.hears("call back")
    await chat.leave()
    let promised = try await test.journal.entries(of: chat.id).contains { $0.kind == "effect.promise" }
    #expect(promised || !customer.said.contains { $0.contains("have noted") })
  }

  @Test func aPromiseThatIsOnDiskIsSpoken() async throws {
    let test = try TestHouse()
    let customer = TestChat()
    let chat = await test.house.chat(show: customer.show)
    await chat.type("i want to talk to a person")
    await chat.type("yes")
    await chat.type("2065550177")
    #expect(await customer.hears("I have noted that a colleague will call you back on the number ending in 0177"))
    // It was on disk before it was spoken of.
    #expect(try await test.journal.entries(of: chat.id).contains { $0.kind == "effect.promise" })
    await chat.leave()
    #expect(try await test.difference(chat.id) == nil)
  }

  @Test(arguments: [true, false])
  func aSlowBackEndTimesOut(_ stubborn: Bool) async throws {
    let backend: any CommerceBackend =
      stubborn ? StubbornBackend(delay: .seconds(60)) : FixtureBackend(delay: .seconds(60))
    let test = try TestHouse(backend: backend, budget: .milliseconds(100))
    let customer = TestChat()
    let chat = await test.house.chat(show: customer.show)
    await chat.type("where is my order 40217")
    #expect(await customer.hears("telephone number"))
    await chat.leave()
    let failures = try await test.recorded(chat.id).compactMap { entry -> OperationFailure.Code? in
      if case .input(let input, _) = entry, case .failed(_, let failure) = input.event { failure.code } else { nil }
    }
    #expect(failures == [.timedOut, .timedOut])
    #expect(try await test.difference(chat.id) == nil)
  }

  @Test func aWriteGetsItsOutcomeAlthoughTheCustomerLeft() async throws {
    let test = try TestHouse(backend: FixtureBackend(delay: .milliseconds(150)))
    let customer = TestChat()
    let chat = await test.house.chat(show: customer.show)
    await chat.type("i want to cancel my order")
    await chat.type("73358")
    #expect(await customer.hears("zip code"))
    await chat.type("98101")
    #expect(await customer.hears("I will cancel order 73358"))
    await chat.type("yes")
    await chat.leave()
    let events = try await test.recorded(chat.id).compactMap { entry -> Input.Event? in
      if case .input(let input, _) = entry { input.event } else { nil }
    }
    let outcomes = events.filter {
      if case .result(_, let result, _) = $0 { result.name == .cancelOrder } else { false }
    }
    #expect(outcomes.count == 1)
    #expect(try await test.difference(chat.id) == nil)
    #expect(try await test.journal.row(of: chat.id)?.endedAt != nil)
  }

  @Test func aBackEndThatIsDownIsToldTruthfully() async throws {
    let test = try TestHouse(backend: FixtureBackend(failure: OperationFailure(.unavailable, "down")))
    let customer = TestChat()
    let chat = await test.house.chat(show: customer.show)
    await chat.type("where is my order 40217")
    #expect(await customer.hears("sorry that I cannot help you with this myself"))
    await chat.leave()
    let row = try #require(try await test.journal.row(of: chat.id))
    #expect(row.outcome == "abandoned")
    #expect(try await test.difference(chat.id) == nil)
  }

  @Test func manyInputsAtOnceAreHandledInTheOrderTheyAreJournalled() async throws {
    let test = try TestHouse(backend: FixtureBackend(delay: .milliseconds(1)))
    var chats: [Chat] = []
    for _ in 0..<8 { chats.append(await test.house.chat(show: { _ in })) }
    let words = [
      "where is my order", "40217", "yes", "no", "98101", "what are your hours", "boise", "repeat that", "wait",
    ]
    await withTaskGroup(of: Void.self) { group in
      for chat in chats {
        for index in 0..<40 { group.addTask { await chat.type(words[index % words.count]) } }
      }
    }
    for chat in chats { await chat.leave() }
    for chat in chats {
      #expect(try await test.difference(chat.id) == nil)
      let entries = try await test.journal.entries(of: chat.id)
      #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.time <= $1.time })
      #expect(entries.count { $0.kind == "input.ended" } == 1)
      #expect(entries.last?.kind == "input.ended" || entries.contains { $0.kind == "effect.end" })
      #expect(try await test.journal.row(of: chat.id)?.endedAt != nil)
    }
    #expect(test.house.liveCount == 0)
  }

  @Test func viewsOfLiveConversationsArePublished() async throws {
    let test = try TestHouse()
    let updates = await test.house.updates()
    let reading = Task { () -> ConversationView? in
      for await view in updates where view.endedAt != nil { return view }
      return nil
    }
    let chat = await test.house.chat(show: { _ in })
    await chat.type("hello")
    await chat.leave()
    #expect(await reading.value?.id == chat.id)
  }
}
