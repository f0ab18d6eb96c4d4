/// G.711 mu-law by table, for the carrier's 8-bit frames (ITU-T G.711; 14-bit values scaled to 16 bits).
enum MuLaw8 {
  /// The linear sample of each code.
  static let linear: [Int16] = (0..<256).map { code in
    let inverted = ~UInt8(truncatingIfNeeded: code)
    let exponent = Int((inverted & 0x70) >> 4)
    let mantissa = Int(inverted & 0x0F)
    let magnitude = (((mantissa << 3) + 0x84) << exponent) - 0x84
    return Int16(inverted & 0x80 == 0 ? magnitude : -magnitude)
  }
}
