internal import Conversations
internal import Discourse

/// What callers say when it is their turn.
extension VoiceBench {
  /// An answer or a wish, in pieces with pauses between them.
  func turn(
    _ pieces: [String], _ expectation: Expectation, _ family: VoiceOutcome.Family, _ voice: Int,
    _ condition: VoiceCondition,
    _ number: UInt64
  ) -> VoiceOutcome {
    var dice = VoiceDice(number)
    var clip = clips[voice][pieces[0]] ?? SpokenClip(sound: [])
    var pauses: [Int] = []
    for piece in pieces.dropFirst() {
      pauses.append(Self.pause(family, &dice))
      clip = clip.followed(by: clips[voice][piece] ?? SpokenClip(sound: []), after: pauses[pauses.count - 1])
    }
    return turn(clip, "\(pauses)", pieces.joined(separator: " "), expectation, family, condition, dice, number)
  }

  /// Five digits of a real person, in one go or in two groups.
  func digits(of speaker: Recorded, _ condition: VoiceCondition, _ number: UInt64) -> VoiceOutcome {
    var dice = VoiceDice(number)
    let names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    var clip = SpokenClip(sound: [])
    var text: [String] = []
    let group = 1 + dice.below(6)
    for place in 1...5 {
      let digit = dice.below(10)
      let take = speaker.digits[digit][dice.below(speaker.digits[digit].count)]
      let said = SpokenClip(saying: names[digit], samples: take).at(level: Self.callerLevel)
      let pause = place == 1 ? 0 : place - 1 == group ? Self.pause(.answer, &dice) : 60 + dice.below(120)
      clip = clip.followed(by: said, after: pause)
      text.append(names[digit])
    }
    return turn(
      clip, "\(speaker.name), after \(group)", text.joined(separator: " "), .digits(count: 5), .recorded, condition,
      dice,
      number)
  }

  private func turn(
    _ clip: SpokenClip, _ pauses: String, _ text: String, _ expectation: Expectation, _ family: VoiceOutcome.Family,
    _ condition: VoiceCondition, _ dice: VoiceDice, _ number: UInt64
  ) -> VoiceOutcome {
    var dice = dice
    let call = call(condition, 40_000, number)
    call.run(until: 1_000)
    call.perform(.expect(expectation))
    let begun = 1_400 + dice.below(600)
    call.hear(clip, at: begun)
    var answered = false
    call.onEvent = { [prompts] event, call in
      guard case .utterance = event, !answered else { return }
      answered = true
      call.say(1, prompts[0].sentences, expecting: .anything, after: Self.answering)
    }
    let ended = begun + clip.length
    call.run(until: ended + 5_000) { call.now > ended && call.firstHeard(from: ended) != nil }
    call.run(until: call.now + 1_200)
    var outcome = VoiceOutcome(family: family, condition: condition.name, detail: "'\(text)', pauses \(pauses)")
    outcome.response = call.firstHeard(from: ended).map { $0 - ended }
    // Cut off is who was answered, or whose words were passed on, before having finished.
    let first = call.concluded.first { if case .utterance = $0.event { true } else { false } }
    outcome.isCutOff = first.map { $0.at < ended } ?? false
    if ear != nil { outcome.words = WordErrors(said: text, heard: call.said.joined(separator: " ")) }
    // A real engine need not hear word for word; how far it is off is told apart.
    outcome.isRight = !outcome.isCutOff && call.said.first.map { ear != nil || Self.isSame($0, text) } ?? false
    if !outcome.isRight {
      outcome.cause = call.concluded.isEmpty ? .voiceDetection : outcome.isCutOff ? .turn : .recognition
      outcome.detail += ", said: \(call.said), the caller ended at \(ended), \(call.story)"
    }
    return outcome
  }

  /// How long people pause between pieces, in ms: about log-normal, longer where they look something up or spell it.
  private static func pause(_ family: VoiceOutcome.Family, _ dice: inout VoiceDice) -> Int {
    let (middle, spread) = family == .answer ? (380.0, 0.45) : (260.0, 0.5)
    var factor = 1.0
    let exponent = dice.normal() * spread
    // e to the exponent, by its series: exponents lie within three.
    var term = 1.0
    for power in 1...20 {
      term *= exponent / Double(power)
      factor += term
    }
    return min(max(Int(middle * factor) / 20 * 20, 60), 1_500)
  }

  /// Nobody answers: they are asked in time, three times.
  func silence(_ condition: VoiceCondition, _ number: UInt64) -> VoiceOutcome {
    let call = call(condition, 60_000, number)
    call.run(until: 1_000)
    call.say(1, prompts[0].sentences, expecting: .anything)
    call.run(until: 40_000)
    var outcome = VoiceOutcome(family: .silence, condition: condition.name, detail: "nobody answers")
    let played = call.concluded.first { if case .played = $0.event { true } else { false } }?.at ?? 0
    let asked = call.concluded.filter { if case .silence = $0.event { true } else { false } }.map(\.at)
    outcome.isRight =
      asked.count >= 3 && asked.first.map { (6_000...11_600).contains($0 - played) } ?? false && call.said.isEmpty
    if !outcome.isRight {
      outcome.cause = .turn
      outcome.detail += ", \(call.story)"
    }
    return outcome
  }
}
