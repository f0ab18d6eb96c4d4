/// Logarithms without a C library: this room imports nothing, and a hundredth of a dB is more than a level needs.
enum Decibels {
  /// The decimal logarithm of a positive number; the error is below 0.0001.
  static func log10(_ value: Float) -> Float {
    // value = significand * 2^exponent with the significand between sqrt(1/2) and sqrt(2).
    var significand = value.significand
    var exponent = Float(value.exponent)
    if significand > 1.414_213_5 {
      significand *= 0.5
      exponent += 1
    }
    // ln(s) = 2 artanh((s - 1) / (s + 1))
    let ratio = (significand - 1) / (significand + 1)
    let square = ratio * ratio
    let natural = 2 * ratio * (1 + square * (1.0 / 3 + square * (1.0 / 5 + square / 7)))
    return (natural + exponent * 0.693_147_18) * 0.434_294_48
  }

  /// Ten to the power of `value`; the relative error is below 0.0001.
  static func exp10(_ value: Float) -> Float {
    let natural = value * 2.302_585_1
    let whole = (natural / 0.693_147_18).rounded()
    let rest = natural - whole * 0.693_147_18
    let series = 1 + rest * (1 + rest / 2 * (1 + rest / 3 * (1 + rest / 4 * (1 + rest / 5))))
    return Float(sign: .plus, exponent: Int(max(min(whole, 126), -126)), significand: 1) * series
  }

  /// The sine of an angle in radians; the error is below 0.00001.
  static func sine(_ angle: Double) -> Double {
    var x = angle.remainder(dividingBy: 2 * .pi)
    if x > .pi / 2 { x = .pi - x }
    if x < -.pi / 2 { x = -.pi - x }
    let square = x * x
    return x
      * (1 - square / 6 * (1 - square / 20 * (1 - square / 42 * (1 - square / 72 * (1 - square / 110)))))
  }

  /// The cosine of an angle in radians.
  static func cosine(_ angle: Double) -> Double { sine(angle + .pi / 2) }
}
