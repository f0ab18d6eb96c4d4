import HTTPTypes
import Hummingbird
import Vendors

/// What is wrong with a request, as `application/problem+json` (RFC 9457).
struct Problem: Error, Hashable, Sendable {
  /// The kinds, as the last part of `type`.
  enum Kind: String, CaseIterable, Sendable {
    case notJSON = "not-json"
    case unauthorized = "unauthorized"
    case notFound = "not-found"
    case conflict = "message-conflict"
    case noSandbox = "not-a-sandbox"
    case ended = "conversation-ended"
    case tooLarge = "too-large"
    case wrongType = "wrong-content-type"
    case invalid = "invalid"
    case unknownSandbox = "unknown-sandbox"
    case sandboxUnavailable = "sandbox-unavailable"
    case tooMany = "too-many"
    case unavailable = "unavailable"

    var status: Int {
      switch self {
      case .notJSON: 400
      case .unauthorized: 401
      case .notFound: 404
      case .conflict, .noSandbox: 409
      case .ended: 410
      case .tooLarge: 413
      case .wrongType: 415
      case .invalid, .unknownSandbox, .sandboxUnavailable: 422
      case .tooMany: 429
      case .unavailable: 503
      }
    }

    var title: String {
      switch self {
      case .notJSON: "The body is not JSON"
      case .unauthorized: "A valid token is needed"
      case .notFound: "There is no such conversation"
      case .conflict: "This message's id was used for another text"
      case .noSandbox: "The conversation is not in a sandbox"
      case .ended: "The conversation has ended"
      case .tooLarge: "The body is too large"
      case .wrongType: "The body must be application/json"
      case .invalid: "The body is not what is expected"
      case .unknownSandbox: "There is no such sandbox"
      case .sandboxUnavailable: "The sandbox cannot be used"
      case .tooMany: "Too many"
      case .unavailable: "It cannot be done at the moment"
      }
    }
  }

  /// Which kind.
  var kind: Kind
  /// What happened and what to do.
  var detail: String
  /// The member of the body that is wrong.
  var field: String?
  /// What would be right.
  var known: [String]?
  /// After how many seconds it may go.
  var retryAfter: Int?

  init(_ kind: Kind, _ detail: String, field: String? = nil, known: [String]? = nil, retryAfter: Int? = nil) {
    self.kind = kind
    self.detail = detail
    self.field = field
    self.known = known
    self.retryAfter = retryAfter
  }

  var response: Response {
    var members: [String: JSONValue] = [
      "type": .string("urn:aisle:problem:\(kind.rawValue)"), "title": .string(kind.title),
      "status": .whole(kind.status), "detail": .string(detail),
    ]
    if let field { members["field"] = .string(field) }
    if let known { members["known"] = .array(known.map { .string($0) }) }
    var headers = HTTPFields()
    if kind == .unauthorized { headers[.wwwAuthenticate] = "Bearer realm=\"aisle\"" }
    if let retryAfter { headers[.retryAfter] = String(retryAfter) }
    return JSONResponse.response(
      .object(members), status: .init(code: kind.status), type: "application/problem+json", more: headers)
  }
}

/// Answers in JSON that no cache keeps.
enum JSONResponse {
  static func response(
    _ value: JSONValue, status: HTTPResponse.Status = .ok, type: String = "application/json", more: HTTPFields = [:]
  ) -> Response {
    var headers = SecurityHeaders.page
    headers[.contentType] = type
    for field in more { headers.append(field) }
    // A JSON value can always be written.
    let bytes = (try? value.text()).map { Array($0) } ?? Array("null".utf8)
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
