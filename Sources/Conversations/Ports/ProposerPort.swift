public import Discourse

/// Somebody who may help to understand what was said, when the house itself is not sure. Its word is checked like any other.
public protocol CommandProposer: Sendable {
  /// What an utterance may mean. Throws when there is no answer, or none in the time it allows itself.
  func propose(_ question: ProposalQuestion) async throws -> Proposal
}

/// Somebody who may word a sentence otherwise. What it says is checked before it is said.
public protocol Rephraser: Sendable {
  /// Another wording of a text whose facts stand as `{1}`, `{2}` … Throws when there is none, or none in the time it allows itself.
  func rephrase(_ text: String) async throws -> String
}
