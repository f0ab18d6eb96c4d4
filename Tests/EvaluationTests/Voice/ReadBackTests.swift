import AisleTesting
import Commerce
import Conversations
import Dialogue
import Discourse
import Synchronization
import Testing

@testable import Evaluation

/// What a scripted customer answers to what is read back.
@Suite struct ReadBackTests {
  private func asked(_ value: String?, _ slot: String = "order") -> AskedSlot {
    AskedSlot(slot: slot, readBack: value)
  }

  @Test func whatWasSaidIsAgreedTo() {
    var readBack = ReadBack()
    readBack.take("order 40219 came in pieces", before: [:], after: ["order": "40219"])
    #expect(readBack.answer(to: asked("40219")) == "yes")
    // Nothing is read back: the script goes on.
    #expect(readBack.answer(to: asked(nil)) == nil)
    #expect(readBack.answer(to: nil) == nil)
  }

  @Test func whatIsWrongIsPutRightAsOftenAsItIsAsked() {
    var readBack = ReadBack()
    readBack.take("order 40219 came in pieces", before: [:], after: ["order": "40219"])
    #expect(readBack.answer(to: asked("40279")) == "no, it's 40219")
    #expect(readBack.answer(to: asked(nil)) == "40219")
    #expect(readBack.answer(to: asked(nil, "postcode")) == nil)
    #expect(readBack.answer(to: asked("40219")) == "yes")
    // What was told before is not told anew by the next words.
    readBack.take("97214", before: ["order": "40219"], after: ["order": "40219", "postcode": "97214"])
    #expect(readBack.answer(to: asked(nil)) == nil)
    #expect(readBack.answer(to: asked("97214")) == "no, it's 40219")
  }

  @Test func whatIsNoNumberIsSaidInTheCustomersWords() {
    var readBack = ReadBack()
    readBack.take("the Harbor Point store", before: [:], after: ["store": "S02"])
    #expect(readBack.answer(to: asked("S03", "store")) == "no, it's the Harbor Point store")
    // What nobody told is agreed to where it was said, and otherwise denied.
    readBack.take("my e-mail is maria.keller@example.com", before: [:], after: [:])
    #expect(readBack.answer(to: asked("maria.keller@example.com", "email")) == "yes")
    #expect(readBack.answer(to: asked("mario@example.com", "email")) == "no")
  }

  /// The dialogue in the fixture's shop, heard as the test says.
  private func play(_ turns: String, hearing: @escaping @Sendable (String) -> [Alternative]) async throws -> (
    run: ScenarioRunner.Run, said: [String]
  ) {
    let scenario = try Scenario(
      file: "s.yaml", text: "title: A test\nintent: order_status\noutcome: told\nturns:\n" + turns)
    let said = Mutex<[String]>([])
    let artefacts = try RetailFixture.artefacts()
    let runner = ScenarioRunner(
      mouth: { words, cue in
        said.withLock { $0.append(words) }
        var turn = SpokenTurn(written: words, expecting: cue.expectation)
        turn.delivered = [Transcript(alternatives: hearing(words))]
        return turn
      },
      staging: { _, _ in
        ScenarioStage(
          artefacts: artefacts, world: FixtureWorld(), utcOffsetSeconds: RetailFixture.utcOffset)
      })
    let run = try #require(await runner.run(scenario).first)
    return (run, said.withLock { $0 })
  }

  private struct FixtureWorld: ScenarioWorld {
    var backend: any CommerceBackend { FixtureBackend() }
    func identifiers(of kind: String) -> [String] { [] }
    func record(_ kind: String, _ id: String) throws -> [UInt8]? { nil }
    func put(_ kind: String, _ id: String, _ json: [UInt8]?) throws {}
    func changes() throws -> [UInt8] { [] }
    func call(for operation: Commerce.Operation) throws -> [UInt8]? { nil }
  }

  private static let script = """
      - customer: where is my order 40217
        agent: /zip code/
      - customer: "98101"
        agent: /on its way/
    """

  @Test func aScriptedCustomerSaysYesAndGoesOn() async throws {
    let (run, said) = try await play(Self.script) { [Alternative(text: $0, confidence: 0.6)] }
    #expect(run.failures == [])
    #expect(said == ["where is my order 40217", "yes", "98101"])
  }

  @Test func aScriptedCustomerPutsRightWhatWasMisheard() async throws {
    let (run, said) = try await play(Self.script) { words in
      [Alternative(text: words.contains("where") ? "where is my order 40219" : words, confidence: 0.6)]
    }
    #expect(run.failures == [], "\(run.transcript)")
    #expect(said.prefix(2) == ["where is my order 40217", "no, it's 40217"])
    #expect(said.last == "98101")
  }

  @Test func whatIsNotReadBackIsNotAnswered() async throws {
    let (run, said) = try await play(Self.script) { [Alternative(text: $0, confidence: 1)] }
    #expect(run.failures == [])
    #expect(said == ["where is my order 40217", "98101"])
  }

  /// Where the script has the question and what is said to it, nothing is put between.
  @Test func whatTheScriptAnswersIsLeftToIt() async throws {
    let script = """
        - customer: where is my order 40217
          agent: /Is that right|That is/
        - customer: "yes"
          agent: /zip code/
        - customer: "98101"
          agent: /on its way/
      """
    let (run, said) = try await play(script) { [Alternative(text: $0, confidence: 0.6)] }
    #expect(run.failures == [])
    #expect(said == ["where is my order 40217", "yes", "98101"])
  }
}
