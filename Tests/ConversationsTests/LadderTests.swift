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

/// Whatever dies in the middle of a call: what the caller hears next. The line's clock is the test's own; where the house waits by the
/// machine's clock, the waits are set short, and their real lengths are compared with the two seconds that are allowed.
@Suite(.timeLimit(.minutes(2)))
struct LadderTests {
  /// What may die.
  enum Death: String, CaseIterable {
    case earNotOpened, earFails, earSilent, voice, voiceOnTheWay, wholeVoice
    case languageModel, backEnd, slowBackEnd, journal, hangingJournal
  }

  /// What is heard next, in what was said after the death.
  private static let next: [Death: String] = [
    .earNotOpened: "press 1 for an order", .earFails: "press 1 for an order", .earSilent: "One moment",
    .voice: "I have trouble speaking", .voiceOnTheWay: "I have trouble speaking",
    .languageModel: "order number", .backEnd: "call", .slowBackEnd: "One moment",
    .journal: "cannot note a call back", .hangingJournal: "cannot note a call back",
  ]

  private func house(_ death: Death) throws -> TestHouse {
    let soon: [Duration] = [.milliseconds(30), .seconds(60)]
    switch death {
    case .earNotOpened: return try TestHouse(recognizer: DeadEar(at: .opening))
    case .earFails: return try TestHouse(recognizer: DeadEar(at: .end))
    case .earSilent: return try TestHouse(recognizer: DeadEar(at: .never), slowAfter: HouseSettings.slowAfter)
    case .voice:
      return try TestHouse(recognizer: EchoRecognizer(words: ["where is my order"]), synthesizer: DeadVoice())
    case .voiceOnTheWay:
      return try TestHouse(
        recognizer: EchoRecognizer(words: ["where is my order"]), synthesizer: DeadVoice(after: 8_000))
    case .wholeVoice:
      return try TestHouse(
        recognizer: EchoRecognizer(words: ["where is my order"]), synthesizer: DeadVoice(sparing: []))
    case .languageModel:
      return try TestHouse(recognizer: EchoRecognizer(words: ["it has not come has it"]), proposer: DeadProposer())
    case .backEnd:
      return try TestHouse(
        backend: FixtureBackend(failure: OperationFailure(.unavailable, "down")),
        recognizer: EchoRecognizer(words: ["where is my order"]))
    case .slowBackEnd:
      return try TestHouse(
        backend: StubbornBackend(delay: .seconds(60)), recognizer: EchoRecognizer(words: ["when do you open"]),
        slowAfter: soon)
    case .journal, .hangingJournal:
      return try TestHouse(
        recognizer: EchoRecognizer(words: ["i want to talk to a person", "yes"]), promiseLimit: .milliseconds(50))
    }
  }

  @Test(arguments: Death.allCases) func theCallerHearsWhatHappensNext(_ death: Death) async throws {
    let test = try house(death)
    let line = CallLine(test.house, from: "+12065550123")
    // The greeting, where there is a voice for it.
    if death != .wholeVoice, death != .voice { #expect(await line.run(untilMarks: 1)) }
    switch death {
    case .journal: test.journal.failAppends(with: JournalError(.storage, "the disk is full"))
    case .hangingJournal: test.journal.holdAppends(true)
    default: break
    }
    var heard = ""
    // They say what they want, and again where they are asked something.
    turns: for _ in 0..<3 {
      await line.run(600, voice: true)
      for _ in 0..<40 {
        await line.run(100)
        heard = await said(test)
        if let words = Self.next[death], heard.contains(words) { break turns }
        if line.isClosed { break turns }
      }
      if death == .backEnd { await line.key("40217") }
    }
    if let words = Self.next[death] {
      #expect(heard.contains(words), "\(death): \(heard)")
    } else {
      // Not a sentence can be said: the line is given back, and the carrier's fallback speaks.
      for _ in 0..<100 where !line.isClosed { await line.run(100) }
      #expect(line.isClosed)
    }
    test.journal.failAppends(with: nil)
    test.journal.holdAppends(false)
    line.hangUp()
  }

  /// What the agent has said so far.
  private func said(_ test: TestHouse) async -> String {
    let view = await test.house.live().first
    return view?.turns.filter { $0.speaker == .agent }.map(\.text).joined(separator: " ") ?? ""
  }

  /// The longest of each way until something is heard: the silence that ends a turn, the wait, and the voice's first sound.
  @Test func nextIsWithinTwoSeconds() {
    let settings = HouseSettings(
      maximumCalls: 1, operationBudget: .seconds(4), recordsCalls: false, turns: TurnSettings())
    // From the moment at which an answer is due.
    #expect(settings.slowAfter[0] <= .milliseconds(1_500))
    #expect(settings.promiseLimit <= .milliseconds(1_500))
  }

  /// By the line's own clock: a voice that hangs leaves no silence of two seconds, and what bridges it is no answer.
  @Test func aVoiceThatHangsIsBridged() {
    let call = FakeCall(filler: { time in
      Filler(
        text: time == 0 ? "One moment, please." : "I am still on it.",
        samples: Tone.sine(frequency: 330, level: -20, count: 8_000))
    })
    call.voice(800)
    call.line(900)
    call.hear(
      .final(utterance: 1, Transcript(alternatives: [Alternative(text: "where is my order", confidence: 1)]), cpu: 0))
    let due = call.time
    call.perform(.announce(prompt: 1, sentences: ["It left on Tuesday.", "It comes tomorrow."]))
    call.perform(.nextSentence(prompt: 1))
    call.line(1_100)
    #expect(call.names == ["utterance"])
    call.line(200)
    #expect(call.names == ["utterance", "filled"])
    let first = call.transport.sent.compactMap { if case .audio(let at) = $0, at > due { at } else { nil } }.first
    #expect(first.map { $0 - due <= 1_300 } == true)
    // Later the second, and no third.
    call.line(8_000)
    #expect(call.names.count { $0 == "filled" } == 2)
    call.perform(.play(prompt: 1, samples: Tone.sine(frequency: 440, level: -20, count: 8_000)))
    call.line(200)
    #expect(call.names.last == "answered")
    call.perform(.nextSentence(prompt: 1))
    // The next sentence hangs too: the prompt goes on being bridged.
    call.line(3_000)
    #expect(call.names.count { $0 == "filled" } == 3)
  }

  /// The caller's own voice is no silence of ours, nor is a pause.
  @Test func nothingIsBridgedWhileTheCallerSpeaks() {
    let call = FakeCall(filler: { _ in
      Filler(text: "One moment.", samples: Tone.sine(frequency: 330, level: -20, count: 800))
    })
    call.perform(.announce(prompt: 1, sentences: ["It left on Tuesday."]))
    call.perform(.nextSentence(prompt: 1))
    call.perform(.play(prompt: 1, samples: Tone.sine(frequency: 440, level: -20, count: 16_000)))
    call.line(1_000)
    call.voice(1_200)
    #expect(!call.names.contains("filled"))
    // Who goes on before our first word is not talked over.
    let before = FakeCall(filler: { _ in Filler(text: "One moment.", samples: [Int16](repeating: 4_000, count: 800)) })
    before.perform(.announce(prompt: 1, sentences: ["It left on Tuesday."]))
    before.perform(.nextSentence(prompt: 1))
    before.voice(2_500)
    #expect(!before.names.contains("filled"))
    // What is played to its end is no silence either.
    let quiet = FakeCall(filler: { _ in Filler(text: "One moment.", samples: [Int16](repeating: 4_000, count: 800)) })
    quiet.play(1, milliseconds: 500)
    quiet.line(5_000)
    #expect(!quiet.names.contains("filled"))
  }

  /// In a whole house: what was spoken ahead is said, and stands in the record.
  @Test func theRecordTellsOfAVoiceThatHung() async throws {
    let test = try TestHouse(
      recognizer: EchoRecognizer(words: ["where is my order"]), synthesizer: HangingVoice(),
      slowAfter: HouseSettings.slowAfter)
    let line = CallLine(test.house, from: "+12065550123")
    #expect(await line.run(untilMarks: 1))
    await line.run(600, voice: true)
    for _ in 0..<60 {
      await line.run(100)
      let view = await test.house.live().first
      if view?.turns.contains(where: { $0.speaker == .system && $0.text.contains("said meanwhile: One moment") })
        == true
      {
        break
      }
    }
    let view = await test.house.live().first
    #expect(
      view?.turns.contains { $0.text.contains("said meanwhile: One moment") } == true,
      "\(view?.turns.map(\.text) ?? [])")
    line.hangUp()
  }

  /// By the line's own clock: an ear that says nothing is told of, once and again, and not while we speak.
  @Test func anEarThatOwesAnAnswerIsToldOf() {
    let call = FakeCall()
    call.voice(800)
    call.line(900)
    #expect(call.session.asked.contains { if case .end = $0 { true } else { false } })
    #expect(!call.names.contains("slow"))
    call.line(1_300)
    #expect(call.names == ["slow"])
    call.line(1_000)
    #expect(call.names == ["slow"])
    call.line(4_000)
    #expect(call.names == ["slow", "slow"])
    // In the end what was said counts as lost, and the dialogue leads on to the keypad.
    call.line(8_000)
    #expect(call.names.prefix(3) == ["slow", "slow", "recognitionFailed"])
  }

  @Test func anEarThatAnswersInTimeIsNotToldOf() {
    let call = FakeCall()
    call.voice(800)
    call.line(900)
    call.hear(
      .final(utterance: 1, Transcript(alternatives: [Alternative(text: "where is my order", confidence: 1)]), cpu: 0))
    call.line(3_000)
    #expect(call.names == ["utterance"])
  }

  /// The counters of tries are waited for, and the look-up behind them: once both have answered, nobody asks for patience any more.
  @Test func patienceEndsWithTheAnswer() async throws {
    let words = ["where is my order", "four oh two one seven", "yes", "one one one one one"]
    let test = try TestHouse(recognizer: EchoRecognizer(words: words), slowAfter: [.seconds(5)])
    let line = CallLine(test.house, from: "+12065550123")
    for prompts in 1...words.count {
      #expect(await line.run(untilMarks: prompts))
      await line.run(700, voice: true)
      await line.run(1_400)
    }
    #expect(await line.run(untilMarks: words.count + 1))
    let id = try #require(await test.house.live().first?.id)
    try await Task.sleep(for: .seconds(5))
    line.hangUp()
    for _ in 0..<500 where test.house.liveCount > 0 { try? await Task.sleep(for: .milliseconds(10)) }
    let kinds = try await test.journal.entries(of: id).map(\.kind)
    #expect(kinds.contains("effect.recall"))
    #expect(!kinds.contains("input.slow"))
  }

  @Test func aPromiseThatHangsIsNotMadeLater() async throws {
    let test = try TestHouse(promiseLimit: .milliseconds(50))
    let customer = TestChat()
    let chat = await test.house.chat(show: customer.show)
    await chat.type("i want to talk to a person")
    await chat.type("yes")
    #expect(await customer.hears("telephone number"))
    test.journal.holdAppends(true)
    await chat.type("2065550177")
    #expect(await customer.hears("cannot note a call back"))
    test.journal.holdAppends(false)
    await chat.leave()
    #expect(!customer.said.contains { $0.contains("have noted") })
    // The journal says both: that it was tried, and that it was not promised.
    let kinds = try await test.journal.entries(of: chat.id).map(\.kind)
    #expect(kinds.contains("effect.promise") && kinds.contains("input.promiseFailed"))
    #expect(try await test.difference(chat.id) == nil)
  }
}

/// An engine that hears nothing, in one of several ways.
struct DeadEar: SpeechRecognizer {
  enum Way { case opening, end, never }
  let name = "dead"
  var way: Way
  init(at way: Way) { self.way = way }

  func open(onEvent: @escaping @Sendable (RecognitionEvent) -> Void) async throws -> any RecognitionSession {
    if way == .opening { throw JournalError(.storage, "the engine is gone") }
    return Session(way: way, onEvent: onEvent)
  }

  struct Session: RecognitionSession {
    var way: Way
    var onEvent: @Sendable (RecognitionEvent) -> Void
    func expect(_ expectation: Discourse.Expectation) {}
    func begin(utterance: Int) {}
    func feed(_ samples: [Int16]) {}
    func end(utterance: Int) { if way == .end { onEvent(.failed(utterance: utterance, message: "gone")) } }
    func cancel(utterance: Int) {}
    func close() {}
  }
}

/// A voice that fails, but for what was spoken ahead.
struct DeadVoice: SpeechSynthesizer {
  let name = "dead"
  let voice = "dead"
  /// Samples of each sentence before it fails.
  var after = 0
  /// The beginnings of what was spoken ahead; nil: all that is word for word.
  var sparing: [String]? = [
    "Hello", "I am a computer", "I am sorry, I have", "I have noted", "Goodbye", "How can", "What can",
  ]

  func speak(_ text: String) -> AsyncThrowingStream<[Int16], any Error> {
    AsyncThrowingStream { continuation in
      let isAhead = sparing?.contains { text.hasPrefix($0) } ?? true
      let count = isAhead ? 800 : after
      if count > 0 { continuation.yield((0..<count).map { $0 % 16 < 8 ? 4_000 : -4_000 }) }
      continuation.finish(throwing: isAhead ? nil : JournalError(.storage, "the voice is gone"))
    }
  }
}

/// A voice that hangs behind the greeting; the sentences of patience were spoken ahead.
struct HangingVoice: SpeechSynthesizer {
  let name = "hanging"
  let voice = "hanging"
  private static let samples: [Int16] = (0..<800).map { $0 % 16 < 8 ? 4_000 : -4_000 }

  func prepared(_ text: String) -> [Int16]? {
    text.hasPrefix("One moment") || text.hasPrefix("This takes") || text.hasPrefix("I am still") ? Self.samples : nil
  }

  func speak(_ text: String) -> AsyncThrowingStream<[Int16], any Error> {
    AsyncThrowingStream { continuation in
      guard ["Hello", "I am a computer", "How can", "What can"].contains(where: { text.hasPrefix($0) }) else { return }
      continuation.yield(Self.samples)
      continuation.finish()
    }
  }
}

/// A language model that does not help.
struct DeadProposer: CommandProposer {
  func propose(_ question: ProposalQuestion) async throws -> Proposal { throw JournalError(.storage, "gone") }
}
