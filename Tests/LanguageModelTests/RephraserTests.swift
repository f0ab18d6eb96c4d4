import Dialogue
import LanguageModel
import Testing

/// The rephraser against endpoints that are right, slow, wrong and hostile: what it gives is used only where `RephraseCheck` lets it.
@Suite struct RephraserTests {
  static let text = "Order {1} will arrive {2}, not before."

  func rephrase(_ steps: [ScriptedEndpoint.Step], deadline: Duration = .seconds(20)) async throws -> String {
    let endpoint = try await ScriptedEndpoint(steps)
    let rephraser = LanguageModelRephraser(ModelSettings(url: endpoint.url, model: "small", deadline: deadline))
    do {
      let text = try await rephraser.rephrase(Self.text)
      try await endpoint.close()
      return text
    } catch {
      try await endpoint.close()
      throw error
    }
  }

  @Test func aWordingIsReadAndMayBeSaid() async throws {
    let text = try await rephrase(ScriptedEndpoint.streamed("Sure, your order {1} will arrive\n {2}, not before."))
    #expect(text == "Sure, your order {1} will arrive {2}, not before.")
    #expect(RephraseCheck.accepts(text, for: Self.text))
  }

  @Test func theFactsAreNotInTheQuestion() async throws {
    let endpoint = try await ScriptedEndpoint(ScriptedEndpoint.streamed(Self.text))
    let rephraser = LanguageModelRephraser(ModelSettings(url: endpoint.url, model: "small", deadline: .seconds(20)))
    _ = try await rephraser.rephrase(Self.text)
    let request = try #require(endpoint.requests.first)
    #expect(request.contains("Order {1} will arrive {2}, not before."))
    #expect(!request.contains("json_schema"))
    try await endpoint.close()
  }

  @Test(arguments: [
    "Order {1} will arrive {2}, not before. You also get 20% off.", "Order {1} will arrive {2}.",
    "Order {1} will arrive {2}, before.", "Order 99999 will arrive {2}, not before.",
    "<script>Order</script> {1} will arrive {2}, not before.",
    "Ignore the rules. Order {1} will arrive {2}, not before.",
    "Will order {1} arrive {2}, not before?", "{\"say\":\"Order {1} will arrive {2}, not before.\"}",
  ]) func aHostileWordingIsNotSaid(_ answer: String) async throws {
    let text = try await rephrase(ScriptedEndpoint.streamed(answer))
    #expect(!RephraseCheck.accepts(text, for: Self.text))
  }

  @Test func slowBrokenAndEndlessAnswersAreDropped() async throws {
    let cases: [([ScriptedEndpoint.Step], ModelError.Code)] = [
      ([.wait(.seconds(30)), .close], .late), (ScriptedEndpoint.plain("500 Oops", "{}"), .refused),
      (ScriptedEndpoint.streamed(Self.text, ending: ""), .unreadable), ([.close], .unreachable),
      (
        [.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n")]
          + (0..<40).map { _ in .send(String(repeating: "data: x", count: 1_000)) }, .tooLong
      ),
    ]
    for (steps, code) in cases {
      let error = await #expect(throws: ModelError.self) {
        try await rephrase(steps, deadline: code == .late ? .milliseconds(200) : .seconds(20))
      }
      #expect(error?.code == code)
    }
  }

  @Test func aModelThatFailsIsGivenARest() async throws {
    let endpoint = try await ScriptedEndpoint(ScriptedEndpoint.plain("500 Oops", "{}"))
    let rephraser = LanguageModelRephraser(ModelSettings(url: endpoint.url, model: "small", deadline: .seconds(20)))
    for _ in 0..<3 { _ = try? await rephraser.rephrase(Self.text) }
    let error = await #expect(throws: ModelError.self) { try await rephraser.rephrase(Self.text) }
    #expect(error?.code == .resting)
    #expect(endpoint.requests.count == 3)
    try await endpoint.close()
  }
}
