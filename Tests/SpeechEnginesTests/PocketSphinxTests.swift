import Conversations
import Discourse
import SpeechEngines
import Testing

@Suite(.serialized, .timeLimit(.minutes(4))) struct PocketSphinxTests {
  private static let domain = RecognitionDomain(
    sentences: RetailSentences.sentences, storeNames: RetailSentences.stores + ["quibblesworth"])

  private func recognizer(_ settings: PocketSphinxSettings = PocketSphinxSettings()) throws -> PocketSphinxRecognizer {
    try PocketSphinxRecognizer(settings: settings, domain: Self.domain)
  }

  @Test(arguments: [
    "where is my order", "i'd like to return a pair of shoes", "where is my order four oh two one seven",
    "what time does the fifth street store close today",
  ]) func freeSpeech(sentence: String) async throws {
    let heard = try await Telephone.hear(try await Telephone.say(sentence), .anything, by: try recognizer())
    #expect(heard.final.text == sentence)
    #expect(heard.partials.count > 1)
    // That every word of a sentence is right is less sure the longer it is.
    #expect((heard.final.alternatives.first?.confidence ?? 0) > 0.2)
  }

  @Test func digits() async throws {
    let samples = try await Telephone.say("four oh two one seven")
    let heard = try await Telephone.hear(samples, .digits(count: 5), by: try recognizer())
    #expect(heard.final.text == "four oh two one seven")
    #expect(heard.partials.contains { $0.satisfied && $0.text == "four oh two one seven" })
  }

  @Test(arguments: ["yes", "no thanks", "yeah that's right"]) func yesOrNo(answer: String) async throws {
    let heard = try await Telephone.hear(try await Telephone.say(answer), .yesNo, by: try recognizer())
    #expect(heard.final.text.split(separator: " ").first == answer.split(separator: " ").first)
    #expect(heard.partials.contains { $0.satisfied })
  }

  @Test func storeThatNoDictionaryKnows() async throws {
    let heard = try await Telephone.hear(try await Telephone.say("quibblesworth"), .store, by: try recognizer())
    #expect(heard.final.text.contains("quibblesworth"))
  }

  @Test func anotherAnswerThanExpected() async throws {
    let heard = try await Telephone.hear(
      try await Telephone.say("i want to talk to a person"), .digits(count: 5), by: try recognizer())
    #expect(heard.final.text.contains("person"))
  }

  @Test func silenceIsNothing() async throws {
    let heard = try await Telephone.hear([Int16](repeating: 0, count: 16_000), .yesNo, by: try recognizer())
    #expect((heard.final.alternatives.first?.confidence ?? 0) < 0.5)
  }

  @Test func noiseEndsWithinBounds() async throws {
    var state: UInt64 = 7
    let noise = (0..<160_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int16(truncatingIfNeeded: state >> 52) - 2_048
    }
    let heard = try await Telephone.hear(noise, .digits(count: 5), by: try recognizer())
    print("noise: \(heard.cpu) s for 15 s, \(heard.final.alternatives)")
    #expect(heard.cpu < 15)
    #expect((heard.final.alternatives.first?.confidence ?? 0) < 0.5)
  }

  /// A sound of any kind, length and level, in any pieces, ends with an answer; so does what is said after it in the same call, and it is heard.
  @Test(arguments: AnySound.all) func soundOfAnyKindEnds(sound: AnySound) async throws {
    let heard = try await sound.told(
      to: try recognizer(PocketSphinxSettings(initialDecoders: 1)), .yesNo, then: try await Telephone.say("yes"))
    // Two seconds at full scale move the mean that the next words are heard with further than one word makes good.
    guard !sound.isFullScale else { return }
    #expect(heard.next.text.hasPrefix("ye"), "\(heard.next)")
  }

  @Test func anExhaustedPoolSaysSoAndRecovers() async throws {
    let recognizer = try recognizer(PocketSphinxSettings(initialDecoders: 1, maximumDecoders: 2))
    try await recognizer.prepare()
    let first = try await recognizer.open { _ in }
    let second = try await recognizer.open { _ in }
    let error = await #expect(throws: SpeechEngineError.self) { _ = try await recognizer.open { _ in } }
    #expect(error?.code == .exhausted)
    first.close()
    first.close()
    let samples = try await Telephone.say("yes")
    var heard: String?
    for _ in 0..<100 where heard == nil {
      heard = try? await Telephone.hear(samples, .yesNo, by: recognizer).final.text
      if heard == nil { try await Task.sleep(for: .milliseconds(20)) }
    }
    #expect(heard?.hasPrefix("yes") == true)
    second.close()
  }

  @Test func aMissingModelIsAnError() async throws {
    #expect(throws: SpeechEngineError.self) {
      try PocketSphinxRecognizer(settings: PocketSphinxSettings(modelDirectory: "/nonexistent"), domain: Self.domain)
    }
  }
}
