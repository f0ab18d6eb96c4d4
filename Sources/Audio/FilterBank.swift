/// Eight band-pass filters side by side, one per vector lane, between 250 and 3,500 Hz: the part of a telephone's band that
/// carries speech and leaves out mains hum. Second-order sections, constant peak gain.
///
/// Source of the coefficients: R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients", BPF.
struct FilterBank: Sendable {
  typealias Bands = SIMD8<Float>

  /// Centre frequencies in Hz.
  static let centres: [Double] = [300, 480, 740, 1_080, 1_500, 2_050, 2_700, 3_350]

  private var first = Bands()
  private var second = Bands()

  /// The mean power of each band over the frame, full scale = 1.
  mutating func powers(_ frame: [Int16]) -> Bands {
    guard !frame.isEmpty else { return Bands() }
    let (gain, a1, a2) = (Self.coefficients.gain, Self.coefficients.a1, Self.coefficients.a2)
    var (s1, s2) = (first, second)
    var sum = Bands()
    for sample in frame {
      // Transposed direct form II; b0 = gain, b1 = 0, b2 = -gain.
      let input = gain * (Float(sample) * (1 / 32_768))
      let output = input + s1
      s1 = s2 - a1 * output
      s2 = -input - a2 * output
      sum += output * output
    }
    (first, second) = (s1, s2)
    return sum / Float(frame.count)
  }

  private static let coefficients: (gain: Bands, a1: Bands, a2: Bands) = {
    var (gain, a1, a2) = (Bands(), Bands(), Bands())
    for (lane, centre) in centres.enumerated() {
      let omega = 2 * Double.pi * centre / 8_000
      // Bands get relatively narrower upwards, as an ear's do.
      let alpha = Decibels.sine(omega) / (2 * (lane < 3 ? 2.2 : 3.2))
      gain[lane] = Float(alpha / (1 + alpha))
      a1[lane] = Float(-2 * Decibels.cosine(omega) / (1 + alpha))
      a2[lane] = Float((1 - alpha) / (1 + alpha))
    }
    return (gain, a1, a2)
  }()
}
