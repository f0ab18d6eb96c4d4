import Foundation

/// A conversation's identifier as part of an address. What comes in is checked, what goes out is encoded.
struct ConversationAddress: Hashable, Sendable {
  /// More than any identifier of ours or of a carrier; a longer one is not looked up.
  static let longest = 200

  /// The identifier.
  let id: String

  /// Reads a path's segment; nil when it cannot be an identifier.
  init?(encoded segment: String?) {
    guard let id = segment?.removingPercentEncoding else { return nil }
    self.init(id)
  }

  /// Takes an identifier; nil when it cannot stand in an address.
  init?(_ id: String) {
    guard !id.isEmpty, id.utf8.count <= Self.longest, id != ".", id != ".." else { return nil }
    guard id.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else { return nil }
    self.id = id
  }

  /// The page of this conversation: RFC 3986's unreserved characters stay, all else is encoded.
  var path: String { "/conversations/" + Self.encode(id) }

  /// Its recording.
  var recordingPath: String { path + "/recording.wav" }

  private static func encode(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }
}
