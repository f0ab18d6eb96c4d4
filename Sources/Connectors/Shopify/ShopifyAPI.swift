import Commerce
import Foundation
import Vendors

/// The Admin API: one address, one kind of request, errors in three places (status, `errors`, `userErrors`).
struct ShopifyAPI: Sendable {
  private let peer: HTTPPeer
  private let path: String

  /// Speaks to a shop, whose token the peer sends.
  init(_ peer: HTTPPeer, version: String) {
    self.peer = peer
    path = PeerRequest.path("admin", "api", version, "graphql.json")
  }

  /// Runs a query and brings its data. Throws when the document was refused or not carried out.
  func query(
    _ document: String, _ variables: [String: JSONValue] = [:], _ deadline: Deadline
  ) async throws(OperationFailure) -> JSONValue {
    try await run(document, variables, isWrite: false, deadline)
  }

  /// Runs a mutation and brings its payload, without errors of the user's. Throws what those mean.
  ///
  /// - Parameters:
  ///   - field: the mutation.
  ///   - errors: the field of its payload that holds the user errors.
  ///   - explain: what a user error means where its code alone does not tell.
  func mutate(
    _ field: String, _ document: String, _ variables: [String: JSONValue], errors: String = "userErrors",
    _ deadline: Deadline, explain: @Sendable (ShopifyUserError) -> OperationFailure? = { _ in nil }
  ) async throws(OperationFailure) -> JSONValue {
    let data = try await run(document, variables, isWrite: true, deadline)
    guard let payload = data[field] else { throw invalid("did not answer what was asked", isWrite: true) }
    if let first = payload[errors]?.array?.first.map(ShopifyUserError.init) {
      throw explain(first) ?? first.failure(name)
    }
    return payload
  }

  /// The name in messages.
  var name: String { peer.name }

  /// Shopify answered something that is not its contract.
  func invalid(_ what: String, isWrite: Bool) -> OperationFailure {
    OperationFailure(.invalidResponse, "\(name) \(what)", mayHaveHappened: isWrite)
  }

  /// The headers and status of a cheap query, for looking at the connection.
  func probe(_ document: String, _ deadline: Deadline) async throws(OperationFailure) -> PeerResponse {
    try await peer.send(request(document, [:], isWrite: false), deadline)
  }

  private func request(_ document: String, _ variables: [String: JSONValue], isWrite: Bool) -> PeerRequest {
    .json("POST", path, .object(["query": .string(document), "variables": .object(variables)]), isWrite: isWrite)
  }

  private func run(
    _ document: String, _ variables: [String: JSONValue], isWrite: Bool, _ deadline: Deadline
  ) async throws(OperationFailure) -> JSONValue {
    let response = try await peer.send(request(document, variables, isWrite: isWrite), deadline)
    if let failure = Self.failure(response) { throw failure }
    let answer = try response.json()
    let data = answer["data"]
    if let errors = answer["errors"] {
      // An answer without data was never carried out; with data a part of it may have been.
      throw ShopifyErrors.failure(errors, answer["extensions"], name: name, mayHaveHappened: isWrite && data != nil)
    }
    guard let data, data.object != nil else { throw response.invalid("answered neither data nor errors") }
    if answer["extensions"]?["search"] != nil {
      // A search field that Shopify does not know is ignored, and everything is found.
      throw response.invalid("does not know a search field that was used: is the version right?")
    }
    return data
  }

  /// What a status means here: 404 is about the address, not about an order.
  private static func failure(_ response: PeerResponse) -> OperationFailure? {
    switch response.status {
    case 404, 300..<400:
      OperationFailure(
        .unauthorized, "\(response.peer) has no such shop or API version (HTTP \(response.status))",
        mayHaveHappened: false)
    case 402, 423:
      OperationFailure(
        .unavailable, "\(response.peer): the shop is locked (HTTP \(response.status))", mayHaveHappened: false)
    case 400, 405, 406, 413, 414, 415, 422:
      OperationFailure(
        .invalidResponse, "\(response.peer) does not take our requests (HTTP \(response.status))",
        mayHaveHappened: false)
    default: response.failure
    }
  }
}
