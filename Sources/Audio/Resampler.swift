/// Doubles or halves the sample rate of a stream (8,000 <-> 16,000 Hz), chunk by chunk.
///
/// A half-band low-pass (windowed sinc, Kaiser beta 7, 24 taps besides the centre one): flat to 3.4 kHz, at least 60 dB
/// down from 4.6 kHz. Every other tap of a half-band filter is zero, so a polyphase branch is a plain delay. State carries
/// over, so chunks of any length give the same stream as one long chunk. Delay: 23 samples at the higher rate (1.4 ms).
public struct Resampler: Sendable {
  /// Which way.
  public enum Direction: Sendable {
    /// 8,000 to 16,000 samples a second: two out for each in.
    case up
    /// 16,000 to 8,000 samples a second: one out for each two in.
    case down
  }

  /// Which way this one works.
  public let direction: Direction
  /// The latest input, newest last; for `down` the even and odd samples are interleaved as they came.
  private var history: [Float]
  /// An odd sample left over from the last chunk (`down` only).
  private var pending: Float?

  private static let taps = HalfBand.taps

  /// Makes a resampler at rest.
  public init(_ direction: Direction) {
    self.direction = direction
    let length = Self.taps.count
    history = [Float](repeating: 0, count: direction == .up ? length - 1 : 2 * length - 2)
  }

  /// The next output samples for the next input samples.
  public mutating func process(_ samples: [Int16]) -> [Int16] {
    direction == .up ? double(samples) : halve(samples)
  }

  private mutating func double(_ samples: [Int16]) -> [Int16] {
    guard !samples.isEmpty else { return [] }
    let taps = Self.taps
    let count = taps.count
    var line = history
    line.reserveCapacity(history.count + samples.count)
    for sample in samples { line.append(Float(sample)) }
    let output = [Int16](unsafeUninitializedCapacity: samples.count * 2) { buffer, initialized in
      for index in samples.indices {
        var sum: Float = 0
        for tap in 0..<count { sum += line[index + tap] * taps[tap] }
        // The branch with the single centre tap, then the interpolated one half a sample later.
        buffer[2 * index] = Self.clip(line[index + count / 2 - 1])
        buffer[2 * index + 1] = Self.clip(sum * 2)
      }
      initialized = samples.count * 2
    }
    history = Array(line.suffix(history.count))
    return output
  }

  private mutating func halve(_ samples: [Int16]) -> [Int16] {
    let taps = Self.taps
    let count = taps.count
    var line = history
    line.reserveCapacity(history.count + samples.count + 1)
    if let pending { line.append(pending) }
    for sample in samples { line.append(Float(sample)) }
    let pairs = (line.count - history.count) / 2
    pending = (line.count - history.count).isMultiple(of: 2) ? nil : line.last
    var output: [Int16] = []
    output.reserveCapacity(pairs)
    for index in 0..<pairs {
      var sum = line[2 * index + count - 1] * 0.5
      for tap in 0..<count { sum += line[2 * (index + tap)] * taps[tap] }
      output.append(Self.clip(sum))
    }
    history = Array(line[(2 * pairs)..<(2 * pairs + history.count)])
    return output
  }

  private static func clip(_ value: Float) -> Int16 { Int16(min(max(value.rounded(), -32_768), 32_767)) }
}

/// The taps of the half-band filter beside its centre tap (which is 0.5).
enum HalfBand {
  static let taps: [Float] = {
    let half = 12
    let beta = 7.0
    var right: [Double] = []
    for index in 0..<half {
      let offset = Double(2 * index + 1)
      let sinc = (index.isMultiple(of: 2) ? 1.0 : -1.0) / (Double.pi * offset)
      let position = offset / Double(2 * half)
      right.append(sinc * bessel(beta * (1 - position * position).squareRoot()) / bessel(beta))
    }
    // Unit gain at 0 Hz: the two branches carry half each.
    let scale = 0.25 / right.reduce(0, +)
    let scaled = right.map { Float($0 * scale) }
    return scaled.reversed() + scaled
  }()

  /// The modified Bessel function of the first kind, order 0, by its power series.
  private static func bessel(_ x: Double) -> Double {
    var sum = 1.0
    var term = 1.0
    for index in 1...24 {
      term *= (x / 2 / Double(index)) * (x / 2 / Double(index))
      sum += term
    }
    return sum
  }
}
