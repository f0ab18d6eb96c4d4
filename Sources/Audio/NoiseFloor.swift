/// The background's level in each band, followed by the minimum of the smoothed power over the last second and a half.
///
/// Source of the idea: R. Martin, "Noise power spectral density estimation based on optimal smoothing and minimum
/// statistics", IEEE Trans. Speech and Audio Processing 9(5), 2001; here with eight bands and a fixed smoothing.
struct NoiseFloor: Sendable {
  typealias Bands = FilterBank.Bands

  /// Frames in a sub-window, and how many sub-windows the minimum spans: 8 x 10 x 20 ms = 1.6 s.
  private static let (span, windows) = (10, 8)
  /// A minimum lies below the mean of the same noise; measured on white noise with this smoothing.
  private static let bias: Float = 1.5
  /// No band's floor is lower: the steps of mu-law and a quiet line's idle noise lie about here (-80 dBFS).
  private static let least = Bands(repeating: 1e-8)

  private var smoothed = Bands()
  private var minima: [Bands] = []
  private var current = Bands(repeating: .infinity)
  private var frames = 0
  private(set) var power = Self.least

  /// Takes the next frame's band powers.
  mutating func update(_ powers: Bands) {
    // The first frames of a line are taken for background: nobody speaks into a call before it is greeted.
    let weight: Float = frames < 5 ? 1 / Float(frames + 1) : 0.25
    smoothed += (powers - smoothed) * weight
    frames += 1
    current = pointwiseMin(current, smoothed)
    if frames <= 5 { current = smoothed }
    var least = current
    for minimum in minima { least = pointwiseMin(least, minimum) }
    power = pointwiseMax(least * Self.bias, Self.least)
    guard frames.isMultiple(of: Self.span) else { return }
    minima.append(current)
    if minima.count > Self.windows { minima.removeFirst() }
    current = smoothed
  }
}
