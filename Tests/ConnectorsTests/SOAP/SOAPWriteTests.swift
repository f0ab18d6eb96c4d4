import Commerce
import Foundation
import Testing
import Vendors

@testable import Connectors

/// What can go wrong with one write, as the ERP simulator plays it.
enum ERPWriteFault: String, CaseIterable, Sendable {
  case requestLost, responseLost, duplicateFirst, duplicateSecond, late, tooLate, serverError, gatewayError, hang,
    hangAfterCommit, malformed, cut, wrongSuccess, otherObject

  var kind: String {
    switch self {
    case .requestLost: "drop-before"
    case .responseLost: "drop-after"
    case .duplicateFirst, .duplicateSecond: "duplicate"
    case .late, .tooLate: "delay"
    case .serverError, .gatewayError: "status"
    case .hang, .hangAfterCommit: "hang"
    case .malformed: "malformed"
    case .cut: "cut"
    case .wrongSuccess, .otherObject: "wrong-success"
    }
  }

  var options: [String: JSONValue] {
    switch self {
    case .duplicateFirst: ["answer": .string("first")]
    case .late: ["ms": .whole(150)]
    case .tooLate: ["ms": .whole(2_500)]
    case .serverError: ["code": .whole(500)]
    case .gatewayError: ["code": .whole(503)]
    case .hang: ["ms": .whole(30_000)]
    case .hangAfterCommit: ["ms": .whole(30_000), "effect": .bool(true)]
    case .otherObject: ["variant": .string("other-object")]
    default: [:]
    }
  }

  /// What the first attempt ends in; nil where it succeeds.
  var firstFailure: OperationFailure.Code? {
    switch self {
    case .duplicateFirst, .duplicateSecond, .late: nil
    case .tooLate, .hang, .hangAfterCommit: .timedOut
    case .requestLost, .responseLost, .serverError, .gatewayError: .unavailable
    case .malformed, .cut, .wrongSuccess, .otherObject: .invalidResponse
    }
  }
}

@Suite(.enabled(if: SimulatorProcess.isAvailable, Comment(rawValue: SimulatorProcess.unavailable)), .serialized)
struct SOAPWriteTests {
  private let simulator: SimulatorProcess
  private let context = OperationContext(budget: .seconds(60))
  private let elsewhere = Address(
    street: "35 Bergen Street", city: "Brooklyn", region: "NY", postcode: "11201", country: "US", street2: "Floor 2")

  init() throws { simulator = try SimulatorProcess.erp() }

  @Test(arguments: ERPWriteFault.allCases)
  func cancelsOnce(_ fault: ERPWriteFault) async throws {
    try await simulator.peerFault(fault.kind, body: "CancelOrder", fault.options)
    let order = try await settled(CancelOrder(order: "40221", reason: .noLongerNeeded), fault)
    #expect(order?.state == .cancelled && order?.number == "40221")
    #expect(try await simulator.erpRevision("40221") == 2)
  }

  @Test(arguments: ERPWriteFault.allCases)
  func redirectsOnce(_ fault: ERPWriteFault) async throws {
    try await simulator.peerFault(fault.kind, body: "ChangeDeliveryAddress", fault.options)
    let order = try await settled(ChangeOrderAddress(order: "40221", address: elsewhere), fault)
    #expect(order?.deliverTo.street == "35 Bergen Street, Floor 2" && order?.deliverTo.postcode == "11201")
    #expect(try await simulator.erpRevision("40221") == 2)
  }

  @Test func aLockedOrderIsAConflictAndStaysOneUnderItsKey() async throws {
    try await simulator.erpTouch("lock-order", order: "40221")
    let backend = simulator.erpBackend()
    let operation = CancelOrder(order: "40221", reason: .other)
    let failure = await #expect(throws: OperationFailure.self) {
      try await backend.perform(operation, key("locked-1"))
    }
    #expect(failure?.code == .conflict && failure?.mayHaveHappened == false)
    try await simulator.erpTouch("unlock-order", order: "40221")
    let outcome = try await backend.outcome(of: Commerce.Operation(operation), key("locked-1"))
    guard case .refused(let kept) = outcome else { throw SimulatorFailure("not refused") }
    #expect(kept.code == .conflict)
    #expect(try await backend.perform(operation, key("locked-2")).outcome.state == .cancelled)
    #expect(try await simulator.erpEffects().count == 1)
  }

  @Test func somebodyElsesChangeIsAConflict() async throws {
    try await simulator.peerFault("version-conflict", body: "ChangeDeliveryAddress")
    let backend = simulator.erpBackend()
    let operation = ChangeOrderAddress(order: "40221", address: elsewhere)
    let failure = await #expect(throws: OperationFailure.self) {
      try await backend.perform(operation, key("conflict-1"))
    }
    #expect(failure?.code == .conflict && failure?.mayHaveHappened == false)
    #expect(try await simulator.erpEffects() == [])
  }

  @Test(arguments: [("40210", RefusalReason.alreadyShipped), ("40213", .alreadyCancelled)])
  func saysWhyItRefuses(_ number: String, _ reason: RefusalReason) async throws {
    let failure = await #expect(throws: OperationFailure.self) {
      try await simulator.erpBackend().perform(CancelOrder(order: number, reason: .tooSlow), key("refused-1"))
    }
    #expect(failure?.code == .refused && failure?.reason == reason && failure?.mayHaveHappened == false)
  }

  @Test func theSameKeyGivesTheSameResultAndChangesNothing() async throws {
    let backend = simulator.erpBackend()
    let operation = ChangeOrderAddress(order: "40221", address: elsewhere)
    let first = try await backend.perform(operation, key("again.1")).outcome
    #expect(try await backend.perform(operation, key("again.1")).outcome == first)
    #expect(try await simulator.erpEffects().count == 1)
  }

  @Test func asksForNothingThatTheServiceCannotTake() async throws {
    let backend = simulator.erpBackend()
    var long = elsewhere
    long.street = String(repeating: "long ", count: 10)
    let refused = await #expect(throws: OperationFailure.self) {
      try await backend.perform(ChangeOrderAddress(order: "40221", address: long), key("long-key-1"))
    }
    #expect(refused?.code == .invalidArguments)
    let unknown = await #expect(throws: OperationFailure.self) {
      try await backend.perform(CancelOrder(order: "40<21", reason: .other), key("odd-key-1"))
    }
    #expect(unknown?.code == .notFound && unknown?.mayHaveHappened == false)
    #expect(try await simulator.log()["log"]?.array == [])
  }

  @Test func aKeyNobodyUsedWasNotDone() async throws {
    let outcome = try await simulator.erpBackend().outcome(
      of: Commerce.Operation(CancelOrder(order: "40221", reason: .other)), key("never-used"))
    #expect(outcome == .notDone)
  }

  // MARK: - Support

  private func key(_ text: String) -> OperationContext {
    OperationContext(key: IdempotencyKey(text), budget: .seconds(60))
  }

  /// Brings a write to its end and checks what its first attempt said.
  private func settled<Typed: TypedOperation>(
    _ operation: Typed, _ fault: ERPWriteFault
  ) async throws -> Typed.Outcome? {
    let key = try #require(IdempotencyKey("call-7.3"))
    let backend = simulator.erpBackend()
    let budget: Duration = fault.firstFailure == .timedOut ? .milliseconds(1_200) : .seconds(30)
    var (outcome, failures) = try await settle(backend, operation, key: key, budget: budget)
    #expect(failures.first?.code == fault.firstFailure)
    #expect(failures.allSatisfy { $0.mayHaveHappened })
    // Still being worked on: asked again until the service has settled it.
    for _ in 0..<600 where outcome == nil {
      try await Task.sleep(for: .milliseconds(50))
      let asked = try await backend.outcome(
        of: Commerce.Operation(operation), OperationContext(key: key, budget: .seconds(30)))
      if case .done(let result) = asked { outcome = result.outcome(of: Typed.self) }
    }
    return outcome
  }
}
