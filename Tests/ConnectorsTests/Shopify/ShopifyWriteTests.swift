import Commerce
import Testing
import Vendors

@testable import Connectors

extension VendorTests {
  @Suite(.serialized) struct ShopifyWrites {
    static let address = Address(
      street: "1 Elm Street", city: "Salem", region: "OR", postcode: "97301", country: "US", street2: "")
    static let payment = "6720004021901"
    static let refund = RefundPayment(
      payment: payment, amount: Money(minorUnits: 1_000, currency: "USD"), reason: "late", order: "40219")
    static let giveBack = ReturnItems(
      order: "40212", lines: [LineQuantity(sku: "EMBER-CREAM", quantity: 1)], refundTo: "card", reason: .damaged)
    let budget = Duration.seconds(6)

    private func context(_ key: String) -> OperationContext {
      OperationContext(key: ShopifyFixture.key(key), budget: budget)
    }

    @Test func cancelsOnceAndGivesTheMoneyBack() async throws {
      let (simulator, backend) = try await ShopifyFixture.ready()
      let asked = CancelOrder(order: "40219", reason: .tooSlow)
      let order = try await backend.perform(asked, context("c.1")).outcome
      #expect((order.state, order.paymentState, order.cancelReason) == (.cancelled, .paid, .tooSlow))
      #expect(order.lines.map(\.cancelled) == [2])
      #expect(try await backend.perform(asked, context("c.1")).outcome == order)
      let again = await #expect(throws: OperationFailure.self) { try await backend.perform(asked, context("c.10")) }
      #expect(again?.reason == .alreadyCancelled)
      #expect(try await simulator.effectNames() == ["orderCancel.job"])
      #expect(try await simulator.order("40219")["refunds"]?.array?.count == 1)
      let outcome = try await backend.outcome(of: Commerce.Operation(asked), context("c.10"))
      #expect(outcome == .refused(.refused(.alreadyCancelled, "shopify: somebody else called the order off")))
    }

    @Test(arguments: [
      ("40217", RefusalReason.alreadyShipped), ("40214", .alreadyShipped), ("40213", .alreadyCancelled),
    ])
    func refusesToCancel(_ number: String, _ reason: RefusalReason) async throws {
      let (simulator, backend) = try await ShopifyFixture.ready()
      let failure = await #expect(throws: OperationFailure.self) {
        try await backend.perform(CancelOrder(order: number, reason: .other), context("c.2"))
      }
      #expect(failure?.reason == reason)
      #expect(try await simulator.effectNames().isEmpty)
    }

    @Test func anOrderThatShipsWhileItIsCancelled() async throws {
      let slow = try SimulatorProcess(vendor: "shopify", ["--secret", "hush", "--job-ms", "600"])
      let backend = ShopifyFixture.backend(slow.url)
      let context = context("c.3")
      let cancelling = Task { try await backend.perform(CancelOrder(order: "40219", reason: .other), context) }
      while !(try await slow.effectNames().contains("orderCancel.job")) { await Task.yield() }
      try await slow.touch("ship", ["order": .string("40219")])
      let failure = await #expect(throws: OperationFailure.self) { try await cancelling.value }
      #expect(failure?.reason == .alreadyShipped)
      #expect(failure?.mayHaveHappened == false)
    }

    @Test func changesTheAddressAndKeepsTheRest() async throws {
      let (simulator, backend) = try await ShopifyFixture.ready()
      let asked = ChangeOrderAddress(order: "40221", address: Self.address)
      let order = try await backend.perform(asked, context("a.1")).outcome
      #expect(order.deliverTo == Self.address)
      let kept = try await simulator.order("40221")
      #expect(kept["shippingAddress"]?["firstName"]?.string == "Marta")
      #expect(kept["note"]?.string == "Please leave with the doorman.")
      // Somebody changes it again; the old write sent once more must not undo that.
      try await simulator.touch(
        "address", ["order": .string("40221"), "address": .object(["address1": .string("9 Oak Street")])])
      #expect(try await backend.perform(asked, context("a.1")).outcome.deliverTo.street == "9 Oak Street")
      #expect(try await simulator.effectNames() == ["orderUpdate"])
      let failure = await #expect(throws: OperationFailure.self) {
        var wrong = asked
        wrong.address.postcode = "ABC"
        return try await backend.perform(wrong, context("a.2"))
      }
      #expect(failure?.code == .invalidArguments)
    }

    @Test func refundsOnceAndNeverTooMuch() async throws {
      let (simulator, backend) = try await ShopifyFixture.ready()
      let refund = try await backend.perform(Self.refund, context("r.1")).outcome
      #expect((refund.amount.minorUnits, refund.status, refund.payment) == (1_000, .approved, Self.payment))
      #expect(try await backend.perform(Self.refund, context("r.1")).outcome == refund)
      #expect(try await simulator.effectNames() == ["refundCreate"])
      var large = Self.refund
      large.amount.minorUnits = 16_801
      let tooLarge = await #expect(throws: OperationFailure.self) { try await backend.perform(large, context("r.2")) }
      #expect(tooLarge?.reason == .amountTooLarge)
      large.amount.minorUnits = 16_800
      _ = try await backend.perform(large, context("r.3"))
      let nothing = await #expect(throws: OperationFailure.self) { try await backend.perform(large, context("r.4")) }
      #expect(nothing?.reason == .nothingToRefund)
    }

    @Test func takesGoodsBack() async throws {
      let (simulator, backend) = try await ShopifyFixture.ready()
      let made = try await backend.perform(Self.giveBack, context("t.1")).outcome
      #expect((made.state, made.amount.minorUnits, made.reason) == (.approved, 1_990, .damaged))
      #expect(try await backend.perform(Self.giveBack, context("t.1")).outcome == made)
      #expect(try await simulator.effectNames() == ["return.created"])
      let order = try await backend.perform(FindOrder(order: "40212"), ShopifyFixture.reading).outcome
      #expect(order.returns == [made])
      #expect(order.lines.map(\.returned) == [0, 1])
      var many = Self.giveBack
      many.lines = [LineQuantity(sku: "EMBER-CREAM", quantity: 4)]
      let failure = await #expect(throws: OperationFailure.self) { try await backend.perform(many, context("t.2")) }
      #expect(failure?.reason == .alreadyReturning)
    }

    @Test func theSameWriteFromTwoSidesAtOnce() async throws {
      let (simulator, backend) = try await ShopifyFixture.ready()
      let context = context("t.9")
      try await withThrowingTaskGroup(of: Return.self) { group in
        for _ in 0..<4 { group.addTask { try await backend.perform(Self.giveBack, context).outcome } }
        for try await made in group { #expect(made.lines == Self.giveBack.lines) }
      }
      let returns = try await simulator.order("40212")["returns"]?.array ?? []
      #expect(returns.filter { $0["status"]?.string == "OPEN" }.count == 1)
    }

    @Test(arguments: VendorFault.allCases) func cancelUnderFault(_ fault: VendorFault) async throws {
      try await check(CancelOrder(order: "40219", reason: .other), "AisleCancelOrder", fault) { simulator in
        let order = try await simulator.order("40219")
        return order["cancelled"] == nil ? 0 : order["refunds"]?.array?.count ?? 0
      }
    }

    @Test(arguments: VendorFault.allCases) func addressUnderFault(_ fault: VendorFault) async throws {
      let asked = ChangeOrderAddress(order: "40221", address: Self.address)
      try await check(asked, "AisleChangeAddress", fault) { simulator in
        try await simulator.order("40221")["shippingAddress"]?["address1"]?.string == "1 Elm Street" ? 1 : 0
      }
    }

    @Test(arguments: VendorFault.allCases) func refundUnderFault(_ fault: VendorFault) async throws {
      try await check(Self.refund, "AisleRefund$", fault) { simulator in
        try await simulator.order("40219")["refunds"]?.array?.count ?? 0
      }
    }

    @Test(arguments: VendorFault.allCases) func returnUnderFault(_ fault: VendorFault) async throws {
      try await check(Self.giveBack, "AisleReturn$", fault) { simulator in
        let returns = try await simulator.order("40212")["returns"]?.array ?? []
        return returns.filter { $0["status"]?.string == "OPEN" }.count
      }
    }

    /// One outcome: after all asking and sending again the write stands exactly once, and nothing was claimed that is not.
    private func check<Typed: TypedOperation>(
      _ operation: Typed, _ request: String, _ fault: VendorFault, _ count: (SimulatorProcess) async throws -> Int
    ) async throws {
      let (simulator, backend) = try await ShopifyFixture.ready()
      try await simulator.fault(fault.kind, on: ["operationName": request], fault.options)
      let short: Duration = [.tooLate, .hang, .hangAfterCommit].contains(fault) ? .milliseconds(1_000) : .seconds(30)
      let key = ShopifyFixture.key("fault.\(fault.rawValue)")
      let (outcome, failures) = try await settle(backend, operation, key: key, budget: short)
      #expect(outcome != nil)
      #expect(try await count(simulator) == 1)
      if fault.certainlyNothing {
        #expect(failures.first?.code == .rateLimited)
        #expect(failures.first?.retryAfterMilliseconds == 2_000)
        #expect(failures.first?.mayHaveHappened == false)
      } else if ![.duplicate, .duplicateSecond, .late].contains(fault) {
        #expect(failures.contains { $0.mayHaveHappened })
      }
    }
  }
}
