import Commerce
import Discourse
import Policy
import Testing

/// Several wishes at once: what excludes what, in which order, and what would be possible instead.
@Suite struct PlanTests {
  let retail: PolicyRules
  let tau: PolicyRules

  init() throws {
    retail = try Fixture.retail()
    tau = try Fixture.tau()
  }

  private func write(_ name: OperationName, _ order: OrderNumber = "10001") -> Commerce.Operation {
    DecideTests.write(name, order)
  }

  @Test func paymentThenAddressThenItems() {
    let writes = [write(.changeOrderItems), write(.changeOrderAddress), write(.changeOrderPayment)]
    let plan = tau.plan(writes)
    #expect(plan.sequence == [2, 1, 0])
    #expect(plan.conflicts.isEmpty)
    #expect(
      plan.closures == [
        .init(
          order: "10001", by: 0, closes: [.cancelOrder, .changeOrderAddress, .changeOrderPayment, .changeOrderItems]),
        .init(order: "10001", by: 2, closes: [.changeOrderPayment]),
      ])
  }

  @Test func orderByOrderAndTheRestInItsPlace() {
    let profile = Operation(ChangeCustomerAddress(customer: "C1", address: Fixture.customer.address))
    let writes = [
      write(.changeOrderItems, "10001"), profile, write(.returnItems, "10005"), write(.changeOrderPayment, "10001"),
    ]
    #expect(tau.plan(writes).sequence == [3, 0, 1, 2])
  }

  @Test func aReturnAndAnExchangeOfOneOrderExcludeEachOther() {
    let plan = tau.plan([write(.returnItems, "10005"), write(.exchangeItems, "10005")])
    #expect(plan.conflicts == [.init(order: "10005", first: 0, second: 1, rule: .excluded)])
    #expect(tau.plan([write(.returnItems, "10005"), write(.exchangeItems, "10009")]).conflicts.isEmpty)
    #expect(retail.plan([write(.returnItems, "10005"), write(.exchangeItems, "10005")]).conflicts.isEmpty)
  }

  @Test func theSameTwiceBelongsTogether() {
    let plan = tau.plan([write(.exchangeItems, "10005"), write(.exchangeItems, "10005")])
    #expect(plan.conflicts == [.init(order: "10005", first: 0, second: 1, rule: .once)])
    #expect(tau.plan([write(.changeOrderAddress), write(.changeOrderAddress)]).conflicts.isEmpty)
  }

  @Test func aWholeCancelExcludesAllElse() {
    for rules in [retail, tau] {
      let plan = rules.plan([write(.changeOrderAddress), write(.cancelOrder)])
      #expect(plan.conflicts == [.init(order: "10001", first: 0, second: 1, rule: .excluded)])
    }
    // Done earlier it does not stand in the way: the customer has changed their mind.
    var facts = Fixture.facts(retail, Fixture.order(.pending))
    facts.done = [write(.changeOrderAddress)]
    #expect(retail.agreed(write(.cancelOrder), facts).verdict == .allow)
  }

  /// Any plan without conflicts can be done in its order: nothing comes after what closes the order to it.
  @Test func everySequenceCanBeDone() {
    let names = OperationName.orderChanges
    for mask in 0..<(1 << names.count) {
      let chosen = names.indices.filter { mask >> $0 & 1 == 1 }.map { write(names[$0]) }
      for rules in [retail, tau] {
        let plan = rules.plan(chosen)
        #expect(plan.sequence.sorted() == Array(chosen.indices))
        guard plan.conflicts.isEmpty else { continue }
        for (place, index) in plan.sequence.enumerated() {
          for later in plan.sequence.dropFirst(place + 1) {
            #expect(!rules.closed(by: chosen[index].name).contains(chosen[later].name), "\(chosen)")
          }
        }
      }
    }
  }

  @Test func theStatusDecidesTheOperation() {
    var facts = Fixture.facts(tau)
    facts.identity = Fixture.caller([.email], tau)
    func possible(_ verb: Wish.Verb, _ stage: OrderStage) -> Possibility {
      tau.possible(verb, order: Fixture.order(stage), facts: facts)
    }
    #expect(possible(.exchange, .pending).operation == .changeOrderItems)
    #expect(possible(.exchange, .delivered).operation == .exchangeItems)
    #expect(possible(.change, .delivered).operation == .exchangeItems)
    // "Return this one" of what was not sent never turns into a cancel: that only stands among what is possible instead.
    let back = possible(.return, .pending)
    #expect(!back.allowed && back.reason == .notDelivered && back.operation == .returnItems)
    #expect(back.instead == [.cancelOrder, .changeOrderAddress, .changeOrderPayment, .changeOrderItems])
    #expect(possible(.cancel, .delivered).instead == [.returnItems, .exchangeItems])
    #expect(possible(.cancel, .processed).instead.isEmpty)
    #expect(possible(.cancel, .processed).reason == .alreadyShipped)
    #expect(possible(.cancel, .cancelled).reason == .alreadyCancelled)
    // A single line is not taken off.
    let off = possible(.remove, .pending)
    #expect(!off.allowed && off.operation == nil && off.instead.contains(.cancelOrder))
  }

  @Test func askingChangesNothingAndNeedsNoYes() {
    let facts = Fixture.facts(retail, by: [])
    let answer = retail.possible(.returnItems, order: Fixture.order(.delivered), facts: facts)
    #expect(answer.allowed && answer.level == .v2 && answer.restricted == nil)
  }

  @Test func eachVerbMeansOperationsOrNone() {
    for verb in Wish.Verb.allCases {
      let none: [Wish.Verb] = [
        .remove, .add, .keep, .undo, .discount, .matchPrice, .merge, .split, .expedite, .promise, .repair,
        .unsubscribe,
      ]
      #expect(PolicyRules.operations(for: verb).isEmpty == none.contains(verb))
    }
  }
}
