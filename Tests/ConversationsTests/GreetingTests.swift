import AisleTesting
import Commerce
import Discourse
import Metrics
import MetricsTestKit
import Synchronization
import Testing
import TurnTaking

@testable import Conversations

/// "The first greeting comes after four or five seconds." The line's clock stands still while the house opens a call, so that what is heard at
/// its first moment has waited for nothing of the line: no sound of the caller's, no tick, no recogniser.
@Suite(.timeLimit(.minutes(2)))
struct GreetingTests {
  /// What else begins with a call, and takes for ever.
  enum Slow: String, CaseIterable { case nothing, ear, journal, backEnd, restOfTheVoice, proposer }

  private func house(_ slow: Slow) throws -> TestHouse {
    switch slow {
    case .nothing, .journal: try TestHouse()
    case .ear: try TestHouse(recognizer: EarThatNeverOpens())
    case .backEnd: try TestHouse(backend: StubbornBackend(delay: .seconds(600)))
    case .restOfTheVoice: try TestHouse(synthesizer: VoiceThatStops(after: 160))
    case .proposer: try TestHouse(proposer: SlowProposer())
    }
  }

  @Test(arguments: Slow.allCases) func theFirstSoundWaitsForNothingElse(_ slow: Slow) async throws {
    let test = try house(slow)
    if slow == .journal { test.journal.holdAppends(true) }
    let line = CallLine(test.house, from: "+12065550123")
    #expect(await line.standStill { !line.transport.audible.isEmpty }, "nothing was said")
    #expect(line.transport.audible.first == 0)
    test.journal.holdAppends(false)
    line.hangUp()
  }

  /// The silence that a voice begins with is nothing but latency, and is not played.
  @Test func theFirstSoundIsTheVoicesFirst() async throws {
    let test = try TestHouse(synthesizer: VoiceThatStops(after: 8_000, silence: 4_000))
    let line = CallLine(test.house, from: "+12065550123")
    #expect(await line.standStill { !line.transport.sent.isEmpty })
    await line.run(200)
    #expect(line.transport.audible.first == 0)
    line.hangUp()
  }

  /// The delay tells what was heard: from the call's first moment to our first sound, once a call.
  @Test(arguments: [0, 40, 2_600]) func theDelayIsTold(_ delay: Int) {
    let transport = FakeTransport()
    let told = Mutex<[Int]>([])
    let media = PhoneMedia(transport: transport, settings: TurnSettings(), recording: false) { event in
      if case .greeted(let after) = event { told.withLock { $0.append(after) } }
    }
    let began = 5_000
    for time in stride(from: began, through: began + delay, by: 20) {
      transport.now = time
      media.tick(now: UInt64(time) * 1_000_000)
    }
    for prompt in 1...2 {
      media.perform(
        .play(prompt: prompt, samples: [Int16](repeating: 0, count: 800) + [Int16](repeating: 4_000, count: 800)),
        now: UInt64(began + delay) * 1_000_000)
      media.perform(.finish(prompt: prompt), now: UInt64(began + delay) * 1_000_000)
    }
    #expect(transport.audible.first == began + delay)
    #expect(told.withLock { $0 } == [delay])
  }

  /// And counted.
  @Test func theDelayIsCounted() async throws {
    let figures = TestMetrics()
    try await withMetricsFactory(figures) {
      let test = try house(.nothing)
      let line = CallLine(test.house, from: "+12065550123")
      #expect(await line.standStill { !line.transport.audible.isEmpty })
      #expect(await line.run(untilMarks: 1))
      line.hangUp()
    }
    #expect(try figures.expectTimer("aisle_greeting_seconds").values == [0])
  }

  /// It is heard to its end in one go: nothing stands between its sentences but what the voice puts there.
  @Test func theGreetingHasNoHoles() async throws {
    let test = try TestHouse(recognizer: EarThatNeverOpens(), sentence: 700)
    let line = CallLine(test.house, from: "+12065550123")
    #expect(await line.standStill { !line.transport.audible.isEmpty })
    #expect(await line.run(untilMarks: 1))
    let times = line.transport.audible
    #expect(times.count > 100)
    #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 == 20 })
    line.hangUp()
  }
}

/// A recogniser whose machine does not answer.
struct EarThatNeverOpens: SpeechRecognizer {
  let name = "never"
  func open(onEvent: @escaping @Sendable (RecognitionEvent) -> Void) async throws -> any RecognitionSession {
    try await Task.sleep(for: .seconds(600))
    throw CancellationError()
  }
}

/// A language model that thinks.
struct SlowProposer: CommandProposer {
  func propose(_ question: ProposalQuestion) async throws -> Proposal {
    try await Task.sleep(for: .seconds(600))
    throw CancellationError()
  }
}

/// A voice that gives so many samples of its first sentence and then stands still.
struct VoiceThatStops: SpeechSynthesizer {
  let name = "stops"
  let voice = "stops"
  var after: Int
  /// Samples of silence before them.
  var silence = 0
  func speak(_ text: String) -> AsyncThrowingStream<[Int16], any Error> {
    AsyncThrowingStream { continuation in
      continuation.yield(
        [Int16](repeating: 0, count: silence) + (0..<after).map { $0 % 16 < 8 ? 4_000 : -4_000 })
    }
  }
}
