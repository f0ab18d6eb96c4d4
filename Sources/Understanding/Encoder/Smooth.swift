/// The curves that a transformer bends its numbers with.
enum Smooth {
  /// e to the power of x for 32-bit floats, to about one part in ten million.
  @inline(__always)
  static func exp(_ x: Float) -> Float {
    let scaled = max(min(x, 87), -87) * 1.442_695_04
    let whole = scaled.rounded(.down)
    let rest = (scaled - whole) * 0.693_147_18
    var sum: Float = 1.0 / 5_040
    sum = sum * rest + 1.0 / 720
    sum = sum * rest + 1.0 / 120
    sum = sum * rest + 1.0 / 24
    sum = sum * rest + 1.0 / 6
    sum = sum * rest + 0.5
    sum = sum * rest + 1
    sum = sum * rest + 1
    return sum * Float(bitPattern: UInt32(Int32(whole) &+ 127) << 23)
  }

  private static let steps: Float = 512
  private static let reach: Float = 8

  /// Gaussian error linear units, x Φ(x), at every 512th from -8 to 8: between two of them a straight line is off by less
  /// than a millionth.
  private static let table: [Float] = (0...Int(2 * reach * steps)).map { index in
    let x = Double(index) / Double(steps) - Double(reach)
    return Float(x * normal(x))
  }

  /// Bends all values.
  static func gelu(_ values: inout [Float]) {
    table.withUnsafeBufferPointer { table in
      values.withUnsafeMutableBufferPointer { values in
        for index in values.indices {
          let x = values[index]
          if x >= reach - 0.01 { continue }
          if x <= -reach + 0.01 {
            values[index] = 0
            continue
          }
          let place = (x + reach) * steps
          let whole = Int(place)
          let rest = place - Float(whole)
          values[index] = table[whole] + rest * (table[whole &+ 1] - table[whole])
        }
      }
    }
  }

  /// The normal distribution's function, by the series of its integral near 0 and by its continued fraction elsewhere.
  static func normal(_ x: Double) -> Double {
    let density = Mathematics.exp(-x * x / 2) / 2.506_628_274_631_000_5
    if abs(x) < 3 {
      var (term, sum) = (x, x)
      for n in 1...60 {
        term *= x * x / Double(2 * n + 1)
        sum += term
      }
      return 0.5 + density * sum
    }
    var fraction = abs(x)
    for n in stride(from: 60, through: 1, by: -1) { fraction = abs(x) + Double(n) / fraction }
    return x < 0 ? density / fraction : 1 - density / fraction
  }
}
