import AisleTesting
import Commerce
import Discourse
import Policy
import Testing

@testable import Dialogue

/// What is said in passing while something is open at the desk.
@Suite("Order desk: talk beside the work") struct DeskTalkTests {
  private func changePayment(_ mood: Wish.Mood = .wanted) -> Wish {
    wish(.changePayment, mood: mood) { if mood == .wanted { $0.wallet = WalletReference(.giftCard) } }
  }

  // MARK: How it is paid

  @Test(
    "A wallet named while a refund is open is the refund's",
    arguments: ["make it my gift card", "put it on the gift card", "switch it to the gift card", "gift card instead"])
  func walletOfRefund(_ text: String) throws {
    var run = try DeskRunner.known()
    run.hear(wish(.return, goods("rug"), order: "M1006"))
    let list = run.hear([.wish(changePayment())], text: text)
    #expect(list.contains("return Wool Rug") && list.contains("gift card"), "\(list)")
    #expect(!run.desk.entries.contains { $0.wish.verb == .changePayment })
  }

  @Test(
    "A word of the order or its payment makes it the order's",
    arguments: [
      "change the payment to my gift card", "pay for the other one with the gift card", "the order on my gift card",
    ])
  func walletOfOrder(_ text: String) throws {
    var run = try DeskRunner.known()
    run.hear(wish(.return, goods("rug"), order: "M1006"))
    run.hear([.wish(changePayment())], text: text)
    #expect(run.desk.entries.contains { $0.wish.verb == .changePayment })
    #expect(run.desk.entries.contains { $0.isOpen && $0.wish.verb == .return })
  }

  @Test("'Leave the payment' drops the payment and nothing else", arguments: [true, false])
  func paymentLeft(_ isThere: Bool) throws {
    var run = try DeskRunner.known()
    run.hear(wish(.return, goods("rug"), order: "M1006") { $0.wallet = WalletReference(.giftCard) })
    if isThere {
      run.hear(wish(.changePayment, order: "M1003") { $0.wallet = WalletReference(brand: "visa") })
      #expect(run.desk.entries.contains { $0.isOpen && $0.action == .changePayment })
    }
    let list = run.hear([.wish(changePayment(.negated))], text: "leave the payment as it is")
    #expect(list.contains("I leave the payment as it is") && list.contains("return Wool Rug"), "\(list)")
    #expect(!run.desk.entries.contains { $0.isOpen && $0.action == .changePayment })
    run.hear(.affirm)
    #expect(run.writes.map(\.operation.name) == [.returnItems])
  }

  @Test("'Leave the address' while a variant is asked for drops no exchange")
  func addressLeft() throws {
    var run = try DeskRunner.known()
    let asked = run.hear(wish(.exchange, goods("rug"), order: "M1006"))
    #expect(asked.contains("I can offer"), "\(asked)")
    run.hear([.wish(wish(.changeAddress, mood: .negated))], text: "leave the address alone")
    #expect(run.desk.entries.contains { $0.isOpen && $0.action == .exchangeItems })
  }

  // MARK: What is asked beside a list

  @Test("'Will I get it all back' is answered, adds nothing, and the list is read again")
  func refundAsked() throws {
    var run = try DeskRunner.known()
    run.hear(wish(.return, goods("rug"), order: "M1006") { $0.wallet = WalletReference(.giftCard) })
    let count = run.desk.entries.count
    let again = run.hear([.wish(Wish(.refund, mood: .asked))], text: "will I get all my money back?")
    #expect(
      again.contains("back") && again.contains("return Wool Rug") && again.contains("Shall I go ahead"), "\(again)")
    #expect(run.desk.entries.count == count && run.writes.isEmpty)
  }

  @Test("The order named again behind its list is not misunderstood")
  func orderNamed() throws {
    var run = try DeskRunner.known()
    run.hear(wish(.return, goods("rug"), order: "M1006") { $0.wallet = WalletReference(.giftCard) })
    let again = run.hear([.wish(wish(nil, order: "M1006"))], text: "M1006")
    #expect(!again.contains("sorry") && again.contains("return Wool Rug"), "\(again)")
  }

  @Test("'Not the mug' of a list leaves the mug out, and what was not in it leaves all")
  func leftOut() throws {
    var run = try DeskRunner.known()
    var list = run.hear(wish(.return, goods("rug", "mug"), order: "M1006") { $0.wallet = WalletReference(.giftCard) })
    #expect(list.contains("return Wool Rug") && list.contains("return Mug"), "\(list)")
    list = run.hear([.wish(wish(nil, GoodsReference([], except: [thing("mug")])))], text: "hm, not the mug")
    #expect(list.contains("return Wool Rug") && !list.contains("return Mug"), "\(list)")
    run.hear(.affirm)
    let lines = (run.writes.first?.operation.value as? ReturnItems)?.lines.map(\.sku)
    #expect(lines == ["RUG-LB"])
  }

  @Test("What is told and asked about is what a bare wish is about")
  func askedWhat() throws {
    var run = try DeskRunner.known()
    let asked = run.hear([.wish(wish(nil, goods("kettle")))], text: "it is about the kettle")
    #expect(asked.contains("What would you like to do"), "\(asked)")
    let next = run.hear([.wish(Wish(.refund))], text: "I'd like my money back")
    #expect(!next.contains("Which one do you mean") && !next.contains("Just tell me what it is"), "\(next)")
  }

  @Test("Goods named before anybody is known are spoken of once somebody is")
  func namedBefore() throws {
    var run = try DeskRunner()
    run.hear([.wish(wish(nil, goods("tent")))], text: "my tent leaks")
    let found = run.hear([.identify([.email([Candidate("mara.lindqvist@example.org", score: 1)])])])
    #expect(found.contains("Tent") && found.contains("What would you like to do"), "\(found)")
  }

  // MARK: Complaints

  @Test("A complaint is answered once, before it is asked who it is")
  func regret() throws {
    var run = try DeskRunner()
    run.desk.heardTrouble = true
    let asked = run.hear([.wish(wish(.return, goods("rug")))], text: "this is a disgrace, I want to return the rug")
    #expect(asked.contains("sorry") && asked.contains("the return"), "\(asked)")
    let found = run.hear([.identify([.email([Candidate("mara.lindqvist@example.org", score: 1)])])])
    #expect(!found.contains("sorry"), "\(found)")
    run.desk.heardTrouble = true
    let more = run.hear([.wish(wish(nil, order: "M1006"))], text: "awful, M1006")
    #expect(!more.contains("went wrong"), "\(more)")
  }

  @Test("What was refused since the customer's last words is known, and only that")
  func refusedJustNow() throws {
    var run = try DeskRunner.known()
    run.hear([.wish(Wish(.discount))], text: "a discount please")
    #expect(run.desk.refusedJustNow == [.discount])
    run.hear([.wish(wish(.return, goods("rug"), order: "M1006"))], text: "return the rug")
    #expect(run.desk.refusedJustNow.isEmpty)
  }
}
