package import Discourse
package import TurnTaking

/// What a call's media concludes, for the conversation.
package enum TurnEvent: Sendable {
  /// The caller said something.
  case utterance(Transcript)
  /// The recogniser failed on an utterance, or is not there.
  case recognitionFailed
  /// Keys.
  case keys(String)
  /// Nothing was said in the time allowed.
  case silence
  /// The caller took the turn in a prompt, of which so many ms and whole sentences had been heard.
  case interrupted(prompt: Int, heard: Int, of: Int, sentences: Int?)
  /// Something was heard that is nothing to the dialogue.
  case disregarded(TurnMachine.Reason)
  /// A prompt was played to its end.
  case played(prompt: Int)
  /// The first audible frame of the answer to what the caller said went out.
  case answered(prompt: Int, stages: [TurnView.Stage])
  /// One engine had to stand in for another.
  case replaced(EngineReplacement)
  /// The call is over; both sides as recorded when recording was on.
  case ended(CallEnd, recording: (caller: [Int16], agent: [Int16])?)
}
