import AisleTesting
import Audio
import Commerce
import Dialogue
import Discourse
import Foundation
import Journal
import Logging
import Policy
import Synchronization
import Testing
import Understanding

@testable import Conversations

/// A card's number goes into a call through its media's edge, keyed and said. Then every door out of the house is searched for it.
@Suite struct SecretDoorsTests {
  private static let visa = "4111111111111111"

  /// Keeps recordings in memory.
  final class Shelf: RecordingArchive {
    let kept = Mutex<[String: [UInt8]]>([:])
    let finished = Mutex<Set<String>>([])
    let erased = Mutex(0)
    var all: [UInt8] { kept.withLock { $0.values.first ?? [] } }

    func begin(_ conversation: String, at time: Timestamp) throws -> any RecordingSink {
      kept.withLock { $0[conversation] = [] }
      return Sink(shelf: self, conversation: conversation)
    }
    func open(_ conversation: String, access: RecordingAccess) throws -> (any RecordingReader)? { nil }
    func exists(_ conversation: String) -> Bool { finished.withLock { $0.contains(conversation) } }

    struct Sink: RecordingSink {
      var shelf: Shelf
      var conversation: String
      func write(_ samples: [UInt8]) { shelf.kept.withLock { $0[conversation]? += samples } }
      func finish() { shelf.finished.withLock { _ = $0.insert(conversation) } }
      func discard() {
        shelf.erased.withLock { $0 += 1 }
        shelf.kept.withLock { $0[conversation] = nil }
      }
    }
  }

  /// Keeps every line of the log.
  struct KeptLog: LogHandler {
    final class Lines: Sendable { let all = Mutex<[String]>([]) }
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }
    func log(event: LogEvent) {
      lines.all.withLock { $0.append("\(event.message) \(event.metadata ?? [:]) \(metadata)") }
    }
  }

  struct Tokens: CardTokeniser {
    final class Seen: Sendable { let digits = Mutex<[[UInt8]]>([]) }
    let seen = Seen()
    var fails = false
    func token(for digits: [UInt8]) async throws -> CardToken {
      seen.digits.withLock { $0.append(digits) }
      if fails { throw CancellationError() }
      return CardToken(token: "tok_abc", network: "visa", lastFour: String(decoding: digits.suffix(4), as: UTF8.self))
    }
  }

  private final class Kept: Sendable {
    let shown = Mutex<[String]>([])
  }

  /// Asked whenever the house is not sure; it says nothing, and keeps what it was asked. So does whoever words sentences otherwise.
  private final class Model: CommandProposer, Rephraser {
    let questions = Mutex<[ProposalQuestion]>([])
    let texts = Mutex<[String]>([])
    func propose(_ question: ProposalQuestion) async throws -> Proposal {
      questions.withLock { $0.append(question) }
      return Proposal(items: [], model: "kept")
    }
    func rephrase(_ text: String) async throws -> String {
      texts.withLock { $0.append(text) }
      throw CancellationError()
    }
    var asked: String { questions.withLock { "\($0)" } + texts.withLock { "\($0)" } }
  }

  /// The fixture's retailer, which keeps what it was asked for, word for word.
  private final class Listening: CommerceBackend {
    private let fixture = FixtureBackend()
    let asked = Mutex<[(operation: Commerce.Operation, context: OperationContext)]>([])
    var name: String { fixture.name }
    var operations: Set<OperationName> { fixture.operations }
    func perform(
      _ operation: Commerce.Operation, _ context: OperationContext
    ) async throws(OperationFailure) -> OperationAnswer {
      asked.withLock { $0.append((operation, context)) }
      return try await fixture.perform(operation, context)
    }
    func outcome(
      of operation: Commerce.Operation, _ context: OperationContext
    ) async throws(OperationFailure) -> WriteOutcome { try await fixture.outcome(of: operation, context) }
  }

  /// What left the house by every door, in words.
  private struct Doors {
    var journal = "", log = "", shown = "", replayed = ""
    /// What a language model was asked, and the back end.
    var model = "", backend = ""
    /// What the back end was asked without what belongs to the asking, whose random numbers may hold any three digits.
    var operations = ""
    var caller: [Int16] = [], agent: [Int16] = []
    var view: ConversationView
    var recordingErased = 0
    var all: String { journal + log + shown + replayed + model + backend }
    var shows: String { shown }
  }

  private func doors(
    words: [String], consent: RecordingRules.Consent = .oneParty, tokens: Tokens = Tokens(), atRest: [String] = [],
    _ talk: (CallLine) async throws -> Void
  ) async throws -> Doors {
    let shelf = Shelf(), lines = KeptLog.Lines(), kept = Kept(), model = Model(), backend = Listening()
    let test = try TestHouse(
      backend: backend, recognizer: EchoRecognizer(words: words, atRest: atRest), proposer: model, rephraser: model,
      recordings: shelf, cards: tokens, consent: consent,
      logger: Logger(label: "test") { _ in KeptLog(lines: lines) })
    let updates = await test.house.updates()
    let watching = Task {
      for await view in updates {
        let json = String(decoding: try JSONEncoder().encode(view), as: UTF8.self)
        kept.shown.withLock { $0.append(json) }
      }
    }
    let line = CallLine(test.house, from: "+12065550123")
    _ = await line.run(untilMarks: 1)
    try await talk(line)
    await line.run(1_000)
    line.hangUp()
    for _ in 0..<1_000 where test.house.liveCount > 0 { try await Task.sleep(for: .milliseconds(10)) }
    watching.cancel()
    let row = try #require(try await test.house.past(limit: 1).first)
    var doors = Doors(view: try #require(try await test.house.conversation(row.id)))
    for entry in try await test.journal.entries(of: row.id) {
      doors.journal += String(decoding: entry.open, as: UTF8.self)
      if let sealed = entry.sealed {
        let context = JournalChain.context(conversation: row.id, sequence: entry.sequence, kind: entry.kind)
        doors.journal += String(
          decoding: try test.sealing.open(sealed, subject: entry.subject, context: context), as: UTF8.self)
      }
    }
    doors.model = model.asked
    doors.backend = backend.asked.withLock { "\($0)" }
    doors.operations = backend.asked.withLock { "\($0.map(\.operation))" }
    doors.log = lines.all.withLock { $0.joined(separator: "\n") }
    doors.shown = kept.shown.withLock { $0.joined(separator: "\n") }
    #expect(try await test.difference(row.id) == nil)
    let trace = Trace(try await test.recorded(row.id))
    doors.replayed = "\(trace)"
    let both = shelf.all
    let places = stride(from: 0, to: both.count, by: 2)
    doors.caller = MuLaw.decode(places.map { both[$0] })
    doors.agent = MuLaw.decode(places.map { both[$0 + 1] })
    doors.recordingErased = shelf.erased.withLock { $0 }
    return doors
  }

  private func tones(in samples: [Int16]) -> Int {
    stride(from: 0, to: max(0, samples.count - 160), by: 80).count { start in
      var tones = KeypadTones()
      return tones.process(Array(samples[start..<start + 160]))
    }
  }

  /// Says the next words of the recogniser.
  private func say(_ line: CallLine) async {
    let before = line.marks.count
    await line.run(700, voice: true)
    await line.run(1_000)
    _ = await line.run(untilMarks: before + 1)
  }

  @Test func aCardThatIsSaidAndThenKeyed() async throws {
    let tokens = Tokens()
    let doors = try await doors(words: ["it is four one one one, then 1111 1111 1111", "no thank you"], tokens: tokens)
    { line in
      await say(line)
      let before = line.marks.count
      await line.dial(Self.visa)
      await line.run(2_000)
      #expect(await line.run(untilMarks: before + 1))
    }
    #expect(
      tokens.seen.digits.withLock { $0 } == [Array(Self.visa.utf8)],
      "\(doors.view.turns.map { "\($0.speaker) \($0.text)" })")
    for (door, text) in [
      ("journal", doors.journal), ("log", doors.log), ("console", doors.shown), ("replay", doors.replayed),
      ("language model", doors.model), ("back end", doors.backend),
    ] {
      #expect(!text.contains(Self.visa), "\(door)")
      #expect(!text.contains("11111"), "\(door)")
      #expect(!text.contains("1111 1111"), "\(door)")
      #expect(!text.contains("one one one one one"), "\(door)")
    }
    #expect(doors.journal.contains("tok_abc"))
    #expect(doors.view.turns.contains { $0.speaker == .caller && $0.text.contains("[card]") })
    #expect(doors.view.turns.contains { $0.text == "(a card, ending in 1111)" })
    #expect(doors.view.turns.contains { $0.speaker == .agent && $0.text.contains("do not say card numbers") })
    #expect(tones(in: doors.caller) == 0)
    // What was said of the card is silence; the agent is there.
    #expect(!doors.caller.isEmpty)
    #expect(doors.caller.allSatisfy { abs(Int($0)) < 1_000 })
    #expect(doors.agent.contains { abs(Int($0)) > 1_000 })
  }

  @Test func aCardOverTwoTurns() async throws {
    let doors = try await doors(words: ["4111 1111 1111", "1111", "where is my order", "four oh two one seven"]) {
      line in
      for _ in 0..<4 { await say(line) }
    }
    #expect(!doors.all.contains("1111"))
    let begin = doors.caller.firstIndex { abs(Int($0)) > 1_000 } ?? 0
    // Nothing is recorded while a card might be keyed: of four times that the caller spoke, the last alone is there.
    let spoken = stride(from: begin, to: doors.caller.count - 800, by: 800).count { start in
      doors.caller[start..<start + 800].contains { abs(Int($0)) > 1_000 }
    }
    #expect((5...12).contains(spoken), "\(spoken) tenths of a second")
  }

  /// What is not understood goes to a language model, and the number in it does not: not as it was said, nor in what was asked before.
  @Test func aCardInWhatIsNotUnderstood() async throws {
    let words = [
      "zorblat frimble quux four one one one one one one one one one one one one one one one",
      "frimble 4111 1111 1111 1111 zorblat quux", "no i said zorblat",
    ]
    let doors = try await doors(words: words) { line in
      for _ in words {
        // Behind our words: over them it might be taken for the room.
        await line.run(600)
        await say(line)
      }
    }
    #expect(doors.model.contains("frimble"), "nothing was asked")
    #expect(doors.model.contains(CardWatch.placeholder))
    for (door, text) in [("language model", doors.model), ("back end", doors.backend), ("journal", doors.journal)] {
      #expect(!text.contains("1111"), "\(door)")
      #expect(!text.contains("one one one"), "\(door)")
    }
  }

  /// A back end is asked for what is likely before the caller has finished: not for what may be a card.
  @Test func aCardThatIsLikelyIsNotReadAhead() async throws {
    let words = ["where is my order", "four one one one one one one one one one one one one one one one"]
    let doors = try await doors(words: words, atRest: words) { line in
      for _ in words {
        // Behind our words: over them it might be taken for the room.
        await line.run(600)
        await say(line)
      }
    }
    #expect(doors.backend.contains("findStores") || doors.backend.contains("FindStores"), "\(doors.backend)")
    #expect(!doors.operations.contains("111"), "\(doors.operations)")
    #expect(!doors.model.contains("one one one"))
    #expect(!doors.journal.contains("one one one"))
  }

  /// The first five digits of a card are an order number while one is asked for. As soon as the rest of it comes, none of that is kept: what is
  /// left are fewer digits than a receipt may show.
  @Test func aCardThatBeginsAsTheNumberAskedFor() async throws {
    let words = ["where is my order", "four one one one one", "one one one one one one one one one one one"]
    let doors = try await doors(words: words) { line in
      for _ in words {
        // Behind our words: over them it might be taken for the room.
        await line.run(600)
        await say(line)
      }
    }
    #expect(doors.journal.contains("four one one one one"))
    for (door, text) in [
      ("journal", doors.journal), ("log", doors.log), ("console", doors.shown), ("replay", doors.replayed),
      ("language model", doors.model), ("back end", doors.backend),
    ] {
      #expect(!text.contains("one one one one one"), "\(door)")
      #expect(!text.contains("11111"), "\(door)")
    }
    #expect(
      doors.view.turns.contains { $0.speaker == .caller && $0.text == "[card]" }, "\(doors.view.turns.map(\.text))")
    // Nor is it on the recording, also what was said of it first.
    let begin = doors.caller.firstIndex { abs(Int($0)) > 1_000 } ?? 0
    let spoken = stride(from: begin, to: doors.caller.count - 800, by: 800).count { start in
      doors.caller[start..<start + 800].contains { abs(Int($0)) > 1_000 }
    }
    #expect((5...12).contains(spoken), "\(spoken) tenths of a second")
  }

  /// Keys of a card go nowhere but to whoever makes a token of it: also those of a number that is none, and what is keyed behind an answer.
  @Test func keysOfACardReachNoBackEnd() async throws {
    let tokens = Tokens()
    let doors = try await doors(words: ["where is my order"], tokens: tokens) { line in
      await say(line)
      // An order number is asked for, and a card is keyed in one go.
      await line.dial(Self.visa)
      await line.run(4_000)
      await line.dial("4111111111111112#")
      await line.run(4_000)
    }
    #expect(!doors.all.contains("11111"), "\(doors.backend) \(doors.model)")
    #expect(tokens.seen.digits.withLock { $0 }.allSatisfy { $0 == Array(Self.visa.utf8) })
  }

  @Test func aWrongCardIsAskedForAgainAndGivenUp() async throws {
    let tokens = Tokens()
    let doors = try await doors(words: ["my card is 4111 1111 1111 1111"], tokens: tokens) { line in
      await say(line)
      for _ in 0..<3 {
        let before = line.marks.count
        await line.dial("4111111111111112#")
        _ = await line.run(untilMarks: before + 1)
      }
    }
    #expect(tokens.seen.digits.withLock { $0 }.isEmpty)
    #expect(!doors.all.contains("11111"))
    let said = doors.view.turns.filter { $0.speaker == .agent }.map(\.text)
    #expect(said.count { $0.contains("That is not a card number") } == 2)
    #expect(said.contains { $0.contains("I cannot take that card by phone") })
  }

  @Test func aProviderThatFailsIsTold() async throws {
    let tokens = Tokens(fails: true)
    let doors = try await doors(words: ["it's 4111 1111 1111 1111"], tokens: tokens) { line in
      await say(line)
      await line.dial(Self.visa)
      await line.run(2_000)
    }
    #expect(doors.view.turns.contains { $0.text.contains("I cannot take that card by phone") })
    #expect(!doors.all.contains("11111"))
  }

  @Test func orderNumbersAndTelephonesAreKept() async throws {
    let doors = try await doors(words: ["where is my order four oh two one seven", "call me at 503 555 0123"]) { line in
      await say(line)
      await say(line)
    }
    #expect(doors.journal.contains("40217") || doors.journal.contains("four oh two one seven"))
    #expect(doors.journal.contains("503 555 0123"))
    // That door is one at which something is seen.
    #expect(doors.backend.contains("40217"))
    #expect(!doors.journal.contains("[card]"))
  }

  @Test func typedCardsAreCutToo() async throws {
    let test = try TestHouse()
    let talk = TestChat()
    let chat = await test.house.chat(show: talk.show)
    await chat.type("my card is 4111 1111 1111 1111")
    await chat.type(Self.visa)
    await chat.leave("done")
    let row = try #require(try await test.house.past(limit: 1).first)
    let trace = "\(try await test.recorded(row.id))"
    #expect(!trace.contains("1111"))
    #expect(talk.said.contains { $0.contains("do not write card numbers") })
  }

  @Test func typedSecretsAreCutToo() async throws {
    let test = try TestHouse()
    let talk = TestChat()
    let chat = await test.house.chat(show: talk.show)
    for text in ["my cvv is 987", "OTP: 482 913", "my password is hunter2", "where is my order 40217"] {
      await chat.type(text)
      _ = await chat.settled(within: .seconds(20))
    }
    await chat.leave("done")
    let row = try #require(try await test.house.past(limit: 1).first)
    let trace = "\(try await test.recorded(row.id))"
    #expect(!trace.contains("hunter2") && !trace.contains("is 987") && !trace.contains("482 913"))
    #expect(trace.contains("40217"))
    #expect(talk.said.count { $0.contains("codes or passwords") } == 3)
    #expect(try await test.difference(row.id) == nil)
  }

  // MARK: Recording

  @Test func recordingBeginsWhereThePlaceAllowsIt() async throws {
    for (consent, least, most) in [
      (RecordingRules.Consent.oneParty, 2, 30), (.notice, 1, 30), (.allParty, 0, 0), (.off, 0, 0),
    ] {
      let doors = try await doors(words: [], consent: consent) { line in await line.run(2_000) }
      let seconds = doors.agent.isEmpty ? 0 : doors.agent.count / 8_000
      #expect(seconds >= least && seconds <= most, "\(consent.rawValue): \(seconds)")
      if consent == .notice {
        // The greeting with the notice is not on it.
        #expect(doors.agent.prefix(8_000 / 5).allSatisfy { abs(Int($0)) < 1_000 })
      }
      let tells = doors.view.turns.contains { $0.speaker == .agent && $0.text.contains("This call is recorded") }
      #expect(tells == (consent != .off))
    }
    let agreed = try await doors(words: ["where is my order"], consent: .allParty) { line in await say(line) }
    #expect(agreed.agent.contains { abs(Int($0)) > 1_000 })
  }

  @Test func anObjectionErasesAndTheCallGoesOn() async throws {
    let doors = try await doors(
      words: ["where is my order", "please don't record me", "and where is my order"], consent: .notice
    ) { line in
      // Each time the agent has spoken out: what is said over its words may be taken for the room.
      for _ in 0..<3 {
        await say(line)
        await line.run(12_000)
      }
    }
    #expect(doors.caller.isEmpty)
    let said = doors.view.turns.filter { $0.speaker == .agent }.map(\.text)
    #expect(said.contains { $0.contains("this call is not recorded") })
    #expect(doors.view.turns.contains { $0.text.contains("the caller objects") })
    #expect(!doors.view.hasRecording)
    let turns = doors.view.turns.map(\.text)
    #expect(doors.view.turns.last { $0.speaker == .caller }?.text == "and where is my order", "\(turns)")
  }
}
