import HTTPServer
import HTTPTypes
import Hummingbird
import Logging
import Metrics
import NIOCore

/// What both webhooks share: reading the form, checking who sends it, answering with XML.
struct TwilioWebhook: Sendable {
  private static let maximumBody = 65_536

  private let configuration: TwilioConfiguration
  private let logger: Logger

  init(configuration: TwilioConfiguration, logger: Logger) {
    self.configuration = configuration
    self.logger = logger
  }

  func answer<Context: RemoteAddressRequestContext>(
    _ request: Request, path: String, context: Context, document: (FormBody) -> String
  ) async -> Response {
    let body: ByteBuffer
    do {
      body = try await request.body.collect(upTo: Self.maximumBody)
    } catch {
      return Response(status: .contentTooLarge)
    }
    let form = FormBody(body.readableBytesView)
    if let objection = objection(request, path: path, peer: context.remoteAddress, form: form) {
      Counter(label: "aisle_webhooks_refused_total", dimensions: [("path", path)]).increment()
      logger.warning("A webhook was refused", metadata: ["path": "\(path)", "why": "\(objection)"])
      return Response(status: .forbidden)
    }
    return Response(
      status: .ok, headers: [.contentType: "text/xml; charset=utf-8", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(string: document(form))))
  }

  private func objection(_ request: Request, path: String, peer: SocketAddress?, form: FormBody) -> String? {
    guard let authToken = configuration.authToken else {
      return LoopbackGuard.objection(
        peer: peer, host: request.head.authority, forwarded: ProxyMarks.present(in: request.headers))
    }
    guard let name = HTTPField.Name("X-Twilio-Signature"), let signature = request.headers[name] else {
      return "no signature"
    }
    let query = request.uri.query.map { "?" + $0 } ?? ""
    let valid = TwilioSignature(authToken: authToken)
      .isValid(signature, url: configuration.publicOrigin + path + query, fields: form.fields)
    return valid ? nil : "the signature is not right for the configured public origin"
  }
}
