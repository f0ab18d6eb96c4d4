public import Conversations

/// Asks a language model for another wording. What it says is checked by `RephraseCheck` before anybody hears it.
public struct LanguageModelRephraser: Rephraser {
  private let client: ChatClient

  /// Makes a rephraser.
  public init(_ settings: ModelSettings) { client = ChatClient(settings: settings) }

  /// Another wording. Throws a `ModelError` when there is none in time.
  public func rephrase(_ text: String) async throws -> String {
    let system = """
      Say the text again in one or two natural, friendly sentences. Keep every name, number, amount, date and every "not", "will" and "only" as it is. \
      Add nothing. Answer with the sentence alone.
      """
    let answer = try await client.answer(
      [ChatClient.Message(role: "system", content: system), ChatClient.Message(role: "user", content: text)],
      schema: nil)
    return answer.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
