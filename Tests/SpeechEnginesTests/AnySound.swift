import Conversations
import Discourse
import SpeechEngines
import Testing

/// A sound that no voice makes, and the pieces that it comes in.
struct AnySound: CustomTestStringConvertible, Sendable {
  var name: String
  var samples: [Int16]
  /// How many samples come at once, one size after the other, over and over.
  var pieces: [Int]
  var testDescription: String { name }
  /// Whether it goes on for long as loud as a line can carry.
  var isFullScale: Bool { samples.count { $0 == .max || $0 == .min } > 1_000 }

  private static func noise(_ count: Int, by factor: Int) -> [Int16] {
    var dice = UInt64(7)
    return (0..<count).map { _ in
      dice = dice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int16(truncatingIfNeeded: (Int(dice >> 48) - 32_768) / factor)
    }
  }

  private static func square(_ count: Int, every half: Int) -> [Int16] {
    (0..<count).map { $0 / half % 2 == 0 ? .max : .min }
  }

  static let all: [AnySound] = [
    AnySound(name: "nothing at all", samples: [], pieces: [160]),
    AnySound(name: "empty pieces", samples: noise(1_600, by: 8), pieces: [0, 160, 0]),
    AnySound(name: "one sample", samples: [.max], pieces: [160]),
    AnySound(name: "one frame", samples: noise(160, by: 8), pieces: [160]),
    AnySound(name: "silence", samples: [Int16](repeating: 0, count: 24_000), pieces: [160]),
    AnySound(name: "the loudest noise", samples: noise(16_000, by: 1), pieces: [160]),
    AnySound(name: "a direct current", samples: [Int16](repeating: .max, count: 16_000), pieces: [160]),
    AnySound(name: "the other direct current", samples: [Int16](repeating: .min, count: 16_000), pieces: [160]),
    AnySound(name: "a clipped square wave", samples: square(16_000, every: 20), pieces: [160]),
    AnySound(name: "the fastest square wave", samples: square(16_000, every: 1), pieces: [160]),
    AnySound(name: "noise in odd pieces", samples: noise(16_000, by: 16), pieces: [1, 7, 159, 161, 1_023, 3]),
    AnySound(name: "a minute in one piece", samples: noise(480_000, by: 64), pieces: [480_000]),
    AnySound(name: "a minute of silence", samples: [Int16](repeating: 0, count: 480_000), pieces: [480_000]),
  ]

  /// Tells an engine the sound as one utterance and these samples as the next, in one call: each is to end with one answer.
  func told(
    to recognizer: some SpeechRecognizer, _ expectation: Discourse.Expectation, then samples: [Int16]
  ) async throws -> (sound: Transcript, next: Transcript) {
    let (events, continuation) = AsyncStream.makeStream(of: RecognitionEvent.self)
    let session = try await recognizer.open { continuation.yield($0) }
    defer { session.close() }
    session.expect(expectation)
    session.begin(utterance: 1)
    var (start, turn) = (0, 0)
    while start < self.samples.count {
      let end = min(self.samples.count, start + pieces[turn % pieces.count])
      session.feed(Array(self.samples[start..<end]))
      (start, turn) = (end, turn + 1)
    }
    session.end(utterance: 1)
    session.begin(utterance: 2)
    for start in stride(from: 0, to: samples.count, by: SpeechFormat.frameLength) {
      session.feed(Array(samples[start..<min(start + SpeechFormat.frameLength, samples.count)]))
    }
    session.end(utterance: 2)
    var heard: [Transcript] = []
    for await event in events {
      switch event {
      case .final(let number, let transcript, let cpu):
        #expect(number == heard.count + 1 && cpu >= 0)
        #expect(transcript.alternatives.allSatisfy { (0...1).contains($0.confidence) }, "\(transcript)")
        heard.append(transcript)
        if heard.count == 2 { return (heard[0], heard[1]) }
      case .failed(let number, let message): throw SpeechEngineError(.failed, "utterance \(number): \(message)")
      case .partial, .replaced: continue
      }
    }
    throw SpeechEngineError(.failed, "no answer")
  }
}
