/// The loops that training and scoring spend their time in.
enum Kernel {
  /// to += factor · from
  @inline(__always)
  static func add(
    _ from: UnsafePointer<Float>, times factor: Float, to: UnsafeMutablePointer<Float>, count: Int
  ) {
    var index = 0
    while index < count {
      to[index] += factor * from[index]
      index &+= 1
    }
  }

  /// A step against the gradient `factor · slope`, the shorter the larger earlier ones were.
  @inline(__always)
  static func descend(
    _ weights: UnsafeMutablePointer<Float>, _ squares: UnsafeMutablePointer<Float>, _ slope: UnsafePointer<Float>,
    times factor: Float, rate: Float, count: Int
  ) {
    var index = 0
    while index &+ 8 <= count {
      let gradient = factor * eight(slope + index)
      let square = eight(squares + index) + gradient * gradient
      put(square, squares + index)
      put(eight(weights + index) - rate * gradient * inverseRoot(square), weights + index)
      index &+= 8
    }
    while index < count {
      let gradient = factor * slope[index]
      let square = squares[index] + gradient * gradient
      squares[index] = square
      weights[index] -= rate * gradient / square.squareRoot()
      index &+= 1
    }
  }

  /// 1 / √x to three digits, by plain arithmetic alone: a guess from the exponent, bettered once by Newton's method. Roots and
  /// divisions took half of a training's time.
  @inline(__always)
  private static func inverseRoot(_ x: SIMD8<Float>) -> SIMD8<Float> {
    let half = unsafeBitCast(x, to: SIMD8<UInt32>.self) &>> SIMD8<UInt32>(repeating: 1)
    let guess = unsafeBitCast(SIMD8<UInt32>(repeating: 0x5F37_59DF) &- half, to: SIMD8<Float>.self)
    return guess * (1.5 - 0.5 * x * guess * guess)
  }

  @inline(__always)
  private static func eight(_ values: UnsafePointer<Float>) -> SIMD8<Float> {
    UnsafeRawPointer(values).loadUnaligned(as: SIMD8<Float>.self)
  }

  @inline(__always)
  private static func put(_ eight: SIMD8<Float>, _ values: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(values).storeBytes(of: eight, as: SIMD8<Float>.self)
  }
}
