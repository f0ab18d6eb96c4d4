import Commerce
import Vendors

/// The REST API v3: resources under one root, errors as `{code, message, data}`.
struct WooAPI: Sendable {
  private let peer: HTTPPeer

  /// Speaks to a site, whose credentials the peer sends.
  init(_ peer: HTTPPeer) { self.peer = peer }

  private static let root = "/wp-json/wc/v3"

  /// The name in messages.
  var name: String { peer.name }

  /// Reads a resource or a list of them. Throws `notFound` when there is none.
  func get(
    _ path: String, _ query: [(name: String, value: String)] = [], _ deadline: Deadline
  ) async throws(OperationFailure) -> JSONValue {
    try await send(.get(Self.root + path, query), deadline)
  }

  /// All pages of a list, up to `limit` resources.
  func list(
    _ path: String, _ query: [(name: String, value: String)], limit: Int = 1_000, _ deadline: Deadline
  ) async throws(OperationFailure) -> [JSONValue] {
    var found: [JSONValue] = []
    for page in 1...max(1, (limit + 99) / 100) {
      let paging = [(name: "per_page", value: "100"), (name: "page", value: String(page))]
      let part = try await get(path, query + paging, deadline)
      guard let items = part.array, items.allSatisfy({ $0.object != nil }) else {
        throw invalid("told no list", isWrite: false)
      }
      found += items
      if items.count < 100 { break }
    }
    return found
  }

  /// Changes or makes a resource.
  ///
  /// - Parameter explain: what an error code of the resource's own means.
  func write(
    _ method: String, _ path: String, _ body: JSONValue, _ deadline: Deadline,
    explain: @Sendable (_ code: String, _ message: String) -> OperationFailure? = { _, _ in nil }
  ) async throws(OperationFailure) -> JSONValue {
    try await send(.json(method, Self.root + path, body), deadline, explain: explain)
  }

  /// WooCommerce answered something that is not its contract.
  func invalid(_ what: String, isWrite: Bool) -> OperationFailure {
    OperationFailure(.invalidResponse, "\(name) \(what)", mayHaveHappened: isWrite)
  }

  private func send(
    _ request: PeerRequest, _ deadline: Deadline,
    explain: @Sendable (_ code: String, _ message: String) -> OperationFailure? = { _, _ in nil }
  ) async throws(OperationFailure) -> JSONValue {
    let response = try await peer.send(request, deadline)
    if response.isSuccess { return try response.json() }
    guard let error = try? response.json(), let code = error["code"]?.string else {
      // Not WooCommerce itself: a proxy, a cache, a page of WordPress.
      if [404, 410].contains(response.status) {
        throw OperationFailure(
          .invalidResponse, "\(name) has no REST API there (HTTP \(response.status))", mayHaveHappened: false)
      }
      throw response.failure ?? invalid("answered nothing usable", isWrite: request.isWrite)
    }
    if let known = explain(code, error["message"]?.string ?? "") { throw known }
    if code == "rest_no_route" {
      throw OperationFailure(
        .invalidResponse, "\(name) has no REST API v3 there: is WooCommerce active?", mayHaveHappened: false)
    }
    throw response.failure ?? invalid("answered an error as a success", isWrite: request.isWrite)
  }
}
