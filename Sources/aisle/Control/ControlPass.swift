internal import Commerce
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Operations
internal import Vendors

/// How a command shows the server of its data folder that it may read the master key: requests are signed, so that whatever else
/// listens at the port learns nothing it could use.
struct ControlPass: Sendable {
  /// Known to whoever may read the master key.
  var secret: String

  /// The headers of a request with a body.
  func headers(_ body: [UInt8]) -> [(String, String)] {
    let now = MachineClock().wall.milliseconds / 1_000
    return StandardWebhooks.sign(id: "control-\(UUID().uuidString)", at: now, body: body, secret: secret) ?? []
  }

  /// The body of a request from somebody who knows the secret; otherwise what a stranger is answered.
  func body(of request: Request) async -> Result<[UInt8], Refusal> {
    let body: [UInt8]
    do { body = Array((try await request.body.collect(upTo: 1 << 20)).readableBytesView) } catch {
      return .failure(Refusal(answer: Self.answer(.contentTooLarge, "that is more than an order has to say")))
    }
    let headers = EventHeaders(request.headers.map { ($0.name.canonicalName, $0.value) })
    let check = StandardWebhooks.check(
      headers, body: body, secrets: WebhookSecrets([secret]), now: MachineClock().wall)
    guard check == .valid else {
      return .failure(Refusal(answer: Self.answer(.unauthorized, "the signature does not fit this server")))
    }
    return .success(body)
  }

  /// Why a request is not looked at.
  struct Refusal: Error {
    var answer: Response
  }

  static func answer(_ status: HTTPResponse.Status, _ text: String) -> Response {
    Response(
      status: status, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
