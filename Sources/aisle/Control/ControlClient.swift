internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL

/// Speaks with the server that has the data folder.
struct ControlClient: Sendable {
  /// Where it listens on this machine ("https://127.0.0.1:8443").
  var origin: String
  var pass: ControlPass

  /// Asks or orders something. Returns what the server says. Throws when none answers.
  func send(
    _ method: HTTPMethod, _ path: String, _ body: Data = Data(), within: TimeAmount = .seconds(15)
  ) async throws -> (status: Int, body: Data) {
    var request = HTTPClientRequest(url: origin + path)
    request.method = method
    for (name, value) in pass.headers(Array(body)) { request.headers.add(name: name, value: value) }
    if !body.isEmpty { request.body = .bytes(ByteBuffer(bytes: body)) }
    let response = try await LocalClient.shared.execute(request, timeout: within)
    let bytes = try await response.body.collect(upTo: 8 << 20)
    return (Int(response.status.code), Data(bytes.readableBytesView))
  }
}

/// Asks the server on this machine.
enum LocalClient {
  /// Where nobody listens it says so at once, instead of trying until the time is over. The certificate is made for the name others know,
  /// not for this machine's own address, so it is not compared: what is asked here holds without it, being signed or open to all.
  static let shared: HTTPClient = {
    var settings = HTTPClient.Configuration()
    settings.redirectConfiguration = .disallow
    settings.timeout.connect = .seconds(2)
    settings.connectionPool.retryConnectionEstablishment = false
    var encryption = TLSConfiguration.makeClientConfiguration()
    encryption.certificateVerification = .none
    settings.tlsConfiguration = encryption
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
  }()
}
