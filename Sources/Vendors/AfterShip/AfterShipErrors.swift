public import Commerce

/// What AfterShip's `meta.code` means.
public enum AfterShipErrors {
  /// The failure that a status and a body mean; nil where the status says all.
  public static func failure(status: Int, body: JSONValue?) -> OperationFailure? {
    guard let code = body?["meta"]?["code"]?.integer, !(200..<300).contains(code) else { return nil }
    let said = "AfterShip answered HTTP \(status), code \(code)"
    let kind: OperationFailure.Code
    switch code {
    case 4004, 404: kind = .notFound
    case 401, 403: kind = .unauthorized
    case 429: kind = .rateLimited
    case 500...599: kind = .unavailable
    default: kind = .invalidArguments
    }
    return OperationFailure(kind, said, mayHaveHappened: false)
  }
}
