import AisleTesting
import Discourse
import Testing

@testable import Dialogue

/// What may be one thing or another is asked, once, before an article is told.
@Suite("Which of two is meant") struct WhichIsMeantTests {
  private let artefacts: Artefacts
  /// Words as a bad line leaves them: what they are nearest to changes with the map, that they are near two things does not.
  private static let muddled = [
    "could you look up and the order for me please", "i bought something from you online and it is not the wet",
    "could you look and in the order at the store please", "i'd need help with the box and my parcel thing there",
  ]

  init() throws { artefacts = try Shared.artefacts.get() }

  /// A conversation in which it was asked, what was said before, the text of the article that is the first, and the intent that is the second.
  private struct Asked {
    var call: ScriptedConversation
    var said: String
    var article: String
    var second: IntentDocument?
  }

  private func asked() throws -> Asked {
    for said in Self.muddled {
      var call = ScriptedConversation(artefacts: artefacts, channel: .chat, seed: 1)
      call.say(said)
      guard case .guess(let labels, _) = call.conversation.state.focus, labels.count == 2,
        let source = artefacts.knowledge.source(aspect: String(labels[0].drop { $0 != "#" }.dropFirst())),
        let passage = artefacts.knowledge.passage(of: source)
      else { continue }
      let second = labels[1].contains("#") ? nil : artefacts.intents.intent(labels[1])
      return Asked(call: call, said: said, article: passage.text, second: second)
    }
    throw NothingAsked()
  }
  private struct NothingAsked: Error {}

  @Test("The first is pointed at", arguments: ["the first", "the first one", "1", "the first please", "first one"])
  func first(_ answer: String) throws {
    var asked = try asked()
    let said = asked.call.say(answer)
    #expect(said.contains(asked.article), "\(said)")
  }

  @Test("The second is pointed at", arguments: ["the second one", "number two", "the latter"])
  func second(_ answer: String) throws {
    var asked = try asked()
    let second = try #require(asked.second)
    let said = asked.call.say(answer)
    #expect(asked.call.conversation.state.frames.last?.intent == second.name, "\(said)")
    #expect(!said.contains(asked.article), "\(said)")
  }

  @Test("Keys choose as well")
  func keys() throws {
    var asked = try asked()
    let said = asked.call.key("1")
    #expect(said.contains(asked.article), "\(said)")
  }

  @Test("Neither is no end, and something else is taken up")
  func neither() throws {
    var first = try asked()
    let help = first.call.say("no")
    #expect(help.contains("did not understand"), "\(help)")
    #expect(first.call.outcome == nil)
    var second = try asked()
    let hours = second.call.say("when does the store in seattle open on sunday")
    #expect(!hours.contains(second.article), "\(hours)")
    guard case .guess = second.call.conversation.state.focus else { return }
    Issue.record("still asks which: \(hours)")
  }

  @Test("Nobody is asked twice")
  func once() throws {
    var asked = try asked()
    let said = asked.call.say(asked.said)
    #expect(!said.contains("Or this"), "\(said)")
  }
}
