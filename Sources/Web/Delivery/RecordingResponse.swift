import Conversations
import HTTPTypes
import Hummingbird

/// A recording as it goes over the wire, with ranges, so that a player can seek without loading it all.
struct RecordingResponse {
  /// A RIFF wav file.
  var recording: any RecordingReader
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
    switch ByteRange(header: header, length: recording.length) {
    case .whole:
      headers[.contentLength] = String(recording.length)
      return Response(status: .ok, headers: headers, body: body(0..<recording.length))
    case .part(let part):
      headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(recording.length)"
      headers[.contentLength] = String(part.count)
      return Response(status: .partialContent, headers: headers, body: body(part))
    case .unsatisfiable:
      headers[.contentRange] = "bytes */\(recording.length)"
      return Response(status: .rangeNotSatisfiable, headers: headers)
    }
  }

  /// Opened piece by piece as it goes out: an hour's recording is never in memory as a whole.
  private func body(_ range: Range<Int>) -> ResponseBody {
    let recording = recording
    return ResponseBody { writer in
      var start = range.lowerBound
      while start < range.upperBound {
        let end = min(range.upperBound, start + 256_000)
        try await writer.write(ByteBuffer(bytes: try recording.bytes(start..<end)))
        start = end
      }
      try await writer.finish(nil)
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
