import HTTPTypes
import Hummingbird

/// Style, scripts and icon, kept in memory. A browser asks each time whether its copy is still the one (`ETag`).
struct StaticAssets: Sendable {
  private struct Asset: Sendable {
    var body: ByteBuffer
    var type: String
    var tag: String
  }

  private let assets: [String: Asset]

  /// Reads them.
  init() throws {
    var assets: [String: Asset] = [:]
    for file in try Resources.files(in: "Assets") {
      guard let type = Self.types[String(file.name.split(separator: ".").last ?? "")] else { continue }
      assets[file.name] = Asset(body: ByteBuffer(bytes: file.bytes), type: type, tag: Self.tag(of: file.bytes))
    }
    self.assets = assets
  }

  /// The asset, 304 when the browser has it, nil when there is none of that name.
  func response(to request: Request, name: String) -> Response? {
    guard let asset = assets[name] else { return nil }
    var headers = SecurityHeaders.common
    headers[.eTag] = asset.tag
    headers[.cacheControl] = "no-cache"
    if let known = request.headers[.ifNoneMatch], known.contains(asset.tag) {
      return Response(status: .notModified, headers: headers)
    }
    headers[.contentType] = asset.type
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: asset.body))
  }

  private static let types = [
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
  ]

  /// FNV-1a, 64 bits: tells versions apart, keeps no secret.
  private static func tag(of bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return "\"" + String(hash, radix: 16) + "\""
  }
}
