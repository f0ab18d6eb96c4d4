public import Commerce

/// What Stripe's errors mean (https://docs.stripe.com/error-codes, https://docs.stripe.com/error-low-level).
public enum StripeErrors {
  /// The failure that a status and a body mean; nil where Stripe says nothing that would be better known than the status.
  ///
  /// What was refused before it was carried out certainly did not happen: validation, a key used for something else, a limit.
  public static func failure(status: Int, body: JSONValue?, isWrite: Bool) -> OperationFailure? {
    guard let error = body?["error"] else { return nil }
    let code = error["code"]?.string
    let said = "Stripe answered HTTP \(status) \(code ?? error["type"]?.string ?? "")"
    func certain(_ failure: OperationFailure.Code) -> OperationFailure {
      OperationFailure(failure, said, mayHaveHappened: false)
    }
    if error["type"]?.string == "idempotency_error" { return certain(.conflict) }
    switch code {
    case "resource_missing": return certain(.notFound)
    case "charge_already_refunded": return .refused(.nothingToRefund, said)
    case "charge_disputed", "payment_intent_unexpected_state": return .refused(.notApplicable, said)
    case "idempotency_key_in_use":
      // The same write is being carried out right now.
      return OperationFailure(.outcomeUnknown, said, mayHaveHappened: isWrite, retryAfterMilliseconds: 500)
    case "lock_timeout":
      return OperationFailure(.rateLimited, said, mayHaveHappened: false, retryAfterMilliseconds: 500)
    default: break
    }
    switch status {
    case 400 where code == nil && error["param"]?.string == "amount": return .refused(.amountTooLarge, said)
    case 400, 422: return certain(.invalidArguments)
    case 402: return certain(.declined)
    case 401, 403: return certain(.unauthorized)
    case 404: return certain(.notFound)
    case 409: return certain(.conflict)
    case 429: return OperationFailure(.rateLimited, said, mayHaveHappened: false, retryAfterMilliseconds: 1_000)
    case 500...: return OperationFailure(.unavailable, said, mayHaveHappened: isWrite)
    default: return nil
    }
  }
}
