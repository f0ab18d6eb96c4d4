internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1

/// Speaks with the server that has the data folder.
struct ControlClient: Sendable {
  var port: Int
  var pass: ControlPass

  /// Asks or orders something. Returns what the server says. Throws when none answers.
  func send(
    _ method: HTTPMethod, _ path: String, _ body: Data = Data(), within: TimeAmount = .seconds(15)
  ) async throws -> (status: Int, body: Data) {
    var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
    request.method = method
    for (name, value) in pass.headers(Array(body)) { request.headers.add(name: name, value: value) }
    if !body.isEmpty { request.body = .bytes(ByteBuffer(bytes: body)) }
    let response = try await Self.client.execute(request, timeout: within)
    let bytes = try await response.body.collect(upTo: 8 << 20)
    return (Int(response.status.code), Data(bytes.readableBytesView))
  }

  /// Where nobody listens it says so at once, instead of trying until the time is over.
  private static let client: HTTPClient = {
    var settings = HTTPClient.Configuration()
    settings.redirectConfiguration = .disallow
    settings.timeout.connect = .seconds(2)
    settings.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
  }()
}
