/// G.711 mu-law: 14-bit linear in 8 bits, as every telephone network speaks it. Linear samples are 16-bit.
///
/// Source: ITU-T G.711 (11/88), table 2a/2b; silence is `0xFF`.
public enum MuLaw {
  /// The byte of digital silence.
  public static let silence: UInt8 = 0xFF

  /// Linear samples of the bytes, one each.
  public static func decode(_ bytes: [UInt8]) -> [Int16] {
    let table = decodeTable
    return bytes.map { table[Int($0)] }
  }

  /// Bytes of the linear samples, one each.
  public static func encode(_ samples: [Int16]) -> [UInt8] {
    let table = encodeTable
    return samples.map { table[Int(UInt16(bitPattern: $0) >> 2)] }
  }

  /// One byte's linear sample.
  public static func decode(_ byte: UInt8) -> Int16 { decodeTable[Int(byte)] }

  /// One linear sample's byte.
  public static func encode(_ sample: Int16) -> UInt8 { encodeTable[Int(UInt16(bitPattern: sample) >> 2)] }

  /// The linear sample of each of the 256 bytes, for loops that decode as they go.
  public static let decodeTable: [Int16] = (0..<256).map { expand(UInt8($0)) }

  /// Indexed by the upper 14 bits of the sample: all that G.711 looks at.
  private static let encodeTable: [UInt8] = (0..<16_384).map { compress(Int16(bitPattern: UInt16($0 << 2))) }

  /// Half of the smallest step, which the standard adds so that every segment starts at a power of two.
  private static let bias = 0x84

  private static func expand(_ byte: UInt8) -> Int16 {
    let code = ~byte
    let segment = Int(code >> 4) & 7
    let magnitude = ((Int(code & 0x0F) << 3 + bias) << segment) - bias
    return Int16(code & 0x80 == 0 ? magnitude : -magnitude)
  }

  private static func compress(_ sample: Int16) -> UInt8 {
    let magnitude = min(Int(sample.magnitude), 32_635) + bias
    // The biased magnitude has its highest bit between 7 (segment 0) and 14 (segment 7).
    let segment = 8 - UInt16(magnitude).leadingZeroBitCount
    let mantissa = (magnitude >> (segment + 3)) & 0x0F
    let sign: UInt8 = sample < 0 ? 0x80 : 0
    return ~(sign | UInt8(segment << 4) | UInt8(mantissa))
  }
}
