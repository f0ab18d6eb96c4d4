import AisleTesting
import Commerce
import Discourse
import Policy
import Testing

@testable import Dialogue

/// What callers who speak in their own words ran into.
@Suite("Order desk: free callers") struct FreeCallerTests {
  private func cancelled() throws -> (run: DeskRunner, list: String) {
    var run = try DeskRunner.known()
    let list = run.hear(wish(.cancel, order: "M1002") { $0.reason = "no longer needed" })
    return (run, list)
  }

  @Test("The cancellation said again by what is in the order is neither dropped nor done")
  func saidAgain() throws {
    var (run, list) = try cancelled()
    #expect(list.contains("Cancel the whole order M1002"), "\(list)")
    let again = run.hear([.wish(wish(.cancel, goods("tent")))], text: "cancel the order with the tent")
    #expect(again.contains("Cancel the whole order M1002") && run.writes.isEmpty, "\(again)")
    run.hear(.affirm)
    #expect(run.retailer.writes == [Operation(CancelOrder(order: "M1002", reason: .noLongerNeeded))])
  }

  @Test("'Cancel that' behind the read-out of a cancellation drops nothing; 'never mind' does")
  func cancelThat() throws {
    var (run, _) = try cancelled()
    let again = run.hear([.cancel], text: "cancel that please")
    #expect(again.contains("Cancel the whole order M1002") && run.writes.isEmpty, "\(again)")
    let left = run.hear([.cancel], text: "never mind")
    #expect(left.contains("leave that as it is") && run.writes.isEmpty, "\(left)")
  }

  @Test("'Add the mug' while a return is put together puts it on the list")
  func added() throws {
    var run = try DeskRunner.known()
    run.hear(wish(.return, goods("rug"), order: "M1006"))
    run.hear([.wish(wish(.add, goods("mug")))], text: "add the mug")
    let list = run.hear(wish(nil) { $0.wallet = WalletReference(.paypal) })
    #expect(list.contains("return Wool Rug") && list.contains("return Mug"), "\(list)")
  }

  @Test("What is put on an order, or is nobody's, is refused all the same", arguments: ["lantern", "mug"])
  func notAdded(_ noun: String) throws {
    var run = try DeskRunner.known()
    run.hear(wish(.return, goods("rug"), order: "M1006"))
    let text = run.hear([.wish(wish(.add, goods(noun)))], text: "add a \(noun) to my order")
    #expect(text.contains("cannot add anything"), "\(text)")
  }

  @Test("A value that is to be kept beside a swap is wanted of the new one, and leaves nothing as it is")
  func keptValue() throws {
    var run = try DeskRunner.known()
    var kept = Thing()
    kept.options = [OptionConstraint("size", ["large"])]
    var values = GoodsReference()
    values.things = [kept]
    let keep = wish(.keep, values)
    run.hear([
      .wish(wish(.exchange, goods("lamp"), order: "M1001") { $0.variant = must("color", "brass") }), .wish(keep),
    ])
    let lamp = run.desk.entries.first { $0.wish.verb == .exchange }
    #expect(lamp?.wish.variant?.must.compactMap(\.option) == ["color", "size"])
    #expect(!run.desk.entries.contains { $0.wish.verb == .keep || $0.state == .withdrawn })
  }

  @Test("What was wanted of one thing is not wanted of another kind")
  func notShared() throws {
    var run = try DeskRunner.known()
    run.hear(wish(.exchange, goods("lamp"), order: "M1001") { $0.variant = must("color", "brass") })
    run.hear([.wish(wish(nil, goods("rug")))], text: "and the rug")
    let rug = run.desk.entries.first { $0.line.flatMap { run.desk.records.line($0.key)?.name } == "Wool Rug" }
    #expect(rug?.wish.variant?.must.isEmpty ?? true)
  }

  @Test("A value that only one of two kinds can have is wanted of that one")
  func apportioned() throws {
    var run = try DeskRunner.known()
    var (lamp, rug) = (thing("lamp"), thing("rug"))
    lamp.order = OrderReference(numbers: [Candidate("M1001", score: 1)])
    rug.order = OrderReference(numbers: [Candidate("M1006", score: 1)])
    run.hear(wish(.exchange, GoodsReference([lamp, rug])) { $0.variant = must("brightness", "high") })
    func wanted(_ name: String) -> Int? {
      run.desk.entries.first { entry in entry.line.flatMap { run.desk.records.line($0.key)?.name } == name }
        .map { $0.wish.variant?.must.count ?? 0 }
    }
    #expect(wanted("Desk Lamp") == 1)
    #expect(wanted("Wool Rug") == 0)
  }

  // MARK: What is said beside a list

  private func listed() throws -> (run: DeskRunner, list: String) {
    var run = try DeskRunner.known()
    var list = run.hear(wish(.exchange, goods("lamp"), order: "M1001") { $0.variant = must("color", "brass") })
    if !list.contains("exchange Desk Lamp") { list = run.hear(wish(nil) { $0.wallet = WalletReference(.paypal) }) }
    return (run, list)
  }

  @Test("What nobody is served with is refused, and the list stands as it stood")
  func discountBesideAList() throws {
    var (run, list) = try listed()
    #expect(list.contains("exchange Desk Lamp"), "\(list)")
    let again = run.hear([.wish(Wish(.discount))], text: "and i want a discount")
    #expect(again.contains("discount") && again.contains("exchange Desk Lamp"), "\(again)")
    run.hear(.affirm)
    #expect(run.writes.count == 1)
  }

  @Test("Another way to pay the order is a wish beside the list, and takes nothing off it")
  func paymentBesideAList() throws {
    var (run, _) = try listed()
    let again = run.hear(
      [.wish(wish(.changePayment) { $0.wallet = WalletReference(.giftCard) })], text: "and the payment to my gift card")
    #expect(run.desk.entries.contains { $0.isOpen && $0.action == .exchangeItems }, "\(again)")
  }

  @Test("A yes with more beside it says what kept it from counting")
  func yesAndMore() throws {
    var (run, _) = try listed()
    run.desk.besidesYes = ["for", "my", "neighbour"]
    let again = run.hear([.notUnderstood], text: "yes for my neighbour")
    #expect(again.contains("for my neighbour") && again.contains("exchange Desk Lamp"), "\(again)")
    #expect(run.writes.isEmpty)
  }

  @Test("'Leave it if it has been sent, otherwise cancel it' cancels what has not been sent")
  func keptOrCancelled() throws {
    var run = try DeskRunner.known()
    var cancel = Wish(.cancel)
    cancel.reason = "no longer needed"
    let list = run.hear(
      wish(.keep, order: "M1002") {
        $0.condition = .standing(.sent, true)
        $0.otherwise = [cancel]
      })
    #expect(list.contains("Cancel the whole order M1002"), "\(list)")
  }

  @Test("What to do is not asked again once something was done")
  func nothingIsAskedAboutWhatIsDone() throws {
    var run = try DeskRunner.known()
    run.hear([.wish(wish(nil, order: "M1002"))], text: "it is about my order")
    run.hear(wish(.cancel, order: "M1002") { $0.reason = "no longer needed" })
    let done = run.hear(.affirm)
    #expect(done.contains("is cancelled") && !done.contains("What would you like to do"), "\(done)")
  }

  @Test("Whoever asks for a person while nothing is open that can be done gets one at once")
  func personWithoutAnythingOpen() throws {
    var run = try DeskRunner.known()
    let said = run.hear([.wish(Wish(.discount)), .person], text: "a discount, or a supervisor")
    #expect(run.person == "person-asked-for" && !said.contains("Before I hand you over"), "\(said)")
  }

  @Test("Of two addresses said in one breath the second is tried where the first fits nobody")
  func twoMails() throws {
    var run = try DeskRunner()
    let said = run.hear([
      .identify([
        .email([Candidate("nobody@example.org", score: 1)]),
        .email([Candidate("mara.lindqvist@example.org", score: 1)]),
      ])
    ])
    #expect(said.contains("I have found your account"), "\(said)")
  }

  @Test("A complaint before anybody is known is not passed over")
  func complaint() throws {
    var run = try DeskRunner()
    run.desk.heardTrouble = true
    let said = run.hear([.identify([.email([Candidate("mara.lindqvist@example.org", score: 1)])])])
    #expect(said.contains("sorry"), "\(said)")
  }

  @Test("What nobody is served with needs no account", arguments: [Wish.Verb.unsubscribe, .repair, .discount])
  func unservedWithoutAccount(_ verb: Wish.Verb) throws {
    var run = try DeskRunner()
    let said = run.hear([.wish(Wish(verb))])
    #expect(said.contains("I cannot") && !said.contains("e-mail address on your account"), "\(said)")
  }

  // MARK: Conditions that records decide

  private func swapped(_ condition: Discourse.Condition, color: String) throws -> String {
    var run = try DeskRunner.known()
    return run.hear(
      wish(.exchange, goods("rug"), order: "M1006") {
        $0.variant = must("color", color)
        $0.condition = condition
      })
  }

  @Test("What the new one has to have is looked at, and decides")
  func has() throws {
    let holds = try swapped(.has([OptionConstraint("size", ["large"])]), color: "grey")
    #expect(holds.contains("the new one is size large") && holds.contains("Which payment method"), "\(holds)")
    let fails = try swapped(.has([OptionConstraint("size", ["large"])]), color: "red")
    #expect(fails.contains("the new one is size small") && fails.contains("leave Wool Rug"), "\(fails)")
  }

  @Test("Of several that fit, the condition on the price chooses")
  func price() throws {
    let text = try swapped(.price(PriceBound(.lessThan, .present)), color: "grey")
    #expect(!text.contains("leave Wool Rug"), "\(text)")
    let dear = try swapped(.price(PriceBound(.lessThan, .amount(8_000))), color: "red")
    #expect(dear.contains("the price is $85.00") && dear.contains("leave Wool Rug"), "\(dear)")
  }

  @Test("Where an order stands decides")
  func standing() throws {
    var run = try DeskRunner.known()
    let text = run.hear(
      wish(.cancel, order: "M1002") {
        $0.reason = "no longer needed"
        $0.condition = .standing(.sent, false)
      })
    #expect(text.contains("order M1002 is pending") && text.contains("Cancel the whole order"), "\(text)")
    var other = try DeskRunner.known()
    let left = other.hear(
      wish(.cancel, order: "M1002") {
        $0.reason = "no longer needed"
        $0.condition = .standing(.sent, true)
      })
    #expect(left.contains("leave order M1002") && other.desk.entries.allSatisfy { !$0.isOpen }, "\(left)")
  }

  @Test("A cancellation asked for twice is asked about once")
  func askedOnce() throws {
    var run = try DeskRunner.known()
    let which = run.hear(wish(.cancel), wish(.cancel) { $0.corrects = true })
    #expect(which.contains("Which order"), "\(which)")
    let list = run.hear(wish(nil, order: "M1002") { $0.reason = "ordered by mistake" })
    #expect(list.contains("Cancel the whole order M1002") && !list.contains("Which order"), "\(list)")
  }

  @Test("'Cancel it and refund me everything' wants nothing else back")
  func refundOfAll() throws {
    var run = try DeskRunner.known()
    let all = GoodsReference([], extent: .all)
    let list = run.hear(
      wish(.cancel, order: "M1002") { $0.reason = "no longer needed" }, wish(.refund) { $0.goods = all })
    #expect(list.contains("Cancel the whole order M1002") && !list.contains("return "), "\(list)")
    run.hear(.affirm)
    #expect(run.retailer.writes.count == 1 && run.desk.entries.allSatisfy { !$0.isOpen })
  }

  @Test("'Some changes to order M1002' heads the wishes beside it")
  func heading() throws {
    var run = try DeskRunner.known()
    let text = run.hear(
      wish(.change, order: "M1002"), wish(.changePayment) { $0.wallet = WalletReference(.paypal) })
    #expect(!text.contains("Which one do you mean"), "\(text)")
    #expect(run.desk.entries.count == 1, "\(run.desk.entries)")
  }

  @Test("To change one order and to cancel another are two wishes")
  func twoOrders() throws {
    var run = try DeskRunner.known()
    run.hear(wish(.change, order: "M1003"), wish(.cancel, order: "M1002") { $0.reason = "no longer needed" })
    #expect(run.desk.entries.map(\.wish.verb) == [.change, .cancel])
  }

  @Test("'Do fix that website, bye' changes nothing any more")
  func bareChangeAndGoodbye() throws {
    var run = try DeskRunner.known()
    run.hear(wish(.cancel, order: "M1002") { $0.reason = "no longer needed" })
    run.hear(.affirm)
    var it = Thing()
    it.pronoun = .it
    run.hear([.deny, .goodbye, .wish(wish(.change, GoodsReference([it])))], text: "nope, do fix that website, bye")
    #expect(run.ended)
  }

  @Test("What the customer decided is not told back as looked up")
  func decided() throws {
    var run = try DeskRunner.known()
    let asked = run.hear(
      wish(.cancel, order: "M1002") {
        $0.reason = "no longer needed"
        $0.condition = .other("")
      })
    #expect(asked.contains("under a condition") && !asked.contains(": ."), "\(asked)")
    let list = run.hear(.affirm)
    #expect(!list.contains("I have checked") && list.contains("Cancel the whole order"), "\(list)")
  }

  // MARK: One-time codes

  @Test("No telephone words in writing", arguments: [DeskLine.askCode, .codeAgain])
  func written(_ line: DeskLine) throws {
    let responses = try RetailFixture.artefacts().responses
    let text = responses.render(line.rawValue, facts: [:], choice: 0, on: .chat).written
    #expect(!text.isEmpty && !text.contains("key it in"), "\(text)")
    #expect(responses.render(line.rawValue, facts: [:], choice: 0, on: .phone).spoken.contains("key it in"))
  }
}
