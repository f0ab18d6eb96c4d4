import Commerce
import Foundation
import Vendors

/// Errors that stand beside the data: the document, the quota, the rights, the server.
enum ShopifyErrors {
  /// What `errors` mean. Codes decide; texts are not read.
  static func failure(
    _ errors: JSONValue, _ extensions: JSONValue?, name: String, mayHaveHappened: Bool
  ) -> OperationFailure {
    let codes = (errors.array ?? []).map { $0["extensions"]?["code"]?.string ?? "" }
    func has(_ code: String) -> Bool { codes.contains(code) }
    if has("THROTTLED") {
      return OperationFailure(
        .rateLimited, "\(name) asks for fewer calls", mayHaveHappened: mayHaveHappened,
        retryAfterMilliseconds: retryAfter(extensions?["cost"]))
    }
    if has("ACCESS_DENIED") || errors.string != nil {
      return OperationFailure(.unauthorized, "\(name) denies access: a scope is missing", mayHaveHappened: false)
    }
    if has("SHOP_INACTIVE") {
      return OperationFailure(.unavailable, "\(name): the shop is not active", mayHaveHappened: false)
    }
    if has("RESOURCE_NOT_FOUND") {
      return OperationFailure(.notFound, "\(name) has no such record", mayHaveHappened: mayHaveHappened)
    }
    if has("IDEMPOTENCY_CONCURRENT_REQUEST") {
      return OperationFailure(.unavailable, "\(name) is still working on the same write", mayHaveHappened: true)
    }
    if has("IDEMPOTENCY_KEY_PARAMETER_MISMATCH") {
      return OperationFailure(
        .conflict, "\(name): the key was used for something else already", mayHaveHappened: false)
    }
    if has("INTERNAL_SERVER_ERROR") || has("TIMEOUT") {
      return OperationFailure(.unavailable, "\(name) failed inside", mayHaveHappened: true)
    }
    let known = codes.filter { !$0.isEmpty && $0.utf8.allSatisfy { $0 == 0x5F || (0x41...0x7A).contains($0) } }
    return OperationFailure(
      .invalidResponse, "\(name) refused the document: \(known.joined(separator: ", "))",
      mayHaveHappened: mayHaveHappened)
  }

  /// How long until the bucket holds what the query asked for.
  private static func retryAfter(_ cost: JSONValue?) -> Int? {
    guard let cost, let wanted = cost["requestedQueryCost"]?.decimal, let status = cost["throttleStatus"],
      let left = status["currentlyAvailable"]?.decimal, let rate = status["restoreRate"]?.decimal, rate > 0
    else { return nil }
    let seconds = NSDecimalNumber(decimal: max(0, (wanted - left) / rate)).doubleValue
    return Int((min(seconds, 60) * 1_000).rounded(.up))
  }
}

/// What Shopify says is wrong with a mutation's input. Then nothing was changed.
struct ShopifyUserError: Sendable {
  /// The code; empty where the mutation has none.
  var code: String
  /// The path of the input field, joined with dots.
  var field: String

  init(_ json: JSONValue) {
    code = json["code"]?.string ?? ""
    field = (json["field"]?.array ?? []).compactMap(\.string).joined(separator: ".")
  }

  /// What it means: by its code, else by the field it is about.
  func failure(_ name: String) -> OperationFailure {
    switch (code, field) {
    case ("NOT_FOUND", _), ("", "id"), ("", "orderId"):
      OperationFailure(.notFound, "\(name) has no such record", mayHaveHappened: false)
    case ("MISSING_PERMISSION", _), ("NO_REFUND_PERMISSION", _):
      OperationFailure(.unauthorized, "\(name) does not permit it", mayHaveHappened: false)
    case ("INTERNAL_ERROR", _):
      OperationFailure(.unavailable, "\(name) failed inside", mayHaveHappened: true)
    default:
      OperationFailure(
        .invalidArguments, "\(name) does not accept \(field.isEmpty ? "the input" : field)", mayHaveHappened: false)
    }
  }
}
