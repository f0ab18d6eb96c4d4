import Commerce
import Foundation
import Testing
import Vendors

@testable import Connectors

@Suite(.serialized, .enabled(if: SimulatorProcess.isAvailable, Comment(rawValue: SimulatorProcess.unavailable)))
struct StripeTests {
  private static let simulator = Result {
    try SimulatorProcess(
      "stripe", ["--secret-key", "sk_test_aisle", "--webhook-secret", "whsec_x", "--per-second", "500"])
  }
  private let simulator: SimulatorProcess
  private let stripe: StripeBackend
  private let peer: HTTPPeer

  init() async throws {
    simulator = try Self.simulator.get()
    try await simulator.control("DELETE", "faults")
    try await simulator.control("POST", "release", .object([:]))
    try await simulator.reset()
    peer = HTTPPeer(
      name: "stripe", url: simulator.url,
      headers: [("authorization", "Bearer sk_test_aisle"), ("stripe-version", StripeClient.version)])
    stripe = StripeBackend(name: "stripe", peer: peer)
  }

  private static func context(_ key: String? = nil, _ budget: Duration = .seconds(60)) -> OperationContext {
    OperationContext(key: key.flatMap(IdempotencyKey.init), budget: budget)
  }
  private static let make = CreatePaymentLink(
    amount: Money(minorUnits: 2_900, currency: "EUR"), description: "Two enamel mugs", order: "40220", customer: "C1001"
  )
  private static let giveBack = RefundPayment(
    payment: "pi_3P40217", amount: Money(minorUnits: 1_450, currency: "EUR"), reason: "one mug broken", order: "40217")

  @Test func aLinkFromMadeToPaid() async throws {
    let link = try await stripe.perform(Self.make, Self.context("link.1")).outcome
    #expect(link.amount == Self.make.amount && link.order == "40220" && link.state == .open && !link.url.isEmpty)
    #expect(try await stripe.perform(Self.make, Self.context("link.1")).outcome == link)
    #expect(try await stripe.perform(FindPaymentLink(link: link.id), Self.context()).outcome == link)
    try await touch(["action": .string("complete-checkout"), "paymentLink": .string(link.id)])
    #expect(try await stripe.perform(FindPaymentLink(link: link.id), Self.context()).outcome.state == .paid)
    let failure = await #expect(throws: OperationFailure.self) {
      try await stripe.perform(CancelPaymentLink(link: link.id), Self.context("link.2"))
    }
    #expect(failure?.reason == .alreadyPaid)
    #expect(try await simulator.effects() == 1)
  }

  @Test func moneyOnItsWayIsNotPaidYet() async throws {
    let link = try await stripe.perform(Self.make, Self.context("link.1")).outcome
    try await touch([
      "action": .string("complete-checkout"), "paymentLink": .string(link.id), "paymentStatus": .string("unpaid"),
    ])
    #expect(try await stripe.perform(FindPaymentLink(link: link.id), Self.context()).outcome.state != .paid)
  }

  @Test func aLinkIsStopped() async throws {
    let link = try await stripe.perform(Self.make, Self.context("link.1")).outcome
    let stopped = try await stripe.perform(CancelPaymentLink(link: link.id), Self.context("link.2")).outcome
    #expect(stopped.state == .deactivated)
    #expect(try await stripe.perform(CancelPaymentLink(link: link.id), Self.context("link.3")).outcome == stopped)
    let missing = await #expect(throws: OperationFailure.self) {
      try await stripe.perform(FindPaymentLink(link: "plink_no"), Self.context())
    }
    #expect(missing?.code == .notFound)
  }

  @Test func refundsAndTheirLimits() async throws {
    let refund = try await stripe.perform(Self.giveBack, Self.context("refund.1")).outcome
    #expect(refund.amount == Self.giveBack.amount && refund.order == "40217" && refund.payment == "pi_3P40217")
    #expect(refund.status == .approved)
    let list = try await stripe.perform(FindRefunds(order: "40217"), Self.context()).outcome
    #expect(list.refunds == [refund])
    for (amount, currency, code, reason) in [
      (999_999, "EUR", OperationFailure.Code.refused, RefusalReason.amountTooLarge),
      (100, "USD", .invalidArguments, nil), (0, "EUR", .invalidArguments, nil),
    ] {
      var other = Self.giveBack
      other.amount = Money(minorUnits: amount, currency: currency)
      let failure = await failure(other, "refund.\(amount)\(currency)")
      #expect(failure?.code == code && failure?.reason == reason && failure?.mayHaveHappened == false)
    }
    var other = Self.giveBack
    other.payment = "pi_3P40221"
    let nothing = await failure(other, "refund.9")
    #expect(nothing?.reason == .nothingToRefund)
    let unknown = await #expect(throws: OperationFailure.self) {
      try await stripe.perform(FindRefunds(order: "99999"), Self.context())
    }
    #expect(unknown?.code == .notFound)
  }

  @Test func aKeyIsForOneIntention() async throws {
    _ = try await stripe.perform(Self.giveBack, Self.context("refund.1"))
    var other = Self.giveBack
    other.amount = Money(minorUnits: 200, currency: "EUR")
    let failure = await failure(other, "refund.1")
    #expect(failure?.code == .conflict)
    let none = await #expect(throws: OperationFailure.self) { try await stripe.perform(Self.giveBack, Self.context()) }
    #expect(none?.code == .notRecorded)
  }

  @Test(arguments: TransportFault.allCases, 0..<3) func eachWriteHasOneOutcome(
    _ kind: TransportFault, _ which: Int
  ) async throws {
    let operation = try await operation(which)
    try await fault(kind.fault)
    try await expectOnce(operation, "f.\(kind.rawValue)", 1)
  }

  @Test(arguments: [true, false], 0..<3) func aKept500IsNotTheEnd(_ effect: Bool, _ which: Int) async throws {
    let operation = try await operation(which)
    try await fault([
      "kind": .string("status"), "code": .number(500), "effect": .bool(effect), "saved": .bool(true),
    ])
    try await expectOnce(operation, "saved.1", 1)
  }

  private func failure(_ operation: RefundPayment, _ key: String) async -> OperationFailure? {
    do {
      _ = try await stripe.perform(operation, Self.context(key))
      return nil
    } catch { return error }
  }

  private func operation(_ which: Int) async throws -> Commerce.Operation {
    switch which {
    case 0: return Commerce.Operation(Self.make)
    case 1: return Commerce.Operation(Self.giveBack)
    default:
      let link = try await stripe.perform(Self.make, Self.context("link.0")).outcome
      try await simulator.control("DELETE", "log")
      return Commerce.Operation(CancelPaymentLink(link: link.id))
    }
  }

  private func expectOnce(_ operation: Commerce.Operation, _ key: String, _ count: Int) async throws {
    let settled = await WriteTrial.settle(stripe, operation, Self.context(key, .milliseconds(1_500))) {
      _ = try? await simulator.control("POST", "release", .object([:]))
    }
    #expect(settled.claimed, "\(settled.story)")
    #expect(try await simulator.effects() == count, "\(settled.story)")
  }

  @Test func eventsAreFoundOldestFirst() async throws {
    let poll = StripeEvents(peer: peer)
    let refund = try await stripe.perform(Self.giveBack, Self.context("refund.1")).outcome
    let first = try await poll.changes(after: nil, limit: 100)
    let made = first.updates.first { $0.key == FactKey(.refund, refund.id) }
    #expect(made?.parent == FactKey(.order, "40217"))
    let link = try await stripe.perform(Self.make, Self.context("link.1")).outcome
    try await touch(["action": .string("complete-checkout"), "paymentLink": .string(link.id)])
    var cursor = first.cursor
    var keys: [FactKey] = []
    var isLast = false
    while !isLast {
      let page = try await poll.changes(after: cursor, limit: 1)
      keys += page.updates.map(\.key)
      (cursor, isLast) = (page.cursor, page.isLast)
    }
    #expect(keys.first == FactKey(.paymentLink, link.id))
    #expect(keys.contains { $0.kind == .payment })
    #expect(try await poll.changes(after: cursor, limit: 10).updates == [])
    #expect(try await poll.changes(after: "evt_gone", limit: 10).updates.count > 2)
  }

  @Test func theCheckSaysWhatIsWrong() async throws {
    #expect(await stripe.check().passed)
    let other = StripeBackend(
      name: "stripe", peer: HTTPPeer(name: "stripe", url: simulator.url, headers: [("authorization", "Bearer sk_no")]))
    let result = await other.check()
    #expect(!result.passed && result.advice?.contains("rights") == true)
  }

  private func touch(_ action: [String: JSONValue]) async throws {
    try await simulator.control("POST", "touch", .object(action))
  }

  private func fault(_ fault: [String: JSONValue]) async throws {
    var fault = fault
    fault["match"] = .object(["method": .string("POST"), "path": .string("/v1/")])
    try await simulator.control("POST", "faults", .array([.object(fault)]))
  }
}
