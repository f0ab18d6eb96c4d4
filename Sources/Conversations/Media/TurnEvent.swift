internal import Discourse

/// What a call's media concludes, for the conversation.
enum TurnEvent: Sendable {
  /// The caller said something.
  case utterance(Transcript)
  /// The recogniser failed on an utterance, or is not there.
  case recognitionFailed
  /// Keys.
  case keys(String)
  /// Nothing was said in the time allowed.
  case silence
  /// The caller spoke over a prompt.
  case interrupted(prompt: Int, heard: Int, of: Int)
  /// A prompt was played to its end.
  case played(prompt: Int)
  /// The first audible frame of the answer to what the caller said went out.
  case answered(prompt: Int, stages: [TurnView.Stage])
  /// One engine had to stand in for another.
  case replaced(EngineReplacement)
  /// The call is over; both sides as recorded when recording was on.
  case ended(CallEnd, recording: (caller: [Int16], agent: [Int16])?)
}
