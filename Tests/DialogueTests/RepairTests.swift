import AisleTesting
import Commerce
import Dialogue
import Discourse
import Testing

@Suite struct RepairTests {
  let artefacts: Artefacts

  init() throws { artefacts = try Shared.artefacts.get() }

  @Test func helpThenKeypadThenACallBack() {
    var call = ScriptedConversation(artefacts: artefacts)
    #expect(call.say("quorx").contains("For example"))
    let menu = call.say("blorp")
    #expect(menu.contains("press 1 for an order"))
    #expect(call.expectation == .menu(keys: ["1", "2", "3", "4"]))
    #expect(call.say("fnorble").contains("colleague will call you back"))
    #expect(call.outcome == .callbackPromised)
  }

  @Test func theMenuStartsTheIntent() {
    var call = ScriptedConversation(artefacts: artefacts)
    call.say("quorx")
    call.say("blorp")
    #expect(call.key("1").contains("order number"))
    #expect(call.key("40217").contains("zip code"))
  }

  @Test func aPromiseIsSpokenOnlyWhenItIsRecorded() throws {
    var conversation = Conversation(artefacts: artefacts)
    let opening = Opening(
      conversation: "c", channel: .phone, from: "+12065550123", recorded: false, seed: 3, utcOffsetSeconds: 0,
      artefacts: [:])
    func at(_ event: Input.Event) -> Input { Input(at: RetailFixture.noon, event: event) }
    _ = conversation.handle(at(.opened(opening)))
    _ = conversation.handle(at(.result(call: 1, RetailFixture.storesFound)))
    _ = conversation.handle(at(.utterance(Transcript(typed: "i want to talk to a person"))))
    let effects = conversation.handle(at(.utterance(Transcript(typed: "yes"))))
    #expect(effects.contains { if case .promise = $0 { true } else { false } })
    #expect(!effects.contains { if case .say = $0 { true } else { false } })
    let after = conversation.handle(at(.promiseRecorded(1)))
    #expect(
      after.contains { if case .say(let prompt) = $0 { prompt.written.contains("call you back") } else { false } })
  }

  @Test func aPromiseThatCannotBeRecordedIsNotMade() {
    var conversation = Conversation(artefacts: artefacts)
    func at(_ event: Input.Event) -> Input { Input(at: RetailFixture.noon, event: event) }
    let opening = Opening(
      conversation: "c", channel: .phone, from: "+12065550123", recorded: false, seed: 3, utcOffsetSeconds: 0,
      artefacts: [:])
    _ = conversation.handle(at(.opened(opening)))
    _ = conversation.handle(at(.result(call: 1, RetailFixture.storesFound)))
    _ = conversation.handle(at(.utterance(Transcript(typed: "agent"))))
    _ = conversation.handle(at(.keys("1")))
    let effects = conversation.handle(at(.promiseFailed(1)))
    let said = effects.compactMap { if case .say(let prompt) = $0 { prompt.written } else { nil } }.joined()
    #expect(said.contains("cannot note a call back"))
    #expect(!said.contains("will call you back"))
    #expect(effects.contains(.end(outcome: .unresolved)))
  }

  @Test func withoutANumberOneIsKeyed() {
    var call = ScriptedConversation(artefacts: artefacts, from: nil)
    call.say("operator")
    #expect(call.say("yes please").contains("key in your telephone number"))
    #expect(call.key("2065550177").contains("0177"))
  }

  @Test func aNumberThatIsNoneIsAskedForAgainAndStartsNothing() {
    var call = ScriptedConversation(artefacts: artefacts, from: nil)
    call.say("operator")
    call.say("yes")
    #expect(call.say("12345").contains("telephone number"))
    #expect(call.key("911").contains("telephone number"))
    #expect(call.key("2065550177").contains("0177"))
    #expect(Replay.run(call.recorded, artefacts: artefacts) == nil)
  }

  @Test func silenceIsMetThreeTimesAndThenEnds() {
    var call = ScriptedConversation(artefacts: artefacts)
    #expect(!call.happen(.silence).isEmpty)
    #expect(!call.happen(.silence).isEmpty)
    #expect(call.happen(.silence).contains("Goodbye"))
    #expect(call.outcome == .abandoned)
  }

  @Test func everyGoodbyeNamesTheShopWhole() {
    var call = ScriptedConversation(artefacts: artefacts)
    call.say("quorx")
    call.say("blorp")
    let last = call.say("fnorble")
    #expect(!last.contains("contacting ."), "\(last)")
  }

  @Test func aWishForAPersonIsNoMisunderstanding() {
    var call = ScriptedConversation(artefacts: artefacts)
    call.say("quorx")
    call.say("blorp")
    call.say("agent")
    call.say("no")
    #expect(call.say("fnorble").contains("For example"))
  }

  @Test func aGreetingIsNoMisunderstanding() {
    var call = ScriptedConversation(artefacts: artefacts)
    #expect(call.say("hello").contains("I am here"))
    #expect(call.say("fnorble").contains("For example"))
  }

  @Test func repeatSaysTheQuestionAgain() {
    var call = ScriptedConversation(artefacts: artefacts)
    let question = call.say("where is my order")
    #expect(call.say("can you repeat that") == question)
  }

  @Test func aCancelForAYesIsAskedAbout() {
    var call = ScriptedConversation(artefacts: artefacts)
    call.say("where is my order four oh two one seven")
    #expect(call.say("cancel").contains("say yes or no"))
    #expect(call.expectation == .yesNo)
    #expect(call.say("never mind").contains("not changed anything"))
  }

  /// It may be a misheard yes: nobody is hung up on for it. Who says goodbye is let go.
  @Test(arguments: ["i'm good", "i am all good", "we are good"])
  func beingWellIsNoFarewellWhereAYesIsAskedFor(words: String) {
    var call = ScriptedConversation(artefacts: artefacts)
    call.say("where is my order four oh two one seven")
    #expect(call.say(words).contains("say yes or no"))
    #expect(call.expectation == .yesNo)
    #expect(call.say(words).contains("press one for yes"))
    #expect(call.say("\(words) thanks bye").contains("oodbye"))
  }

  @Test(arguments: ["have a nice day", "i'm good that's everything", "all good goodbye"])
  func whoTakesLeaveIsLetGo(words: String) {
    var call = ScriptedConversation(artefacts: artefacts)
    call.say("where is my order four oh two one seven")
    #expect(call.say(words).contains("oodbye"))
  }

  @Test(arguments: ["my order number is four oh two dash one seven", "it's four oh two one seven thanks"])
  func theNumberAskedForIsNoOtherWish(words: String) {
    var call = ScriptedConversation(artefacts: artefacts)
    #expect(call.say("it is about my order it should have been here by now").contains("order number"))
    #expect(call.say(words).contains("40217"))
    #expect(call.say("yes").contains("zip code"))
    call.say("nine eight one oh one")
    #expect(call.expectation != .digits(count: 5))
  }

  @Test func whatNoArticleAnswersIsNotComeBackTo() {
    var call = ScriptedConversation(artefacts: artefacts)
    #expect(call.say("what does denier mean").contains("cannot answer for certain"))
    call.say("where is my order four oh two one seven")
    call.say("yes")
    let answer = call.say("nine eight one oh one")
    #expect(answer.contains("anything else") || answer.contains("else I can do"), "\(answer)")
    #expect(!answer.contains("for certain"))
  }

  @Test func anUnclearAnswerToAReadBackHearsTheNumberAgain() {
    var call = ScriptedConversation(artefacts: artefacts)
    call.say("where is my order four oh two one seven")
    let again = call.say("quorx")
    #expect(again.contains("say yes or no"))
    #expect(again.contains("40217"))
    let keys = call.say("blorp")
    #expect(keys.contains("40217"))
    #expect(keys.contains("press one for yes"))
    #expect(call.key("1").contains("zip code"))
  }

  @Test func waitKeepsTheQuestionOpen() {
    var call = ScriptedConversation(artefacts: artefacts)
    call.say("where is my order")
    call.say("hold on let me look")
    #expect(call.expectation == .digits(count: 5))
    #expect(call.say("four oh two one seven").contains("40217"))
  }

  @Test func whatIsSaidWhileABackEndIsAskedIsHeardAfterwards() {
    var conversation = Conversation(artefacts: artefacts)
    func at(_ event: Input.Event) -> Input { Input(at: RetailFixture.noon, event: event) }
    let opening = Opening(
      conversation: "c", channel: .phone, from: nil, recorded: false, seed: 3, utcOffsetSeconds: 0, artefacts: [:])
    _ = conversation.handle(at(.opened(opening)))
    #expect(conversation.handle(at(.utterance(Transcript(typed: "where is my order")))) == [])
    let effects = conversation.handle(at(.result(call: 1, RetailFixture.storesFound)))
    #expect(
      effects.contains { if case .say(let prompt) = $0 { prompt.written.contains("order number") } else { false } })
  }
}
