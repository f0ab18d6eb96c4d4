/// Levels of 16-bit samples, in dB relative to full scale (dBFS): a full-scale square wave is 0, a full-scale sine -3.
public enum Levels {
  /// What silence reads, in dBFS: below one bit's step.
  public static let floor: Float = -100

  /// The root mean square in dBFS; `floor` for no samples or silence.
  public static func rms(_ samples: some Collection<Int16>) -> Float {
    guard !samples.isEmpty else { return floor }
    var sum: Float = 0
    for sample in samples { sum += Float(sample) * Float(sample) }
    return decibels(power: sum / Float(samples.count) / (32_768 * 32_768))
  }

  /// The highest magnitude, 0 to 32,768.
  public static func peak(_ samples: some Sequence<Int16>) -> Int {
    samples.reduce(0) { max($0, Int($1.magnitude)) }
  }

  /// The samples made louder or quieter, clipped.
  ///
  /// - Parameter decibels: the gain in dB.
  public static func amplify(_ samples: [Int16], decibels: Float) -> [Int16] {
    let factor = Decibels.exp10(decibels / 20)
    return samples.map { Int16(min(max((Float($0) * factor).rounded(), -32_768), 32_767)) }
  }

  /// How far speech stands out of what is behind it, in dB: the level that a tenth of all 20 ms frames exceeds, over the one that a tenth
  /// stays under; 0 where there is no whole frame. At 8,000 samples a second.
  public static func contrast(_ samples: [Int16]) -> Float {
    let length = 160
    let levels = stride(from: 0, through: samples.count - length, by: length).map { rms(samples[$0..<$0 + length]) }
      .sorted()
    guard !levels.isEmpty else { return 0 }
    return levels[(levels.count - 1) * 9 / 10] - levels[(levels.count - 1) / 10]
  }

  /// The factor of an amplitude that so many dB are.
  public static func gain(decibels: Float) -> Float { Decibels.exp10(decibels / 20) }

  /// A power ratio in dB, not below `floor`.
  static func decibels(power: Float) -> Float {
    power > 1e-10 ? 10 * Decibels.log10(power) : floor
  }
}
