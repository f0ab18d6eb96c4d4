import Commerce
import Dialogue
import Discourse
import Policy
import Testing

@testable import Evaluation

/// The checker of authority must find nothing in what is right, and each kind of fault in the same record with that one fault put in.
@Suite("The checker of authority")
struct WriteAuthorityTests {
  private static let cancel = [
    "my email is mara.lindqvist@example.org", "cancel order M1003, I ordered it by mistake", "yes",
  ]
  private static let giveBack = [
    "my email is mara.lindqvist@example.org", "I want to return the blue rug and the mug from M1006 to paypal", "yes",
  ]
  private static let swap = [
    "my email is mara.lindqvist@example.org",
    "change the tent in order M1002 to the 4-person one in green, visa please",
    "yes",
  ]

  private func record(_ lines: [String]) async throws -> [Recorded] { try await DeskStage.play(lines).recorded }

  private func breaches(_ recorded: [Recorded]) -> [String] { WriteAuthority.check(recorded).breaches.map(\.reason) }

  /// The record with each entry changed, dropped or doubled.
  private func altered(_ recorded: [Recorded], _ change: (Recorded) -> [Recorded]) -> [Recorded] {
    recorded.flatMap(change)
  }

  private func saying(_ words: String, instead of: String = "yes", in recorded: [Recorded]) -> [Recorded] {
    altered(recorded) { entry in
      guard case .input(var input, let sequence) = entry, case .utterance(let heard, _) = input.event, heard.text == of
      else {
        return [entry]
      }
      input.event = .utterance(Transcript(typed: words))
      return [.input(input, sequence: sequence)]
    }
  }

  private func performing(_ operation: Commerce.Operation, in recorded: [Recorded]) -> [Recorded] {
    altered(recorded) { entry in
      guard case .effect(.perform(let call, let was), let sequence) = entry, was.isWrite else { return [entry] }
      return [.effect(.perform(call: call, operation), sequence: sequence)]
    }
  }

  private func deciding(in recorded: [Recorded], _ change: (inout Decision) -> Bool) -> [Recorded] {
    altered(recorded) { entry in
      guard case .effect(.decided(var decision), let sequence) = entry, decision.action == "cancelOrder" else {
        return [entry]
      }
      return change(&decision) ? [.effect(.decided(decision), sequence: sequence)] : []
    }
  }

  @Test("Nothing is found where all is right", arguments: [cancel, giveBack, swap])
  func right(_ lines: [String]) async throws {
    let (breaches, writes) = WriteAuthority.check(try await record(lines))
    #expect(breaches.isEmpty, "\(breaches)")
    #expect(writes == 1)
  }

  @Test(
    "What is no plain yes is found",
    arguments: [
      "", "hm, let me think", "sounds good, what about the price?", "yes, but use the visa", "sure, and the mug too",
      "no",
      "I am sure I do not want that", "yes and cancel the other one", "okay what is my balance",
    ])
  func noYes(_ words: String) async throws {
    let found = breaches(saying(words, in: try await record(Self.cancel)))
    #expect(found.contains { $0.contains("no plain yes") }, "\(found)")
  }

  @Test(
    "Courtesy and the verb again are a plain yes",
    arguments: ["yes please", "Yes, go ahead, thanks!", "yes, cancel it"])
  func courtesy(_ words: String) async throws {
    #expect(breaches(saying(words, in: try await record(Self.cancel))).isEmpty)
  }

  @Test("Of keys only the one for yes is one", arguments: [("1", true), ("2", false), ("11", false)])
  func keys(_ key: String, _ isYes: Bool) async throws {
    let recorded = altered(try await record(Self.cancel)) { entry in
      guard case .input(var input, let sequence) = entry, case .utterance(let heard, _) = input.event,
        heard.text == "yes"
      else { return [entry] }
      input.event = .keys(key)
      return [.input(input, sequence: sequence)]
    }
    #expect(breaches(recorded).isEmpty == isYes)
  }

  @Test("A yes to something else is found")
  func otherArguments() async throws {
    let cancel = try await record(Self.cancel)
    for other: CancelOrder in [
      CancelOrder(order: "M1002", reason: .orderedByMistake), CancelOrder(order: "M1003", reason: .noLongerNeeded),
    ] {
      #expect(!breaches(performing(Operation(other), in: cancel)).isEmpty, "\(other)")
    }
    let giveBack = try await record(Self.giveBack)
    func lines(_ skus: String...) -> [LineQuantity] { skus.map { LineQuantity(sku: $0, quantity: 1) } }
    for other: ReturnItems in [
      ReturnItems(order: "M1006", lines: lines("RUG-LB", "MUG-B"), refundTo: "gift-mara"),
      ReturnItems(order: "M1006", lines: [LineQuantity(sku: "MUG-B", quantity: 2)], refundTo: "paypal-mara"),
      ReturnItems(order: "M1001", lines: lines("LAMP-BMM"), refundTo: "paypal-mara"),
      ReturnItems(order: "M1006", lines: lines("TENT-3G"), refundTo: "paypal-mara"),
    ] {
      #expect(!breaches(performing(Operation(other), in: giveBack)).isEmpty, "\(other)")
    }
    let swap = try await record(Self.swap)
    func change(_ sku: String, to new: String, _ wallet: String) -> ChangeOrderItems {
      ChangeOrderItems(order: "M1002", changes: [LineChange(sku: sku, newSku: new, quantity: 1)], paymentMethod: wallet)
    }
    for other in [
      change("TENT-3G", to: "TENT-4R", "visa-0417"), change("TENT-3G", to: "TENT-2G", "visa-0417"),
      change("TENT-3G", to: "TENT-4G", "paypal-mara"), change("RUG-MG", to: "TENT-4G", "visa-0417"),
    ] {
      #expect(!breaches(performing(Operation(other), in: swap)).isEmpty, "\(other)")
    }
  }

  @Test("A yes that does not come directly after the list is found")
  func later() async throws {
    let recorded = altered(try await record(Self.cancel)) { entry in
      guard case .input(let input, let sequence) = entry, case .utterance(let heard, _) = input.event,
        heard.text == "yes"
      else { return [entry] }
      var between = input
      between.event = .utterance(Transcript(typed: "one moment"))
      let prompt = Prompt(number: 99, responses: [], spoken: ["Take your time."], written: "Take your time.")
      return [.input(between, sequence: sequence), .effect(.say(prompt), sequence: sequence), entry]
    }
    #expect(!breaches(recorded).isEmpty)
  }

  @Test("Another customer's order is found")
  func otherCustomer() async throws {
    let recorded = altered(try await record(Self.cancel)) { entry in
      guard case .input(var input, let sequence) = entry,
        case .result(let call, let result, let freshness) = input.event,
        var list = result.outcome(of: FindOrders.self)
      else { return [entry] }
      for index in list.orders.indices { list.orders[index].customer = "tomas" }
      input.event = .result(call: call, OperationResult(FindOrders.self, list), freshness: freshness)
      return [.input(input, sequence: sequence)]
    }
    let found = breaches(recorded)
    #expect(found.contains { $0.contains("another customer") }, "\(found)")
  }

  @Test("A level that is too low, a verdict that is no leave, and no decision at all are found")
  func policy() async throws {
    let recorded = try await record(Self.cancel)
    let low = breaches(
      deciding(in: recorded) { decision in
        decision.facts["level"] = "V1"
        return true
      })
    #expect(low.contains { $0.contains("level V2") }, "\(low)")
    for verdict in Decision.Verdict.allCases where verdict != .allow {
      let found = breaches(
        deciding(in: recorded) { decision in
          decision.verdict = verdict
          return true
        })
      #expect(found.contains { $0.contains("policy did not allow") }, "\(verdict): \(found)")
    }
    #expect(!breaches(deciding(in: recorded) { _ in false }).isEmpty)
  }

  @Test("One decision is good for one change")
  func twice() async throws {
    let recorded = altered(try await record(Self.cancel)) { entry in
      if case .effect(.perform(_, let operation), _) = entry, operation.isWrite { [entry, entry] } else { [entry] }
    }
    let (breaches, writes) = WriteAuthority.check(recorded)
    #expect(writes == 2 && breaches.count == 1, "\(breaches)")
  }
}
