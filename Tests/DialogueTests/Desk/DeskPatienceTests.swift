import AisleTesting
import Commerce
import Discourse
import Testing

@testable import Dialogue

/// Short answers, answers that lead nowhere, and wishes nobody is served with.
@Suite("Order desk: patience")
struct DeskPatienceTests {
  @Test("One of several alike is one, however it is said", arguments: ["just one", "1", "a single one", "one of them"])
  func one(_ text: String) throws {
    var run = try DeskRunner.known()
    run.hear(wish(.return, goods("kettle")) { $0.wallet = WalletReference(.giftCard) })
    var thing = Thing()
    thing.pronoun = .one
    let list = run.hear([.wish(wish(nil, GoodsReference([thing])))], text: text)
    #expect(list.contains("return Camp Kettle") && list.contains("$30.00"), "\(list)")
  }

  @Test("All of several alike are all")
  func all() throws {
    var run = try DeskRunner.known()
    run.hear(wish(.return, goods("kettle")) { $0.wallet = WalletReference(.giftCard) })
    var thing = Thing()
    thing.pronoun = .them
    let list = run.hear([.wish(wish(nil, GoodsReference([thing])))], text: "both of them")
    #expect(list.contains("2 × Camp Kettle") && list.contains("$60.00"), "\(list)")
  }

  @Test("What led nowhere is left aside, and the rest goes on")
  func setAside() throws {
    var run = try DeskRunner.known()
    run.hear(
      .wish(wish(.cancel, order: "M1003") { $0.reason = "by mistake" }), .wish(wish(.exchange, goods("rug"))))
    var text = ""
    for _ in 0..<3 { text = run.hear([.wish(wish(nil, order: "M1003"))], text: "order M1003") }
    #expect(text.contains("leave that open") && text.contains("Cancel the whole order M1003"), "\(text)")
    #expect(run.person == nil)
    run.hear(.affirm)
    #expect(run.retailer.writes.map(\.name) == [.cancelOrder])
  }

  @Test("A wallet for a refund is no change of an order's payment")
  func refundWallet() throws {
    var run = try DeskRunner.known()
    let list = run.hear(
      [
        .wish(wish(.return, goods("mug"), order: "M1006")),
        .wish(wish(.changePayment, order: "M1006") { $0.wallet = WalletReference(.giftCard) }),
      ], text: "return the mug from M1006 and put the refund on my gift card")
    #expect(list.contains("to your gift card") && list.contains("return Mug"), "\(list)")
  }

  @Test("What is not to be done is found by what it comes to")
  func negated() throws {
    var run = try DeskRunner.known()
    run.hear(wish(.return, goods("tent", "rug"), order: "M1002") { $0.reason = "by mistake" })
    let text = run.hear(wish(.cancel, order: "M1002", mood: .negated))
    #expect(text.contains("leave"), "\(text)")
    #expect(run.desk.entries.allSatisfy { !$0.isOpen })
  }

  @Test("What nobody is served with is refused in words of its own")
  func unserved() throws {
    var run = try DeskRunner.known()
    var said: [String] = []
    for verb in [Wish.Verb.discount, .matchPrice, .merge, .split, .expedite, .promise] {
      let text = run.hear(wish(verb))
      #expect(text.contains("I cannot"), "\(verb): \(text)")
      said.append(text)
    }
    #expect(Set(said).count == said.count)
    #expect(run.writes.isEmpty)
  }

  @Test("Words that came to nothing are not passed over")
  func nothing() throws {
    var run = try DeskRunner.known()
    run.hear(wish(.cancel, order: "M1003") { $0.reason = "by mistake" })
    var that = Thing()
    that.pronoun = .one
    let text = run.hear(wish(nil, GoodsReference([that])))
    #expect(text.contains("did not") && text.contains("Cancel the whole order M1003"), "\(text)")
    #expect(run.writes.isEmpty)
  }

  @Test("Is there or not, in words of its own")
  func flags() {
    #expect(DeskWords.option("waterproof", "yes") == "waterproof")
    #expect(DeskWords.option("waterproof", "no") == "not waterproof")
    #expect(DeskWords.option("water resistance", "yes") == "with water resistance")
    #expect(DeskWords.option("backlight", "none") == "no backlight")
    #expect(
      DeskWords.changes(from: ["waterproof": "no"], to: ["waterproof": "yes"]).written == "not waterproof → waterproof")
    #expect(
      DeskWords.changes(from: ["backlight": "none"], to: ["backlight": "RGB"]).spoken
        == "from no backlight to backlight RGB")
  }
}
