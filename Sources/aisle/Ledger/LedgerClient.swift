internal import AsyncHTTPClient
internal import Commerce
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import Operations

/// Speaks with the server that holds the ledger.
struct LedgerClient: Sendable {
  var port: Int
  var pass: LedgerPass

  /// What the server has open; nil when none answers.
  func open() async -> [LedgerNotice]? {
    guard let (status, body) = try? await send(.GET, Data()), status == 200 else { return nil }
    return try? JSONDecoder().decode([LedgerNotice].self, from: body)
  }

  /// Hands a verdict over. Returns what the server says. Throws a `LedgerObjection`.
  func decide(_ key: IdempotencyKey, _ verdict: LedgerVerdict) async throws -> String {
    let answer: (status: Int, body: Data)
    do {
      answer = try await send(.POST, try JSONEncoder().encode(LedgerPass.Word(key: key.text, verdict: verdict)))
    } catch {
      throw LedgerObjection(
        "another process holds the ledger, but no server answers at 127.0.0.1:\(port). If it is starting, try again; if it "
          + "listens elsewhere, say which configuration it has with --config; or stop it and decide then")
    }
    let text = String(decoding: answer.body, as: UTF8.self)
    guard answer.status == 200 else {
      throw LedgerObjection(
        answer.status == 404 || answer.status == 401
          ? "what listens at 127.0.0.1:\(port) is not the server of this data folder" : text)
    }
    return text
  }

  private func send(_ method: HTTPMethod, _ body: Data) async throws -> (status: Int, body: Data) {
    var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(LedgerRoutes.path)")
    request.method = method
    for (name, value) in pass.headers(Array(body)) { request.headers.add(name: name, value: value) }
    if !body.isEmpty { request.body = .bytes(ByteBuffer(bytes: body)) }
    let response = try await Self.client.execute(request, timeout: .seconds(15))
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
