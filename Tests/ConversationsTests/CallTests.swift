import AisleTesting
import Audio
import Commerce
import Dialogue
import Discourse
import Journal
import Synchronization
import Testing

@testable import Conversations
@testable import TurnTaking

/// A call through the whole house: audio in, audio out, on an event loop of the test's own.
@Suite struct CallTests {
  private func ended(_ test: TestHouse) async -> Bool {
    for _ in 0..<500 where test.house.liveCount > 0 { try? await Task.sleep(for: .milliseconds(10)) }
    return test.house.liveCount == 0
  }

  @Test func aCallerLearnsWhereTheOrderIs() async throws {
    let recogniser = EchoRecognizer(words: ["where is my order", "no thank you"])
    let test = try TestHouse(recognizer: recogniser)
    let line = CallLine(test.house, from: "+12065550123")
    #expect(line.media != nil)
    #expect(await line.run(untilMarks: 1))
    await line.run(600, voice: true)
    await line.run(1_000)
    #expect(await line.run(untilMarks: 2))
    await line.key("40217")
    #expect(await line.run(untilMarks: 3))
    #expect(recogniser.told.isEmpty)
    await line.key("98101")
    #expect(await line.run(untilMarks: 5))
    // What the order holds is likely once the postcode has shown whose it is, and is told once.
    #expect(recogniser.told == [["Seattle", "Alpine tent"]])
    await line.run(600, voice: true)
    for _ in 0..<60 where !line.isClosed { await line.run(100) }
    #expect(line.isClosed)
    line.hangUp()
    #expect(await ended(test))

    let row = try #require(try await test.house.past(limit: 1).first)
    #expect(row.outcome == "resolved")
    #expect(row.intent == "Order status")
    #expect(try await test.difference(row.id) == nil)
    let view = try #require(try await test.house.conversation(row.id))
    #expect(view.turns.filter { $0.speaker == .caller }.map(\.text).contains("keyed 40217"))
    let answers = view.turns.filter { $0.latency != nil }
    #expect(answers.count >= 3)
    for answer in answers {
      #expect(answer.latency == answer.stages.reduce(0) { $0 + $1.milliseconds })
      #expect(answer.speaker == .agent)
    }
  }

  @Test func anEngineThatWasReplacedStandsInTheConversation() async throws {
    let replacement = EngineReplacement(role: .hearing, engine: "far", by: "near", reason: "no answer in time")
    let test = try TestHouse(recognizer: EchoRecognizer(words: [], replacement: replacement))
    let line = CallLine(test.house, from: nil)
    #expect(await line.run(untilMarks: 1))
    line.hangUp()
    #expect(await ended(test))
    let id = try #require(try await test.house.past(limit: 1).first?.id)
    let stored = try await test.journal.entries(of: id).filter { $0.kind == "note.engine" }
    #expect(stored.count == 1)
    let turns = try await test.house.conversation(id)?.turns ?? []
    #expect(turns.filter { $0.speaker == .system }.map(\.text).contains(replacement.words))
    // It is a note: what the conversation did does not depend on it.
    #expect(try await test.difference(id) == nil)
  }

  @Test func bargingInIsJournalledWithWhatWasHeard() async throws {
    let test = try TestHouse(recognizer: EchoRecognizer(words: ["what are your hours"]), sentence: 2_000)
    let line = CallLine(test.house, from: nil)
    await line.run(300)
    await line.run(800, voice: true)
    await line.run(2_000)
    line.hangUp()
    #expect(await ended(test))
    let id = try #require(try await test.house.past(limit: 1).first?.id)
    let events = try await test.recorded(id).compactMap { entry -> Input.Event? in
      if case .input(let input, _) = entry { input.event } else { nil }
    }
    let heard = events.compactMap { if case .interrupted(1, let heard, let of, _) = $0 { (heard, of) } else { nil } }
    #expect(heard.count == 1)
    #expect(heard.allSatisfy { $0.0 <= $0.1 && $0.0 > 0 })
    #expect(
      events.contains(.utterance(Transcript(alternatives: [Alternative(text: "what are your hours", confidence: 1)]))))
    #expect(events.last == .ended(reason: "callerHungUp"))
    #expect(try await test.difference(id) == nil)
  }

  @Test func aFullHouseRefuses() async throws {
    let test = try TestHouse(maximumCalls: 1)
    let first = CallLine(test.house, from: nil)
    #expect(first.media != nil)
    #expect(!test.house.hasRoom)
    #expect(CallLine(test.house, from: nil).media == nil)
    first.hangUp()
    for _ in 0..<500 where !test.house.hasRoom { try await Task.sleep(for: .milliseconds(10)) }
    let second = CallLine(test.house, from: nil)
    #expect(second.media != nil)
    second.hangUp()
    test.house.drain()
    #expect(CallLine(test.house, from: nil).media == nil)
    #expect(await ended(test))
  }

  @Test func aSilentCallerIsAskedTwiceAndThenLetGo() async throws {
    let test = try TestHouse()
    let line = CallLine(test.house, from: nil)
    for _ in 0..<400 where !line.isClosed { await line.run(100) }
    #expect(line.isClosed)
    line.hangUp()
    #expect(await ended(test))
    let row = try #require(try await test.house.past(limit: 1).first)
    #expect(row.outcome == "abandoned")
    let view = try #require(try await test.house.conversation(row.id))
    #expect(view.turns.filter { $0.speaker == .system }.map(\.text) == Array(repeating: "nothing was said", count: 3))
    #expect(try await test.difference(row.id) == nil)
  }
}
