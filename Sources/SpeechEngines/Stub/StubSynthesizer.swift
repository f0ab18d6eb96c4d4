internal import Audio
public import Conversations

/// Speaks every text as a tone of 440 Hz at -20 dBFS, as long as the text would take to say: for load tests.
public struct StubSynthesizer: SpeechSynthesizer {
  /// "stub".
  public let name = "stub"
  /// "tone".
  public let voice = "tone"

  /// Samples for one character: about 15 characters a second, as people read aloud.
  private static let samplesPerCharacter = SpeechFormat.sampleRate / 15
  /// A second of tone, a whole number of periods, shared by all.
  private static let second = Tone.sine(frequency: 440, level: -20, count: SpeechFormat.sampleRate)

  /// Makes the stub.
  public init() {}

  /// Chunks of up to a second, all at once.
  public func speak(_ text: String) -> AsyncThrowingStream<[Int16], any Error> {
    var left = max(1, text.count) * Self.samplesPerCharacter
    return AsyncThrowingStream { continuation in
      while left > 0 {
        continuation.yield(left >= Self.second.count ? Self.second : Array(Self.second.prefix(left)))
        left -= Self.second.count
      }
      continuation.finish()
    }
  }
}
