internal import Conversations
public import Discourse

/// One thing that the customer of a scenario says, by voice or in writing, and what came of it.
public struct SpokenTurn: Sendable {
  /// The words.
  public var said: String
  /// What the dialogue expected.
  public var expectation: Expectation
  /// What reached the dialogue, in order.
  public var delivered: [Transcript]
  /// What the engine made of all it listened to, whether it reached the dialogue or not.
  var recognised: [String]
  /// What it was given to listen to, as far as whole words go.
  var given: [String]
  /// So many ms of the words were lost on the way.
  var lost = 0
  /// From the end of the words to the first sound of an answer that needs no back end, in ms.
  var response: Int?
  /// The turn was taken before the caller had finished.
  var isCutOff = false
  /// What the dialogue would have taken the words for in writing, just then; what it took them for.
  var wanted: [Command] = []
  var taken: [Command] = []

  /// Words that need not be spoken.
  public init(written words: String, expecting expectation: Expectation) {
    (said, self.expectation) = (words, expectation)
    delivered = [Transcript(typed: words)]
    (recognised, given) = ([words], [words])
  }

  init(_ words: String, expecting expectation: Expectation, _ call: SimulatedCall) {
    (said, self.expectation) = (words, expectation)
    delivered = call.concluded.compactMap { if case .utterance(let transcript) = $0.event { transcript } else { nil } }
    recognised = call.ear.heard.map(\.text)
    given = call.ear.known
  }

  /// How far the engine was off.
  var words: WordErrors {
    WordErrors(said: SpokenForm.of(said), heard: SpokenForm.of(recognised.joined(separator: " ")))
  }

  /// What a turn meant, apart from how sure that was.
  var meaning: SpokenMeaning { SpokenMeaning(taken) }
  /// The caller was not understood at all, and would have been in writing: people say it again then.
  var isLost: Bool { meaning.values.isEmpty && !SpokenMeaning(wanted).values.isEmpty }

  /// Where this turn went wrong; nil: it was taken as it would have been in writing.
  var origin: SpokenOrigin? {
    let wanted = SpokenMeaning(wanted)
    // A code that was sent means nothing but itself.
    guard meaning != wanted || (wanted.values.isEmpty && words.errors > 0) else { return nil }
    guard VoiceBench.holds(given.joined(separator: " "), VoiceBench.asHeard(said)) else { return .audio }
    // A word lasts some 300 ms: with a fifth of one lost it may sound as another.
    if words.errors > 0 { return lost >= 60 ? .audio : .recognition }
    // Heard well, and then taken from the caller in pieces, or kept from the dialogue.
    return delivered.map(\.text) == [recognised.joined(separator: " ")] ? .understanding : .audio
  }
}

/// What made a conversation by voice go another way than in writing.
enum SpokenOrigin: String, Sendable, CaseIterable {
  /// The words did not reach the engine whole, or not the dialogue in one piece; the engine heard others; the right words were taken for
  /// something else; the same meaning led elsewhere; a back end failed.
  case audio, recognition, understanding, dialogue, backEnd = "back end"
}

/// What commands mean, by kind: what slot accuracy is counted on.
struct SpokenMeaning: Sendable, Equatable {
  enum Kind: String, Sendable, CaseIterable {
    case intent = "intents", number = "numbers", yesNo = "yes or no", slot = "other slots", goods =
      "goods, orders, questions"
    case other = "other"
  }

  /// The commands without how sure they are, and with their best value only.
  private(set) var values: [Kind: Set<Command>] = [:]

  init(_ commands: [Command]) {
    for command in commands {
      switch command {
      case .start(let intent, _): add(.intent, .start(intent: intent, confidence: 1))
      case .fill(let slot, let candidates):
        guard let value = candidates.first?.value else { continue }
        let isNumber = !value.isEmpty && value.allSatisfy { $0.isASCII && $0.isNumber }
        add(isNumber ? .number : .slot, .fill(slot: slot, candidates: [SlotCandidate(value: value, score: 1)]))
      case .affirm, .deny: add(.yesNo, command)
      case .wish(var wish):
        wish.confidence = 1
        add(.goods, .wish(wish))
      case .question(var question):
        question.confidence = 1
        add(.goods, .question(question))
      case .identify(let clues): for clue in clues { add(clue) }
      case .repeat, .wait, .person, .cancel, .goodbye, .smallTalk: add(.other, command)
      case .notUnderstood: continue
      }
    }
  }

  private mutating func add(_ clue: IdentityClue) {
    func best(_ candidates: [Candidate]) -> [Candidate] {
      candidates.prefix(1).map { Candidate($0.id, score: 1) }
    }
    switch clue {
    case .email(let candidates): add(.slot, .identify([.email(best(candidates))]))
    case .name: add(.slot, .identify([clue]))
    case .postcode(let candidates): add(.number, .identify([.postcode(best(candidates))]))
    case .phone(let candidates): add(.number, .identify([.phone(best(candidates))]))
    case .order(let candidates): add(.number, .identify([.order(best(candidates))]))
    case .customerNumber, .code: add(.number, .identify([clue]))
    }
  }

  private mutating func add(_ kind: Kind, _ command: Command) { values[kind, default: []].insert(command) }
}
