import Commerce
import Vendors

@testable import Connectors

/// What can go wrong with the request of a write, as the simulators under `simulators/common` play it.
enum VendorFault: String, CaseIterable, Sendable {
  case requestLost, responseLost, duplicate, duplicateSecond, late, tooLate, tooMany, serverError, gatewayError, hang,
    hangAfterCommit, malformed, wrongSuccess

  var kind: String {
    switch self {
    case .requestLost: "drop-before"
    case .responseLost: "drop-after"
    case .duplicate, .duplicateSecond: "duplicate"
    case .late, .tooLate: "delay"
    case .tooMany, .serverError, .gatewayError: "status"
    case .hang, .hangAfterCommit: "hang"
    case .malformed: "malformed"
    case .wrongSuccess: "wrong-success"
    }
  }

  var options: [String: JSONValue] {
    switch self {
    case .duplicateSecond: ["answer": .string("second")]
    case .late: ["ms": .whole(150)]
    case .tooLate: ["ms": .whole(1_500)]
    case .tooMany: ["code": .whole(429), "headers": .object(["Retry-After": .string("2.0")]), "body": .string("{}")]
    case .serverError: ["code": .whole(500), "body": .string("{\"errors\":\"Internal Server Error\"}")]
    case .gatewayError: ["code": .whole(503), "body": .string("<html>busy</html>")]
    case .hang: ["ms": .whole(30_000)]
    case .hangAfterCommit: ["ms": .whole(30_000), "effect": .bool(true)]
    default: [:]
    }
  }

  /// Whether a failure leaves no doubt that nothing was done.
  var certainlyNothing: Bool { self == .tooMany }
}

/// Brings a write to its one outcome, as the write ledger does: asks where it is open, sends again where nothing was done.
/// Returns the result and every failure on the way. `budget` is the first attempt's, short where its end is to be met; what comes
/// after has time, however busy the machine is.
func settle<Typed: TypedOperation>(
  _ backend: some CommerceBackend, _ operation: Typed, key: IdempotencyKey, budget: Duration
) async throws -> (outcome: Typed.Outcome?, failures: [OperationFailure]) {
  let patience = Duration.seconds(30)
  var failures: [OperationFailure] = []
  for attempt in 0..<4 {
    let context = OperationContext(key: key, budget: attempt == 0 ? budget : patience)
    do throws(OperationFailure) {
      return (try await backend.perform(operation, context).outcome, failures)
    } catch {
      failures.append(error)
    }
    guard let last = failures.last, last.mayHaveHappened else { continue }
    let asking = OperationContext(key: key, budget: patience)
    switch try await backend.outcome(of: Commerce.Operation(operation), asking) {
    case .done(let result): return (result.outcome(of: Typed.self), failures)
    case .refused(let failure): throw failure
    case .notDone: continue
    case .unknown: return (nil, failures)
    }
  }
  return (nil, failures)
}
