import Commerce
import Dialogue
import Discourse
import Policy
import Testing

/// What stands in the way of an action that the customer is known well enough for, one obstacle after the other.
@Suite struct DecideTests {
  let retail: PolicyRules
  let tau: PolicyRules

  init() throws {
    retail = try Fixture.retail()
    tau = try Fixture.tau()
  }

  private func tauFacts(_ order: Order?) -> PolicyFacts {
    var facts = Fixture.facts(tau, order)
    facts.identity = Fixture.caller([.email], tau)
    return facts
  }
  private let cancel = Operation(CancelOrder(order: "10001", reason: .noLongerNeeded))

  @Test func aYesIsToExactlyTheseArguments() {
    var facts = Fixture.facts(retail, Fixture.order(.pending))
    #expect(retail.decide(cancel, facts).rule == "not-agreed")
    // A yes to another order, to another reason, to something else of the same order.
    for other in [
      Operation(CancelOrder(order: "10002", reason: .noLongerNeeded)),
      Operation(CancelOrder(order: "10001", reason: .other)),
      Operation(ChangeOrderPayment(order: "10001", paymentMethod: "paypal")),
    ] {
      facts.agreed = [other]
      #expect(retail.decide(cancel, facts).verdict == .refuse)
      #expect(retail.decide(cancel, facts).facts["agreed"] == "false")
    }
    facts.agreed = [cancel]
    let decision = retail.decide(cancel, facts)
    #expect(decision.verdict == .allow && decision.rule == "agreed")
    #expect(decision.facts["level"] == "V2" && decision.facts["needed"] == "V1" && decision.facts["risk"] == "high")
  }

  /// Each write on an order, in each stage, in both files.
  @Test func stagesOfOrders() {
    let expected: [OperationName: (retail: [OrderStage], tau: [OrderStage])] = [
      .cancelOrder: ([.pending, .processed], [.pending]), .changeOrderAddress: ([.pending, .processed], [.pending]),
      .changeOrderPayment: ([.pending, .processed], [.pending]),
      .changeOrderItems: ([.pending, .processed], [.pending]),
      .returnItems: ([.partlyDelivered, .delivered], [.delivered]),
      .exchangeItems: ([.partlyDelivered, .delivered], [.delivered]),
    ]
    for name in OperationName.orderChanges {
      for stage in OrderStage.allCases {
        let order = Fixture.order(stage)
        let operation = Self.write(name, order.number)
        for (rules, stages) in [(retail, expected[name]?.retail ?? []), (tau, expected[name]?.tau ?? [])] {
          let facts = rules == tau ? tauFacts(order) : Fixture.facts(retail, order)
          let decision = rules.agreed(operation, facts)
          #expect((decision.verdict == .allow) == stages.contains(stage), "\(name) \(stage): \(decision)")
          if !stages.contains(stage) { #expect(decision.reason != nil, "\(name) \(stage)") }
          let possible = rules.possible(name, order: order, facts: facts)
          #expect(possible.allowed == stages.contains(stage), "\(name) \(stage): \(possible)")
        }
      }
    }
  }

  static func write(_ name: OperationName, _ order: OrderNumber) -> Commerce.Operation {
    switch name {
    case .cancelOrder: Operation(CancelOrder(order: order, reason: .orderedByMistake))
    case .changeOrderAddress: Operation(ChangeOrderAddress(order: order, address: Fixture.customer.address))
    case .changeOrderPayment: Operation(ChangeOrderPayment(order: order, paymentMethod: "paypal"))
    case .changeOrderItems:
      Operation(
        ChangeOrderItems(order: order, changes: [LineChange(sku: "MUG-B", newSku: "MUG-R")], paymentMethod: "visa"))
    case .returnItems:
      Operation(ReturnItems(order: order, lines: [LineQuantity(sku: "MUG-B")], refundTo: "visa"))
    default:
      Operation(
        ExchangeItems(order: order, changes: [LineChange(sku: "MUG-B", newSku: "MUG-R")], paymentMethod: "visa"))
    }
  }

  @Test func theReasonSaysWhatTheShopWouldSay() {
    func reason(_ name: OperationName, _ stage: OrderStage) -> RefusalReason? {
      let order = Fixture.order(stage)
      return retail.agreed(Self.write(name, order.number), Fixture.facts(retail, order)).reason
    }
    #expect(reason(.cancelOrder, .shipped) == .alreadyShipped)
    #expect(reason(.cancelOrder, .delivered) == .alreadyShipped)
    #expect(reason(.cancelOrder, .cancelled) == .alreadyCancelled)
    #expect(reason(.returnItems, .pending) == .notDelivered)
    #expect(reason(.returnItems, .shipped) == .notDelivered)
    #expect(reason(.returnItems, .cancelled) == .alreadyCancelled)
  }

  @Test func whatIsDoneOnceAndWhatItCloses() {
    var order = Fixture.order(.pending)
    order.changed = true
    // In the tau world a change of items closes the order; in the shop it only cannot be made again.
    for name in OperationName.orderChanges.prefix(4) {
      let inTau = tau.agreed(Self.write(name, order.number), tauFacts(order))
      #expect(inTau.verdict == .refuse && inTau.reason == .alreadyChanged, "\(name) \(inTau)")
      let inShop = retail.agreed(Self.write(name, order.number), Fixture.facts(retail, order))
      #expect((inShop.verdict == .allow) == (name != .changeOrderItems), "\(name) \(inShop)")
    }
    // The same from what was done in this conversation, whatever an old record says.
    var facts = tauFacts(Fixture.order(.pending))
    facts.done = [Self.write(.changeOrderItems, "10001")]
    #expect(tau.agreed(cancel, facts).rule == "closed")
    facts.done = [Self.write(.changeOrderItems, "10009")]
    #expect(tau.agreed(cancel, facts).verdict == .allow)
    facts.done = [Self.write(.changeOrderAddress, "10001")]
    #expect(tau.agreed(cancel, facts).verdict == .allow)
    #expect(tau.agreed(Self.write(.changeOrderAddress, "10001"), facts).verdict == .allow)
    facts.done = [Self.write(.changeOrderPayment, "10001")]
    #expect(tau.agreed(Self.write(.changeOrderPayment, "10001"), facts).rule == "once")
  }

  @Test func oneReturnOrOneExchange() {
    var order = Fixture.order(.delivered)
    order.returns = [
      Return(
        id: "R1", order: order.number, state: .requested, lines: [LineQuantity(sku: "TENT-G")], kind: .fullRefund,
        amount: Fixture.dollars(24_900), refundTo: "visa", requested: Fixture.now)
    ]
    for name in [OperationName.returnItems, .exchangeItems] {
      let decision = tau.agreed(Self.write(name, order.number), tauFacts(order))
      #expect(decision.verdict == .refuse && decision.reason == .alreadyReturning)
      // The shop counts lines instead.
      #expect(retail.agreed(Self.write(name, order.number), Fixture.facts(retail, order)).verdict == .allow)
    }
    order.returns[0].state = .cancelled
    #expect(tau.agreed(Self.write(.exchangeItems, order.number), tauFacts(order)).verdict == .allow)
  }

  @Test func onlyAcceptedReasons() {
    for reason in CancelReason.allCases {
      let operation = Operation(CancelOrder(order: "10001", reason: reason))
      let decision = tau.agreed(operation, tauFacts(Fixture.order(.pending)))
      let isAccepted = [.noLongerNeeded, .orderedByMistake].contains(reason)
      #expect((decision.verdict == .allow) == isAccepted)
      if !isAccepted { #expect(decision.reason == .reasonNotAccepted) }
      #expect(retail.agreed(operation, Fixture.facts(retail, Fixture.order(.pending))).verdict == .allow)
    }
    #expect(tau.reasons(.cancelOrder) == ["noLongerNeeded", "orderedByMistake"])
  }

  @Test func whereMoneyMayGo() {
    let order = Fixture.order(.delivered)
    func decide(_ rules: PolicyRules, _ method: String) -> Decision {
      let operation = Operation(ReturnItems(order: order.number, lines: [LineQuantity(sku: "MUG-B")], refundTo: method))
      return rules.agreed(operation, rules == tau ? tauFacts(order) : Fixture.facts(retail, order))
    }
    #expect(decide(tau, "visa").verdict == .allow)
    #expect(decide(tau, "gift").verdict == .allow)
    #expect(decide(tau, "paypal").reason == .refundMethodNotAllowed)
    #expect(decide(tau, "credit").reason == .refundMethodNotAllowed)
    #expect(decide(retail, "credit").verdict == .allow)
    #expect(decide(retail, "visa_of_somebody").reason == .paymentMethodUnknown)
    #expect(tau.refundTargets(.returnItems, order: order, customer: Fixture.customer).map(\.id) == ["visa", "gift"])
    #expect(tau.refundTargets(.cancelOrder, order: order, customer: Fixture.customer).map(\.id) == ["visa"])
    #expect(
      retail.refundTargets(.returnItems, order: order, customer: Fixture.customer).map(\.id) == [
        "visa", "gift", "credit",
      ])
  }

  @Test func whatMoneyMayBeTakenFrom() {
    let order = Fixture.order(.pending)
    func change(_ method: String, to price: Int) -> Decision {
      var facts = tauFacts(order)
      facts.prices = ["MUG-R": price]
      let operation = Operation(
        ChangeOrderItems(
          order: order.number, changes: [LineChange(sku: "MUG-B", newSku: "MUG-R")], paymentMethod: method))
      return tau.agreed(operation, facts)
    }
    #expect(change("gift", to: 7_000).verdict == .allow)
    #expect(change("gift", to: 7_001).reason == .balanceTooLow)
    #expect(change("gift", to: 100).verdict == .allow)
    #expect(change("visa", to: 99_999).verdict == .allow)
    #expect(change("amex", to: 2_000).reason == .paymentMethodUnknown)
    // Another way to pay for all of it: not the present one, and a gift card must hold it.
    func pay(_ method: String) -> Decision {
      tau.agreed(Operation(ChangeOrderPayment(order: order.number, paymentMethod: method)), tauFacts(order))
    }
    #expect(pay("visa").reason == .samePaymentMethod)
    #expect(pay("gift").reason == .balanceTooLow)
    #expect(pay("paypal").verdict == .allow && pay("credit").verdict == .allow)
    let wallets = tau.wallets(.changeOrderPayment, order: order, customer: Fixture.customer, amount: 26_900)
    #expect(wallets.map(\.id) == ["paypal", "credit"])
    let forDifference = tau.wallets(.changeOrderItems, order: order, customer: Fixture.customer, amount: 5_001)
    #expect(forDifference.map(\.id) == ["visa", "paypal", "credit"])
  }

  @Test func theVerySameVariant() throws {
    let order = Fixture.order(.pending)
    let same = Operation(
      ChangeOrderItems(order: order.number, changes: [LineChange(sku: "MUG-B", newSku: "MUG-B")], paymentMethod: "visa")
    )
    #expect(retail.agreed(same, Fixture.facts(retail, order)).reason == .sameVariant)
    #expect(tau.agreed(same, tauFacts(order)).verdict == .allow)
    let delivered = Fixture.order(.delivered)
    let again = Operation(
      ExchangeItems(
        order: delivered.number, changes: [LineChange(sku: "MUG-B", newSku: "MUG-B")], paymentMethod: "visa"))
    #expect(retail.agreed(again, Fixture.facts(retail, delivered)).verdict == .allow)
  }

  @Test func tooMuchIsApprovedOrTakenOver() {
    let order = Fixture.order(.delivered)
    let operation = Operation(
      ReturnItems(order: order.number, lines: [LineQuantity(sku: "TENT-G", quantity: 3)], refundTo: "visa"))
    var facts = Fixture.facts(retail, order)
    let decision = retail.agreed(operation, facts)
    #expect(decision.verdict == .needsApproval && decision.rule == "amount")
    #expect(decision.facts["amount"] == "74700 USD" && decision.facts["limit"] == "50000 USD")
    facts.approved = [operation]
    #expect(retail.agreed(operation, facts).verdict == .allow)
    // An approval is to exactly this, too.
    facts.approved = [Self.write(.returnItems, order.number)]
    #expect(retail.agreed(operation, facts).verdict == .needsApproval)
    // What the engine calculated counts where it is more than the arguments tell.
    facts = Fixture.facts(retail, order)
    facts.amount = Fixture.dollars(60_000)
    #expect(retail.agreed(Self.write(.returnItems, order.number), facts).verdict == .needsApproval)
    // An amount in other money cannot be compared.
    facts.amount = Money(minorUnits: 1, currency: "EUR")
    #expect(retail.agreed(Self.write(.returnItems, order.number), facts).rule == "amount-unknown")
    // And what has no amount at all is not waved through.
    let place = Operation(PlaceOrder(cart: "K1", customer: "C1", paymentMethod: "visa"))
    facts = Fixture.facts(retail)
    #expect(retail.agreed(place, facts).verdict == .person)
    facts.amount = Fixture.dollars(100_000)
    #expect(retail.agreed(place, facts).verdict == .allow)
    facts.amount = Fixture.dollars(100_001)
    #expect(retail.agreed(place, facts).verdict == .person)
  }

  @Test func tooOften() {
    var facts = Fixture.facts(retail, Fixture.order(.pending))
    facts.today = [.cancelOrder: 4]
    #expect(retail.agreed(cancel, facts).verdict == .allow)
    facts.today = [.cancelOrder: 5]
    #expect(retail.agreed(cancel, facts).verdict == .person)
    #expect(retail.agreed(cancel, facts).reason == .limitReached)
    facts = Fixture.facts(retail)
    facts.asked = [.checkGiftCard: 3]
    #expect(retail.decide(Operation(CheckGiftCard(number: "1")), facts).verdict == .person)
  }

  @Test func restrictedTakesAPersonWhateverTheLevel() {
    let refund = Operation(RefundPayment(payment: "PY1", amount: Fixture.dollars(100), reason: "goodwill"))
    var facts = Fixture.facts(retail, by: [.session, .code])
    facts.owner = "C1"
    #expect(retail.agreed(refund, facts).verdict == .needsApproval)
    facts.approved = [refund]
    #expect(retail.decide(refund, facts).verdict == .refuse)
    #expect(retail.agreed(refund, facts).verdict == .allow)
    for topic in ["payment_method_on_file", "account_closure", "billing_dispute", "safety"] {
      #expect(retail.decide(topic: topic).verdict == .person)
    }
    #expect(retail.decide(topic: "free_money").verdict == .refuse)
  }

  @Test func theKillSwitch() {
    var facts = Fixture.facts(retail, Fixture.order(.pending))
    let read = Operation(FindOrder(order: "10001"))
    facts.switches = Switches(writesOff: true)
    #expect(retail.agreed(cancel, facts).verdict == .person)
    #expect(retail.decide(read, facts).verdict == .allow)
    facts.switches = Switches(allOff: true)
    #expect(retail.decide(read, facts).verdict == .person)
    #expect(retail.decide(Operation(FindStores()), facts).rule == "switched-off")
    // The file's switch cannot be put on again from outside.
    var off = retail
    off.switches.writesOff = true
    #expect(off.agreed(cancel, Fixture.facts(retail, Fixture.order(.pending))).verdict == .person)
    #expect(!off.possible(.cancelOrder, order: Fixture.order(.pending), facts: Fixture.facts(retail)).allowed)
  }

  @Test func rolloutChannelsIntentsAndHours() throws {
    let text = try Fixture.file("policy.yaml").replacing(
      "changeOrderAddress: { level: V2, when: [pending, processed] }",
      with: """
        changeOrderAddress:
            level: V2
            channels: [chat]
            intents: [change_address]
            rollout: { percent: 10, customers: [C9] }
            hours: { from: "09:00", until: "17:00" }
            otherwise: { rollout: refuse, hours: person }
        """)
    let rules = try PolicyRules.read(file: "policy.yaml", text: text)
    let operation = Self.write(.changeOrderAddress, "10001")
    var facts = Fixture.facts(rules, Fixture.order(.pending))
    #expect(rules.agreed(operation, facts).rule == "channel")
    facts.channel = .chat
    #expect(rules.agreed(operation, facts).rule == "intent")
    facts.intent = "change_address"
    #expect(rules.agreed(operation, facts).verdict == .allow)
    facts.share = 9
    #expect(rules.agreed(operation, facts).verdict == .allow)
    facts.share = 10
    #expect(rules.agreed(operation, facts).rule == "rollout")
    facts.share = 0
    facts.clock = TimeOfDay(minutes: 17 * 60)
    #expect(rules.agreed(operation, facts).verdict == .person)
    facts.clock = nil
    #expect(rules.agreed(operation, facts).rule == "hours")
  }

  @Test func hoursMayGoOverMidnightAndContactWaits() {
    let night = ClockHours(from: TimeOfDay(minutes: 21 * 60), until: TimeOfDay(minutes: 8 * 60))
    #expect(night.contain(TimeOfDay(minutes: 0)) && night.contain(TimeOfDay(minutes: 21 * 60)))
    #expect(!night.contain(TimeOfDay(minutes: 8 * 60)))
    // 2026-11-21 18:00 UTC is ten in Seattle; 05:00 UTC is nine in the evening before.
    #expect(retail.earliestContact(from: Fixture.now, utcOffsetSeconds: -8 * 3_600) == Fixture.now)
    let late = Fixture.now.adding(milliseconds: 11 * 3_600_000)
    let morning = Fixture.now.adding(milliseconds: 22 * 3_600_000)
    #expect(retail.earliestContact(from: late, utcOffsetSeconds: -8 * 3_600) == morning)
    let early = Fixture.now.adding(milliseconds: -4 * 3_600_000)
    #expect(
      retail.earliestContact(from: early, utcOffsetSeconds: -8 * 3_600)
        == Fixture.now.adding(milliseconds: -2 * 3_600_000))
    #expect(tau.earliestContact(from: late, utcOffsetSeconds: 0) == late)
  }

  @Test func sharesAreEvenAndForEver() {
    #expect(Rollout.share(of: "conversation-1") == 88)
    var counts = [Int](repeating: 0, count: 100)
    for index in 0..<100_000 { counts[Rollout.share(of: "C-\(index)")] += 1 }
    #expect(counts.allSatisfy { (850...1_150).contains($0) }, "\(counts)")
  }

  @Test func whatIsChangedMustHaveBeenSeen() {
    var facts = Fixture.facts(retail)
    #expect(retail.agreed(cancel, facts).rule == "record-unseen")
    facts.order = Fixture.order(.processed)
    #expect(retail.agreed(cancel, facts).rule == "record-unseen")
  }
}
