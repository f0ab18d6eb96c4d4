public import Conversations
public import Discourse
internal import Synchronization

/// Asks a language model what an utterance may mean.
public final class LanguageModelProposer: CommandProposer {
  private let client: ChatClient
  private let health = Mutex(ModelHealth())

  /// Makes a proposer.
  public init(_ settings: ModelSettings) { client = ChatClient(settings: settings) }

  /// What the model proposes. Throws a `ModelError` when it does not, in time, or is being given a rest.
  public func propose(_ question: ProposalQuestion) async throws -> Proposal {
    guard health.withLock({ $0.mayAsk(at: .now) }) else {
      throw ModelError(.resting, "it failed several times in a row")
    }
    do {
      let answer = try await client.answer(
        try ProposalReader.messages(question), schema: ProposalReader.schema(intents: question.intents.map(\.name)))
      let proposal = try ProposalReader.read(answer, model: client.settings.model)
      health.withLock { $0.answered() }
      return proposal
    } catch {
      health.withLock { $0.failed(at: .now) }
      throw error
    }
  }
}
