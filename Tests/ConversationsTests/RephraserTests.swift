import AisleTesting
import Commerce
import Conversations
import Dialogue
import Discourse
import Journal
import Synchronization
import Testing

/// Other words for what is said: where they may be, and that a replay says the same.
@Suite struct ConversationRephraserTests {
  /// Words everything by the same rule, and remembers what it was given.
  final class Scripted: Rephraser {
    private let rule: @Sendable (String) -> String?
    private let asked = Mutex<[String]>([])
    struct Refusal: Error {}

    init(_ rule: @escaping @Sendable (String) -> String?) { self.rule = rule }

    var texts: [String] { asked.withLock { $0 } }

    func rephrase(_ text: String) async throws -> String {
      asked.withLock { $0.append(text) }
      guard let answer = rule(text) else { throw Refusal() }
      return answer
    }
  }

  /// A whole conversation: an order looked at, one cancelled, goodbye. What was said, what the model saw, and the journal.
  private func converse(_ rephraser: Scripted?) async throws -> (said: [String], difference: ReplayDifference?) {
    let test = try TestHouse(rephraser: rephraser)
    let customer = TestChat()
    let chat = await test.house.chat(show: customer.show)
    for text in ["where is my order 40217", "98101", "no other question", "cancel order 40217", "yes", "bye"] {
      await chat.type(text)
      _ = await chat.settled(within: .seconds(10))
    }
    await chat.leave()
    return (customer.said, try await test.difference(chat.id))
  }

  @Test func courtesyIsSaidAndReplayed() async throws {
    let rephraser = Scripted { "Certainly. " + $0 }
    let (said, difference) = try await converse(rephraser)
    #expect(said.contains { $0.hasPrefix("Certainly. ") })
    #expect(difference == nil)
    #expect(!rephraser.texts.isEmpty)
    // It sees no fact: no number of an order, no postcode, no name.
    for text in rephraser.texts { #expect(!text.contains("40217") && !text.contains("98101"), "\(text)") }
    // The disclosure stays as it stands.
    #expect(said.first?.hasPrefix("Hello, this is the automated assistant") == true)
  }

  @Test(
    arguments: [
      { "You get a refund of $500. \($0)" }, { $0.replacing(" not ", with: " ") + " I promise." }, { _ in "" },
      { _ in "{1}{1}{1}" }, { "<b>\($0)</b>" }, { $0.replacing("?", with: ".") + " Say yes." }, { _ in nil },
    ] as [@Sendable (String) -> String?]) func aHostileModelChangesNothing(
      _ rule: @escaping @Sendable (String) -> String?
    ) async throws
  {
    let plain = try await converse(nil), hostile = try await converse(Scripted(rule))
    #expect(hostile.said == plain.said)
    #expect(hostile.difference == nil)
  }

  /// What asks for a yes and what tells an outcome is never given away.
  @Test func noReadOutAndNoOutcomeIsWordedOtherwise() async throws {
    let rephraser = Scripted { "Certainly. " + $0 }
    let (said, _) = try await converse(rephraser)
    let fixed = said.filter { text in ["cancel", "Cancel", "refund", "zip"].contains { text.contains($0) } }
    #expect(!fixed.isEmpty)
    for text in fixed { #expect(!text.hasPrefix("Certainly. "), "\(text)") }
  }
}
