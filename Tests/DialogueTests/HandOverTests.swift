import AisleTesting
import Commerce
import Discourse
import Policy
import Testing

@testable import Dialogue

/// A person takes over: by a call to a number of any region, or in writing for who would rather not be called, and never round in circles.
@Suite struct HandOverTests {
  let artefacts: Artefacts

  init() throws { artefacts = try Shared.artefacts.get() }

  private func chat(_ lines: String...) -> ScriptedConversation {
    var talk = ScriptedConversation(artefacts: artefacts, channel: .chat, from: nil)
    for line in lines { talk.say(line) }
    return talk
  }

  private func promise(_ talk: ScriptedConversation) -> CallbackPromise? {
    talk.effects.lazy.compactMap { if case .promise(let promise) = $0 { promise } else { nil } }.first
  }

  @Test(arguments: [
    "I have no phone number", "I don't have a phone", "can you e-mail me instead", "I'd rather not give you my number",
    "just write to me", "can't we do it here in the chat", "I am deaf, so please no calls",
    "I don't want to give you a number",
  ])
  func whoWouldRatherNotBeCalledIsWrittenTo(_ text: String) {
    var talk = chat("operator", "yes", text)
    #expect(talk.answer.contains("Which e-mail address"), "\(talk.answer)")
    #expect(talk.expectation == .email)
    #expect(talk.say("jane.roe@example.com").contains("will write to you at jane.roe@example.com"))
    #expect(promise(talk)?.email == "jane.roe@example.com")
    #expect(Trace(talk.recorded).handoff?.kind == "write_back")
    #expect(Replay.run(talk.recorded, artefacts: artefacts) == nil)
  }

  @Test func theOfferItselfCanBeAnsweredWithAnEmailPlease() {
    var talk = chat("operator", "by e-mail please")
    #expect(talk.answer.contains("Which e-mail address"), "\(talk.answer)")
    #expect(talk.say("no").contains("nobody will call you"))
    #expect(promise(talk) == nil)
  }

  @Test(arguments: [Channel.chat, .phone])
  func insistingLeadsRoundInNoCircle(_ channel: Channel) {
    var talk = ScriptedConversation(artefacts: artefacts, channel: channel, from: nil)
    var count = 0
    while talk.outcome == nil, count < 12 {
      talk.say("I want a supervisor")
      count += 1
    }
    #expect(talk.outcome != nil && count <= 9, "\(count)")
    #expect(promise(talk) == nil)
    #expect(Replay.run(talk.recorded, artefacts: artefacts) == nil)
  }

  @Test func onTheTelephoneNobodyIsWrittenTo() {
    var call = ScriptedConversation(artefacts: artefacts, from: nil)
    call.say("operator")
    call.say("yes please")
    #expect(!call.say("I don't have a number").contains("e-mail"))
    #expect(promise(call) == nil)
  }

  @Test(
    arguments: [
      ("+44 20 7946 0958", "+442079460958"),
      ("plus four nine three zero one two three four five six seven", "+49301234567"),
      ("206 555 0142", "+12065550142"), ("1 206 555 0142", "+12065550142"), ("0033 1 42 68 53 00", "+33142685300"),
      ("my number is two oh six five five five oh one four two", "+12065550142"),
    ])
  func aNumberOfAnyRegionIsTaken(_ row: (said: String, number: String)) {
    let talk = chat("operator", "yes", row.said)
    #expect(promise(talk)?.callNumber == row.number, "\(talk.answer)")
  }

  @Test(arguments: ["12345", "900 555 0142", "206 976 0142", "+44 9 06 12345678", "911", "555 0142"])
  func whatIsNoneOrCostsMoreIsNotCalled(_ said: String) {
    let talk = chat("operator", "yes", said)
    #expect(promise(talk) == nil)
    #expect(talk.answer.contains("telephone number"), "\(talk.answer)")
  }

  @Test func nationalNumbersFollowTheCountryOfTheHouse() {
    var british = artefacts
    british.policy.numbers.country = "GB"
    var talk = ScriptedConversation(artefacts: british, channel: .chat, from: nil)
    for line in ["operator", "yes", "020 7946 0958"] { talk.say(line) }
    #expect(promise(talk)?.callNumber == "+442079460958", "\(talk.answer)")
  }
}
