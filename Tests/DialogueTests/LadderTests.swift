import AisleTesting
import Commerce
import Dialogue
import Discourse
import Testing

/// What the caller hears when something behind the conversation is slow, deaf or dumb, rung by rung.
@Suite struct LadderTests {
  let artefacts: Artefacts

  init() throws { artefacts = try Shared.artefacts.get() }

  /// A conversation whose back ends never answer by themselves.
  private func waiting(from: String? = "+12065550123") -> (Conversation, (Input.Event) -> Input) {
    var conversation = Conversation(artefacts: artefacts)
    func at(_ event: Input.Event) -> Input { Input(at: RetailFixture.noon, event: event) }
    _ = conversation.handle(
      at(
        .opened(
          Opening(
            conversation: "c", channel: .phone, from: from, recorded: false, seed: 3, utcOffsetSeconds: 0,
            artefacts: [:]
          ))))
    return (conversation, at)
  }

  private func said(_ effects: [Effect]) -> String {
    effects.compactMap { if case .say(let prompt) = $0 { prompt.written } else { nil } }.joined(separator: " ")
  }

  private func writes(_ effects: [Effect]) -> Int {
    effects.filter { if case .perform(_, let operation) = $0 { operation.isWrite } else { false } }.count
  }

  // MARK: Slow

  @Test func patienceIsAskedForTwiceAndAgainForTheNextAnswer() {
    var (call, at) = waiting()
    _ = call.handle(at(.result(call: 1, RetailFixture.storesFound)))
    _ = call.handle(at(.utterance(Transcript(typed: "where is my order 40217"))))
    #expect(said(call.handle(at(.slow))).hasPrefix("One moment"))
    #expect(said(call.handle(at(.slow))).contains("longer than usual"))
    #expect(call.handle(at(.slow)).isEmpty)
    let answer = call.handle(at(.result(call: 2, OperationResult(ExistingOrders.self, .init(existing: ["40217"])))))
    #expect(said(answer).contains("zip code"))
    _ = call.handle(at(.keys("98101")))
    #expect(said(call.handle(at(.slow))).hasPrefix("One moment"))
  }

  @Test func nobodyIsAskedForPatienceWhoHasAskedNothing() {
    var (call, at) = waiting()
    // The stores are read behind the greeting.
    #expect(call.handle(at(.slow)).isEmpty)
    _ = call.handle(at(.utterance(Transcript(typed: "when do you open"))))
    #expect(said(call.handle(at(.slow))).hasPrefix("One moment"))
  }

  @Test func inWritingThePageShowsThatItWaits() {
    var chat = ScriptedConversation(artefacts: artefacts, channel: .chat)
    chat.say("where is my order")
    #expect(chat.happen(.slow) == "")
  }

  @Test func aYesThatIsHeardSlowlyIsAYes() {
    var call = ScriptedConversation(artefacts: artefacts)
    call.say("i want to cancel my order")
    call.key("73358")
    call.key("98101")
    #expect(call.answer.contains("I will cancel order 73358"))
    let asked = call.conversation.prompts
    call.happen(.played(prompt: asked))
    #expect(call.happen(.slow).hasPrefix("One moment"))
    #expect(call.conversation.prompts == asked)
    // The answer came while patience was asked for: that is cut off, and was nothing to agree to.
    call.happen(.interrupted(prompt: asked + 1, heard: 200, of: 900, sentences: 0))
    #expect(call.say("yes please").contains("Order 73358 is cancelled"))
    #expect(writes(call.effects) == 1)
    #expect(Replay.run(call.recorded, artefacts: artefacts) == nil)
  }

  @Test func aListThatWasCutOffIsNotAgreedToForAllThePatience() {
    var call = ScriptedConversation(artefacts: artefacts)
    call.say("i want to cancel my order")
    call.key("73358")
    call.key("98101")
    let asked = call.conversation.prompts
    call.happen(.interrupted(prompt: asked, heard: 0, of: 5_000, sentences: 0))
    call.happen(.slow)
    #expect(call.say("yes please").contains("I will cancel order 73358"))
    #expect(writes(call.effects) == 0)
  }

  @Test func whoAsksWhatWasSaidMeansTheAnswerBefore() {
    var call = ScriptedConversation(artefacts: artefacts)
    let question = call.say("where is my order")
    call.happen(.slow)
    #expect(call.say("say that again").contains(question))
  }

  // MARK: Deaf

  /// Grammar and read-back are of no use without ears: keys at once, then a person.
  @Test func withoutEarsTheKeypadThenAPerson() {
    var call = ScriptedConversation(artefacts: artefacts)
    #expect(call.happen(.recognitionFailed).contains("press 1 for an order"))
    #expect(call.expectation == .menu(keys: ["1", "2", "3", "4"]))
    #expect(call.key("1").contains("order number"))
    #expect(call.happen(.recognitionFailed).contains("key"))
    call.key("40217")
    #expect(call.happen(.recognitionFailed).contains("key"))
    #expect(call.key("98101").contains("on its way"))
    #expect(Replay.run(call.recorded, artefacts: artefacts) == nil)
  }

  @Test func withoutEarsAndKeysAPersonCallsBack() {
    var call = ScriptedConversation(artefacts: artefacts)
    call.happen(.recognitionFailed)
    #expect(call.happen(.recognitionFailed).contains("colleague will call you back"))
    #expect(call.outcome == .callbackPromised)
  }

  @Test func aReadBackIsAnsweredByKeys() {
    var call = ScriptedConversation(artefacts: artefacts)
    call.say("i want to cancel my order")
    call.key("73358")
    call.key("98101")
    #expect(call.happen(.recognitionFailed).contains("press one for yes"))
    #expect(call.key("1").contains("Order 73358 is cancelled"))
  }

  // MARK: Dumb

  @Test func withoutAVoiceACallBackIsPromisedFromWhatWasSpokenAhead() {
    var (call, at) = waiting()
    _ = call.handle(at(.result(call: 1, RetailFixture.storesFound)))
    _ = call.handle(at(.utterance(Transcript(typed: "where is my order 40217"))))
    let asked = call.handle(at(.result(call: 2, OperationResult(ExistingOrders.self, .init(existing: ["40217"])))))
    guard case .say(let prompt)? = asked.first(where: { if case .say = $0 { true } else { false } }) else {
      Issue.record("nothing was asked")
      return
    }
    let effects = call.handle(at(.unspoken(prompt: prompt.number)))
    #expect(said(effects) == "I am sorry, I have trouble speaking.")
    #expect(effects.contains { if case .promise = $0 { true } else { false } })
    // A promise of a call back is told only once it is on record, in a sentence without facts.
    let told = call.handle(at(.promiseRecorded(1)))
    #expect(said(told) == "I have noted that a colleague will call you back. Goodbye.")
    #expect(told.contains(.end(outcome: .callbackPromised)))
    for effect in effects + told {
      guard case .say(let prompt) = effect else { continue }
      for sentence in prompt.spoken { #expect(artefacts.responses.fixedSentences.contains { $0.contains(sentence) }) }
    }
  }

  @Test func withoutAVoiceAndANumberOneIsKeyed() {
    var call = ScriptedConversation(artefacts: artefacts, from: nil)
    call.say("where is my order")
    #expect(call.happen(.unspoken(prompt: call.conversation.prompts)).contains("key in your telephone number"))
    #expect(call.key("2065550177") == "I have noted that a colleague will call you back. Goodbye.")
    #expect(call.outcome == .callbackPromised)
    #expect(Replay.run(call.recorded, artefacts: artefacts) == nil)
  }

  @Test func whereNothingCanBeSaidAtAllTheCarrierTakesOver() {
    var call = ScriptedConversation(artefacts: artefacts, from: nil)
    call.say("where is my order")
    let failed = call.conversation.prompts
    call.happen(.unspoken(prompt: failed))
    // The same failure told twice is one.
    #expect(call.happen(.unspoken(prompt: failed)) == "")
    #expect(call.outcome == nil)
    #expect(call.happen(.unspoken(prompt: failed + 1)) == "")
    #expect(call.outcome == .unresolved)
  }

  @Test func aPromiseThatCannotBeKeptIsNotMadeWithoutAVoiceEither() {
    var (call, at) = waiting()
    _ = call.handle(at(.result(call: 1, RetailFixture.storesFound)))
    _ = call.handle(at(.unspoken(prompt: 1)))
    let told = call.handle(at(.promiseFailed(1)))
    #expect(said(told).contains("does not answer"))
    #expect(told.contains(.end(outcome: .unresolved)))
  }

  // MARK: Back ends

  /// Each back end that is asked in an order's status, dead: the caller is told, and a person calls back.
  @Test(
    arguments: [OperationName.existingOrders, .checkPostcode, .findOrder],
    [OperationFailure.Code.unavailable, .timedOut])
  func aDeadBackEndLeadsToAPerson(_ dead: OperationName, _ code: OperationFailure.Code) {
    var call = ScriptedConversation(artefacts: artefacts) { operation in
      operation.name == dead ? .failure(OperationFailure(code, "down")) : RetailFixture.answer(operation)
    }
    var answer = call.say("where is my order")
    if dead != .existingOrders { call.key("40217") }
    answer = call.key(dead == .existingOrders ? "40217" : "98101")
    #expect(answer.contains("call you back") || answer.contains("call you"), "\(answer)")
    if call.outcome == nil { answer = call.say("yes please") }
    #expect(answer.contains("I have noted"), "\(answer)")
  }
}
