import Crypto
import FoundationEssentials

/// What a stream token proves: this call, from and to these numbers, was announced by a signed webhook.
struct StreamClaims: Sendable, Hashable, Codable {
  /// The carrier's identifier of the call.
  var callID: String
  /// The calling number.
  var from: String?
  /// The called number.
  var to: String?

  /// Makes claims.
  init(callID: String, from: String?, to: String?) {
    self.callID = callID
    self.from = from
    self.to = to
  }
}

/// Signs and checks stream tokens: `base64url(claims, expiry, nonce) "." base64url(HMAC-SHA256)`. Pure: time and nonce come
/// from outside. Single use is the ``ReplaySet``'s matter.
struct StreamTokenSigner {
  /// A token whose signature is right.
  struct Opened: Equatable {
    var claims: StreamClaims
    /// Seconds since 1970.
    var expiry: Int64
    var nonce: String
  }

  private struct Payload: Codable {
    var c: StreamClaims
    var e: Int64
    var n: String
  }

  private let key: SymmetricKey

  init(secret: [UInt8]) { key = SymmetricKey(data: secret) }

  func token(for claims: StreamClaims, expiry: Int64, nonce: String) -> String? {
    guard let data = try? JSONEncoder().encode(Payload(c: claims, e: expiry, n: nonce)) else { return nil }
    let body = Self.url(data)
    return body + "." + Self.url(Data(HMAC<SHA256>.authenticationCode(for: Data(body.utf8), using: key)))
  }

  /// Nil when the token is not ours.
  func open(_ token: String) -> Opened? {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard token.utf8.count <= 4_096, parts.count == 2, let body = parts.first, let mac = Self.data(parts[1]),
      // Compares in constant time.
      HMAC<SHA256>.isValidAuthenticationCode(mac, authenticating: Data(body.utf8), using: key),
      let data = Self.data(body), let payload = try? JSONDecoder().decode(Payload.self, from: data)
    else { return nil }
    return Opened(claims: payload.c, expiry: payload.e, nonce: payload.n)
  }

  private static func url(_ data: Data) -> String {
    String(
      decoding: data.base64EncodedData().compactMap { byte -> UInt8? in
        switch byte {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        case UInt8(ascii: "="): nil
        default: byte
        }
      }, as: UTF8.self)
  }

  private static func data(_ text: Substring) -> Data? {
    var bytes = text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "-"): UInt8(ascii: "+")
      case UInt8(ascii: "_"): UInt8(ascii: "/")
      default: byte
      }
    }
    while bytes.count % 4 != 0 { bytes.append(UInt8(ascii: "=")) }
    return Data(base64Encoded: Data(bytes))
  }
}

/// The tokens that were used and have not expired yet. Bounded: when it is full nothing more is let in, rather than a
/// token a second time; only tokens with our signature get here.
struct ReplaySet {
  private let capacity: Int
  private var expiries: [String: Int64] = [:]
  private var nextSweep: Int64 = 0

  init(capacity: Int) { self.capacity = capacity }

  var count: Int { expiries.count }

  /// True when the nonce was not used before; it is from now on.
  mutating func use(_ nonce: String, expiry: Int64, now: Int64) -> Bool {
    if expiries.count >= capacity || now >= nextSweep {
      expiries = expiries.filter { $0.value > now }
      nextSweep = now + 30
    }
    guard expiries[nonce] == nil, expiries.count < capacity else { return false }
    expiries[nonce] = expiry
    return true
  }
}
