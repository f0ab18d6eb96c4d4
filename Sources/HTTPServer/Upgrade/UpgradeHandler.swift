public import NIOCore
public import NIOHTTP1

/// The head of a request that asks to become a WebSocket, as a handler sees it before anything is answered.
public struct UpgradeRequest: Sendable {
  /// The path without its query.
  public var path: String
  /// What follows the question mark, undecoded; nil when there is none.
  public var query: String?
  /// All header fields as received.
  public var headers: HTTPHeaders
  /// The address of the other end of the socket.
  public var peer: SocketAddress?

  /// Makes a request.
  public init(path: String, query: String? = nil, headers: HTTPHeaders = [:], peer: SocketAddress? = nil) {
    self.path = path
    self.query = query
    self.headers = headers
    self.peer = peer
  }

  /// Takes a request target apart.
  init(head: HTTPRequestHead, peer: SocketAddress?) {
    let (path, query) = Self.split(head.uri)
    self.init(path: path, query: query, headers: head.headers, peer: peer)
  }

  /// Splits a request target at its first question mark.
  static func split(_ target: String) -> (path: String, query: String?) {
    guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (target, nil) }
    return (String(target[..<mark]), String(target[target.utf8.index(after: mark)...]))
  }
}

/// What becomes of a request to upgrade.
public enum UpgradeDecision: Sendable {
  /// Answered with this status and reason (a short text for the caller's log), then closed.
  case refuse(status: HTTPResponseStatus, reason: String)
  /// Answered with 101 and these further fields; then `install` adds channel handlers, on the channel's event loop.
  /// They read and write `WebSocketFrame`s, as NIO's encoder and decoder make, or bytes where they are put in front of
  /// those. They must close on `ChannelEvent.inputClosed` (half closure is allowed on every
  /// socket), and must react to ``ServerIsShuttingDown``.
  case pipeline(responseHeaders: HTTPHeaders, install: @Sendable (any Channel) throws -> Void)
}

/// Decides about requests to upgrade on one path.
public protocol UpgradeHandler: Sendable {
  /// Called once for a request, on the connection's event loop: must return at once.
  func decide(_ request: UpgradeRequest) -> UpgradeDecision
}

/// Told to the channels of upgraded connections (a user inbound event) when the server wants to stop.
public struct ServerIsShuttingDown: Sendable, Hashable {
  /// How urgent it is.
  public enum Phase: Sendable, Hashable {
    /// Finish what runs, begin nothing new, close with 1001 when done.
    case drain
    /// The time for draining is over: close with 1001 now.
    case close
  }

  /// How urgent it is.
  public var phase: Phase

  /// Makes an event.
  public init(phase: Phase) { self.phase = phase }
}
