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
  /// Commands from the conversation, taken over by the test's loop.
  private final class Mailbox: Sendable {
    let commands = Mutex<[MediaCommand]>([])
    func take() -> [MediaCommand] {
      commands.withLock { commands in
        defer { commands = [] }
        return commands
      }
    }
  }

  /// The carrier's side: runs time as fast as the house keeps up.
  private final class Line {
    let transport = FakeTransport()
    private let mailbox = Mailbox()
    private(set) var media: (any CallMedia)?
    private var clock = 0

    var isClosed: Bool { transport.sent.contains { if case .close = $0 { true } else { false } } }
    /// The marks of whole prompts.
    var marks: [String] {
      transport.sent.compactMap { if case .mark(let name, _) = $0, name.hasPrefix("p") { name } else { nil } }
    }

    init(_ house: ConversationHouse, from: String?) {
      let mailbox = mailbox
      media = house.start(
        CallDetails(carrierCallID: "CA1", streamID: "MZ1", from: from, to: nil), transport: transport,
        handle: MediaHandle { command in mailbox.commands.withLock { $0.append(command) } }, show: nil)
    }

    func run(_ milliseconds: Int, voice: Bool = false) async {
      for _ in 0..<(milliseconds / 20) {
        // The other tasks get their turn: the house works in real time, the line's clock follows it.
        try? await Task.sleep(for: .milliseconds(1))
        clock += 20
        transport.now = clock
        let now = UInt64(clock) * 1_000_000
        for command in mailbox.take() { media?.perform(command, now: now) }
        media?.tick(now: now)
        for mark in transport.played() { media?.receive(mark: mark, now: now) }
        let samples = (0..<160).map { index -> Int16 in
          let sample = clock * 8 + index
          guard voice else { return Int16((sample &* 7_919) % 17) - 8 }
          let t = Double(sample) / 8_000
          let saw = (t * 120).truncatingRemainder(dividingBy: 1) * 2 - 1
          return Int16(saw * 9_000 * (0.7 + 0.3 * (t * 5).remainder(dividingBy: 1)))
        }
        media?.receive(samples: samples, now: now)
      }
    }

    /// Runs until so many prompts have been played to their end.
    func run(untilMarks count: Int) async -> Bool {
      for _ in 0..<200 where marks.count < count { await run(100) }
      return marks.count >= count
    }

    func key(_ keys: String) async {
      for key in keys {
        media?.receive(digit: key, now: UInt64(clock) * 1_000_000)
        await run(100)
      }
    }

    func hangUp() {
      media?.ended(.callerHungUp)
      media = nil
    }
  }

  private func ended(_ test: TestHouse) async -> Bool {
    for _ in 0..<500 where test.house.liveCount > 0 { try? await Task.sleep(for: .milliseconds(10)) }
    return test.house.liveCount == 0
  }

  @Test func aCallerLearnsWhereTheOrderIs() async throws {
    let test = try TestHouse(recognizer: EchoRecognizer(words: ["where is my order", "no thank you"]))
    let line = Line(test.house, from: "+12065550123")
    #expect(line.media != nil)
    #expect(await line.run(untilMarks: 1))
    await line.run(600, voice: true)
    await line.run(1_000)
    #expect(await line.run(untilMarks: 2))
    await line.key("40217")
    #expect(await line.run(untilMarks: 3))
    await line.key("98101")
    #expect(await line.run(untilMarks: 5))
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
    let line = Line(test.house, from: nil)
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
    let line = Line(test.house, from: nil)
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
    let first = Line(test.house, from: nil)
    #expect(first.media != nil)
    #expect(!test.house.hasRoom)
    #expect(Line(test.house, from: nil).media == nil)
    first.hangUp()
    for _ in 0..<500 where !test.house.hasRoom { try await Task.sleep(for: .milliseconds(10)) }
    let second = Line(test.house, from: nil)
    #expect(second.media != nil)
    second.hangUp()
    test.house.drain()
    #expect(Line(test.house, from: nil).media == nil)
    #expect(await ended(test))
  }

  @Test func aSilentCallerIsAskedTwiceAndThenLetGo() async throws {
    let test = try TestHouse()
    let line = Line(test.house, from: nil)
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
