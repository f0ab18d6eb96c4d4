internal import Conversations
internal import Discourse

/// Whole tasks: what the customer of a written scenario says is spoken, and the dialogue gets what came of it.
extension VoiceBench {
  /// One turn by voice: the agent says its sentences, the caller answers, sometimes before the last has ended.
  /// Blocks while a real engine works (`VoiceEar.onOwnThread` is seen to).
  public func spoken(
    _ words: String, on cue: ScenarioRunner.Cue, _ condition: VoiceCondition,
    voice: Voice, agent: Voice, number: UInt64,
    ear: VoiceEar? = nil, speak: Speak
  ) async throws -> SpokenTurn {
    var dice = VoiceDice(seed &* 7_919 &+ number)
    var prompt = VoicePrompt(sentences: [], expectation: cue.expectation, names: cue.names)
    for text in cue.sentences {
      let samples = try await speak(text, agent.name)
      guard !samples.isEmpty else { continue }
      prompt.sentences.append((text, SpokenClip(saying: text, samples: samples).at(level: Self.agentLevel)))
    }
    let sound = Self.faster(try await speak(SpokenForm.of(words), voice.name), voice.speed)
    let said = SpokenClip(saying: words, samples: sound).at(level: Self.callerLevel)
    // One in four does not wait for the end.
    let isEager = dice.below(4) == 0
    let start = isEager ? -dice.below(max(1, prompt.length / 2)) : 250 + dice.below(900)
    guard ear != nil else { return hold(words, said, after: prompt, start, condition, number, nil) }
    return await VoiceEar.onOwnThread { [prompt] in hold(words, said, after: prompt, start, condition, number, ear) }
  }

  /// - Parameter start: when the caller begins, in ms from the prompt's end.
  private func hold(
    _ words: String, _ said: SpokenClip, after prompt: VoicePrompt, _ start: Int, _ condition: VoiceCondition,
    _ number: UInt64, _ ear: VoiceEar?
  ) -> SpokenTurn {
    let length = 3_000 + prompt.length + said.length + 12_000 + (condition.echo == nil ? 0 : 15_000)
    let call = call(condition, length, number, ear)
    call.perform(.expectNames(prompt.names))
    var at = 2_000
    if prompt.sentences.isEmpty {
      call.run(until: 1_000)
      call.perform(.expect(prompt.expectation))
    } else {
      at = begin(prompt, call, condition) + prompt.length + start
    }
    at = max(at, call.now + 100)
    call.hear(said, at: at)
    let ended = at + said.length
    call.run(until: length) { call.now > ended + 3_000 && !call.said.isEmpty }
    var turn = SpokenTurn(words, expecting: prompt.expectation, call)
    let first = call.concluded.first { if case .utterance = $0.event { true } else { false } }
    turn.isCutOff = first.map { $0.at < ended } ?? false
    // What the caller hears of an answer that needs no back end.
    if !turn.isCutOff { turn.response = first.map { $0.at + Self.answering + condition.delay - ended } }
    turn.lost =
      call.far.lost.count { time in said.words.contains { time + 10 >= at + $0.from && time + 10 < at + $0.to } } * 20
    return turn
  }

  /// Words as speech brings them: lower case, without marks.
  public static func asHeard(_ words: String) -> String {
    SpokenClip(saying: words, samples: []).words.map(\.text).joined(separator: " ")
  }
}
