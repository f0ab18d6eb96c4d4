public import NIOCore
import NIOHTTP1

/// Decides whether a request comes from this very machine: the peer is loopback, the request was not passed on by a proxy,
/// and its Host is a local name. The last one matters because a page on the internet can have its own name resolve to
/// 127.0.0.1 (DNS rebinding) and so make a browser on this machine speak to us.
public enum LoopbackGuard {
  /// Why a request is not local; nil when it is.
  /// - Parameters:
  ///   - peer: the other end of the socket.
  ///   - host: the Host field (`:authority`), with or without port.
  ///   - origin: the Origin field of a browser, if any.
  ///   - forwarded: whether a proxy has left its mark (`Forwarded`, `X-Forwarded-For`).
  public static func objection(
    peer: SocketAddress?, host: String?, origin: String? = nil, forwarded: Bool = false
  ) -> String? {
    guard let peer, isLoopback(peer) else { return "only from this machine" }
    guard !forwarded else { return "only from this machine, not through a proxy" }
    guard let host, isLocal(host: host) else { return "the Host field must be localhost" }
    if let origin, !isLocal(origin: origin) { return "the Origin must be localhost" }
    return nil
  }

  /// Why a request to upgrade is not local; nil when it is.
  public static func objection(_ request: UpgradeRequest) -> String? {
    objection(
      peer: request.peer, host: request.headers.first(name: "host"), origin: request.headers.first(name: "origin"),
      forwarded: ProxyMarks.names.contains { request.headers.contains(name: $0) })
  }

  /// True for 127.0.0.0/8, ::1, their mapped forms and sockets of the file system.
  public static func isLoopback(_ address: SocketAddress) -> Bool {
    guard let text = address.ipAddress else { return address.protocol == .unix }
    return text.hasPrefix("127.") || text == "::1" || text.hasPrefix("::ffff:127.")
  }

  /// True for localhost, 127.0.0.1 and [::1], with any port.
  public static func isLocal(host: String) -> Bool {
    let name: Substring
    let port: Substring?
    if host.hasPrefix("[") {
      guard let end = host.firstIndex(of: "]") else { return false }
      name = host[...end]
      let rest = host[host.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { return false }
      port = rest.isEmpty ? nil : rest.dropFirst()
    } else {
      let parts = host.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      name = parts.first ?? ""
      port = parts.count > 1 ? parts.last : nil
    }
    if let port, port.isEmpty || !port.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
      return false
    }
    return ["localhost", "127.0.0.1", "[::1]"].contains(name.lowercased())
  }

  private static func isLocal(origin: String) -> Bool {
    for scheme in ["http://", "https://"] where origin.hasPrefix(scheme) {
      return isLocal(host: String(origin.dropFirst(scheme.count)))
    }
    return false
  }
}
