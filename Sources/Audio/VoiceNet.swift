/// A small trained net that weighs what stands out in a frame: 36 numbers, 16 hidden units, one outcome. Its weights are made by
/// script/lib/voice_training.py from synthesised speech and noise; real recordings are only ever used to measure it.
enum VoiceNet {
  /// How likely the frame is speech, 0 to 1.
  static func probability(_ features: VoiceFeatures) -> Float {
    let moments = (features.now, features.before, features.beforeThat, features.lately)
    var hidden = bias
    for lane in 0..<8 {
      hidden += inward[lane] * moments.0.bands[lane] + inward[8 + lane] * moments.1.bands[lane]
      hidden += inward[16 + lane] * moments.2.bands[lane] + inward[24 + lane] * moments.3.bands[lane]
    }
    hidden += inward[32] * moments.0.level + inward[33] * moments.1.level
    hidden += inward[34] * moments.2.level + inward[35] * moments.3.level
    let active = pointwiseMax(hidden, SIMD16(repeating: 0))
    let outcome = (active * outward).sum() + offset
    return 1 / (1 + Decibels.exp10(-max(min(outcome, 30), -30) * 0.434_294_48))
  }
}
