import Audio

/// Base64 (RFC 4648 §4) by table: the two operations of a carrier frame.
enum Base64 {
  private static let invalid: UInt8 = 0xFF
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values: [UInt8] = {
    var table = [UInt8](repeating: invalid, count: 256)
    for (value, byte) in alphabet.enumerated() { table[Int(byte)] = UInt8(value) }
    return table
  }()

  /// How many bytes padded base64 text holds; nil when its length cannot be right.
  private static func decodedCount(_ text: Span<UInt8>) -> Int? {
    let count = text.count
    guard count > 0 else { return 0 }
    guard count & 3 == 0 else { return nil }
    let padding = text[count - 1] != UInt8(ascii: "=") ? 0 : text[count - 2] != UInt8(ascii: "=") ? 1 : 2
    return count / 4 * 3 - padding
  }

  /// Decodes padded base64 of mu-law straight into linear samples. Nil when the text is not plain base64.
  static func samples(_ text: Span<UInt8>) -> [Int16]? {
    guard let total = decodedCount(text) else { return nil }
    guard total > 0 else { return text.count == 0 ? [] : nil }
    var samples = [Int16](repeating: 0, count: total)
    return decode(text, into: samples.mutableSpan) ? samples : nil
  }

  /// True when all of the text was base64; `out` has exactly the room.
  private static func decode(_ text: Span<UInt8>, into out: consuming MutableSpan<Int16>) -> Bool {
    let values = values.span
    let table = MuLaw.decodeTable
    let linear = table.span
    let total = out.count
    let whole = total / 3
    var bad: UInt8 = 0
    var at = 0
    var read = 0
    for _ in 0..<whole {
      let a = values[Int(text[read])]
      let b = values[Int(text[read + 1])]
      let c = values[Int(text[read + 2])]
      let d = values[Int(text[read + 3])]
      bad |= (a | b | c | d) & 0xC0
      let word = UInt32(a & 63) << 18 | UInt32(b & 63) << 12 | UInt32(c & 63) << 6 | UInt32(d & 63)
      out[at] = linear[Int(word >> 16)]
      out[at + 1] = linear[Int(word >> 8 & 0xFF)]
      out[at + 2] = linear[Int(word & 0xFF)]
      at += 3
      read += 4
    }
    let rest = total - whole * 3
    guard rest > 0 else { return bad == 0 }
    let a = values[Int(text[read])]
    let b = values[Int(text[read + 1])]
    let c = rest == 2 ? values[Int(text[read + 2])] : 0
    bad |= (a | b | c) & 0xC0
    // Bits beyond the last whole byte must be zero, or two texts would mean the same.
    if rest == 1 ? b & 15 != 0 : c & 3 != 0 { bad |= 0x80 }
    let word = UInt32(a & 63) << 18 | UInt32(b & 63) << 12 | UInt32(c & 63) << 6
    out[at] = linear[Int(word >> 16)]
    if rest == 2 { out[at + 1] = linear[Int(word >> 8 & 0xFF)] }
    return bad == 0
  }

  /// Appends the padded base64 of these bytes.
  static func append(_ bytes: Span<UInt8>, to put: (UInt8) -> Void) {
    let alphabet = alphabet.span
    var at = 0
    while at + 2 < bytes.count {
      let word = UInt32(bytes[at]) << 16 | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2])
      put(alphabet[Int(word >> 18)])
      put(alphabet[Int(word >> 12 & 63)])
      put(alphabet[Int(word >> 6 & 63)])
      put(alphabet[Int(word & 63)])
      at += 3
    }
    let rest = bytes.count - at
    guard rest > 0 else { return }
    let word = UInt32(bytes[at]) << 16 | (rest == 2 ? UInt32(bytes[at + 1]) << 8 : 0)
    put(alphabet[Int(word >> 18)])
    put(alphabet[Int(word >> 12 & 63)])
    put(rest == 2 ? alphabet[Int(word >> 6 & 63)] : UInt8(ascii: "="))
    put(UInt8(ascii: "="))
  }

  /// The length of the padded base64 of this many bytes.
  static func encodedCount(_ count: Int) -> Int { (count + 2) / 3 * 4 }
}
