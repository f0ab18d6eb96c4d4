public import Conversations
public import HTTPServer
public import Logging

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
