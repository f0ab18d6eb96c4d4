import Conversations
import Discourse
import Synchronization
import Testing

@testable import SpeechEngines

/// The shells over the machines, with engines of flesh and blood.
@Suite(.timeLimit(.minutes(1))) struct FailoverTests {
  /// Says nothing after anything.
  private struct Mute: SpeechRecognizer, RecognitionSession {
    let name = "mute"
    func open(onEvent: @escaping @Sendable (RecognitionEvent) -> Void) async throws -> any RecognitionSession { self }
    func expect(_ expectation: Discourse.Expectation) {}
    func begin(utterance: Int) {}
    func feed(_ samples: [Int16]) {}
    func end(utterance: Int) {}
    func cancel(utterance: Int) {}
    func close() {}
  }

  private struct Closed: SpeechRecognizer {
    let name = "closed"
    func open(onEvent: @escaping @Sendable (RecognitionEvent) -> Void) async throws -> any RecognitionSession {
      throw SpeechEngineError(.refused, "no")
    }
  }

  private func hear(_ ears: [FailoverRecognizer.Ear]) async throws -> (
    text: String, replaced: [EngineReplacement], desk: EngineDesk
  ) {
    let desk = EngineDesk(role: .hearing, names: ears.map(\.recognizer.name))
    let (events, continuation) = AsyncStream.makeStream(of: RecognitionEvent.self)
    let session = try await FailoverRecognizer(ears, desk: desk).open { continuation.yield($0) }
    defer { session.close() }
    session.expect(.anything)
    session.begin(utterance: 1)
    for frame in 0..<40 { session.feed(VirtualCall.voice(frame)) }
    session.end(utterance: 1)
    var replaced: [EngineReplacement] = []
    for await event in events {
      switch event {
      case .final(1, let transcript, _): return (transcript.text, replaced, desk)
      case .failed: return ("failed", replaced, desk)
      case .replaced(let replacement): replaced.append(replacement)
      default: continue
      }
    }
    return ("", replaced, desk)
  }

  @Test func aMuteEngineIsReplacedAndTheAudioHeardAgain() async throws {
    let heard = try await hear([
      .init(Mute(), streams: false, patience: .milliseconds(30)),
      .init(StubRecognizer(reply: "hello"), streams: false, patience: .seconds(5)),
    ])
    #expect(heard.text == "hello")
    #expect(heard.replaced.map(\.words) == ["mute did not hear (no answer in time); stub took over"])
    #expect(heard.desk.statuses().map(\.failed) == [1, 0])
    #expect(heard.desk.statuses().first?.lastFailure == .late)
  }

  @Test func anEngineThatCannotBeOpenedIsPassedOver() async throws {
    let heard = try await hear([
      .init(Closed(), streams: true, patience: .milliseconds(30)),
      .init(StubRecognizer(reply: "hello"), streams: false, patience: .seconds(5)),
    ])
    #expect(heard.text == "hello")
    #expect(heard.desk.statuses().first?.lastFailure == .refused)
  }

  /// Keeps which names it was told of before each utterance.
  private final class Attentive: SpeechRecognizer, RecognitionSession {
    let name = "attentive"
    let told = Mutex<[[String]]>([])
    private let onEvent = Mutex<(@Sendable (RecognitionEvent) -> Void)?>(nil)
    func open(onEvent: @escaping @Sendable (RecognitionEvent) -> Void) async throws -> any RecognitionSession {
      self.onEvent.withLock { $0 = onEvent }
      return self
    }
    func expect(_ expectation: Discourse.Expectation) {}
    func expect(terms: [String]) { told.withLock { $0.append(terms) } }
    func begin(utterance: Int) {}
    func feed(_ samples: [Int16]) {}
    func end(utterance: Int) {
      onEvent.withLock(\.self)?(
        .final(utterance: utterance, Transcript(alternatives: [Alternative(text: "yes", confidence: 1)]), cpu: 0))
    }
    func cancel(utterance: Int) {}
    func close() {}
  }

  @Test func whoTakesOverIsToldOfTheLatestNames() async throws {
    let attentive = Attentive()
    let ears = [
      FailoverRecognizer.Ear(Mute(), streams: false, patience: .milliseconds(30)),
      FailoverRecognizer.Ear(attentive, streams: false, patience: .seconds(5)),
    ]
    let (events, continuation) = AsyncStream.makeStream(of: RecognitionEvent.self)
    let session = try await FailoverRecognizer(
      ears, desk: EngineDesk(role: .hearing, names: ears.map(\.recognizer.name))
    ).open { continuation.yield($0) }
    defer { session.close() }
    session.expect(terms: ["Maria Keller"])
    session.expect(terms: ["Tom Weber"])
    session.begin(utterance: 1)
    for frame in 0..<40 { session.feed(VirtualCall.voice(frame)) }
    session.end(utterance: 1)
    for await event in events { if case .final = event { break } }
    #expect(attentive.told.withLock { $0 } == [["Tom Weber"]])
    // Somebody else has come to the telephone.
    session.expect(terms: [])
    #expect(attentive.told.withLock { $0 } == [["Tom Weber"], []])
  }

  private struct Broken: SpeechSynthesizer {
    let name = "broken", voice = "none"
    func speak(_ text: String) -> AsyncThrowingStream<[Int16], any Error> {
      AsyncThrowingStream { continuation in
        continuation.yield([Int16](repeating: 900, count: 160))
        continuation.finish(throwing: SpeechEngineError(.lost, "gone"))
      }
    }
  }

  @Test func aBrokenVoiceIsReplacedAndTold() async throws {
    let desk = EngineDesk(role: .speaking, names: ["broken", "stub"])
    let voice = FailoverSynthesizer(
      [.init(Broken(), patience: .seconds(1)), .init(StubSynthesizer(), patience: .seconds(5))], desk: desk)
    let told = Mutex<[EngineReplacement]>([])
    var count = 0
    for try await samples in voice.speak("Hello there.", onReplacement: { note in told.withLock { $0.append(note) } }) {
      count += samples.count
    }
    #expect(count == 160 + 2_400 + 12 * 533)
    #expect(told.withLock { $0 }.map(\.by) == ["stub"])
  }

  /// Never says anything, and never ends.
  private struct Hanging: SpeechSynthesizer {
    let name = "hanging", voice = "none"
    func speak(_ text: String) -> AsyncThrowingStream<[Int16], any Error> { AsyncThrowingStream { _ in } }
  }

  @Test func aVoiceThatHangsWithNobodyBehindItIsGivenUp() async throws {
    let desk = EngineDesk(role: .speaking, names: ["hanging"])
    let voice = FailoverSynthesizer([.init(Hanging(), patience: .milliseconds(50))], desk: desk)
    await #expect(throws: SpeechEngineError.self) {
      for try await _ in voice.speak("Hello there.") {}
    }
    #expect(desk.statuses().first?.lastFailure == .late)
  }

  @Test func aVoiceThatIsNotWantedAnyMoreIsStopped() async throws {
    let desk = EngineDesk(role: .speaking, names: ["stub"])
    let voice = FailoverSynthesizer([.init(StubSynthesizer(), patience: .seconds(5))], desk: desk)
    for try await _ in voice.speak(String(repeating: "long ", count: 100)) { break }
    #expect(desk.statuses().map(\.failed) == [0])
  }
}
