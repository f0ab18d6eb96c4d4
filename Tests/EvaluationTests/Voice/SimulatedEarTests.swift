import Conversations
import Discourse
import Synchronization
import Testing

@testable import Evaluation

/// A real engine in virtual time: its events come as much later as its work took, and one piece of work after the other.
@Suite struct SimulatedEarTests {
  /// An engine on which each call takes so many ms by a clock of the test's.
  private final class Engine: SpeechRecognizer, RecognitionSession {
    struct State {
      var clock = 0.0
      var fed = 0
      var calls: [String] = []
      var onEvent: (@Sendable (RecognitionEvent) -> Void)?
    }
    let name = "slow"
    let state = Mutex(State())
    let feeding: Double
    let deciding: Double

    init(feeding: Double, deciding: Double) { (self.feeding, self.deciding) = (feeding, deciding) }

    func open(onEvent: @escaping @Sendable (RecognitionEvent) -> Void) async throws -> any RecognitionSession {
      state.withLock { $0.onEvent = onEvent }
      return self
    }

    func expect(_ expectation: Discourse.Expectation) {}
    func begin(utterance: Int) { state.withLock { $0.calls.append("begin \(utterance)") } }
    func feed(_ samples: [Int16]) {
      state.withLock {
        $0.clock += feeding
        $0.fed += samples.count
      }
    }
    func end(utterance: Int) {
      let tell = state.withLock { state in
        state.clock += deciding
        state.calls.append("end \(utterance)")
        return state.onEvent
      }
      tell?(
        .final(
          utterance: utterance, Transcript(alternatives: [Alternative(text: "yes", confidence: 0.9)]), cpu: 0))
    }
    func cancel(utterance: Int) {}
    func close() {}
  }

  private func ear(feeding: Double, deciding: Double) async -> (SimulatedEar, Engine) {
    let engine = Engine(feeding: feeding, deciding: deciding)
    let ear = VoiceEar(engine) { engine.state.withLock { $0.clock } }
    return (await VoiceEar.onOwnThread { SimulatedEar(ear, tellsPartials: true) }, engine)
  }

  /// When the answer to an utterance of 400 ms comes that ends at 500.
  private func answered(_ ear: SimulatedEar) -> Int? {
    ear.begin(utterance: 1)
    for time in stride(from: 100, through: 3_000, by: 10) {
      if time < 500, time.isMultiple(of: 20) { ear.feed([Int16](repeating: 0, count: 160)) }
      if time == 500 { ear.end(utterance: 1) }
      for case .final in ear.advance(to: time) { return time }
    }
    return nil
  }

  @Test func anAnswerComesAsLateAsTheEngineIsSlow() async {
    let (ear, engine) = await ear(feeding: 0, deciding: 230)
    #expect(answered(ear) == 730)
    #expect(engine.state.withLock { $0.calls } == ["begin 1", "end 1"])
    #expect(ear.heard.map(\.text) == ["yes"])
  }

  @Test func anEngineThatIsBehindAnswersWhenItHasCaughtUp() async {
    // 20 frames of 40 ms each are 800 ms of work, begun with the first 100 ms of sound.
    let (ear, engine) = await ear(feeding: 40, deciding: 100)
    let at = answered(ear) ?? 0
    #expect(engine.state.withLock { $0.fed } == 20 * 160)
    #expect((1_080...1_100).contains(at), "answered at \(at)")
    #expect(ear.work == 900)
  }

  @Test func theEngineIsToldOfSoundInPiecesOfATenthOfASecond() async {
    let (ear, engine) = await ear(feeding: 1, deciding: 0)
    ear.begin(utterance: 1)
    for count in 1...4 {
      ear.feed([Int16](repeating: 0, count: 160))
      _ = ear.advance(to: count * 20)
    }
    #expect(engine.state.withLock { $0.fed } == 0)
    ear.feed([Int16](repeating: 0, count: 160))
    _ = ear.advance(to: 100)
    #expect(engine.state.withLock { $0.fed } == 800)
  }

  @Test func anEngineThatCannotBeOpenedFailsEachUtterance() async {
    struct Refusing: SpeechRecognizer {
      struct Failure: Error {}
      let name = "refusing"
      func open(onEvent: @escaping @Sendable (RecognitionEvent) -> Void) async throws -> any RecognitionSession {
        throw Failure()
      }
    }
    let ear = await VoiceEar.onOwnThread { SimulatedEar(VoiceEar(Refusing()), tellsPartials: true) }
    ear.begin(utterance: 1)
    ear.end(utterance: 1)
    let events = (0...50).flatMap { ear.advance(to: $0 * 10) }
    #expect(events.contains { if case .failed(1, _) = $0 { true } else { false } })
  }
}
