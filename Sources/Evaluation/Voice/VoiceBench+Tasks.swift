internal import Conversations
public import Discourse

/// Whole tasks: what the customer of a written scenario says is spoken, and the dialogue gets what came of it.
extension VoiceBench {
  /// One turn by voice: the agent says its sentences, the caller answers, sometimes before the last has ended.
  /// - Returns: what reached the dialogue, in order; lower case, without marks.
  public func spoken(
    _ words: String, after sentences: [String], expecting expectation: Expectation, _ condition: VoiceCondition,
    voice: Voice, agent: Voice, number: UInt64, speak: Speak
  ) async throws -> [String] {
    var dice = VoiceDice(seed &* 7_919 &+ number)
    var prompt = VoicePrompt(sentences: [], expectation: expectation)
    for text in sentences {
      let samples = try await speak(text, agent.name)
      guard !samples.isEmpty else { continue }
      prompt.sentences.append((text, SpokenClip(saying: text, samples: samples).at(level: Self.agentLevel)))
    }
    let said = SpokenClip(saying: words, samples: Self.faster(try await speak(words, voice.name), voice.speed)).at(
      level: Self.callerLevel)
    let length = 3_000 + prompt.length + said.length + 12_000
    let call = call(condition, length, number)
    var at = 2_000
    if prompt.sentences.isEmpty {
      call.run(until: 1_000)
      call.perform(.expect(expectation))
    } else {
      let start = begin(prompt, call)
      // One in four does not wait for the end.
      let isEager = dice.below(4) == 0
      at = start + prompt.length + (isEager ? -dice.below(max(1, prompt.length / 2)) : 250 + dice.below(900))
    }
    call.hear(said, at: max(at, call.now + 100))
    call.run(until: length) { call.now > at + said.length + 3_000 && !call.said.isEmpty }
    return call.said
  }

  /// Words as speech brings them: lower case, without marks.
  public static func asHeard(_ words: String) -> String {
    SpokenClip(saying: words, samples: []).words.map(\.text).joined(separator: " ")
  }
}
