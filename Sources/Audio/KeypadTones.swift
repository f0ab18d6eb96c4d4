/// Hears the tones of a telephone's keypad (ITU-T Q.23: one of four low and one of four high frequencies at once), so that they can be kept out
/// of what is recorded and recognised. It does not say which key: keys come beside the audio.
///
/// A frame counts when nearly all of its power stands on one low and one high frequency, as never in speech for long; frames beside such a
/// one need less, since a tone seldom begins and ends with them.
public struct KeypadTones: Sendable {
  /// Goertzel's coefficients at 8,000 samples a second.
  private static let low = coefficients(697, 770, 852, 941)
  private static let high = coefficients(1_209, 1_336, 1_477, 1_633)
  private var wasTone = false

  /// Starts without a tone.
  public init() {}

  /// Whether a keypad's tone is in these 20 ms.
  public mutating func process(_ frame: [Int16]) -> Bool {
    let share = Self.share(frame)
    wasTone = share >= (wasTone ? 0.3 : 0.75)
    return wasTone
  }

  /// How much of a frame's power the strongest low and high tone have together, 0 to 1; 0 where one of them is missing, or all is quiet.
  static func share(_ frame: [Int16]) -> Double {
    var energy = 0.0
    for sample in frame { energy += Double(sample) * Double(sample) }
    // Below -45 dBFS nobody could read a key from it.
    guard !frame.isEmpty, energy / Double(frame.count) > 34_000 else { return 0 }
    let scale = 2 / (Double(frame.count) * energy)
    let lowest = strongest(low, frame) * scale
    guard lowest > 0.08 else { return 0 }
    let highest = strongest(high, frame) * scale
    return highest > 0.08 ? lowest + highest : 0
  }

  /// Side by side, one per vector lane.
  private static func strongest(_ coefficients: SIMD4<Double>, _ frame: [Int16]) -> Double {
    var (first, second) = (SIMD4<Double>(), SIMD4<Double>())
    for sample in frame {
      let next = Double(sample) + coefficients * first - second
      second = first
      first = next
    }
    return (first * first + second * second - coefficients * first * second).max()
  }

  private static func coefficients(_ frequencies: Double...) -> SIMD4<Double> {
    SIMD4(frequencies.map(coefficient))
  }

  private static func coefficient(_ frequency: Double) -> Double {
    // 2 cos x = 2 sin(x + pi/2)
    2 * Decibels.sine(2 * Double.pi * frequency / 8_000 + Double.pi / 2)
  }
}
