import AisleTesting
import Commerce
import Dialogue
import Discourse
import Policy
import Testing

/// What was found when the conversation was attacked: each of these once got somewhere, or nearly did.
@Suite struct ConversationAttackTests {
  private static func writes(_ caller: ScriptedConversation) -> [Commerce.Operation] {
    caller.effects.compactMap { effect in
      if case .perform(_, let operation) = effect, operation.isWrite { operation } else { nil }
    }
  }

  private static func prompts(_ caller: ScriptedConversation) -> Int {
    caller.effects.count { if case .say = $0 { true } else { false } }
  }

  /// Up to the list that is to be agreed to.
  private func asked() throws -> ScriptedConversation {
    var caller = ScriptedConversation(artefacts: try RetailFixture.artefacts())
    caller.say("i want to cancel my order")
    caller.key("73358")
    caller.key("98101")
    return caller
  }

  /// A yes that breaks in on the list has not heard it: the list is said again, and only then counts a yes.
  @Test func aYesThatCutsTheListShortAgreesToNothing() throws {
    var caller = try asked()
    #expect(caller.expectation == .yesNo && Self.writes(caller).isEmpty)
    let list = caller.answer
    caller.happen(.interrupted(prompt: Self.prompts(caller), heard: 900, of: 9_000))
    #expect(caller.say("yes").contains(list))
    #expect(Self.writes(caller).isEmpty)
    caller.say("yes")
    #expect(Self.writes(caller).count == 1)
  }

  /// So does the key for it.
  @Test func aKeyThatCutsTheListShortAgreesToNothing() throws {
    var caller = try asked()
    caller.happen(.interrupted(prompt: Self.prompts(caller), heard: 0, of: 0))
    caller.key("1")
    #expect(Self.writes(caller).isEmpty)
  }

  /// In writing a digit is no yes.
  @Test func aTypedDigitAgreesToNothing() throws {
    var caller = ScriptedConversation(artefacts: try RetailFixture.artefacts(), channel: .chat, from: nil)
    caller.say("cancel my order 73358", confidence: 1)
    caller.say("98101", confidence: 1)
    #expect(caller.expectation == .yesNo)
    caller.key("1")
    #expect(Self.writes(caller).isEmpty)
    caller.say("yes", confidence: 1)
    #expect(Self.writes(caller).count == 1)
  }

  /// A talk in a browser has keys.
  @Test func aKeyInABrowserIsAYes() throws {
    var caller = ScriptedConversation(artefacts: try RetailFixture.artefacts(), channel: .browser, from: nil)
    caller.say("i want to cancel my order")
    caller.key("73358")
    caller.key("98101")
    caller.key("1")
    #expect(Self.writes(caller).count == 1)
  }

  /// Who speaks over the last word of the question has heard the list.
  @Test func theEndOfTheQuestionMayBeSpokenOver() throws {
    var caller = try asked()
    caller.happen(.interrupted(prompt: Self.prompts(caller), heard: 8_200, of: 9_000))
    caller.say("yes")
    #expect(Self.writes(caller).count == 1)
  }

  /// Where it is known which sentences were heard, only the question may be missing, however long it is.
  @Test(arguments: [0, 1, 2]) func sentencesTellWhatWasHeard(missing: Int) throws {
    var caller = try asked()
    let whole =
      caller.effects.compactMap { if case .say(let prompt) = $0 { prompt.spoken.count } else { nil } }.last ?? 0
    try #require(whole >= 1)
    let heard = max(0, whole - missing)
    caller.happen(
      .interrupted(prompt: Self.prompts(caller), heard: 5_000, of: 6_000, sentences: heard))
    caller.say("yes")
    #expect(Self.writes(caller).count == (missing <= 1 ? 1 : 0))
  }

  /// A break-in that was none, and the list went on to its end.
  @Test func aListThatWasPlayedToItsEndWasHeard() throws {
    var caller = try asked()
    caller.happen(.interrupted(prompt: Self.prompts(caller), heard: 900, of: 9_000))
    caller.happen(.played(prompt: Self.prompts(caller)))
    caller.say("yes")
    #expect(Self.writes(caller).count == 1)
  }

  /// Who asks to wait may have forgotten the list by the time he says yes.
  @Test func aYesAfterAWaitReadsTheListAgain() throws {
    var caller = try asked()
    let list = caller.answer
    caller.say("hold on a moment")
    #expect(caller.say("yes").contains(list) && Self.writes(caller).isEmpty)
    caller.say("yes")
    #expect(Self.writes(caller).count == 1)
  }

  @Test(arguments: ["yes, that's everything, go ahead", "yes go ahead please", "yes that's all thanks"])
  func aYesThatAlsoLeavesIsAYes(_ words: String) throws {
    var caller = try asked()
    caller.say(words)
    #expect(Self.writes(caller).count == 1)
  }

  /// Wrong postcodes of an order are counted for all conversations, and asked for before the next is looked up.
  @Test func guessedPostcodesAreCounted() throws {
    var caller = ScriptedConversation(artefacts: try RetailFixture.artefacts(), channel: .chat, from: nil)
    caller.say("where is my order 40217", confidence: 1)
    caller.say("11111", confidence: 1)
    let counted = caller.effects.contains {
      if case .count(let keys) = $0 { keys.contains(.order("40217")) } else { false }
    }
    let recalled = caller.effects.contains {
      if case .recall(let keys) = $0 { keys == [.caller, .order("40217")] } else { false }
    }
    #expect(counted && recalled)
  }

  /// Calls back go to no premium number.
  @Test(arguments: ["9005551234", "19005551234", "2069761234", "0005551234"])
  func noPremiumNumberIsCalledBack(_ number: String) throws {
    var caller = ScriptedConversation(artefacts: try RetailFixture.artefacts(), channel: .chat, from: nil)
    caller.say("I want to talk to a person")
    caller.say("yes")
    caller.key(number)
    #expect(!caller.effects.contains { if case .promise = $0 { true } else { false } })
    caller.key("2065550123")
    #expect(caller.effects.contains { if case .promise = $0 { true } else { false } })
  }
}
