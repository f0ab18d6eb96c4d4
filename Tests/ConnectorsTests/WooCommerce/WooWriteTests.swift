import Commerce
import Testing
import Vendors

@testable import Connectors

extension VendorTests {
  @Suite(.serialized) struct WooWrites {
    static let address = Address(
      street: "1 Elm Street", city: "Salem", region: "OR", postcode: "97301", country: "US", street2: "")
    static let refund = RefundPayment(
      payment: "40219-P1", amount: Money(minorUnits: 1_000, currency: "USD"), reason: "late", order: "40219")

    private func context(_ key: String) -> OperationContext {
      OperationContext(key: ShopifyFixture.key(key), budget: .seconds(60))
    }

    @Test func cancelsOnceAndGivesTheMoneyBack() async throws {
      let (simulator, backend) = try await WooFixture.ready()
      let asked = CancelOrder(order: "40219", reason: .tooSlow)
      let order = try await backend.perform(asked, context("c.1")).outcome
      #expect((order.state, order.paymentState, order.cancelReason) == (.cancelled, .paid, .tooSlow))
      #expect(try await backend.perform(asked, context("c.1")).outcome == order)
      let again = await #expect(throws: OperationFailure.self) { try await backend.perform(asked, context("c.10")) }
      #expect(again?.reason == .alreadyCancelled)
      #expect(try await simulator.order("40219")["refunds"]?.array?.count == 1)
    }

    @Test(arguments: [
      ("40217", RefusalReason.alreadyShipped), ("40214", .alreadyShipped), ("40213", .alreadyCancelled),
    ])
    func refusesToCancel(_ number: String, _ reason: RefusalReason) async throws {
      let (simulator, backend) = try await WooFixture.ready()
      let failure = await #expect(throws: OperationFailure.self) {
        try await backend.perform(CancelOrder(order: number, reason: .other), context("c.2"))
      }
      #expect(failure?.reason == reason)
      #expect(try await simulator.effectNames().isEmpty)
    }

    @Test func moneyThatTheGatewayCannotGiveBackIsStillOwed() async throws {
      let (simulator, backend) = try await WooFixture.ready()
      try await simulator.touch("pay", ["order": .string("40218")])
      let order = try await backend.perform(CancelOrder(order: "40218", reason: .other), context("c.3")).outcome
      #expect((order.state, order.paymentState) == (.cancelled, .creditOwed))
      let unpaid = try await backend.perform(CancelOrder(order: "40222", reason: .other), context("c.4")).outcome
      #expect((unpaid.state, unpaid.paymentState) == (.cancelled, .failed))
    }

    @Test func changesTheAddressAndKeepsTheRest() async throws {
      let (simulator, backend) = try await WooFixture.ready()
      let asked = ChangeOrderAddress(order: "40221", address: Self.address)
      let order = try await backend.perform(asked, context("a.1")).outcome
      #expect(order.deliverTo == Self.address)
      #expect(try await simulator.order("40221")["shippingAddress"]?["firstName"]?.string == "Marta")
      try await simulator.touch(
        "address", ["order": .string("40221"), "address": .object(["address1": .string("9 Oak Street")])])
      #expect(try await backend.perform(asked, context("a.1")).outcome.deliverTo.street == "9 Oak Street")
      #expect(try await simulator.effectNames() == ["order.updated"])
    }

    @Test func refundsOnceAndNeverTooMuch() async throws {
      let (simulator, backend) = try await WooFixture.ready()
      let refund = try await backend.perform(Self.refund, context("r.1")).outcome
      #expect((refund.amount.minorUnits, refund.status, refund.payment) == (1_000, .approved, "40219-P1"))
      #expect(try await backend.perform(Self.refund, context("r.1")).outcome == refund)
      #expect(try await simulator.effectNames() == ["refund.created"])
      var large = Self.refund
      large.amount.minorUnits = 16_801
      let tooLarge = await #expect(throws: OperationFailure.self) { try await backend.perform(large, context("r.2")) }
      #expect(tooLarge?.reason == .amountTooLarge)
      large.amount.minorUnits = 16_800
      _ = try await backend.perform(large, context("r.3"))
      let nothing = await #expect(throws: OperationFailure.self) { try await backend.perform(large, context("r.4")) }
      #expect(nothing?.reason == .nothingToRefund)
      let bank = RefundPayment(
        payment: "40222-P1", amount: Money(minorUnits: 100, currency: "USD"), reason: "", order: "40222")
      let unpaid = await #expect(throws: OperationFailure.self) { try await backend.perform(bank, context("r.5")) }
      #expect(unpaid?.reason == .nothingToRefund)
    }

    @Test(arguments: VendorFault.allCases) func addressUnderFault(_ fault: VendorFault) async throws {
      let asked = ChangeOrderAddress(order: "40221", address: Self.address)
      try await check(asked, "PUT orders/:id", fault) { simulator in
        try await simulator.order("40221")["shippingAddress"]?["address1"]?.string == "1 Elm Street" ? 1 : 0
      }
    }

    @Test(arguments: VendorFault.allCases) func cancelUnderFault(_ fault: VendorFault) async throws {
      try await check(CancelOrder(order: "40219", reason: .other), "PUT orders/:id", fault) { simulator in
        let order = try await simulator.order("40219")
        return order["cancelled"] == nil ? 0 : order["refunds"]?.array?.count ?? 0
      }
    }

    /// The second write of a cancellation. What is open stays open to those who only ask; sending it again completes it.
    @Test(arguments: VendorFault.allCases) func moneyOfACancelledOrderUnderFault(_ fault: VendorFault) async throws {
      let (simulator, backend) = try await WooFixture.ready()
      try await simulator.fault(fault.kind, on: ["operationName": "POST orders/:id/refunds"], fault.options)
      let asked = CancelOrder(order: "40219", reason: .other)
      let slow = [VendorFault.tooLate, .hang, .hangAfterCommit].contains(fault)
      let short = OperationContext(key: ShopifyFixture.key("m"), budget: slow ? .seconds(1) : .seconds(6))
      do throws(OperationFailure) { _ = try await backend.perform(asked, short) } catch {
        #expect(error.mayHaveHappened)
      }
      let order = try await backend.perform(asked, context("m")).outcome
      #expect((order.state, order.paymentState) == (.cancelled, .paid))
      #expect(try await simulator.order("40219")["refunds"]?.array?.count == 1)
      let outcome = try await backend.outcome(of: Commerce.Operation(asked), context("m"))
      #expect(outcome == .done(OperationResult(CancelOrder.self, order)))
    }

    @Test(arguments: VendorFault.allCases) func refundUnderFault(_ fault: VendorFault) async throws {
      // A request that arrives twice is carried out twice by WooCommerce: that is found, and left to a person.
      guard ![.duplicate, .duplicateSecond].contains(fault) else { return try await refundArrivesTwice(fault) }
      try await check(Self.refund, "POST orders/:id/refunds", fault) { simulator in
        try await simulator.order("40219")["refunds"]?.array?.count ?? 0
      }
    }

    private func refundArrivesTwice(_ fault: VendorFault) async throws {
      let (simulator, backend) = try await WooFixture.ready()
      try await simulator.fault(fault.kind, on: ["operationName": "POST orders/:id/refunds"], fault.options)
      let (outcome, failures) = try await settle(
        backend, Self.refund, key: ShopifyFixture.key("twice"), budget: .seconds(60))
      #expect(outcome == nil)
      #expect(failures.map(\.mayHaveHappened) == [true])
      #expect(try await simulator.order("40219")["refunds"]?.array?.count == 2)
    }

    private func check<Typed: TypedOperation>(
      _ operation: Typed, _ request: String, _ fault: VendorFault, _ count: (SimulatorProcess) async throws -> Int
    ) async throws {
      let (simulator, backend) = try await WooFixture.ready()
      try await simulator.fault(fault.kind, on: ["operationName": request + "$"], fault.options)
      let short: Duration = [.tooLate, .hang, .hangAfterCommit].contains(fault) ? .milliseconds(1_000) : .seconds(30)
      let key = ShopifyFixture.key("fault.\(fault.rawValue)")
      let (settled, failures) = try await settle(backend, operation, key: key, budget: short)
      var outcome = settled
      if outcome == nil {
        // Half done: sending it again under the same key completes it.
        outcome = try await backend.perform(operation, OperationContext(key: key, budget: .seconds(30))).outcome
      }
      #expect(outcome != nil)
      #expect(try await count(simulator) == 1)
      if fault.certainlyNothing {
        #expect(failures.first?.code == .rateLimited)
        #expect(failures.first?.mayHaveHappened == false)
      } else if ![.duplicate, .duplicateSecond, .late].contains(fault) {
        #expect(failures.contains { $0.mayHaveHappened })
      }
    }
  }
}
