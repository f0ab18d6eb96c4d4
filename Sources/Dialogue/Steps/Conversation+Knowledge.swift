internal import Commerce

/// What may be answered from the knowledge articles.
extension Conversation {
  mutating func answerFromKnowledge(_ said: [String]) -> Bool { false }

  mutating func rank(_ ranking: IntentDocument.Step.Rank) -> Progress { .next }
}
