import Audio
import Conversations
import Discourse
import SpeechEngines
import Synchronization
import Testing

/// What the tests say and hear through: a telephone line and a call's events.
enum Telephone {
  /// A sentence as it comes out of a telephone: spoken by a voice, mu-law both ways, half a second of quiet around it.
  static func say(_ text: String, voice: String = "cmu_us_rms") async throws -> [Int16] {
    let synthesizer = try FliteSynthesizer(voice: voice, threads: 1)
    var samples = [Int16](repeating: 0, count: 2_400)
    for try await chunk in synthesizer.speak(text) { samples += chunk }
    return MuLaw.decode(MuLaw.encode(samples + [Int16](repeating: 0, count: 3_200)))
  }

  /// What a recogniser makes of the samples, with all that it reported on the way.
  static func hear(
    _ samples: [Int16], _ expectation: Discourse.Expectation, by recognizer: some SpeechRecognizer
  ) async throws -> (final: Transcript, partials: [(text: String, satisfied: Bool)], cpu: Double) {
    let (events, continuation) = AsyncStream.makeStream(of: RecognitionEvent.self)
    let session = try await recognizer.open { continuation.yield($0) }
    defer { session.close() }
    session.expect(expectation)
    session.begin(utterance: 1)
    for start in stride(from: 0, to: samples.count, by: SpeechFormat.frameLength) {
      session.feed(Array(samples[start..<min(start + SpeechFormat.frameLength, samples.count)]))
    }
    session.end(utterance: 1)
    var partials: [(String, Bool)] = []
    for await event in events {
      switch event {
      case .partial(_, let text, let satisfied): partials.append((text, satisfied))
      case .final(_, let transcript, let cpu): return (transcript, partials, cpu)
      case .replaced: continue
      case .failed(_, let message): throw SpeechEngineError(.failed, message)
      }
    }
    throw SpeechEngineError(.failed, "no final")
  }
}
