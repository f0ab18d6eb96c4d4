import Audio
import Conversations
import Foundation
import Synchronization
import Testing

@testable import SpeechEngines

@Suite struct RecordedPromptsTests {
  private static let sentences = [
    "How can I help you?", "One moment, please.", "I'm sorry about that.",
    "This is a sentence that goes on and on, so that its name would be longer than any file system likes, and so it is cut.",
  ]

  private func folder(_ files: [String: [UInt8]]) throws -> String {
    let place = FileManager.default.temporaryDirectory.appendingPathComponent("prompts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for (name, bytes) in files { try Data(bytes).write(to: place.appendingPathComponent(name)) }
    return place.path
  }

  private static func wav(_ level: Float = -30, rate: Int = 8_000, seconds: Double = 0.5, stereo: Bool = false)
    -> [UInt8]
  {
    let samples = Tone.sine(frequency: 440, level: level, count: Int(Double(rate) * seconds))
    return stereo
      ? WAVFile(left: samples, right: samples, sampleRate: rate).bytes : WAVFile(mono: samples, sampleRate: rate).bytes
  }

  @Test func recordingsAreFoundByNameAndByText() throws {
    let place = try folder([
      "how-can-i-help-you.wav": Self.wav(), "studio 12.wav": Self.wav(rate: 44_100, stereo: true),
      "studio 12.txt": Array("one moment please\n".utf8), "im-sorry-about-that.wav": Self.wav(),
      RecordedPrompts.fileName(Self.sentences[3]): Self.wav(),
    ])
    defer { try? FileManager.default.removeItem(atPath: place) }
    let recorded = RecordedPrompts(folder: place, sentences: Self.sentences)
    #expect(recorded.problems.isEmpty)
    #expect(recorded.missing.isEmpty)
    // At the telephone's rate, and as loud as a talker.
    for sentence in Self.sentences {
      let samples = try #require(recorded.samples[sentence])
      #expect(abs(samples.count - 4_000) < 100)
      #expect(abs(Levels.rms(samples) + 19) < 1)
    }
  }

  @Test(arguments: [
    ("how-can-i-help-you.wav", Array("RIFFxxxx".utf8), "is no wav"), ("hello.wav", wav(), "has no sentence 'hello'"),
    ("one-moment-please.wav", wav(seconds: 0.1), "lasts 100 ms"), ("one-moment-please.wav", wav(-80), "is silent"),
    ("one-moment-please.wav", [], "is no wav"),
  ])
  func whatIsWrongIsSaidAndNotUsed(_ name: String, _ bytes: [UInt8], _ words: String) throws {
    let place = try folder([name: bytes])
    defer { try? FileManager.default.removeItem(atPath: place) }
    let recorded = RecordedPrompts(folder: place, sentences: Self.sentences)
    #expect(recorded.problems.map(\.file) == [name])
    #expect(recorded.problems[0].message.contains(words), "\(recorded.problems[0])")
    #expect(recorded.missing == Self.sentences)
  }

  private final class Counter: SpeechSynthesizer {
    let name = "counter", voice = ""
    let count = Mutex(0)
    func speak(_ text: String) -> AsyncThrowingStream<[Int16], any Error> {
      count.withLock { $0 += 1 }
      return StubSynthesizer().speak(text)
    }
  }

  @Test func whatWasSpokenIsKeptBetweenStarts() async throws {
    let place = try folder([:])
    defer { try? FileManager.default.removeItem(atPath: place) }
    let voice = Counter()
    for _ in 0..<2 {
      let cache = PromptCache(voice)
      try await cache.prepare(Self.sentences, keptIn: place + "/voice")
      var count = 0
      for try await chunk in cache.speak("How can I help you?") { count += chunk.count }
      #expect(count == 19 * 533)
    }
    #expect(voice.count.withLock { $0 } == Self.sentences.count)
    // A file that was cut off is spoken anew.
    try Data("RIFF".utf8).write(to: URL(filePath: "\(place)/voice/how-can-i-help-you.wav"))
    try await PromptCache(voice).prepare(Self.sentences, keptIn: place + "/voice")
    #expect(voice.count.withLock { $0 } == Self.sentences.count + 1)
  }

  @Test func aFolderThatIsNotThereIsAProblem() {
    #expect(RecordedPrompts(folder: "/nowhere/at/all", sentences: Self.sentences).problems.count == 1)
  }

  @Test func recordingsArePlayedInPlaceOfTheVoice() async throws {
    let place = try folder(["how-can-i-help-you.wav": Self.wav()])
    defer { try? FileManager.default.removeItem(atPath: place) }
    let cache = PromptCache(StubSynthesizer())
    cache.keep(RecordedPrompts(folder: place, sentences: Self.sentences))
    try await cache.prepare(Self.sentences)
    var count = 0
    for try await chunk in cache.speak("How can I help you?") { count += chunk.count }
    #expect(count == 4_000)
  }
}
