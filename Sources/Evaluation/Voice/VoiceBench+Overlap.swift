internal import Audio
internal import Conversations
internal import Discourse

/// What callers do while we speak.
extension VoiceBench {
  /// The caller takes the turn with words that mean something.
  func interruption(_ prompt: VoicePrompt, _ offset: Int, _ condition: VoiceCondition, _ number: UInt64) -> VoiceOutcome
  {
    let call = call(condition, 50_000, number)
    let start = begin(prompt, call, condition)
    let (text, clip) = pick(VoiceLines.interruptions, number)
    call.hear(clip, at: start + offset)
    call.run(until: start + offset + clip.length + 4_500) {
      call.isTaken && call.now > start + offset + clip.length + 2_500
    }
    var outcome = VoiceOutcome(
      family: .interruption, condition: condition.name, detail: "'\(text)' at \(offset) ms of \(prompt.length)")
    let begun = start + offset
    let after = call.heard(of: Self.tested).filter { $0.at > begun }
    outcome.yield = after.last.map { $0.at + 20 - begun }
    let said = call.said
    outcome.isRight = call.isTaken && said.contains { Self.holds($0, text) }
    // What came late is no yielding: it was paused, went on, and was stopped after all.
    if let first = call.firstGap(after: begun, of: Self.tested) { outcome.yield = first - begun }
    outcome.isVerbatim = said.first.map { Self.isSame($0, text) }
    outcome.isCutOff = said.count > 1
    if !outcome.isRight {
      outcome.cause = call.hasBegun ? (said.isEmpty ? .turn : .recognition) : .voiceDetection
      outcome.detail += ", said: \(said), \(call.story)"
    }
    return outcome
  }

  /// "Mm-hm" over a statement.
  func backchannel(_ prompt: VoicePrompt, _ offset: Int, _ condition: VoiceCondition, _ number: UInt64) -> VoiceOutcome
  {
    let (text, clip) = pick(VoiceLines.backchannels, number)
    return ignored(.backchannel, "'\(text)'", clip, prompt, offset, condition, number)
  }

  /// A cough, a knock, breathing.
  func cough(_ prompt: VoicePrompt, _ offset: Int, _ condition: VoiceCondition, _ number: UInt64) -> VoiceOutcome {
    var dice = VoiceDice(number)
    let (name, clip) =
      switch dice.below(3) {
      case 0: ("a cough", VoiceSounds.cough(&dice))
      case 1: ("a knock", VoiceSounds.knock(&dice))
      default: ("a breath", VoiceSounds.breath(&dice))
      }
    return ignored(.cough, name, clip, prompt, offset, condition, number)
  }

  /// Words for somebody else.
  func aside(_ prompt: VoicePrompt, _ offset: Int, _ condition: VoiceCondition, _ number: UInt64) -> VoiceOutcome {
    let (text, clip) = pick(VoiceLines.asides, number)
    return ignored(.aside, "'\(text)'", clip, prompt, offset, condition, number)
  }

  /// Nobody says anything: the prompt is heard whole.
  func leftAlone(_ prompt: VoicePrompt, _ index: Int, _ condition: VoiceCondition, _ number: UInt64) -> VoiceOutcome {
    ignored(.plain, "prompt \(index + 1)", SpokenClip(sound: []), prompt, 0, condition, number)
  }

  private func ignored(
    _ family: VoiceOutcome.Family, _ name: String, _ clip: SpokenClip, _ prompt: VoicePrompt, _ offset: Int,
    _ condition: VoiceCondition, _ number: UInt64
  ) -> VoiceOutcome {
    let call = call(condition, 60_000, number)
    let start = begin(prompt, call, condition)
    call.hear(clip, at: start + offset)
    call.run(until: start + prompt.length + clip.length + 7_000) { call.isPlayed || call.isTaken }
    var outcome = VoiceOutcome(
      family: family, condition: condition.name, detail: "\(name) at \(offset) ms of \(prompt.length)")
    let resumption = call.resumption(of: Self.tested)
    outcome.resume = resumption.longestGap
    outcome.resumedRight = resumption.wasStopped ? resumption.isRight : nil
    outcome.isRight = !call.isTaken && call.said.isEmpty && call.isPlayed && resumption.isRight
    if !outcome.isRight {
      outcome.cause = call.isTaken || !call.said.isEmpty ? .turn : .playout
      outcome.detail += ", said: \(call.said), \(resumption.story), \(call.story)"
    }
    return outcome
  }

  /// Whether the words were heard in their order, whatever of our own voice was heard among them.
  static func holds(_ heard: String, _ text: String) -> Bool {
    var rest = text.lowercased().split(separator: " ")[...]
    for word in heard.split(separator: " ") where word == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }

  static func isSame(_ heard: String, _ text: String) -> Bool {
    heard == text.lowercased().split(separator: " ").joined(separator: " ")
  }
}

extension SimulatedCall {
  /// The words that reached the dialogue.
  var said: [String] {
    concluded.compactMap { if case .utterance(let transcript) = $0.event { transcript.text } else { nil } }
  }

  /// We have given up a prompt.
  var isTaken: Bool { concluded.contains { if case .interrupted = $0.event { true } else { false } } }

  /// A prompt was played to its end.
  var isPlayed: Bool { concluded.contains { if case .played = $0.event { true } else { false } } }

  /// The caller was noticed at all.
  var hasBegun: Bool { !concluded.isEmpty }

  /// What was concluded, for people.
  var story: String {
    concluded.map { "\($0.at): " + String("\($0.event)".prefix(60)) }.joined(separator: "; ")
  }

  /// When the prompt first fell silent after `time` for longer than its own pauses.
  func firstGap(after time: Int, of prompt: Int) -> Int? {
    let heard = heard(of: prompt)
    guard let last = heard.last else { return nil }
    var before: (at: Int, place: Int)?
    for frame in heard {
      if let before, before.at >= time - 20, frame.at - before.at > (frame.place - before.place) * 20 + 60 {
        return max(time, before.at + 20)
      }
      before = frame
    }
    return max(time, last.at + 20)
  }

  /// How a prompt was heard: whether whole, in order, and with how long gaps.
  func resumption(of prompt: Int) -> (wasStopped: Bool, isRight: Bool, longestGap: Int, story: String) {
    let heard = heard(of: prompt)
    guard let script = script(prompt), let first = heard.first, let last = heard.last else {
      return (false, false, 0, "nothing of the prompt was heard")
    }
    var (stops, gap, wrong, before) = (0, 0, [String](), first)
    if first.place > 2 { wrong.append("it began at frame \(first.place)") }
    for frame in heard.dropFirst() {
      let (passed, moved) = (frame.at - before.at, frame.place - before.place)
      // What lies between two frames that tell their place is silence of the prompt's own.
      if moved < 1 || passed > moved * 20 + 60 {
        stops += 1
        gap = max(gap, passed - max(0, moved) * 20)
        if moved < -Self.farthestBack { wrong.append("it went back \(-moved) frames at \(frame.place)") }
      }
      if moved > Self.mostMissed, passed < moved * 20 - 60 {
        wrong.append("\(moved) frames are missing at \(frame.place)")
      }
      before = frame
    }
    if last.place < script.lastTelling - 2 { wrong.append("it ended at frame \(last.place) of \(script.lastTelling)") }
    return (stops > 0, wrong.isEmpty, gap, wrong.joined(separator: ", "))
  }

  /// A resumption may begin at the word's beginning, at most so many frames back; and miss a frame at the seam.
  private static let (farthestBack, mostMissed) = (25, 3)
}
