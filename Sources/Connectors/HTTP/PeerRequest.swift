import Foundation
import Vendors

/// One request to a peer.
struct PeerRequest: Sendable {
  /// "GET", "POST", …
  var method: String
  /// The path after the peer's base, with its leading slash; made with `PeerRequest.path` from what users say.
  var path: String
  /// Name and value, not yet escaped.
  var query: [(name: String, value: String)] = []
  /// Besides the peer's own.
  var headers: [(name: String, value: String)] = []
  /// What is sent.
  var body: Data?
  /// Whether it may change anything there: what became of it matters when the answer is lost.
  var isWrite: Bool

  /// Reads something.
  static func get(_ path: String, _ query: [(name: String, value: String)] = []) -> PeerRequest {
    PeerRequest(method: "GET", path: path, query: query, isWrite: false)
  }

  /// Sends JSON; a write unless told otherwise.
  static func json(_ method: String, _ path: String, _ body: JSONValue, isWrite: Bool = true) -> PeerRequest {
    // Encoding fails only on numbers that JSON does not have, which `JSONValue` cannot be made with.
    let data = (try? body.text()) ?? Data()
    return PeerRequest(
      method: method, path: path, headers: [("content-type", "application/json")], body: data, isWrite: isWrite)
  }

  /// A path of segments, each escaped, so that nothing said by a user leaves its segment.
  static func path(_ segments: String...) -> String {
    segments.map { "/" + escaped($0 == "." || $0 == ".." ? $0 + " " : $0) }.joined()
  }

  /// Path and query as they go on the wire.
  var target: String { target(adding: []) }

  /// Path and query as they go on the wire, with more in the query.
  func target(adding more: [(name: String, value: String)]) -> String {
    let query = query + more
    guard !query.isEmpty else { return path }
    return path + (path.contains("?") ? "&" : "?")
      + query.map { Self.escaped($0.name) + "=" + Self.escaped($0.value) }.joined(separator: "&")
  }

  /// All but RFC 3986's unreserved characters as percent signs and digits.
  static func escaped(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.count == 1 ? "%0" + digits : "%" + digits
      }
    }
    return result
  }
}
