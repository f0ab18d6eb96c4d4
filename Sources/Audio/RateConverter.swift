/// Brings a stream of any common rate to another, chunk by chunk: what engines elsewhere speak at (22,050, 24,000, 44,100 Hz) to the
/// telephone's 8,000. For 8,000 <-> 16,000 `Resampler` is cheaper.
///
/// A windowed sinc (Hann, 16 zero crossings a side) evaluated where each output sample lies, with its cut-off at 0.9 of the lower
/// Nyquist frequency. State carries over, so chunks of any length give the same stream as one long chunk.
public struct RateConverter: Sendable {
  /// Samples a second that go in; that come out.
  public let input: Int, output: Int
  private let reach: Int
  /// The filter's taps for each place that an output sample can have between two input samples.
  private let phases: [[Float]]
  /// Units of `position` from one of these places to the next.
  private let step: Int
  private var line: [Float]
  /// Where the next output sample lies, in units of 1 / output of an input sample, counted from the start of `line`.
  private var position: Int

  /// Makes a converter at rest. Both rates must be positive.
  public init(from input: Int, to output: Int) {
    self.input = max(1, input)
    self.output = max(1, output)
    let cutoff = 0.9 * min(1, Double(self.output) / Double(self.input))
    let reach = Int((16 / cutoff).rounded(.up))
    let step = Self.commonDivisor(self.input, self.output)
    let rate = Double(self.output)
    phases = stride(from: 0, to: self.output, by: step).map { place in
      (1 - reach...reach).map { Float(Self.kernel(Double($0) - Double(place) / rate, cutoff, Double(reach))) }
    }
    (self.reach, self.step) = (reach, step)
    line = [Float](repeating: 0, count: reach)
    position = reach * self.output
  }

  /// The next output samples for the next input samples.
  public mutating func process(_ samples: [Int16]) -> [Int16] {
    guard input != output else { return samples }
    line.reserveCapacity(line.count + samples.count)
    for sample in samples { line.append(Float(sample)) }
    var result: [Int16] = []
    result.reserveCapacity(samples.count * output / input + 1)
    while position / output + reach < line.count {
      result.append(sample(at: position))
      position += input
    }
    // What no later sample reaches back to.
    let done = max(0, position / output - reach)
    if done > 0 {
      line.removeFirst(min(done, line.count))
      position -= done * output
    }
    return result
  }

  /// The last samples of a stream, for which silence follows.
  public mutating func finish() -> [Int16] {
    input == output ? [] : process([Int16](repeating: 0, count: reach + 1))
  }

  private func sample(at position: Int) -> Int16 {
    let taps = phases[position % output / step]
    let first = position / output - reach + 1
    var sum: Float = 0
    for index in taps.indices { sum += line[first + index] * taps[index] }
    return Int16(min(max(sum.rounded(), -32_768), 32_767))
  }

  private static func kernel(_ distance: Double, _ cutoff: Double, _ width: Double) -> Double {
    guard abs(distance) < width else { return 0 }
    let x = distance * cutoff
    let sinc = abs(x) < 1e-9 ? 1 : Waves.sine(x / 2) / (Double.pi * x)
    return cutoff * sinc * (0.5 + 0.5 * Waves.sine(distance / width / 2 + 0.25))
  }

  private static func commonDivisor(_ one: Int, _ other: Int) -> Int {
    var (one, other) = (one, other)
    while other != 0 { (one, other) = (other, one % other) }
    return one
  }
}

/// Sines without a mathematics library: this room stands on nothing.
enum Waves {
  private static let table: [Double] = {
    // The angle-addition recurrence over a quarter turn, in steps fine enough for 16 bits with linear interpolation.
    let count = 4_096
    let step = Double.pi / 2 / Double(count)
    // Taylor series: the step is small.
    let sine = step - step * step * step / 6
    let cosine = 1 - step * step / 2 + step * step * step * step / 24
    var (s, c) = (0.0, 1.0)
    var values: [Double] = []
    for _ in 0...(count + 1) {
      values.append(s)
      (s, c) = (s * cosine + c * sine, c * cosine - s * sine)
    }
    return values
  }()

  /// The sine of so many turns.
  static func sine(_ turns: Double) -> Double {
    let part = turns - turns.rounded(.down)
    let quarter = part * 4
    let folded: Double =
      switch quarter {
      case ..<1: quarter
      case ..<2: 2 - quarter
      case ..<3: quarter - 2
      default: 4 - quarter
      }
    let place = folded * 4_096
    let index = Int(place)
    let value = table[index] + (table[index + 1] - table[index]) * (place - Double(index))
    return quarter < 2 ? value : -value
  }
}
