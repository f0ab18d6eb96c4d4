/// A WebSocket frame as a client sends it (RFC 6455 §5.2): the header, and the payload masked.
enum ClientFrame {
  /// - Parameters:
  ///   - first: The header's first byte.
  ///   - key: Nil: not masked.
  ///   - claims: The length that the header tells, where it is not the payload's.
  static func bytes(
    _ first: UInt8, _ payload: [UInt8], key: [UInt8]? = [0x12, 0x34, 0x56, 0x78], claims: Int? = nil
  ) -> [UInt8] {
    let count = claims ?? payload.count
    let bit: UInt8 = key == nil ? 0 : 0x80
    var bytes = [first]
    switch count {
    case ..<126: bytes.append(bit | UInt8(count))
    case ..<65_536: bytes += [bit | 126, UInt8(count >> 8), UInt8(count & 255)]
    default: bytes += [bit | 127] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
    }
    guard let key else { return bytes + payload }
    return bytes + key + payload.enumerated().map { $1 ^ key[$0 & 3] }
  }
}
