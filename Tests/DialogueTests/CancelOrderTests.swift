import AisleTesting
import Commerce
import Dialogue
import Discourse
import Policy
import Testing

/// A change from the wish to the recorded outcome, and the sentence for each way it can end.
@Suite struct CancelOrderTests {
  let artefacts: Artefacts

  init() throws { artefacts = try Shared.artefacts.get() }

  private func proposed(
    _ number: String = "73358", cancelling: @escaping () -> Result<OperationResult, OperationFailure>? = { nil }
  ) -> ScriptedConversation {
    var call = ScriptedConversation(
      artefacts: artefacts,
      backend: { operation in
        if operation.name == .cancelOrder, let answer = cancelling() { return answer }
        return RetailFixture.answer(operation)
      })
    call.say("i want to cancel my order")
    call.key(number)
    call.key("98101")
    return call
  }

  private func writes(_ call: ScriptedConversation) -> Int {
    call.effects.filter { if case .perform(_, let operation) = $0 { operation.isWrite } else { false } }.count
  }

  /// What was shown by one is not for another, and nothing that was read out to them is done.
  @Test(arguments: ["i am someone else", "log me out", "that was my wife, i am her husband", "it's not my account"])
  func somebodyElseBeginsAnew(_ said: String) {
    var call = proposed()
    #expect(call.say(said).contains("put aside"))
    call.say("yes")
    #expect(writes(call) == 0)
    // The same order has to be shown to be theirs again.
    call.say("cancel order 73358")
    #expect(call.say("yes").contains("zip code") || call.answer.contains("zip code"), "\(call.answer)")
    #expect(writes(call) == 0)
    #expect(Replay.run(call.recorded, artefacts: artefacts) == nil)
  }

  /// What hangs on something, is of a part, or is not wanted at all is never read out as the whole order.
  @Test(arguments: [
    "do not cancel order 73358", "don't cancel order 73358 yet", "cancel order 73358 if it is late",
    "cancel everything except the lantern in order 73358",
  ])
  func whatIsNotMeantWhollyIsNotTheWhole(_ said: String) {
    var call = ScriptedConversation(artefacts: artefacts)
    call.say(said)
    if call.answer.contains("zip") { call.say("98101") }
    #expect(!call.answer.hasPrefix("I will cancel order 73358"), "\(call.answer)")
    call.say("yes")
    #expect(writes(call) == 0, "\(call.answer)")
  }

  @Test func anOrderThatIsNotTheirsIsLeftAlone() {
    var call = proposed()
    call.say("sorry, this is not my order")
    call.say("yes")
    #expect(writes(call) == 0)
  }

  /// A grammar of yes and no hears a yes in much else that is said: what is hardly heard does nothing.
  @Test func aYesThatWasHardlyHeardIsAskedForAgain() {
    var call = proposed()
    #expect(call.say("yes", confidence: 0.69).contains("say yes or no once more"), "\(call.answer)")
    #expect(call.say("yes", confidence: 0.2).contains("press one"), "\(call.answer)")
    #expect(writes(call) == 0 && call.expectation == .yesNo)
    #expect(call.say("what was that").contains("I will cancel order 73358"), "\(call.answer)")
    #expect(call.say("yes", confidence: 0.7).contains("Order 73358 is cancelled"))
    #expect(writes(call) == 1)
  }

  @Test func afterThreeYesesHardlyHeardAPersonTakesOver() {
    var call = proposed()
    for _ in 0..<3 { call.say("yes", confidence: 0.1) }
    #expect(call.say("yes", confidence: 0.1).contains("colleague"), "\(call.answer)")
    #expect(writes(call) == 0)
  }

  @Test func isReadBackAndDoneAfterAYes() {
    var call = proposed()
    #expect(call.answer.contains("I will cancel order 73358"))
    #expect(call.answer.contains("$"))
    #expect(call.expectation == .yesNo)
    #expect(writes(call) == 0)
    #expect(call.say("yes please").contains("Order 73358 is cancelled"))
    #expect(writes(call) == 1)
    #expect(call.say("no thank you").contains("Goodbye"))
    #expect(call.outcome == .resolved)
    #expect(Replay.run(call.recorded, artefacts: artefacts) == nil)
  }

  @Test(arguments: ["no", "no don't", "never mind", "wait, no"]) func nothingIsDoneWithoutAYes(_ words: String) {
    var call = proposed()
    call.say(words)
    call.say("no")
    #expect(writes(call) == 0)
  }

  @Test func silenceAndNonsenseAreNoYes() {
    var call = proposed()
    call.happen(.silence)
    call.say("the purple elephant dances on the moon")
    #expect(writes(call) == 0)
    #expect(call.expectation == .yesNo)
  }

  /// What the record says is told before a yes is asked for; what only the back end knows, behind it.
  @Test func aRuleThatForbidsItIsSaid() {
    var call = proposed("40217")
    #expect(call.answer.contains("already left") && !call.answer.contains("Shall I"))
    #expect(call.outcome == nil)
    call = proposed("51006")
    #expect(call.answer.contains("cancelled already") && !call.answer.contains("Shall I"))
    call = proposed { .failure(.refused(.alreadyShipped, "it left a moment ago")) }
    #expect(call.answer.contains("Shall I do that?"))
    #expect(call.say("yes").contains("already left"))
    #expect(call.outcome == nil)
  }

  /// Whatever happens to the change, what is said of it is true.
  @Test(arguments: OperationFailure.Code.allCases, [true, false])
  func everyFailureHasATrueSentence(_ code: OperationFailure.Code, _ mayHaveHappened: Bool) {
    var call = proposed { .failure(OperationFailure(code, "it failed", mayHaveHappened: mayHaveHappened)) }
    let answer = call.say("yes")
    #expect(!answer.contains("is cancelled."), "\(answer)")
    if mayHaveHappened || code == .outcomeUnknown {
      #expect(answer.contains("has not confirmed it yet"))
      #expect(!answer.contains("Nothing has been changed"))
    } else {
      #expect(!answer.contains("has not confirmed"))
      #expect(answer.contains("Nothing has been changed") || answer.contains("not touched"))
    }
    #expect(answer.contains("call you back"))
    #expect(writes(call) == 1)
    call.say("no thanks")
    #expect(writes(call) == 1)
    #expect(Replay.run(call.recorded, artefacts: artefacts) == nil)
  }

  @Test(arguments: RefusalReason.allCases) func everyReasonHasASentence(_ reason: RefusalReason) {
    var call = proposed { .failure(.refused(reason, "forbidden")) }
    let answer = call.say("yes")
    #expect(!answer.contains("has not confirmed"))
    #expect(answer.count > 20)
    #expect(writes(call) == 1)
  }

  @Test func whatIsOldIsSaidToBeOld() {
    var call = ScriptedConversation(artefacts: artefacts)
    call.freshness = Freshness(asOf: RetailFixture.noon.adding(milliseconds: -600_000), origin: "erp", stale: true)
    call.say("where is my order")
    call.key("40217")
    let answer = call.key("98101")
    #expect(answer.contains("from 10 minutes ago"))
    #expect(answer.contains("on its way"))
  }
}
