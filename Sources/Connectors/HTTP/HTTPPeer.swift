import AsyncHTTPClient
import Commerce
import Foundation
import NIOCore
import NIOHTTP1
import Vendors

/// Somebody else's HTTP interface: where it is, what is said with each request, how much of an answer is read.
///
/// Says honestly whether a write may have happened; follows no redirects; tries nothing twice.
struct HTTPPeer: Sendable {
  /// The name in messages ("shopify").
  let name: String
  /// Scheme, host, port and perhaps a path, without a slash at the end.
  let base: String
  /// Sent with each request; credentials among them, so never logged.
  let headers: [(name: String, value: String)]
  /// Said in the query of each request, for peers that want their credentials there; never logged either.
  let query: [(name: String, value: String)]
  /// How much of a body is read.
  let maximumBytes: Int

  /// Makes a peer.
  init(
    name: String, url: String, headers: [(name: String, value: String)] = [],
    query: [(name: String, value: String)] = [], maximumBytes: Int = 8 << 20
  ) {
    self.name = name
    base = String(url.reversed().drop { $0 == "/" }.reversed())
    self.headers = headers
    self.query = query
    self.maximumBytes = maximumBytes
  }

  /// Sends a request and brings the whole answer, whatever its status. Throws when there is none.
  func send(_ request: PeerRequest, _ deadline: Deadline) async throws(OperationFailure) -> PeerResponse {
    guard !deadline.isOver else {
      throw OperationFailure(.timedOut, "no time left to ask \(name)", mayHaveHappened: false)
    }
    let body = request.body.map { WatchedBody(ByteBuffer(bytes: $0)) }
    do {
      return try await exchange(request, body, deadline)
    } catch {
      let sent = body?.mayHaveLeft ?? true
      throw TransportFailure.map(error, peer: name, isWrite: request.isWrite, sent: sent)
    }
  }

  /// Sends a request and brings the JSON of a success. Throws what the status means otherwise.
  func json(_ request: PeerRequest, _ deadline: Deadline) async throws(OperationFailure) -> JSONValue {
    let response = try await send(request, deadline)
    if let failure = response.failure { throw failure }
    return try response.json()
  }

  private func exchange(
    _ request: PeerRequest, _ body: WatchedBody?, _ deadline: Deadline
  ) async throws -> PeerResponse {
    var outgoing = HTTPClientRequest(url: base + request.target(adding: query))
    outgoing.method = .RAW(value: request.method)
    for (name, value) in headers + request.headers { outgoing.headers.add(name: name, value: value) }
    if let body, let size = request.body?.count { outgoing.body = .stream(body, length: .known(Int64(size))) }
    let sent = outgoing
    // The client's own deadline ends with the head of the answer; this one covers the body too.
    return try await withThrowingTaskGroup(of: PeerResponse?.self) { group in
      group.addTask {
        let response = try await Self.client.execute(sent, timeout: .seconds(3_600))
        let bytes = try await response.body.collect(upTo: maximumBytes)
        var headers: [String: String] = [:]
        for (name, value) in response.headers {
          // Links come in one header or in several (RFC 8288, 3).
          let (name, before) = (name.lowercased(), headers[name.lowercased()])
          headers[name] = name == "link" ? [before, value].compactMap(\.self).joined(separator: ", ") : value
        }
        return PeerResponse(
          peer: name, isWrite: request.isWrite, status: Int(response.status.code), headers: headers,
          body: Data(bytes.readableBytesView))
      }
      group.addTask {
        try await Task.sleep(until: deadline.at, clock: .continuous)
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let response = first else {
        throw HTTPClientError.deadlineExceeded
      }
      return response
    }
  }

  /// One client for all peers, for as long as the program runs: it keeps connections by host.
  private static let client: HTTPClient = {
    var settings = HTTPClient.Configuration()
    settings.redirectConfiguration = .disallow
    settings.timeout.connect = .seconds(2)
    // Below the keep-alive of common servers, so that a write seldom meets a connection that was just closed.
    settings.connectionPool.idleTimeout = .seconds(4)
    settings.connectionPool.retryConnectionEstablishment = false
    settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 32
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
  }()
}
