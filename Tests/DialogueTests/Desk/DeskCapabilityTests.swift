import AisleTesting
import Commerce
import Discourse
import Testing

@testable import Dialogue

/// What the desk can do, one test or more for each capability, with hand-made commands.
@Suite("Order desk: capabilities")
struct DeskCapabilityTests {
  private func visa() -> Wish { wish(nil) { $0.wallet = WalletReference(brand: "visa") } }
  private func giftCard() -> Wish { wish(nil) { $0.wallet = WalletReference(.giftCard) } }

  // MARK: 1, 2: finding goods and orders

  @Test("A number whose order does not hold the thing is not trusted")
  func wrongNumber() throws {
    var run = try DeskRunner.known()
    let text = run.hear(wish(.return, goods("lamp"), order: "M1006"))
    #expect(text.contains("does not hold that"), "\(text)")
    let list = run.hear(giftCard())
    #expect(list.contains("order M1001"), "\(list)")
  }

  @Test("Two rugs in question are told apart by what differs, and by order")
  func twoRugs() throws {
    var run = try DeskRunner.known()
    let text = run.hear(wish(.exchange, goods("rug")))
    #expect(text.contains("color grey, size medium") && text.contains("color blue, size large"), "\(text)")
    var blue = Thing()
    blue.pronoun = .one
    blue.options = [OptionConstraint("color", ["blue"])]
    let next = run.hear(wish(nil, GoodsReference([blue])))
    #expect(next.contains("I can offer") || next.contains("Which one would you like"), "\(next)")
  }

  @Test("What came with something else, and what went somewhere, are found")
  func company() throws {
    var run = try DeskRunner.known()
    var mug = Thing(noun: "mug")
    mug.cameWith = [Thing(noun: "rug")]
    let text = run.hear(wish(.return, GoodsReference([mug])))
    #expect(text.contains("refund go"), "\(text)")
    let list = run.hear(giftCard())
    #expect(list.contains("Mug (color blue)"), "\(list)")

    var other = try DeskRunner.known()
    var order = OrderReference()
    order.destination = "Fargo"
    let reason = other.hear(
      wish(.cancel) {
        $0.orders = order
        $0.reason = "found it for less"
      })
    #expect(reason.contains("Cancel the whole order M1002") && reason.contains("no longer needed"), "\(reason)")
  }

  @Test("What is nobody's is said to be so, with what there is")
  func unknownThing() throws {
    var run = try DeskRunner.known("t.adeyemi@example.org")
    let text = run.hear(wish(.return, goods("toaster")))
    #expect(text.contains("do not find any toaster") && text.contains("Trail Boots"), "\(text)")
  }

  // MARK: 3, 10: the status decides, and refusals offer

  @Test("Returning what has not left becomes a cancel, said and confirmed")
  func returnPending() throws {
    var run = try DeskRunner.known()
    let text = run.hear(wish(.return, goods("tent")))
    // One of two things in an open order: never the whole order by itself.
    #expect(text.contains("cannot take a single item off order M1002"), "\(text)")
    #expect(!text.contains("Shall I go ahead"))
    let whole = run.hear(wish(.cancel) { $0.reason = "we are moving" })
    #expect(whole.contains("Cancel the whole order M1002"), "\(whole)")
    run.hear(.affirm)
    #expect(run.retailer.writes == [Operation(CancelOrder(order: "M1002", reason: .noLongerNeeded))])
  }

  @Test("All things of an open order are the whole order")
  func allOfAnOrder() throws {
    var run = try DeskRunner.known()
    let text = run.hear(wish(.return, goods("tent", "rug"), order: "M1002") { $0.reason = "by mistake" })
    #expect(text.contains("has not left yet") && text.contains("Cancel the whole order M1002"), "\(text)")
  }

  @Test("Keeping it after that refusal changes nothing")
  func keepAfterRefusal() throws {
    var run = try DeskRunner.known()
    run.hear(wish(.remove, goods("tent")))
    let text = run.hear(wish(.keep))
    #expect(text.contains("leave"), "\(text)")
    #expect(run.desk.entries.allSatisfy { !$0.isOpen })
  }

  @Test("Cancelling what has arrived becomes a return, said and confirmed")
  func cancelDelivered() throws {
    var run = try DeskRunner.known()
    let text = run.hear(wish(.cancel, order: "M1006"))
    #expect(text.contains("has been delivered"), "\(text)")
    let list = run.hear(wish(nil) { $0.wallet = WalletReference(.paypal) })
    #expect(list.contains("return Wool Rug") && list.contains("return Mug"), "\(list)")
    #expect(list.contains("$189.00"), "\(list)")
  }

  @Test("A processed order is refused with what will be possible")
  func processed() throws {
    var run = try DeskRunner.known()
    let text = run.hear(wish(.cancel, order: "M1004"))
    #expect(text.contains("processed") && text.contains("return or exchange"), "\(text)")
    run.hear(.deny)
    #expect(run.ended)
  }

  // MARK: 5 to 8: variants

  @Test("Several variants fit: listed, nearest first; the second is taken")
  func listed() throws {
    var run = try DeskRunner.known()
    let text = run.hear(wish(.exchange, goods("tent")) { $0.variant = must("color", "green") })
    #expect(text.contains("I can offer 2"), "\(text)")
    var second = Thing()
    second.ordinal = 2
    let wallet = run.hear(wish(nil, GoodsReference([second])))
    #expect(wallet.contains("Which payment method"), "\(wallet)")
  }

  @Test("Sold out exactly: said so, with the nearest for each way of giving in")
  func soldOut() throws {
    var run = try DeskRunner.known()
    let text = run.hear(wish(.exchange, goods("tent")) { $0.variant = must("color", "red") })
    #expect(text.contains("sold out") || text.contains("4-person"), "\(text)")
    let taken = run.hear(.affirm)
    #expect(taken.contains("payment method"), "\(taken)")
    let list = run.hear(visa())
    #expect(list.contains("color green → red") && list.contains("size 3-person → 4-person"), "\(list)")
  }

  @Test("One size up is the next that there is; cheaper is a price")
  func steps() throws {
    var run = try DeskRunner.known()
    var bigger = VariantWish()
    bigger.steps = [OptionStep(OptionOrder(.size, ascending: true))]
    run.hear(wish(.change, goods("tent")) { $0.variant = bigger })
    let list = run.hear(visa())
    #expect(list.contains("3-person → 4-person") && !list.contains("color green →"), "\(list)")
  }

  // MARK: 9: conditions and fallbacks

  @Test("A condition that fails is told, and the fallback waits for its own yes")
  func fallback() throws {
    var run = try DeskRunner.known()
    let text = run.hear(
      wish(.change, goods("tent")) {
        $0.variant = must("size", "6-person")
        $0.condition = .available(true)
        $0.otherwise = [wish(.cancel)]
        $0.reason = "no longer needed"
      })
    #expect(text.contains("6-person") && text.contains("Cancel the whole order M1002"), "\(text)")
    #expect(run.writes.isEmpty)
    run.hear(.affirm)
    #expect(run.retailer.writes.count == 1)
  }

  @Test("Only if it costs no more: decided by the records")
  func priceCondition() throws {
    var run = try DeskRunner.known()
    let text = run.hear(
      wish(.exchange, goods("rug"), order: "M1006") {
        $0.variant = must("color", "grey")
        $0.variant?.must.append(OptionConstraint("size", ["large"]))
        $0.condition = .price(PriceBound(.atMost, .present))
      })
    // 180 was paid, 175 it costs.
    #expect(text.contains("the price is $175.00"), "\(text)")
  }

  @Test("What records cannot decide is asked")
  func undecidable() throws {
    var run = try DeskRunner.known()
    let text = run.hear(
      wish(.cancel, order: "M1003") {
        $0.condition = .other("it would not arrive before Friday")
        $0.reason = "too late"
      })
    #expect(text.contains("it would not arrive before Friday") && text.contains("Shall I go on"), "\(text)")
    let no = run.hear(.deny)
    #expect(no.contains("leave"), "\(no)")
    #expect(run.desk.entries.allSatisfy { !$0.isOpen })
  }

  // MARK: 11, 12: once only, wallets

  @Test("Return and exchange of one delivered order: only one, told with the money of each")
  func exclusion() throws {
    var run = try DeskRunner.known()
    let text = run.hear(
      wish(.return, goods("mug"), order: "M1006"),
      wish(.exchange, goods("rug"), order: "M1006") { $0.variant = must("color", "grey") })
    #expect(text.contains("only one of the two") && text.contains("$9.00"), "\(text)")
    let rest = run.hear(wish(.exchange))
    #expect(!rest.contains("return Mug"), "\(rest)")
  }

  @Test("A refund cannot go anywhere, which is said before the yes")
  func refundTarget() throws {
    var run = try DeskRunner.known()
    let text = run.hear(wish(.return, goods("lamp")) { $0.wallet = WalletReference(.paypal) })
    #expect(text.contains("cannot use your PayPal"), "\(text)")
  }

  @Test("A gift card that holds too little is told before the yes")
  func tooLow() throws {
    var run = try DeskRunner.known()
    let text = run.hear(
      wish(.change, goods("tent")) {
        $0.variant = must("size", "4-person")
        $0.wallet = WalletReference(.giftCard)
      })
    #expect(text.contains("not enough") && text.contains("$50.00"), "\(text)")
    #expect(run.writes.isEmpty)
  }

  // MARK: 4, 13: several wishes, answers that change the plan

  @Test("Yes, but with something added is no yes: the whole list is read again")
  func yesBut() throws {
    var run = try DeskRunner.known()
    run.hear(wish(.cancel, order: "M1003") { $0.reason = "by mistake" })
    let again = run.hear([
      .affirm, .wish(wish(.changeAddress, order: "M1002") { $0.address = .matching("Denver") }),
    ])
    #expect(run.writes.isEmpty)
    #expect(again.contains("M1003") && again.contains("77 Oak Street"), "\(again)")
    run.hear(.affirm)
    #expect(run.retailer.writes.map(\.name) == [.cancelOrder, .changeOrderAddress])
  }

  @Test("Just the rug: the rest is left")
  func justOne() throws {
    var run = try DeskRunner.known()
    let list = run.hear(wish(.return, goods("rug", "mug"), order: "M1006") { $0.wallet = WalletReference(.paypal) })
    #expect(list.contains("$189.00"), "\(list)")
    let again = run.hear(wish(nil, goods("rug")) { $0.corrects = true })
    #expect(again.contains("$180.00") && !again.contains("return Mug"), "\(again)")
    run.hear(.affirm)
    #expect(
      run.retailer.writes == [
        Operation(ReturnItems(order: "M1006", lines: [LineQuantity(sku: "RUG-LB")], refundTo: "paypal-mara"))
      ])
  }

  @Test("A question in answer to the list is answered, and the list is read again")
  func questionAtTheList() throws {
    var run = try DeskRunner.known()
    run.hear(wish(.return, goods("rug", "mug"), order: "M1006") { $0.wallet = WalletReference(.paypal) })
    let text = run.hear(.question(Question(.refundTime)))
    #expect(text.contains("5 to 7 business days") && text.contains("Shall I go ahead"), "\(text)")
    #expect(run.writes.isEmpty)
  }

  @Test("Yes with the same wish again is a plain yes")
  func yesRestated() throws {
    var run = try DeskRunner.known()
    run.hear(wish(.cancel, order: "M1003") { $0.reason = "by mistake" })
    run.hear([.affirm, .wish(wish(.cancel, order: "M1003"))])
    #expect(run.retailer.writes.count == 1)
  }

  @Test("Payment, address and goods of one order in one yes, in this order")
  func orderOfWrites() throws {
    var run = try DeskRunner.known()
    let list = run.hear(
      wish(.change, goods("tent"), order: "M1002") {
        $0.variant = must("size", "2-person")
        $0.wallet = WalletReference(.paypal)
      },
      wish(.changeAddress, order: "M1002") { $0.address = .profile },
      wish(.changePayment, order: "M1002") { $0.wallet = WalletReference(.paypal) })
    #expect(list.contains("14 Alder Way, Flat 3"), "\(list)")
    #expect(list.contains("only once"), "\(list)")
    run.hear(.affirm)
    #expect(run.retailer.writes.map(\.name) == [.changeOrderPayment, .changeOrderAddress, .changeOrderItems])
  }

  // MARK: 14, 15: questions

  @Test("Several questions in a turn are answered exactly")
  func questions() throws {
    var run = try DeskRunner.known()
    var paid = Question(.paidWith)
    paid.goods = goods("rug")
    paid.orders = OrderReference(numbers: [Candidate("M1006", score: 1)])
    var balance = Question(.balance)
    balance.wallet = WalletReference(.giftCard)
    let text = run.hear(.question(paid), .question(balance))
    #expect(text.contains("PayPal") && text.contains("$50.00"), "\(text)")
  }

  @Test("Could I return it? is answered and not begun")
  func eligibility() throws {
    var run = try DeskRunner.known()
    var question = Question(.possible(.return))
    question.goods = goods("lamp")
    let text = run.hear(.question(question))
    #expect(text.contains("can be returned") && text.contains("$40.00"), "\(text)")
    #expect(!text.contains("Shall I go ahead"), "\(text)")
    let no = run.hear(.deny)
    #expect(no.contains("anything else"), "\(no)")
    #expect(run.writes.isEmpty)
  }

  @Test("The sum of all that is planned and done")
  func netSum() throws {
    var run = try DeskRunner.known()
    run.hear(wish(.cancel, order: "M1003") { $0.reason = "by mistake" })
    run.hear(.affirm)
    run.hear(wish(.return, goods("mug"), order: "M1006") { $0.wallet = WalletReference(.paypal) })
    let text = run.hear(.question(Question(.refund)))
    #expect(text.contains("$38.00") && text.contains("$9.00") && text.contains("$47.00"), "\(text)")
  }

  // MARK: 16, 17, 18

  @Test("Everything except one thing")
  func except() throws {
    var run = try DeskRunner.known()
    let list = run.hear(
      wish(.return, GoodsReference([], extent: .all, except: [Thing(noun: "kettle")]), order: "M1001") {
        $0.wallet = WalletReference(.giftCard)
      })
    #expect(list.contains("return Desk Lamp") && !list.contains("Kettle"), "\(list)")
  }

  @Test("Like the one in another order, even a cancelled one")
  func like() throws {
    var run = try DeskRunner.known()
    var variant = VariantWish()
    var lamp = Thing(noun: "lamp")
    lamp.order = OrderReference(numbers: [Candidate("M1001", score: 1)])
    variant.like = lamp
    run.hear(
      wish(.change, goods("lamp"), order: "M1003") {
        $0.variant = variant
        $0.wallet = WalletReference(.paypal)
      })
    #expect(run.desk.entries.first?.sku == "LAMP-BMM")
  }

  @Test("A part of an address changes only that part")
  func addressPart() throws {
    var run = try DeskRunner.known()
    let list = run.hear(wish(.changeAddress, order: "M1003") { $0.address = .parts([AddressPart(.street2, "12B")]) })
    #expect(list.contains("14 Alder Way, 12B, Burlington, VT 05401"), "\(list)")
  }

  // MARK: 19, 25

  @Test("Every candidate is tried; what was wished along with it is kept")
  func identity() throws {
    var run = try DeskRunner()
    let wrong = run.hear([
      .identify([.email([Candidate("nobody@example.org", score: 1)])]),
      .wish(wish(.cancel, order: "M1003") { $0.reason = "by mistake" }),
    ])
    #expect(wrong.contains("no account with that"), "\(wrong)")
    let right = run.hear(
      .identify([.name(given: "Mara", family: "Lindqvist"), .postcode([Candidate("05401", score: 1)])]))
    #expect(right.contains("Cancel the whole order M1003"), "\(right)")
  }

  @Test("A reason told before anybody is known is kept with its wish")
  func reasonBeforeIdentity() throws {
    var run = try DeskRunner()
    run.hear([.wish(wish(.cancel, order: "M1003"))], text: "i accidentally placed order m1003, cancel it")
    let list = run.hear(
      [.identify([.email([Candidate("mara.lindqvist@example.org", score: 1)])])], text: "mara.lindqvist@example.org")
    #expect(list.contains("ordered by mistake"), "\(list)")
  }

  @Test("Goodbye with open work offers it once and says what is not done")
  func goodbye() throws {
    var run = try DeskRunner.known()
    run.hear(wish(.cancel, order: "M1003") { $0.reason = "by mistake" })
    let first = run.hear(.goodbye)
    #expect(first.contains("not done yet") && !run.ended, "\(first)")
    let second = run.hear(.goodbye)
    #expect(second.contains("is not done") && run.ended, "\(second)")
    #expect(run.writes.isEmpty)
  }

  @Test("A person at any moment, after one offer to finish")
  func person() throws {
    var run = try DeskRunner.known()
    run.hear(wish(.cancel, order: "M1003") { $0.reason = "by mistake" })
    let offer = run.hear(.person)
    #expect(offer.contains("still open") && run.person == nil, "\(offer)")
    run.hear(.person)
    #expect(run.person == "person-asked-for")
  }

  @Test("A failed write is told, what hangs on it is not done, the rest is")
  func failure() throws {
    var run = try DeskRunner.known()
    run.hear(
      wish(.changeAddress, order: "M1002") { $0.address = .profile },
      wish(.change, goods("tent"), order: "M1002") {
        $0.variant = must("size", "2-person")
        $0.wallet = WalletReference(brand: "visa")
      },
      wish(.cancel, order: "M1003") { $0.reason = "by mistake" })
    run.retailer.nextFailure = OperationFailure(.conflict, "changed meanwhile")
    let text = run.hear(.affirm)
    #expect(text.contains("could not do this") && text.contains("not done what was to follow"), "\(text)")
    #expect(run.retailer.writes.map(\.name) == [.cancelOrder])
  }
}
