internal import Foundation

/// One request to an engine over HTTP.
struct SpeechRequest: Equatable, Sendable {
  var address: RemoteAddress
  var headers: [(name: String, value: String)]
  var body: [UInt8]

  static func == (one: SpeechRequest, other: SpeechRequest) -> Bool {
    one.address == other.address && one.body == other.body
      && one.headers.map { "\($0.name):\($0.value)" } == other.headers.map { "\($0.name):\($0.value)" }
  }

  /// A JSON object, keys in order.
  static func json(_ address: RemoteAddress, headers: [(name: String, value: String)], _ object: [String: Any])
    throws(SpeechEngineError) -> SpeechRequest
  {
    guard
      let body = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    else { throw SpeechEngineError(.failed, "a request cannot be written as JSON") }
    return SpeechRequest(
      address: address, headers: headers + [("content-type", "application/json")], body: Array(body))
  }

  /// A form with a wav file (RFC 7578).
  static func form(
    _ address: RemoteAddress, headers: [(name: String, value: String)], fields: [(String, String)], wav: [UInt8],
    boundary: String = "aisle-\(UUID().uuidString)"
  ) -> SpeechRequest {
    var body: [UInt8] = []
    for (name, value) in fields {
      body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }
    body += Array(
      "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"speech.wav\"\r\nContent-Type: audio/wav\r\n\r\n"
        .utf8)
    body += wav
    body += Array("\r\n--\(boundary)--\r\n".utf8)
    return SpeechRequest(
      address: address, headers: headers + [("content-type", "multipart/form-data; boundary=\(boundary)")], body: body)
  }
}
