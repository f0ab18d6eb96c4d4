internal import Dialogue
internal import Logging
internal import Metrics

/// Sentences worded otherwise by a language model, where one may.
extension LiveConversation {
  /// How many sentences of one answer are asked about at most: all at once, so that the customer waits one deadline.
  private static let most = 3

  /// Other words for what would be said to an input, those alone that say the same; nil where there are none. Whatever goes wrong, everything
  /// is said as it stands.
  func wordings(for input: Input) async -> [Wording]? {
    guard let rephraser = context.rephraser else { return nil }
    let drafts = core.drafts(for: input).prefix(Self.most)
    guard !drafts.isEmpty else { return nil }
    let started = ContinuousClock.now
    let answers = await withTaskGroup(of: (Wording, String?).self) { group in
      for draft in drafts { group.addTask { (draft, try? await rephraser.rephrase(draft.text)) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    Metrics.Timer(label: "aisle_language_model_rephrase_seconds")
      .recordMilliseconds((ContinuousClock.now - started) / .milliseconds(1))
    let accepted = answers.compactMap { draft, text -> Wording? in
      guard let text, text != draft.text, RephraseCheck.accepts(text, for: draft.text) else { return nil }
      return Wording(prompt: draft.prompt, text: text)
    }
    let refused = answers.count { draft, text in
      text.map { $0 != draft.text && !RephraseCheck.accepts($0, for: draft.text) } ?? false
    }
    if refused > 0 { Counter(label: "aisle_language_model_rephrase_refused_total").increment(by: refused) }
    let failed = answers.count { $0.1 == nil }
    if failed > 0 { Counter(label: "aisle_language_model_failures_total").increment(by: failed) }
    return accepted.isEmpty ? nil : accepted.sorted { $0.prompt < $1.prompt }
  }
}
