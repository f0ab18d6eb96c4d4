import Commerce
import Foundation
import Vendors

/// Stripe's way of asking: forms, versions, idempotency keys, lists.
struct StripeClient: Sendable {
  let peer: HTTPPeer
  /// The API version that this connector was written for.
  static let version = "2025-11-17.clover"

  /// Reads an object. Throws what Stripe's error means.
  func get(
    _ path: String, query: [(name: String, value: String)] = [], _ deadline: Deadline
  ) async throws(OperationFailure) -> JSONValue {
    try Self.judged(try await peer.send(.get(path, query), deadline))
  }

  /// Sends a form under a key. Throws what Stripe's error means.
  ///
  /// Stripe keeps the first result of a key for at least 24 hours, 500s included
  /// (https://docs.stripe.com/api/idempotent_requests): a kept 500 comes back for ever. So when one comes back, `find` looks
  /// whether the first attempt took effect all the same; when it did not, a key made of the same key is used.
  func post(
    _ path: String, _ form: JSONValue, _ key: IdempotencyKey, _ deadline: Deadline,
    find: (Deadline) async throws(OperationFailure) -> JSONValue?
  ) async throws(OperationFailure) -> JSONValue {
    var suffix = ""
    for attempt in 2...4 {
      let request = PeerRequest(
        method: "POST", path: path,
        headers: [
          ("content-type", "application/x-www-form-urlencoded"), ("idempotency-key", key.text + suffix),
        ], body: Data(FormEncoding.text(form).utf8), isWrite: true)
      let response = try await peer.send(request, deadline)
      guard response.status >= 500, response.headers["idempotent-replayed"] == "true" else {
        return try Self.judged(response)
      }
      do {
        if let found = try await find(deadline) { return found }
      } catch {
        // It is not known whether the attempt that Stripe kept took effect.
        throw OperationFailure(.outcomeUnknown, "a kept 500 of Stripe's: \(error.message)", mayHaveHappened: true)
      }
      suffix = ".\(attempt)"
    }
    throw OperationFailure(.unavailable, "Stripe fails at this again and again", mayHaveHappened: true)
  }

  /// The elements of a list, newest first, until one fits or `most` pages are read; nil, and whether the list ended.
  func first(
    _ path: String, query: [(name: String, value: String)] = [], most: Int = 5, _ deadline: Deadline,
    where fits: (JSONValue) -> Bool
  ) async throws(OperationFailure) -> (found: JSONValue?, wasWhole: Bool) {
    var after: String?
    for _ in 0..<most {
      let more = after.map { [(name: "starting_after", value: $0)] } ?? []
      let page = try await get(path, query: query + [("limit", "100")] + more, deadline)
      // Half a list must not look like a whole one: what is not in it would be sent again.
      guard let elements = page["data"]?.array, let hasMore = page["has_more"]?.bool,
        elements.allSatisfy({ $0["id"]?.string?.isEmpty == false }), !hasMore || !elements.isEmpty
      else {
        throw OperationFailure(
          .invalidResponse, "\(peer.name) answered something that is no list", mayHaveHappened: false)
      }
      if let found = elements.first(where: fits) { return (found, false) }
      guard hasMore else { return (nil, true) }
      let last = elements.last?["id"]?.string
      guard last != after else {
        throw OperationFailure(.invalidResponse, "\(peer.name) answered the same page again", mayHaveHappened: false)
      }
      after = last
    }
    return (nil, false)
  }

  /// All elements of a list, up to `most` pages, and whether that was all.
  func all(
    _ path: String, query: [(name: String, value: String)] = [], most: Int = 5, _ deadline: Deadline
  ) async throws(OperationFailure) -> (elements: [JSONValue], wasWhole: Bool) {
    var found: [JSONValue] = []
    let (_, whole) = try await first(path, query: query, most: most, deadline) { element in
      found.append(element)
      return false
    }
    return (found, whole)
  }

  /// The JSON of a success. Throws what Stripe's error means.
  static func judged(_ response: PeerResponse) throws(OperationFailure) -> JSONValue {
    if response.isSuccess { return try response.json() }
    let body = try? JSONValue(parsing: response.body)
    if let failure = StripeErrors.failure(status: response.status, body: body, isWrite: response.isWrite) {
      throw failure
    }
    throw response.failure ?? response.invalid("answered HTTP \(response.status)")
  }
}
