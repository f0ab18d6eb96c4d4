import Audio
import Conversations
import Discourse
import SpeechEngines
import Testing

@Suite struct SynthesisTests {
  private func render(_ synthesizer: some SpeechSynthesizer, _ text: String) async throws -> [Int16] {
    var samples: [Int16] = []
    for try await chunk in synthesizer.speak(text) { samples += chunk }
    return samples
  }

  @Test(arguments: ["cmu_us_rms", "cmu_us_slt"]) func speaksAtATelephonesLevel(voice: String) async throws {
    let samples = try await render(try FliteSynthesizer(voice: voice), "Your order has shipped.")
    print(voice, "level", Levels.rms(samples), "peak", Levels.peak(samples), "samples", samples.count)
    #expect((8_000...24_000).contains(samples.count))
    #expect((-26...(-14)).contains(Levels.rms(samples)))
  }

  @Test func unknownVoiceIsAnError() {
    #expect(throws: SpeechEngineError.self) { try FliteSynthesizer(voice: "nobody") }
  }

  @Test func manyAtOnceKeepTheirOwnWords() async throws {
    let synthesizer = try FliteSynthesizer(threads: 4)
    let texts = ["One.", "Your order has shipped and should arrive on Friday.", "Thank you for calling."]
    var lengths: [String: Int] = [:]
    for text in texts { lengths[text] = try await render(synthesizer, text).count }
    try await withThrowingTaskGroup(of: (String, Int).self) { group in
      for index in 0..<24 {
        let text = texts[index % 3]
        group.addTask { (text, try await render(synthesizer, text).count) }
      }
      for try await (text, count) in group { #expect(count == lengths[text]) }
    }
  }

  @Test func aConsumerThatLeavesStopsTheEngine() async throws {
    let synthesizer = try FliteSynthesizer(threads: 1)
    let long = String(repeating: "your order has shipped and will arrive on friday ", count: 40)
    for try await chunk in synthesizer.speak(long) {
      #expect(!chunk.isEmpty)
      break
    }
    // The only thread is free again for the next sentence.
    #expect(try await render(synthesizer, "Yes.").count > 1_000)
  }

  @Test func emptyAndOddTextsDoNoHarm() async throws {
    let synthesizer = try FliteSynthesizer(threads: 1)
    for text in ["", " ", "\u{0}\u{7}", "…", "é 漢字 🙂", String(repeating: "a", count: 500)] {
      _ = try await render(synthesizer, text)
    }
    #expect(try await render(synthesizer, "Yes.").count > 1_000)
  }

  @Test func preparedPromptsAreReplayed() async throws {
    let cache = PromptCache(try FliteSynthesizer(threads: 1))
    try await cache.prepare(["One moment, please."])
    // The voice's noise differs on each rendering, so the same samples are the kept ones.
    #expect(try await render(cache, "One moment, please.") == (try await render(cache, "One moment, please.")))
    #expect(try await render(cache, "Something else.").count > 1_000)
  }
}

@Suite struct StubTests {
  @Test func recognizerRepliesAtTheEnd() async throws {
    let heard = try await Telephone.hear([1, 2, 3], .anything, by: StubRecognizer(reply: "where is my order"))
    #expect(heard.final.text == "where is my order")
    #expect(heard.cpu == 0)
  }

  @Test func toneIsAudibleAndAsLongAsTheText() async throws {
    var samples: [Int16] = []
    for try await chunk in StubSynthesizer().speak("fifteen letters") { samples += chunk }
    #expect(samples.count == 15 * 533)
    #expect(abs(Levels.rms(samples) + 20) < 0.1)
  }
}
