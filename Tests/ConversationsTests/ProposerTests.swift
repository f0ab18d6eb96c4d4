import AisleTesting
import Commerce
import Conversations
import Dialogue
import Discourse
import Journal
import Synchronization
import Testing

/// What a language model proposes comes into a conversation as an input like any other.
@Suite struct ConversationProposerTests {
  /// Answers every question alike, and remembers them.
  final class Scripted: CommandProposer {
    private let answer: Result<[Proposal.Item], Refusal>
    private let asked = Mutex<[ProposalQuestion]>([])
    struct Refusal: Error {}

    init(_ answer: [Proposal.Item]?) { self.answer = answer.map { .success($0) } ?? .failure(Refusal()) }

    var questions: [ProposalQuestion] { asked.withLock { $0 } }

    func propose(_ question: ProposalQuestion) async throws -> Proposal {
      asked.withLock { $0.append(question) }
      return Proposal(items: try answer.get(), model: "scripted")
    }
  }

  static let riddle = "zorblat frimble quux, maria.lopez42@example.com"

  static func start(_ intent: String) -> Proposal.Item {
    var item = Proposal.Item(.start)
    item.intent = intent
    return item
  }

  @Test func whatWasNotUnderstoodIsHelpedAndReplayed() async throws {
    let proposer = Scripted([Self.start("order_status")])
    let test = try TestHouse(proposer: proposer)
    let customer = TestChat()
    let chat = await test.house.chat(show: customer.show)
    await chat.type(Self.riddle)
    #expect(await customer.hears("order number"))
    #expect(proposer.questions.count == 1)
    let question = try #require(proposer.questions.first)
    #expect(!question.heard.joined().contains("lopez") && question.heard[0].hasPrefix("zorblat frimble quux"))
    #expect(question.intents.contains { $0.name == "order_status" })
    await chat.leave()
    #expect(try await test.difference(chat.id) == nil)
    let notes = try await test.journal.entries(of: chat.id).filter { $0.kind == "note.signals" }
    #expect(notes.count == 1)
  }

  @Test func whatIsSureIsNotAskedAndAFailureCostsNothing() async throws {
    let proposer = Scripted(nil)
    let test = try TestHouse(proposer: proposer)
    let customer = TestChat()
    let chat = await test.house.chat(show: customer.show)
    await chat.type("where is my order 40217")
    #expect(await customer.hears("zip code"))
    #expect(proposer.questions.isEmpty)
    await chat.leave()
    let second = TestChat()
    let other = await test.house.chat(show: second.show)
    await other.type(Self.riddle)
    #expect(await other.settled(within: .seconds(5)))
    #expect(proposer.questions.count == 1)
    #expect(second.said.count > 1)
    await other.leave()
    #expect(try await test.difference(other.id) == nil)
  }

  @Test func anIntentThatDoesNotExistChangesNothing() async throws {
    let alone = try TestHouse(), misled = try TestHouse(proposer: Scripted([Self.start("refund_everything")]))
    var said: [[String]] = []
    for test in [alone, misled] {
      let customer = TestChat()
      let chat = await test.house.chat(show: customer.show)
      await chat.type(Self.riddle)
      #expect(await chat.settled(within: .seconds(5)))
      await chat.leave()
      said.append(customer.said)
    }
    #expect(said[0] == said[1])
  }
}
