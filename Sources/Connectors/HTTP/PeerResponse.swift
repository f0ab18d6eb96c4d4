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
  /// Values by lower-case name; the last one where a name comes twice, but all links.
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
  /// That something is not there, or is wrong with what was asked, is believed only of a record or a list in JSON: proxies and wrong
  /// addresses say 404 too, and know nothing of anybody's order.
  var failure: OperationFailure? {
    let said = "\(peer) answered HTTP \(status)"
    guard let failure = failure(said), failure.code.isBusiness else { return failure(said) }
    let value = try? JSONValue(parsing: body)
    guard value?.object == nil, value?.array == nil else { return failure }
    return invalid("answered HTTP \(status) without anything of the system's own, as something on the way to it would")
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

  /// `Retry-After` in seconds, with or without fraction (Shopify's REST says "2.0"), or as a date, counted by the peer's own
  /// clock where it says the time (RFC 9110, 10.2.3); a day at most. Nil for none, and for what is none or over.
  var retryAfterMilliseconds: Int? {
    guard let text = headers["retry-after"]?.trimmingCharacters(in: .whitespaces) else { return nil }
    let day = 86_400_000
    if let seconds = Double(text) { return seconds >= 0 ? Int(min(seconds * 1_000, Double(day)).rounded(.up)) : nil }
    let here = Timestamp(date: Date())
    guard let moment = HTTPDate.moment(text, now: here) else { return nil }
    let now = headers["date"].flatMap { HTTPDate.moment($0, now: here) } ?? here
    let pause = moment.milliseconds - now.milliseconds
    return pause >= 0 ? min(Int(pause), day) : nil
  }
}
