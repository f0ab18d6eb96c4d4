internal import Commerce

/// Sentences that a language model may word otherwise: what is asked before something is done, what was done, who somebody is and what was
/// promised is always said as it stands in the responses.
extension Conversation {
  /// What would be said to an input, as far as it may be worded otherwise, facts in braces. Changes nothing.
  public func drafts(for input: Input) -> [Wording] {
    var trial = self
    trial.drafts = []
    _ = trial.handle(input)
    // Nothing beside a list that asks for a yes: what stands around it is a part of the question.
    return trial.awaitsAgreement || trial.hasEnded ? [] : trial.drafts ?? []
  }

  /// Whether something is said in answer to this event that may be worded otherwise at all.
  func mayWord(_ event: Input.Event) -> Bool {
    switch event {
    case .utterance, .keys, .silence: return true
    case .result(let call, _, _), .failed(let call, _):
      if state.pending?.call == call, state.pending?.purpose == .act { return false }
      return !state.deskCalls.contains { $0.call == call && $0.operation.isWrite }
    default: return false
    }
  }

  /// The prompt in the words it came with, when they say the same.
  mutating func worded(_ prompt: Prompt, _ draft: String, _ facts: [Fact]) -> Prompt {
    guard isWorded, !awaitsAgreement, prompt.responses.allSatisfy({ isFreeToWord($0, draft) }) else { return prompt }
    drafts?.append(Wording(prompt: prompt.number, text: draft))
    guard let wording = wordings.first(where: { $0.prompt == prompt.number }),
      RephraseCheck.accepts(wording.text, for: draft)
    else { return prompt }
    let text = wording.filled(facts)
    var prompt = prompt
    prompt.spoken = Sentences.split(text.spoken)
    prompt.written = text.written
    return prompt
  }

  /// The engine's small talk, and what an intent tells from records before anything was changed; no question but the engine's.
  private func isFreeToWord(_ response: String, _ draft: String) -> Bool {
    if Self.smallTalkResponses.contains(response) { return true }
    guard state.agreed.isEmpty, state.promises == 0, !draft.contains("?"), !draft.contains("\n") else { return false }
    // A refusal is as binding before the yes as behind it.
    return !Responses.engineKeys.contains(response) && !Self.fixedFamilies.contains { response.hasPrefix($0) }
      && !response.contains(".refused.")
  }

  private static let smallTalkResponses: Set<String> = [
    "how_can_i_help", "anything_else", "what_else", "take_your_time", "silence.first", "silence.second",
  ]
  private static let fixedFamilies = ["desk.", "identity.", "outcome.", "callback.", "verify.", "backend.", "stale."]
}
