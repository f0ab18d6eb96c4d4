import HTTPServer
import NIOCore
import NIOHTTP1

import struct Foundation.UUID

/// Decides about a browser's sockets and installs the talk's handler.
struct BrowserStreamHandler: UpgradeHandler {
  let configuration: BrowserLineConfiguration
  let services: StreamServices
  /// Whether it is for writing alone.
  var isChat = false

  func decide(_ request: UpgradeRequest) -> UpgradeDecision {
    guard services.socketCount < configuration.maximumSockets else {
      return .refuse(status: .serviceUnavailable, reason: "no room for one more")
    }
    if let objection = objection(request) { return .refuse(status: .forbidden, reason: objection) }
    let (services, isChat) = (services, isChat)
    return .pipeline(responseHeaders: [:]) { channel in
      let identifier = (isChat ? "WC" : "WB") + UUID().uuidString.filter { $0 != "-" }.lowercased()
      if isChat {
        try StreamPipeline.install(on: channel, services: services, wire: ChatWire(identifier: identifier))
      } else {
        try StreamPipeline.install(on: channel, services: services, wire: BrowserWire(identifier: identifier))
      }
    }
  }

  /// A socket has no same-origin rule of its own: any page on the internet could open one, so the origin is looked at.
  private func objection(_ request: UpgradeRequest) -> String? {
    if configuration.origins.isEmpty { return LoopbackGuard.objection(request) }
    guard let origin = request.headers.first(name: "origin") else { return "the Origin is missing" }
    return configuration.origins.contains(origin) ? nil : "the Origin is not one of talk.origins"
  }
}
