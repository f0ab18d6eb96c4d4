internal import Foundation

/// Where an engine is. Speech leaves this machine encrypted or not at all: outside loopback only https and wss.
public struct RemoteAddress: Sendable, Hashable, CustomStringConvertible {
  /// "wss", "api.deepgram.com", 443, "/v1/listen?model=nova-3".
  public let scheme: String, host: String, port: Int, target: String
  /// Whether it is on this machine.
  let isLocal: Bool

  /// Whether the way there is encrypted.
  public var isEncrypted: Bool { ["https", "wss"].contains(scheme) }
  /// Without the query, which may hold hints.
  public var description: String { "\(scheme)://\(host):\(port)\(target.prefix { $0 != "?" })" }
  /// The same as a URL, query included.
  var url: String { "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)\(target)" }

  /// Reads an address. Throws what is wrong with it.
  /// - Parameter schemes: What is spoken there: "http" stands for http and https, "ws" for ws and wss, "tcp" for loopback only.
  public init(_ text: String, schemes: Set<String>) throws(SpeechEngineError) {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(), let host = parts.host,
      !host.isEmpty, parts.user == nil, parts.password == nil, parts.fragment == nil
    else { throw SpeechEngineError(.unavailable, "'\(text)' is no address") }
    let plain = ["https": "http", "wss": "ws"][scheme] ?? scheme
    guard schemes.contains(plain) else {
      let known = schemes.sorted().map { $0 == "tcp" ? "tcp://" : "\($0)s:// or, on this machine, \($0)://" }
      throw SpeechEngineError(.unavailable, "'\(text)' must begin with \(known.joined(separator: " or "))")
    }
    let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    isLocal = bare == "localhost" || bare == "::1" || Self.isLoopback(bare)
    guard plain != scheme || isLocal else {
      throw SpeechEngineError(
        .unavailable,
        "'\(text)' would carry what callers say unencrypted; "
          + (plain == "tcp" ? "tcp:// is for this machine only" : "outside this machine use \(plain)s://"))
    }
    self.scheme = scheme
    self.host = bare
    port = parts.port ?? ["http": 80, "ws": 80, "https": 443, "wss": 443][scheme] ?? 0
    guard (1...65_535).contains(port) else { throw SpeechEngineError(.unavailable, "'\(text)' names no port") }
    let path = parts.percentEncodedPath
    target = (path.isEmpty ? "/" : path) + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
  }

  private init(_ base: RemoteAddress, target: String) {
    (scheme, host, port, isLocal) = (base.scheme, base.host, base.port, base.isLocal)
    self.target = target
  }

  /// 127.0.0.0/8 in figures: a name that looks like it is anywhere.
  private static func isLoopback(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// The address with more of a path.
  func appending(_ path: String) -> RemoteAddress {
    var base = Substring(target)
    while base.hasSuffix("/") { base = base.dropLast() }
    return RemoteAddress(self, target: base + path)
  }

  /// The address with more query items, percent-encoded.
  func asking(_ items: [(String, String)]) -> RemoteAddress {
    let added = items.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }.joined(separator: "&")
    guard !added.isEmpty else { return self }
    return RemoteAddress(
      self, target: target + (target.contains("?") ? "&" : "?") + added)
  }

  /// All but the unreserved characters of RFC 3986 escaped.
  static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      if scalar.isASCII,
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-._~".unicodeScalars.contains(scalar)
      {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = Array("0123456789ABCDEF")
        result += "%" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
      }
    }
    return result
  }
}
