import AisleTesting
import Commerce
import Dialogue
import Discourse
import Policy
import Testing
import Understanding

/// One-time codes and counters as the conversation sees them: digests and numbers.
@Suite struct CodeTests {
  @Test(arguments: [
    ("493027", "493027", "[code]"), ("it's 493027 thanks", "493027", "it's [code] thanks"),
    ("49 30 27", "493027", "[code]"),
    ("four nine three oh two seven", "493027", "[code]"),
  ]) func aCodeIsTakenOutOfWhatWasSaid(_ text: String, _ code: String, _ rest: String) throws {
    let found = try #require(Conversation.code(in: Transcript(typed: text), digits: 6))
    #expect(found.code == code)
    #expect(found.rest.text == rest)
  }

  @Test(arguments: ["i did not get it", "4930", "send it again please", "my number is 206 555 0147"])
  func whatIsNoCodeStaysWhatItIs(_ text: String) {
    #expect(Conversation.code(in: Transcript(typed: text), digits: 6) == nil)
  }

  @Test func everyHearingLosesTheCode() throws {
    let transcript = Transcript(alternatives: [
      Alternative(text: "four nine three oh two seven", confidence: 0.6),
      Alternative(text: "four nine three oh two eleven", confidence: 0.3),
    ])
    let found = try #require(Conversation.code(in: transcript, digits: 6))
    #expect(found.code == "493027")
    #expect(found.rest.alternatives.map(\.text) == ["[code]", "[code]"])
  }

  @Test(arguments: [
    "send it again", "can you send me another code", "I didn't get it", "the code never came", "no code arrived",
    "please resend", "it expired", "nothing came", "could you text me a new one", "I haven't received anything",
  ]) func aCodeIsAskedForAgain(_ text: String) { #expect(CodeRequest.asks(text)) }

  @Test(arguments: [
    "493027", "yes", "don't send another one", "where is my order", "I lost that phone", "is there another way",
    "I don't have access to that number", "why do you need it", "send it to my new address please", "no",
  ]) func thisAsksForNoCode(_ text: String) { #expect(!CodeRequest.asks(text)) }

  @Test func nothingIsAwaitedOfWhoWasAskedNothing() throws {
    let caller = ScriptedConversation(artefacts: try RetailFixture.artefacts())
    #expect(caller.conversation.awaitedCode == nil)
  }

  @Test func anAnswerNobodyAskedForChangesNothing() throws {
    var caller = ScriptedConversation(artefacts: try RetailFixture.artefacts())
    let before = caller.effects.count
    caller.happen(.triesCounted([9, 9]))
    caller.happen(.codeSent(id: "code-1", RehearsalCode.digest("1"), by: .sms))
    caller.happen(.codeNotSent(id: "code-1"))
    #expect(caller.effects.count == before)
  }
}
