import HTTPServer
import NIOCore
import NIOHTTP1

/// Decides about sockets on the media path and installs the stream's handler.
struct TwilioStreamHandler: UpgradeHandler {
  let configuration: TwilioConfiguration
  let streamURL: String
  let services: StreamServices

  func decide(_ request: UpgradeRequest) -> UpgradeDecision {
    guard services.socketCount < configuration.maximumSockets else {
      return .refuse(status: .serviceUnavailable, reason: "no room for one more stream")
    }
    if request.headers.contains(name: "origin") {
      // Carriers are no browsers.
      return .refuse(status: .forbidden, reason: "not for browsers")
    }
    if let objection = objection(request) { return .refuse(status: .forbidden, reason: objection) }
    let services = services
    return .pipeline(responseHeaders: [:]) { channel in
      try StreamPipeline.install(on: channel, services: services, wire: TwilioWire())
    }
  }

  private func objection(_ request: UpgradeRequest) -> String? {
    if !configuration.requireToken {
      return LoopbackGuard.objection(request)
    }
    // The stream's token is what counts. Where the carrier signs the handshake too, a wrong signature is refused: the
    // signed URL is the public one, spelt with wss or https, with or without a slash at the end.
    guard let authToken = configuration.authToken else { return nil }
    guard let signature = request.headers.first(name: "x-twilio-signature") else {
      return configuration.requireSignedHandshake ? "no signature" : nil
    }
    let check = TwilioSignature(authToken: authToken)
    let query = request.query.map { "?" + $0 } ?? ""
    let path = configuration.publicOrigin + TwilioLine.mediaPath
    let urls = [streamURL + query, streamURL + "/" + query, path + query]
    return urls.contains { check.isValid(signature, url: $0, fields: []) } ? nil : "the signature is not right"
  }
}
