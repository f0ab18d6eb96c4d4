internal import AsyncHTTPClient
internal import Commerce
internal import Conversations
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import Vendors

/// Hands one-time codes to the retailer's own messaging system: a JSON document for an address, signed as Standard Webhooks, which is
/// expected to send it as a text message or an e-mail.
struct CodePost: Sendable {
  private struct Message: Encodable {
    var type = "one_time_code"
    var channel: String
    var to: String
    var text: String
  }

  let url: String
  let secret: String

  /// Posts a message. Throws a `CodeFailure` when it was not taken.
  func carry(_ channel: ContactChannel, _ contact: String, _ text: String) async throws {
    let body = Array(try JSONEncoder().encode(Message(channel: channel.rawValue, to: contact, text: text)))
    let now = Int64(Date().timeIntervalSince1970)
    guard let headers = StandardWebhooks.sign(id: "code-\(UUID().uuidString)", at: now, body: body, secret: secret)
    else {
      throw CodeFailure("codes.secret cannot sign")
    }
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/json")
    request.headers.add(name: "user-agent", value: "Aisle")
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    request.body = .bytes(ByteBuffer(bytes: body))
    let status: UInt
    do { status = try await Self.client.execute(request, timeout: .seconds(5)).status.code } catch {
      throw CodeFailure("\(url) cannot be reached (\(type(of: error)))")
    }
    guard (200..<300).contains(status) else { throw CodeFailure("\(url) answered \(status)") }
  }

  /// A code goes to no other address than the configured one.
  private static let client: HTTPClient = {
    var settings = HTTPClient.Configuration()
    settings.redirectConfiguration = .disallow
    settings.timeout.connect = .seconds(2)
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
  }()
}

extension House {
  /// Who sends one-time codes: the retailer's messaging system where it is configured; otherwise the operator's own terminal shows them, and
  /// everybody else gets none.
  func codeSender(over backend: any CommerceBackend, shows: Bool) -> (any CodeSender)? {
    guard let url = configuration.codesURL else {
      return shows ? ContactCodeSender(backend: backend, carry: nil) : nil
    }
    let post = CodePost(url: url, secret: configuration.codesSecret)
    return ContactCodeSender(backend: backend, carry: post.carry)
  }
}
