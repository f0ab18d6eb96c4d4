/// Exponential and logarithm from plain arithmetic: the same bits on every machine, whatever its C library.
enum Mathematics {
  private static let ln2 = 0.693_147_180_559_945_3

  /// e to the power of `x`; zero below -700, never above e^700.
  static func exp(_ x: Double) -> Double {
    guard x > -700 else { return 0 }
    let x = min(x, 700)
    // x = k ln 2 + r with |r| ≤ ln 2 / 2; the series of e^r needs 13 terms for the last bit.
    let k = (x / ln2).rounded()
    let r = x - k * ln2
    var term = 1.0
    var sum = 1.0
    for n in 1...13 {
      term *= r / Double(n)
      sum += term
    }
    return Double(sign: .plus, exponent: Int(k), significand: sum)
  }

  /// The natural logarithm of a positive number.
  static func log(_ x: Double) -> Double {
    guard x > 0 else { return -.infinity }
    var exponent = Double(x.exponent)
    var mantissa = x.significand
    if mantissa > 1.414_213_562_373_095 {
      mantissa /= 2
      exponent += 1
    }
    // ln m = 2 artanh((m - 1) / (m + 1))
    let z = (mantissa - 1) / (mantissa + 1)
    let square = z * z
    var power = z
    var sum = 0.0
    for n in stride(from: 1, through: 23, by: 2) {
      sum += power / Double(n)
      power *= square
    }
    return exponent * ln2 + 2 * sum
  }

  /// 1 / (1 + e^-x).
  static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  /// The logarithm of the sum of exponentials.
  static func logSumExp(_ values: [Double]) -> Double {
    guard let top = values.max() else { return -.infinity }
    return top + log(values.reduce(0) { $0 + exp($1 - top) })
  }

  /// Scores as the logarithms of probabilities.
  static func logSoftmax(_ values: [Double]) -> [Double] {
    let sum = logSumExp(values)
    return values.map { $0 - sum }
  }
}

/// A small generator of the same numbers everywhere, for shuffling and dropping.
struct Shuffler {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// 31 bits.
  mutating func next() -> UInt32 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt32(truncatingIfNeeded: state >> 33)
  }

  mutating func shuffle<T>(_ items: inout [T]) {
    for index in items.indices.reversed() where index > 0 { items.swapAt(index, Int(next()) % (index + 1)) }
  }
}
