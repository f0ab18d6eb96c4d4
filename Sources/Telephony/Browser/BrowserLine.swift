public import Conversations
public import HTTPServer
public import Logging

/// Who may talk, or write, from a browser.
public struct BrowserLineConfiguration: Sendable, Hashable {
  /// The origins whose pages may open a talk ("https://www.example.com"), besides this machine's own when the list is empty.
  public var origins: [String]
  /// The most talks at once, and the most chats.
  public var maximumSockets: Int
  /// How long and how much a talk may take.
  public var limits = StreamLimits()
  /// How long and how much a chat may take: people leave their desks in between.
  public var chatLimits: StreamLimits = {
    var limits = StreamLimits()
    limits.textTimeout = 15 * 60 * 1_000_000_000
    limits.maximumDuration = 4 * 3_600 * 1_000_000_000
    return limits
  }()

  /// Makes a configuration.
  /// - Parameter origins: empty: only pages of this machine, opened on this machine.
  public init(origins: [String] = [], maximumSockets: Int = 20) {
    self.origins = origins
    self.maximumSockets = maximumSockets
  }
}

/// The way of a browser into the house: a socket on ``mediaPath``, one talk each, or on ``chatPath``, one chat each (``BrowserWire``).
public struct BrowserLine: Sendable {
  /// The path of the sockets for talking.
  public static let mediaPath = "/talk/media"
  /// The path of the sockets for writing.
  public static let chatPath = "/talk/chat"

  private let configuration: BrowserLineConfiguration
  private let talks: StreamServices
  private let chats: StreamServices

  /// Makes a line.
  public init(configuration: BrowserLineConfiguration, host: any CallHost, logger: Logger) {
    self.configuration = configuration
    talks = StreamServices(host: host, tokens: nil, limits: configuration.limits, logger: logger)
    chats = StreamServices(host: host, tokens: nil, limits: configuration.chatLimits, counted: .chats, logger: logger)
  }

  /// Registers the sockets.
  public func register(in registry: inout UpgradeRegistry) throws(HTTPServerError) {
    try registry.register(Self.mediaPath, BrowserStreamHandler(configuration: configuration, services: talks))
    try registry.register(
      Self.chatPath, BrowserStreamHandler(configuration: configuration, services: chats, isChat: true))
  }
}
