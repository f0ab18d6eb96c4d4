/// Pure tones: what the stub voice speaks and what tests listen for.
public enum Tone {
  /// A sine wave.
  ///
  /// - Parameters:
  ///   - frequency: in Hz.
  ///   - level: root mean square in dBFS.
  ///   - count: how many samples.
  ///   - sampleRate: samples a second.
  public static func sine(frequency: Double, level: Float, count: Int, sampleRate: Int = 8_000) -> [Int16] {
    let amplitude = Double(Decibels.exp10(level / 20)) * 2.0.squareRoot() * 32_768
    let step = 2 * Double.pi * frequency / Double(sampleRate)
    return (0..<max(0, count)).map { index in
      let value = amplitude * Decibels.sine(step * Double(index))
      return Int16(min(max(value.rounded(), -32_768), 32_767))
    }
  }
}
