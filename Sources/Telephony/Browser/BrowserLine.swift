public import Conversations
public import HTTPServer
public import Logging
import NIOCore
import NIOHTTP1

/// Who may talk from a browser.
public struct BrowserLineConfiguration: Sendable, Hashable {
  /// The origins whose pages may open a talk ("https://www.example.com"), besides this machine's own when the list is empty.
  public var origins: [String]
  /// The most sockets at once.
  public var maximumSockets: Int
  /// How long and how much a talk may take.
  public var limits = StreamLimits()

  /// Makes a configuration.
  /// - Parameter origins: empty: only pages of this machine, opened on this machine.
  public init(origins: [String] = [], maximumSockets: Int = 20) {
    self.origins = origins
    self.maximumSockets = maximumSockets
  }
}

/// The way of a browser's talk into the house: a socket on ``mediaPath``, one talk each (``BrowserWire``).
public struct BrowserLine: Sendable {
  /// The socket's path.
  public static let mediaPath = "/talk/media"

  private let configuration: BrowserLineConfiguration
  private let services: StreamServices

  /// Makes a line.
  public init(configuration: BrowserLineConfiguration, host: any CallHost, logger: Logger) {
    self.configuration = configuration
    services = StreamServices(host: host, tokens: nil, limits: configuration.limits, logger: logger)
  }

  /// Registers the socket.
  public func register(in registry: inout UpgradeRegistry) throws(HTTPServerError) {
    try registry.register(Self.mediaPath, BrowserStreamHandler(configuration: configuration, services: services))
  }
}

/// Decides about a browser's sockets and installs the talk's handler.
struct BrowserStreamHandler: UpgradeHandler {
  let configuration: BrowserLineConfiguration
  let services: StreamServices

  func decide(_ request: UpgradeRequest) -> UpgradeDecision {
    guard services.socketCount < configuration.maximumSockets else {
      return .refuse(status: .serviceUnavailable, reason: "no room for one more talk")
    }
    if let objection = objection(request) { return .refuse(status: .forbidden, reason: objection) }
    let services = services
    return .pipeline(responseHeaders: [:]) { channel in
      try StreamPipeline.install(
        on: channel, services: services, wire: BrowserWire(identifier: "WB" + Identifiers.random()))
    }
  }

  /// A socket has no same-origin rule of its own: any page on the internet could open one, so the origin is looked at.
  private func objection(_ request: UpgradeRequest) -> String? {
    let origin = request.headers.first(name: "origin")
    if configuration.origins.isEmpty {
      let forwarded = ["forwarded", "x-forwarded-for", "x-real-ip", "via"].contains {
        request.headers.contains(name: $0)
      }
      return LoopbackGuard.objection(
        peer: request.peer, host: request.headers.first(name: "host"), origin: origin, forwarded: forwarded)
    }
    guard let origin else { return "the Origin is missing" }
    return configuration.origins.contains(origin) ? nil : "the Origin is not one of talk.origins"
  }
}
