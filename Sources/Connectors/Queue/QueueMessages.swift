import Commerce
import Foundation
import Vendors

/// Requests and replies as JSON.
enum QueueMessages {
  /// A request for an operation.
  static func request(_ operation: Commerce.Operation, _ key: IdempotencyKey?) throws(OperationFailure) -> [UInt8] {
    guard case .object(var members) = try json(operation) else { throw unsendable }
    if let key { members["key"] = .string(key.text) }
    return try bytes(.object(members))
  }

  /// A request for the outcome of a write.
  static func outcome(_ operation: Commerce.Operation, _ key: IdempotencyKey) throws(OperationFailure) -> [UInt8] {
    try bytes(
      .object(["operation": .string("outcome"), "arguments": try json(operation), "key": .string(key.text)]))
  }

  /// What a reply says of an operation: its result with when the system said so, or the failure thrown.
  static func result(
    _ reply: [UInt8], _ operation: Commerce.Operation, from name: String
  ) throws(OperationFailure) -> (result: OperationResult, asOf: Timestamp?) {
    let json = try parsed(reply, name, isWrite: operation.isWrite)
    if let failure = json["failure"] { throw try self.failure(failure, operation, name) }
    guard let result = json["result"] else { throw invalid(name, operation.isWrite) }
    return (try self.result(result, operation, name), json["asOf"]?.timestamp)
  }

  /// What a reply says became of a write.
  static func outcome(
    _ reply: [UInt8], _ operation: Commerce.Operation, from name: String
  ) throws(OperationFailure) -> WriteOutcome {
    let json = try parsed(reply, name, isWrite: false)
    switch json["outcome"]?.string {
    case "done":
      guard let result = json["result"] else { throw invalid(name, false) }
      return .done(try self.result(result, operation, name))
    case "refused":
      guard let failure = json["failure"] else { throw invalid(name, false) }
      var refusal = try self.failure(failure, operation, name)
      refusal.mayHaveHappened = false
      return .refused(refusal)
    case "notDone": return .notDone
    case "unknown": return .unknown
    default:
      if let failure = json["failure"] {
        var failed = try self.failure(failure, operation, name)
        failed.mayHaveHappened = false
        throw failed
      }
      throw invalid(name, false)
    }
  }

  // MARK: - Parts

  private static func result(
    _ json: JSONValue, _ operation: Commerce.Operation, _ name: String
  ) throws(OperationFailure) -> OperationResult {
    let named = JSONValue.object(["operation": .string(operation.name.rawValue), "result": json])
    do {
      return try JSONDecoder().decode(OperationResult.self, from: named.text())
    } catch {
      throw invalid(name, operation.isWrite)
    }
  }

  /// A failure in the contracts' words. Where it does not say whether the write may have happened, only a decision about the
  /// business says that it did not.
  private static func failure(
    _ json: JSONValue, _ operation: Commerce.Operation, _ name: String
  ) throws(OperationFailure) -> OperationFailure {
    guard let code = json["code"]?.string.flatMap(OperationFailure.Code.init(rawValue:)) else {
      throw invalid(name, operation.isWrite)
    }
    // The system's own words are not passed on: they may quote what was sent.
    return OperationFailure(
      code, "\(name) answered \(code.rawValue)",
      reason: code == .refused ? json["reason"]?.string.flatMap(RefusalReason.init(rawValue:)) : nil,
      mayHaveHappened: operation.isWrite && (json["mayHaveHappened"]?.bool ?? !code.isBusiness),
      retryAfterMilliseconds: json["retryAfterMilliseconds"]?.integer.flatMap {
        (0...86_400_000).contains($0) ? $0 : nil
      }
    )
  }

  private static func parsed(
    _ reply: [UInt8], _ name: String, isWrite: Bool
  ) throws(OperationFailure) -> JSONValue {
    do { return try JSONValue(parsing: Data(reply)) } catch { throw invalid(name, isWrite) }
  }

  private static func invalid(_ name: String, _ isWrite: Bool) -> OperationFailure {
    OperationFailure(
      .invalidResponse, "\(name) answered something that is not the contract's", mayHaveHappened: isWrite)
  }

  private static let unsendable = OperationFailure(
    .invalidArguments, "the operation cannot be written as JSON", mayHaveHappened: false)

  private static func json(_ operation: Commerce.Operation) throws(OperationFailure) -> JSONValue {
    do { return try JSONValue(parsing: JSONEncoder().encode(operation)) } catch { throw unsendable }
  }

  private static func bytes(_ json: JSONValue) throws(OperationFailure) -> [UInt8] {
    do { return Array(try json.text()) } catch { throw unsendable }
  }
}
