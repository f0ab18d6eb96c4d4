internal import Discourse

/// One thing that callers do, and how well it went.
struct VoiceOutcome: Sendable {
  enum Family: String, Sendable, CaseIterable {
    case interruption, backchannel, cough, aside, answer, free = "free speech", recorded = "recorded digits", silence,
      plain = "left alone"
  }

  var family: Family
  var condition: String
  var detail: String
  /// It went as it should.
  var isRight = true
  /// From the caller's first sound to the last of ours, in ms.
  var yield: Int?
  /// From the caller's last sound to the first of ours.
  var response: Int?
  /// How long a pause for nothing lasted.
  var resume: Int?
  /// What was left alone went on where it had stopped; nil: it was not stopped.
  var resumedRight: Bool?
  /// The turn was taken before the caller had finished.
  var isCutOff = false
  /// The words that reached the dialogue are the caller's, all of them and nothing of ours.
  var isVerbatim: Bool?
  /// How far a real engine was off.
  var words: WordErrors?
  /// Where it went wrong.
  var cause: Cause?

  enum Cause: String, Sendable, CaseIterable {
    /// The voice was not noticed; the words were lost before the recogniser; the turn was given or taken wrongly; our audio did not go on
    /// where it should.
    case voiceDetection = "voice detection", recognition, turn, playout
  }
}

/// What a prompt of the bench is.
struct VoicePrompt: Sendable {
  var sentences: [(text: String, clip: SpokenClip)]
  var expectation: Expectation
  /// The names that whoever listens is told of.
  var names: [String] = []
  /// Whether its last sentence asks for a yes or no.
  var asks: Bool { expectation == .yesNo }
  /// How long it is, in ms, and until its last sentence.
  var length: Int { sentences.reduce(0) { $0 + $1.clip.length + PromptScript.gap / 8 } }
  var statements: Int { length - (sentences.last?.clip.length ?? 0) - PromptScript.gap / 8 }
}
