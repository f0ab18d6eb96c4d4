import AisleTesting
import Commerce
import Dialogue
import Discourse
import Journal
import Synchronization
import Testing

@testable import Conversations
@testable import TurnTaking

/// "The agent goes silent for good after an empty result, a failed call, an interrupted sentence."
@Suite(.timeLimit(.minutes(3)))
struct NeverSilentTests {
  /// What becomes of what the caller said.
  enum Hearing: String, CaseIterable, CustomTestStringConvertible {
    case nothing, empty, failed, noAnswer, hesitation, acknowledgement
    var testDescription: String { rawValue }
  }

  private static let settings = TurnSettings()
  /// The longest, in ms, that may pass after what the caller said until the conversation is told something to which it speaks: the recogniser
  /// that does not answer is given up, then the caller has the usual time.
  private static let bound = settings.finalPatience + settings.noInput + 3_000

  /// What the media have told that the conversation answers with speech.
  private func told(_ call: FakeCall) -> Int {
    call.names.count { ["utterance", "recognitionFailed", "silence"].contains($0) }
  }

  private func answer(_ call: FakeCall, _ number: Int, _ hearing: Hearing) {
    switch hearing {
    case .nothing: call.hear(.final(utterance: number, Transcript(alternatives: []), cpu: 0))
    case .empty:
      call.hear(
        .final(utterance: number, Transcript(alternatives: [Alternative(text: "", confidence: 0)]), cpu: 0))
    case .failed: call.hear(.failed(utterance: number, message: "gone"))
    case .noAnswer: break
    case .hesitation:
      call.hear(.final(utterance: number, Transcript(alternatives: [Alternative(text: "um", confidence: 1)]), cpu: 0))
    case .acknowledgement:
      call.hear(
        .final(utterance: number, Transcript(alternatives: [Alternative(text: "mm-hm", confidence: 1)]), cpu: 0))
    }
  }

  /// The caller speaks in our silence, again and again, and each time nothing comes of it.
  @Test(arguments: Hearing.allCases) func nothingThatIsHeardEndsInSilence(_ hearing: Hearing) {
    let call = FakeCall()
    call.perform(.expect(.anything))
    for _ in 1...4 {
      let before = told(call)
      call.voice(900)
      let spoken = call.time
      for _ in 0..<(Self.bound / 20) where told(call) == before {
        call.line(20)
        if case .end(let number)? = call.session.asked.last { answer(call, number, hearing) }
      }
      #expect(told(call) > before, "silent since \(spoken): \(call.names)")
      // The conversation speaks to it.
      let prompt = 1 + call.names.count { $0 == "played" }
      call.play(prompt, milliseconds: 600)
      call.line(1_500)
    }
  }

  /// The caller speaks over a sentence, and nothing comes of that: either the sentence is heard to its end, or the conversation is told that it was
  /// not.
  @Test(arguments: Hearing.allCases, [200, 900, 5_000])
  func anInterruptedSentenceIsSaidOrGivenUp(_ hearing: Hearing, _ voice: Int) {
    let call = FakeCall()
    call.perform(.expect(.anything))
    for prompt in 1...3 {
      call.perform(.announce(prompt: prompt, sentences: ["Let me tell you about it."]))
      call.perform(.nextSentence(prompt: prompt))
      call.play(prompt, milliseconds: 4_000)
      call.line(800)
      call.voice(voice)
      let spoken = call.time
      func isSettled() -> Bool {
        call.names.count { $0 == "played" || $0 == "interrupted" } >= prompt
      }
      for _ in 0..<((Self.bound + 4_000) / 20) where !isSettled() {
        call.line(20)
        if case .end(let number)? = call.session.asked.last { answer(call, number, hearing) }
      }
      #expect(isSettled(), "silent since \(spoken): \(call.names)")
      // And then nobody says anything: the caller is asked.
      let before = told(call)
      for _ in 0..<(Self.bound / 20) where told(call) == before { call.line(20) }
      #expect(told(call) > before, "\(call.names)")
    }
  }

  // MARK: Through the house

  /// The longest silence of the whole line, in ms, between two sounds of ours or of the caller's.
  private func longestSilence(_ line: CallLine, _ spoken: [ClosedRange<Int>]) -> (length: Int, from: Int) {
    let sounds = (line.transport.audible.map { $0...($0 + 20) } + spoken).sorted { $0.lowerBound < $1.lowerBound }
    var longest = (length: 0, from: 0)
    var until = 0
    for sound in sounds {
      if sound.lowerBound - until > longest.length { longest = (sound.lowerBound - until, until) }
      until = max(until, sound.upperBound)
    }
    return longest
  }

  /// A whole call in which the caller says these words and then waits: until the house lets them go, no silence is longer than what a silent
  /// caller is given, and what the house does itself.
  private func call(
    _ words: [String], backend: any CommerceBackend = FixtureBackend(), overPrompts: Bool = false,
    _ name: String
  ) async throws {
    let test = try TestHouse(
      backend: backend, recognizer: EchoRecognizer(words: words), sentence: overPrompts ? 1_500 : 300,
      slowAfter: HouseSettings.slowAfter)
    let line = CallLine(test.house, from: "+12065550123")
    var spoken: [ClosedRange<Int>] = []
    #expect(await line.run(untilMarks: overPrompts ? 0 : 1))
    for _ in words {
      if overPrompts {
        // Into whatever is being said.
        for _ in 0..<200 where line.transport.audible.last ?? 0 < line.time - 40 { await line.run(20) }
        await line.run(400)
      } else {
        await line.run(300)
      }
      let begin = line.time
      await line.run(800, voice: true)
      spoken.append(begin...line.time)
      await line.run(2_500)
    }
    for _ in 0..<900 where !line.isClosed { await line.run(100) }
    #expect(line.isClosed, "\(name): nobody ended it")
    let (length, from) = longestSilence(line, spoken)
    // What a silent caller is given, behind what ends a turn; the line's clock runs ahead of the house's by a little.
    #expect(length <= Self.settings.noInputDigits + 3_000, "\(name): \(length) ms from \(from)")
    line.hangUp()
  }

  @Test(arguments: [false, true]) func emptyResultsAreSpokenTo(_ overPrompts: Bool) async throws {
    try await call(["", "", "where is my order", "", ""], overPrompts: overPrompts, "empty results")
  }

  @Test(arguments: OperationFailure.Code.allCases)
  func aBackEndThatFailsIsSpokenOf(_ code: OperationFailure.Code) async throws {
    try await call(
      ["where is my order", "four oh two one seven", "yes"],
      backend: FixtureBackend(failure: OperationFailure(code, "broken")), "\(code)")
  }

  @Test func aBackEndThatFindsNothingIsSpokenOf() async throws {
    try await call(
      ["where is my order", "one one one one one", "two two two two two"], backend: EmptyBackend(), "nothing found")
  }
}

/// A retailer who has nothing at all.
struct EmptyBackend: CommerceBackend {
  private let fixture = FixtureBackend()
  var name: String { fixture.name }
  var operations: Set<OperationName> { fixture.operations }

  func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    let result =
      switch operation.value {
      case is ExistingOrders: OperationResult(ExistingOrders.self, .init(existing: [], ofCaller: []))
      case is CheckPostcode: OperationResult(CheckPostcode.self, .init(matches: false))
      case is FindStores: OperationResult(FindStores.self, StoreList(stores: []))
      default: throw OperationFailure(.notFound, "there is nothing")
      }
    return OperationAnswer(result, Freshness(asOf: RetailFixture.noon, origin: name))
  }

  func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome { .notDone }
}
