import AisleTesting
internal import Documents
import Testing

@testable import Dialogue

/// Answers come from the articles, word for word with their source, or not at all.
@Suite struct KnowledgeTests {
  private static let text = """
    ---
    title: Returns
    source: Customer Care
    version: "7"
    ---
    ## How long do I have to return something?
    Asked as: return policy; return window
    You have 30 days, and $5 stay with us.

    ## What does a return cost?
    Asked as: who pays for return shipping
    Nothing.

    ## Can I bring my dog?
    Dogs are welcome.

    """

  private func base() throws -> KnowledgeBase { try KnowledgeBase.read([(file: "k/returns.md", text: Self.text)]) }

  @Test func aQuestionInTheMidstIsAWishOfItsOwn() {
    let parts = Sentences.wishes("hi i bought a pack in your store can i return it by mail")
    #expect(parts.first == "hi i bought a pack in your store can i return it by mail")
    #expect(parts.contains("can i return it by mail"))
  }

  @Test(arguments: [
    ("what is your return policy", "How long do I have to return something?"),
    ("how long do i have to return things", "How long do I have to return something?"),
    ("who pays for the return shipping", "What does a return cost?"), ("can i bring a dog", "Can I bring my dog?"),
  ])
  func finds(_ question: String, _ heading: String) throws {
    let answer = try #require(try base().answer(question, least: 0.5))
    #expect(answer.source.passage == heading)
    #expect(answer.source.article == "returns" && answer.source.version == "7")
  }

  @Test(arguments: ["do you sell cars", "can i return from a trip to the moon by rocket", "", "what is the"])
  func inventsNothing(_ question: String) throws { #expect(try base().answer(question, least: 0.5) == nil) }

  @Test func numbersAreSpokenInWords() {
    #expect(Spoken.text("You have 30 days, and $5 stay.") == "You have thirty days, and five dollars stay.")
    #expect(Spoken.text("It costs $6.95. Take 10%!") == "It costs six dollars and ninety five cents. Take ten percent!")
  }

  @Test(arguments: [
    ("no front", 1, "begins with '---'"), ("---\ntitle: A\nsource: B\n---\n## Q?\nA.", 1, "'version' is missing"),
    ("---\ntitle: A\nsource: B\nversion: \"1\"\n---\nText.", 6, "under a heading"),
    ("---\ntitle: A\nsource: B\nversion: \"1\"\n---\n## Q?\n", 6, "no answer"),
    ("---\ntitle: A\nsource: B\nversion: \"1\"\n---\n", 5, "no answer in it"),
  ])
  func mistakesNameTheLine(_ text: String, _ line: Int, _ hint: String) {
    do throws(DocumentError) {
      _ = try KnowledgeBase.read([(file: "k.md", text: text)])
      Issue.record("it was read")
    } catch {
      #expect(error.message.contains(hint), "\(error)")
      if hint != "'version' is missing" { #expect(abs(error.line - line) <= 1, "\(error)") }
    }
  }

  @Test func sourceAndVersionStandWithTheTurn() throws {
    var call = ScriptedConversation(artefacts: try Shared.artefacts.get())
    call.say("what is your return policy")
    let sources = call.effects.flatMap { effect -> [KnowledgeBase.Source] in
      if case .say(let prompt) = effect { prompt.sources } else { [] }
    }
    #expect(sources.map(\.article) == ["returns"])
    #expect(sources.first?.version.isEmpty == false && sources.first?.source.isEmpty == false)
    #expect(Replay.run(call.recorded, artefacts: try Shared.artefacts.get()) == nil)
  }

  @Test func twoWishesOfOneBreathAreServedInOrder() throws {
    var call = ScriptedConversation(artefacts: try Shared.artefacts.get())
    // What an article answers is answered at once; the order that was named is not asked for again.
    let reply = call.say("where is my order 40217 and what is your return policy")
    // It was heard, though: it is read back like any other.
    #expect(reply.contains("30 days") && reply.contains("40217"), "\(reply)")
    #expect(call.say("yes").contains("zip code"))
  }
}
