public import Commerce

/// What the order service's fault codes mean.
///
/// | code | failure | may a write have happened |
/// | --- | --- | --- |
/// | ORDER_UNKNOWN, CUSTOMER_UNKNOWN, ARTICLE_UNKNOWN | notFound | no |
/// | SCHEMA_VIOLATION | invalidArguments | no |
/// | ORDER_NOT_CHANGEABLE | refused: already shipped, or already cancelled | no |
/// | RECORD_CHANGED, RECORD_LOCKED | conflict | no |
/// | NO_SESSION | rateLimited | no |
/// | REQUEST_IN_PROGRESS, DUPLICATE_REQUEST_ID | outcomeUnknown | yes |
/// | INTERNAL and what is not known | unavailable | yes |
///
/// RECORD_LOCKED is a conflict, not a reason to try again at once: the service keeps a refusal under its request id, and
/// somebody has the order open at a desk.
public enum ERPFault {
  /// The failure of a code.
  ///
  /// - Parameters:
  ///   - code: `detail/ServiceFault/Code`.
  ///   - isWrite: whether it answers a write.
  ///   - isCancelled: whether the order is called off already, for ORDER_NOT_CHANGEABLE.
  public static func failure(_ code: String, isWrite: Bool, isCancelled: Bool = false) -> OperationFailure {
    // The service's own words may quote what was sent: only codes that are known get into a message.
    let known = codes[code] != nil ? code : "an unknown code"
    let said = "the order service answered \(known)"
    switch codes[code] {
    case .refused: return .refused(isCancelled ? .alreadyCancelled : .alreadyShipped, said)
    case .outcomeUnknown: return OperationFailure(.outcomeUnknown, said, mayHaveHappened: isWrite)
    case .unavailable, nil: return OperationFailure(.unavailable, said, mayHaveHappened: isWrite)
    case .some(let kind): return OperationFailure(kind, said, mayHaveHappened: false)
    }
  }

  private static let codes: [String: OperationFailure.Code] = [
    "ORDER_UNKNOWN": .notFound, "CUSTOMER_UNKNOWN": .notFound, "ARTICLE_UNKNOWN": .notFound,
    "SCHEMA_VIOLATION": .invalidArguments, "ORDER_NOT_CHANGEABLE": .refused, "RECORD_CHANGED": .conflict,
    "RECORD_LOCKED": .conflict, "DUPLICATE_REQUEST_ID": .outcomeUnknown, "NO_SESSION": .rateLimited,
    "REQUEST_IN_PROGRESS": .outcomeUnknown, "INTERNAL": .unavailable,
  ]
}
