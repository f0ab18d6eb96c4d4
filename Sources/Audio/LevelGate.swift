/// Tells a near talker from a babbling background: a level counts only well above the line's own quiet, taken as the 20th
/// percentile of the last five seconds.
struct LevelGate: Sendable {
  /// Frames remembered (five seconds).
  private static let span = 250
  /// How far above the quiet a level must be, in dB.
  private static let margin: Float = 5

  private var bins = [Int16](repeating: 0, count: 101)
  private var ring: [UInt8] = []
  private var next = 0
  private var recent: [Float] = [Levels.floor, Levels.floor, Levels.floor]
  private var at = 0

  /// Takes a frame's level in dBFS; true when it stands out.
  mutating func admits(_ level: Float) -> Bool {
    recent[at] = level
    at = (at + 1) % recent.count
    let bin = UInt8(min(max(level + 100, 0), 100))
    if ring.count < Self.span {
      ring.append(bin)
    } else {
      bins[Int(ring[next])] -= 1
      ring[next] = bin
      next = (next + 1) % Self.span
    }
    bins[Int(bin)] += 1
    // The loudest of three frames, so that the gate opens with the first loud one and does not chop what follows.
    let loudness = max(recent[0], recent[1], recent[2])
    // Too little heard to know the line's quiet.
    guard ring.count >= 10 else { return false }
    return loudness > quiet + Self.margin
  }

  /// The 20th percentile of the remembered levels in dBFS.
  private var quiet: Float {
    var left = ring.count / 5
    for (bin, count) in bins.enumerated() {
      left -= Int(count)
      if left < 0 { return Float(bin) - 100 }
    }
    return 0
  }
}
