package import Discourse
package import Policy
package import TurnTaking

/// What a call's media concludes, for the conversation.
package enum TurnEvent: Sendable {
  /// The caller said something.
  case utterance(Transcript)
  /// These are likely the words of an utterance that has not ended yet.
  case likely(String)
  /// The recogniser failed on an utterance, or is not there.
  case recognitionFailed
  /// The recogniser takes its time over what was said.
  case slow
  /// No engine could say this prompt.
  case unspoken(prompt: Int)
  /// Keys.
  case keys(String)
  /// Typed, when the transcript had been shown up to this line.
  case typed(String, seen: Int?)
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
  /// Our first sound of the call went out, so many ms after the call's first moment.
  case greeted(after: Int)
  /// The voice left the caller in silence; this was said from what was spoken ahead.
  case filled(String)
  /// One engine had to stand in for another.
  case replaced(EngineReplacement)
  /// A one-time code was keyed: its digest, and nothing of itself.
  case code(CodeDigest)
  /// A card was keyed.
  case card(KeyedCard)
  /// More of the recording: mu-law, one sample of the caller after one of the agent.
  case recorded([UInt8])
  /// The call is over.
  case ended(CallEnd)
}
