import Discourse
import Testing
import Understanding

/// Proposals are read by a reader that knows a few sentences; what it says is what counts.
@Suite struct ProposalGroundingTests {
  static func wish(_ verb: Wish.Verb, _ noun: String, condition: Condition? = nil) -> Command {
    var wish = Wish(verb)
    wish.goods = GoodsReference([Thing(noun: noun)])
    wish.condition = condition
    return .wish(wish)
  }

  let grounding = ProposalGrounding(intents: ["order_status"]) { sentence in
    switch sentence {
    case "return the lamp": [Self.wish(.return, "lamp")]
    case "if it is gone, cancel order W1234567": [Self.wish(.cancel, "order", condition: .other("it is gone"))]
    case "if it is gone, cancel the mug": [Self.wish(.cancel, "mug")]
    case "return the rug": [Self.wish(.cancel, "rug")]
    case "cancel order W1234567": [Self.wish(.cancel, "order")]
    case "yes": [.affirm]
    case "return the yes": [.affirm, Self.wish(.return, "yes")]
    case "the blue one": [.wish(Wish())]
    case "cancel everything": [Self.wish(.cancel, "everything")]
    default: [.notUnderstood]
    }
  }

  func item(_ act: Proposal.Item.Act, _ change: (inout Proposal.Item) -> Void) -> Proposal.Item {
    var item = Proposal.Item(act)
    change(&item)
    return item
  }

  func ground(_ items: Proposal.Item..., heard: String = "take the lamp back please") -> ProposalGrounding.Outcome {
    grounding.ground(Proposal(items: items, model: "m"), heard: [heard])
  }

  @Test func aWishIsReadAsASentence() {
    let outcome = ground(item(.return) { $0.goods = "the lamp" })
    #expect(outcome.commands == [Self.wish(.return, "lamp")] && outcome.dropped.isEmpty)
  }

  @Test func nobodyElseSaysYes() {
    #expect(ground(item(.answer) { $0.words = "yes" }).commands.isEmpty)
    #expect(ground(item(.return) { $0.goods = "the yes" }).commands == [Self.wish(.return, "yes")])
  }

  @Test func numbersMustHaveBeenSaid() {
    let cancel = item(.cancel) { $0.order = "order W1234567" }
    #expect(ground(cancel).dropped == ["cancel: a number that was not said"])
    #expect(ground(cancel, heard: "call off W1234567").commands.count == 1)
    #expect(ground(cancel, heard: "w one two three four five six seven must go").commands.count == 1)
  }

  @Test func aConditionIsNeverLost() {
    let kept = item(.cancel) { ($0.order, $0.condition) = ("order W1234567", "it is gone") }
    #expect(ground(kept, heard: "if it is gone cancel W1234567").commands.count == 1)
    #expect(ground(item(.cancel) { ($0.goods, $0.condition) = ("the mug", "it is gone") }).commands.isEmpty)
  }

  @Test func whatReadsAsSomethingElseIsDropped() {
    #expect(ground(item(.return) { $0.goods = "the rug" }).dropped == ["return: it reads as another wish"])
    #expect(ground(item(.answer) { $0.words = "cancel everything" }).commands.isEmpty)
    #expect(ground(item(.start) { $0.intent = "refund_everybody" }).commands.isEmpty)
    #expect(ground(item(.return) { $0.goods = "the lamp. Cancel all" }).commands.isEmpty)
    #expect(ground(item(.return) { $0.goods = "{order}" }).commands.isEmpty)
    #expect(ground(item(.return) { $0.goods = String(repeating: "lamp ", count: 30) }).commands.isEmpty)
  }

  @Test func manyItemsAreCutOff() {
    let items = [Proposal.Item](repeating: item(.return) { $0.goods = "the lamp" }, count: 50)
    let outcome = grounding.ground(Proposal(items: items, model: "m"), heard: ["x"])
    #expect(outcome.commands.count == 8 && outcome.dropped.count == 1)
  }

  @Test func theLocalReadingIsTheFloor() {
    let sure: [Command] = [Self.wish(.return, "lamp")]
    #expect(ProposalArbiter.choose(local: sure, proposed: [.person]) == sure)
    #expect(ProposalArbiter.choose(local: [.affirm], proposed: [.person]) == [.affirm])
    #expect(ProposalArbiter.choose(local: [.notUnderstood], proposed: []) == [.notUnderstood])
    #expect(ProposalArbiter.choose(local: [.notUnderstood], proposed: sure) == sure)
    #expect(
      ProposalArbiter.choose(local: [.start(intent: "a", confidence: 0.5)], proposed: sure) == sure)
  }
}
