/// The line's own quiet: the 20th percentile of the last five seconds' levels, so that a near talker can be told from a babbling
/// background.
struct LineQuiet: Sendable {
  /// Frames remembered (five seconds), and how many it takes to know anything.
  private static let (span, enough) = (250, 10)

  private var bins = [Int16](repeating: 0, count: 101)
  private var ring: [UInt8] = []
  private var next = 0

  /// Takes a frame's level in dBFS. False as long as too little was heard.
  mutating func take(_ level: Float) -> Bool {
    let bin = UInt8(min(max(level + 100, 0), 100))
    if ring.count < Self.span {
      ring.append(bin)
    } else {
      bins[Int(ring[next])] -= 1
      ring[next] = bin
      next = (next + 1) % Self.span
    }
    bins[Int(bin)] += 1
    return ring.count >= Self.enough
  }

  /// By how many dB the median lies above the 20th percentile: some 0.4 in white and 0.9 in pink noise, 1.7 in a car, 2.4 to 5 where voices are
  /// heard.
  var spread: Float { percentile(0.5) - percentile(0.2) }

  /// A percentile to fractions of a dB, in dBFS.
  private func percentile(_ share: Float) -> Float {
    var left = Float(ring.count) * share
    for (bin, count) in bins.enumerated() where count > 0 {
      if left < Float(count) { return Float(bin) - 100 + left / Float(count) }
      left -= Float(count)
    }
    return 0
  }

  /// The 20th percentile of the remembered levels in dBFS.
  var level: Float {
    var left = ring.count / 5
    for (bin, count) in bins.enumerated() {
      left -= Int(count)
      if left < 0 { return Float(bin) - 100 }
    }
    return 0
  }
}
