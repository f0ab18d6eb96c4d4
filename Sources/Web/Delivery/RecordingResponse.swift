import HTTPTypes
import Hummingbird

/// A recording as it goes over the wire, with ranges, so that a player can seek without loading it all.
struct RecordingResponse {
  /// A RIFF wav file.
  var bytes: [UInt8]
  /// The conversation's identifier, for the file's name.
  var id: String
  /// To be kept as a file, not played.
  var download: Bool

  /// The answer to a request with this `Range` header.
  func response(range header: String?) -> Response {
    var headers = SecurityHeaders.page
    headers[.contentType] = "audio/wav"
    headers[.acceptRanges] = "bytes"
    if download { headers[.contentDisposition] = "attachment; filename=\"\(fileName)\"" }
    switch ByteRange(header: header, length: bytes.count) {
    case .whole:
      return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    case .part(let part):
      headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(bytes.count)"
      let body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes[part]))
      return Response(status: .partialContent, headers: headers, body: body)
    case .unsatisfiable:
      headers[.contentRange] = "bytes */\(bytes.count)"
      return Response(status: .rangeNotSatisfiable, headers: headers)
    }
  }

  private var fileName: String {
    let plain = id.unicodeScalars.map { scalar in
      scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-" ? scalar : "_"
    }
    var name = "call-"
    name.unicodeScalars.append(contentsOf: plain)
    return name + ".wav"
  }
}
