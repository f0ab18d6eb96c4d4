import Commerce
import Foundation
import Vendors

@testable import Connectors

/// What may go wrong with a write on its way.
enum TransportFault: String, CaseIterable, Sendable {
  case requestLost, responseLost, late, rateLimited, serverError, serverErrorAfterEffect, hang, hangAfterEffect
  case malformed, cut, falseSuccess, duplicate

  /// As the simulators call it.
  var fault: [String: JSONValue] {
    switch self {
    case .requestLost: ["kind": .string("drop-before")]
    case .responseLost: ["kind": .string("drop-after")]
    case .late: ["kind": .string("delay"), "ms": .number(400)]
    case .rateLimited: ["kind": .string("status"), "code": .number(429)]
    case .serverError: ["kind": .string("status"), "code": .number(500)]
    case .serverErrorAfterEffect: ["kind": .string("status"), "code": .number(500), "effect": .bool(true)]
    case .hang: ["kind": .string("hang"), "ms": .number(5_000)]
    case .hangAfterEffect: ["kind": .string("hang"), "ms": .number(5_000), "effect": .bool(true)]
    case .malformed: ["kind": .string("malformed")]
    case .cut: ["kind": .string("cut")]
    case .duplicate: ["kind": .string("duplicate")]
    case .falseSuccess: ["kind": .string("wrong-success"), "variant": .string("no-effect")]
    }
  }
}

/// What stands before back ends does for a write, in short: it sends again only what certainly did not happen, and asks
/// otherwise.
enum WriteTrial {
  /// Sends a write and asks until its outcome is known. The context's budget is the first attempt's, short so that its end is met;
  /// what comes after has time, however busy the machine is.
  static func settle(
    _ backend: some CommerceBackend, _ operation: Commerce.Operation, _ context: OperationContext,
    beforeAsking: () async -> Void = {}
  ) async -> (claimed: Bool, story: [String]) {
    var story: [String] = []
    var patient = context
    patient.budget = .seconds(30)
    for attempt in 0..<4 {
      do {
        _ = try await backend.perform(operation, attempt == 0 ? context : patient)
        return (true, story + ["done"])
      } catch {
        story.append("\(error.code) \(error.mayHaveHappened ? "perhaps" : "not"): \(error.message)")
        if !error.mayHaveHappened {
          if error.code.isBusiness { return (false, story) }
          continue
        }
      }
      await beforeAsking()
      do {
        let end = ContinuousClock.now + patient.budget
        var outcome = try await backend.outcome(of: operation, patient)
        // Still being worked on.
        while outcome == .unknown, ContinuousClock.now < end {
          try await Task.sleep(for: .milliseconds(20))
          outcome = try await backend.outcome(of: operation, patient)
        }
        switch outcome {
        case .done: return (true, story + ["asked: done"])
        case .notDone: story.append("asked: not done")
        case .refused(let failure): return (false, story + ["asked: refused, \(failure.message)"])
        case .unknown: return (false, story + ["asked: unknown"])
        }
      } catch { story.append("asking failed: \(error)") }
    }
    return (false, story)
  }
}

extension SimulatorProcess {
  /// How many things were changed by requests since the reset.
  func effects() async throws -> Int {
    let log = try await log()
    let entries = log.array ?? log["log"]?.array ?? log["requests"]?.array ?? []
    return entries.reduce(0) { $0 + ($1["effects"]?.array?.count ?? 0) }
  }
}
