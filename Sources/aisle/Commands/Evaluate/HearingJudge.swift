internal import Discourse
internal import Evaluation
internal import Understanding

/// What was understood of what was heard, beside what is understood of what was said.
struct HearingJudge {
  var understander: Understander
  var stores: StoreMatcher
  /// Stores' identifiers by their names in small letters; the numbers of orders that exist, and how many digits they have.
  var storeNames: [String: String]
  var orders: Set<String>
  var orderDigits: Int

  func judge(_ recording: Recording, _ outcome: EngineTrial.Outcome) -> EarScores.Result {
    let said = understood(Transcript(typed: recording.words), recording.expectation)
    let transcript = outcome.transcript ?? Transcript(alternatives: [])
    let heard = understood(transcript, recording.expectation)
    let words = WordErrors(said: recording.words, heard: transcript.text)
    return EarScores.Result(
      words: words,
      intentIsRight: said.acts.isEmpty ? nil : said.acts == heard.acts, slots: said.slots.count,
      slotsRight: said.slots.count { heard.slots[$0.key] == $0.value },
      delay: outcome.transcript == nil ? nil : outcome.delay / .milliseconds(1),
      audio: Double(recording.samples.count) / 8_000, cpu: outcome.cpu,
      names: recording.names.map { outcomes(of: $0, outcome.transcript, recording.expectation) },
      confidence: confidence(in: transcript, recording.expectation),
      isRight: isRight(said, heard, words, recording.expectation),
      isUnderstood: said.acts == heard.acts && said.slots == heard.slots)
  }

  /// How sure the engine was of what it was asked for: of the number where there is one, otherwise of what it heard first.
  private func confidence(in transcript: Transcript, _ expectation: Expectation) -> Double? {
    if case .digits = expectation {
      for case .fill("number", let numbers) in commands(transcript, expectation) { return numbers.first?.score }
    }
    return transcript.alternatives.first?.confidence
  }

  private func isRight(
    _ said: Understood, _ heard: Understood, _ words: WordErrors, _ expectation: Expectation
  ) -> Bool {
    // Where no answer was heard, how sure the engine was is about its words.
    switch expectation {
    case .digits where heard.slots["number"] != nil: said.slots["number"] == heard.slots["number"]
    case .store where heard.slots["store"] != nil: said.slots["store"] == heard.slots["store"]
    case .yesNo where !heard.acts.isDisjoint(with: Self.answers):
      said.acts.intersection(Self.answers) == heard.acts.intersection(Self.answers)
    default: words.errors == 0
    }
  }

  private static let answers: Set<String> = ["\(Command.affirm)", "\(Command.deny)"]

  private func outcomes(
    of name: SpokenName, _ transcript: Transcript?, _ expectation: Expectation
  ) -> SpokenName.Outcome {
    let heard = (transcript?.alternatives ?? []).map(\.text)
    return SpokenName.Outcome(
      name: name, first: heard.first.map(name.isHeard) ?? false, any: heard.contains { name.isHeard(in: $0) },
      grounded: isGrounded(name, transcript ?? Transcript(alternatives: []), expectation))
  }

  /// Whether a name is what comes of all ways of hearing it beside what exists; nil: nothing to compare it with.
  private func isGrounded(_ name: SpokenName, _ transcript: Transcript, _ expectation: Expectation) -> Bool? {
    let commands = commands(transcript, expectation)
    func candidates(_ wanted: String) -> [SlotCandidate] {
      for case .fill(let slot, let candidates) in commands where slot == wanted { return candidates }
      return []
    }
    switch name.kind {
    case "order":
      guard orders.contains(name.text) else { return nil }
      let possible = DigitConfusion.candidates(heard: candidates("number"), count: orderDigits)
      return possible.first { orders.contains($0.value) }?.value == name.text
    case "store":
      guard let store = storeNames[name.text.lowercased()] else { return nil }
      return candidates("store").first?.value == store
    default: return nil
    }
  }

  /// The intents and acts, and the best value of each slot.
  private func understood(_ transcript: Transcript, _ expectation: Expectation) -> Understood {
    var acts: Set<String> = []
    var slots: [String: String] = [:]
    for command in commands(transcript, expectation) {
      switch command {
      case .start(let intent, _): acts.insert(intent)
      case .fill(let slot, let candidates): slots[slot] = candidates.first?.value
      case .notUnderstood: continue
      case .affirm, .deny, .repeat, .wait, .person, .cancel, .goodbye, .smallTalk: acts.insert("\(command)")
      case .wish, .question, .identify: acts.insert("\(command)")
      }
    }
    return (acts, slots)
  }

  private typealias Understood = (acts: Set<String>, slots: [String: String])

  private func commands(_ transcript: Transcript, _ expectation: Expectation) -> [Command] {
    understander.commands(transcript, expecting: expectation, stores: stores)
  }
}
