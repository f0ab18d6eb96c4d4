import Crypto
import FoundationEssentials

/// Checks `X-Twilio-Signature`: base64(HMAC-SHA1(auth token, URL, then each distinct name and value, sorted)).
/// The URL is the public one as configured, never what the request's Host claims
/// (twilio.com/docs/usage/webhooks/webhooks-security; twilio-python `request_validator.py`).
struct TwilioSignature {
  private let key: SymmetricKey

  init(authToken: String) { key = SymmetricKey(data: Data(authToken.utf8)) }

  /// True when the signature is right for one of the spellings of this URL: with and without port.
  func isValid(_ signature: String, url: String, fields: [(name: String, value: String)]) -> Bool {
    guard let mac = Data(base64Encoded: signature) else { return false }
    let body = Self.sorted(fields)
    var valid = false
    for spelling in Self.spellings(of: url) {
      // In constant time, and all spellings are tried.
      valid =
        HMAC<Insecure.SHA1>.isValidAuthenticationCode(mac, authenticating: Data((spelling + body).utf8), using: key)
        || valid
    }
    return valid
  }

  /// The signature of a request, as Twilio makes it.
  func signature(url: String, fields: [(name: String, value: String)]) -> String {
    let code = HMAC<Insecure.SHA1>.authenticationCode(for: Data((url + Self.sorted(fields)).utf8), using: key)
    return Data(code).base64EncodedString()
  }

  private static func sorted(_ fields: [(name: String, value: String)]) -> String {
    var pairs = fields.map { (Array($0.name.utf8), Array($0.value.utf8)) }
    pairs.sort { $0.0 == $1.0 ? $0.1.lexicographicallyPrecedes($1.1) : $0.0.lexicographicallyPrecedes($1.0) }
    var bytes: [UInt8] = []
    for (index, pair) in pairs.enumerated() where index == 0 || pair != pairs[index - 1] {
      bytes += pair.0 + pair.1
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The URL as it is, without its port, and with the port its scheme implies.
  static func spellings(of url: String) -> [String] {
    guard let start = url.firstRange(of: "://") else { return [url] }
    let scheme = url[..<start.lowerBound]
    let rest = url[start.upperBound...]
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    let authority = rest[..<end]
    let tail = rest[end...]
    let colon = authority.hasSuffix("]") ? nil : authority.lastIndex(of: ":")
    let host = colon.map { authority[..<$0] } ?? authority
    let port = scheme == "https" || scheme == "wss" ? "443" : "80"
    var spellings = [url]
    if colon != nil { spellings.append("\(scheme)://\(host)\(tail)") }
    if colon == nil { spellings.append("\(scheme)://\(host):\(port)\(tail)") }
    return spellings
  }
}
