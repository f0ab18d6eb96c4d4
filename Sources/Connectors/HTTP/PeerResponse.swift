import Commerce
import Foundation
import Vendors

/// What a peer answered, whatever its status.
struct PeerResponse: Sendable {
  /// Who answered, for messages.
  var peer: String
  /// Whether it answers a write.
  var isWrite: Bool
  /// The HTTP status.
  var status: Int
  /// Values by lower-case name; the last one where a name comes twice.
  var headers: [String: String]
  /// The whole body.
  var body: Data

  /// Whether the status says success.
  var isSuccess: Bool { (200..<300).contains(status) }

  /// The body as JSON. Throws `invalidResponse` when it is none.
  func json() throws(OperationFailure) -> JSONValue {
    do { return try JSONValue(parsing: body) } catch { throw invalid("answered something that is not JSON") }
  }

  /// The peer answered something that is not its contract: whether a write took place is not known.
  func invalid(_ what: String) -> OperationFailure {
    OperationFailure(.invalidResponse, "\(peer) \(what)", mayHaveHappened: isWrite)
  }

  /// What a status means where the vendor says nothing else; nil for success. Vendors' own errors come first.
  ///
  /// That something is not there, or is wrong with what was asked, is believed only of a body in JSON: proxies and wrong
  /// addresses say 404 too, and know nothing of anybody's order.
  var failure: OperationFailure? {
    let said = "\(peer) answered HTTP \(status)"
    guard let failure = failure(said), failure.code.isBusiness, (try? JSONValue(parsing: body)) == nil else {
      return failure(said)
    }
    return invalid("answered HTTP \(status) without JSON, as something on the way to it would")
  }

  private func failure(_ said: String) -> OperationFailure? {
    switch status {
    case 200..<300: return nil
    case 300..<400: return invalid("wants to redirect, which is not followed: is its address right?")
    case 401, 403: return OperationFailure(.unauthorized, said, mayHaveHappened: false)
    case 404, 410: return OperationFailure(.notFound, said, mayHaveHappened: false)
    case 408: return OperationFailure(.timedOut, said, mayHaveHappened: isWrite)
    case 409, 412: return OperationFailure(.conflict, said, mayHaveHappened: false)
    case 429:
      return OperationFailure(
        .rateLimited, said, mayHaveHappened: false, retryAfterMilliseconds: retryAfterMilliseconds)
    case 400..<500: return OperationFailure(.invalidArguments, said, mayHaveHappened: false)
    default:
      return OperationFailure(
        .unavailable, said, mayHaveHappened: isWrite, retryAfterMilliseconds: retryAfterMilliseconds)
    }
  }

  /// `Retry-After` in seconds, with or without fraction (Shopify's REST says "2.0"); its form as a date is not read.
  var retryAfterMilliseconds: Int? {
    guard let text = headers["retry-after"], let seconds = Double(text), (0...86_400).contains(seconds) else {
      return nil
    }
    return Int((seconds * 1_000).rounded(.up))
  }
}
