/// How an encoder's weights are kept.
public enum EncoderPrecision: String, CaseIterable, Sendable {
  /// 32-bit floats.
  case float32
  /// Eight bits a weight with one factor for each output; what goes in is rounded to 14 bits row by row. A quarter of
  /// the weights' precision, and faster.
  case int8
}

/// y = W x + b for several rows at once, the weights laid out in the order in which they are used: eight outputs side by
/// side, input after input.
struct DenseLayer: Sendable {
  private enum Weights: Sendable {
    case floats([SIMD8<Float>])
    /// Pairs of inputs for four outputs, two of these beside each other; widened to 16 bits, whose products add up in
    /// pairs in one instruction.
    case bytes([SIMD8<Int16>], factors: [Float])
  }

  let inputs: Int
  let outputs: Int
  private let weights: Weights
  private let bias: [Float]

  /// - Parameter matrix: One row of `inputs` weights for each output; both counts must be multiples of 8.
  init(matrix: [Float], bias: [Float], inputs: Int, outputs: Int, precision: EncoderPrecision) {
    (self.inputs, self.outputs, self.bias) = (inputs, outputs, bias)
    switch precision {
    case .float32:
      var packed: [SIMD8<Float>] = []
      packed.reserveCapacity(inputs * outputs / 8)
      for panel in stride(from: 0, to: outputs, by: 8) {
        for input in 0..<inputs {
          var column = SIMD8<Float>()
          for lane in 0..<8 { column[lane] = matrix[(panel + lane) * inputs + input] }
          packed.append(column)
        }
      }
      weights = .floats(packed)
    case .int8:
      let factors = (0..<outputs).map { output in
        max(matrix[output * inputs..<(output + 1) * inputs].reduce(0) { max($0, abs($1)) }, 1e-12) / 127
      }
      var packed: [SIMD8<Int16>] = []
      packed.reserveCapacity(inputs * outputs / 8)
      for panel in stride(from: 0, to: outputs, by: 8) {
        for input in stride(from: 0, to: inputs, by: 2) {
          for half in [panel, panel + 4] {
            var pairs = SIMD8<Int16>()
            for lane in 0..<4 {
              for side in 0..<2 {
                let weight = matrix[(half + lane) * inputs + input + side] / factors[half + lane]
                pairs[2 * lane + side] = Int16(weight.rounded())
              }
            }
            packed.append(pairs)
          }
        }
      }
      weights = .bytes(packed, factors: factors)
    }
  }

  /// The outputs of several rows of inputs, row after row.
  func callAsFunction(_ input: [Float], rows: Int) -> [Float] {
    // Four rows at a time, so that each weight is fetched once for four of them; missing ones are zeros.
    let padded = (rows + 3) / 4 * 4
    var output = [Float](repeating: 0, count: padded * outputs)
    switch weights {
    case .floats(let weights):
      let input = padded == rows ? input : input + [Float](repeating: 0, count: (padded - rows) * inputs)
      multiply(input, weights, rows: padded, into: &output)
    case .bytes(let weights, let factors):
      multiply(input, weights, factors, rows: rows, padded: padded, into: &output)
    }
    if padded > rows { output.removeLast((padded - rows) * outputs) }
    return output
  }

  private func multiply(_ input: [Float], _ weights: [SIMD8<Float>], rows: Int, into output: inout [Float]) {
    input.withUnsafeBufferPointer { input in
      weights.withUnsafeBufferPointer { weights in
        output.withUnsafeMutableBytes { output in
          for panel in 0..<outputs / 8 {
            var start = SIMD8<Float>()
            for lane in 0..<8 { start[lane] = bias[panel * 8 + lane] }
            for row in stride(from: 0, to: rows, by: 4) {
              var (a, b, c, d) = (start, start, start, start)
              let (first, weight) = (row * inputs, panel * inputs)
              var index = 0
              while index < inputs {
                let column = weights[weight &+ index]
                a += column * input[first &+ index]
                b += column * input[first &+ inputs &+ index]
                c += column * input[first &+ 2 &* inputs &+ index]
                d += column * input[first &+ 3 &* inputs &+ index]
                index &+= 1
              }
              for (offset, sums) in [a, b, c, d].enumerated() {
                output.storeBytes(
                  of: sums, toByteOffset: 4 * ((row + offset) * outputs + panel * 8), as: SIMD8<Float>.self)
              }
            }
          }
        }
      }
    }
  }

  private func multiply(
    _ input: [Float], _ weights: [SIMD8<Int16>], _ factors: [Float], rows: Int, padded: Int, into output: inout [Float]
  ) {
    let pairs = inputs / 2
    var rounded = [Int32](repeating: 0, count: padded * pairs)
    var scales = [Float](repeating: 0, count: padded)
    for row in 0..<rows { scales[row] = Self.round(input, row: row, inputs: inputs, into: &rounded) }
    rounded.withUnsafeBufferPointer { input in
      weights.withUnsafeBufferPointer { weights in
        for panel in 0..<outputs / 8 {
          for row in stride(from: 0, to: padded, by: 4) {
            var sums = (SIMD4<Int32>(), SIMD4<Int32>(), SIMD4<Int32>(), SIMD4<Int32>())
            var more = sums
            let (first, weight) = (row * pairs, panel * inputs)
            var index = 0
            while index < pairs {
              let left = weights[weight &+ 2 &* index]
              let right = weights[weight &+ 2 &* index &+ 1]
              let a = Self.repeated(input[first &+ index])
              let b = Self.repeated(input[first &+ pairs &+ index])
              let c = Self.repeated(input[first &+ 2 &* pairs &+ index])
              let d = Self.repeated(input[first &+ 3 &* pairs &+ index])
              sums.0 &+= Self.products(left, a)
              more.0 &+= Self.products(right, a)
              sums.1 &+= Self.products(left, b)
              more.1 &+= Self.products(right, b)
              sums.2 &+= Self.products(left, c)
              more.2 &+= Self.products(right, c)
              sums.3 &+= Self.products(left, d)
              more.3 &+= Self.products(right, d)
              index &+= 1
            }
            let all = [(sums.0, more.0), (sums.1, more.1), (sums.2, more.2), (sums.3, more.3)]
            for (offset, (low, high)) in all.enumerated() {
              let place = (row + offset) * outputs + panel * 8
              for lane in 0..<8 {
                let sum = Float(lane < 4 ? low[lane] : high[lane - 4])
                output[place + lane] = sum * scales[row + offset] * factors[panel * 8 + lane] + bias[panel * 8 + lane]
              }
            }
          }
        }
      }
    }
  }

  /// One row in 14 bits, two inputs in one word; gives what a step stands for. With eight bits a weight, 1,536 products
  /// still fit into 32 bits.
  private static func round(_ input: [Float], row: Int, inputs: Int, into rounded: inout [Int32]) -> Float {
    var largest: Float = 1e-12
    for index in row * inputs..<(row + 1) * inputs { largest = max(largest, abs(input[index])) }
    let factor = 8_191 / largest
    let half: Float = 0.5
    for pair in 0..<inputs / 2 {
      let low = input[row * inputs + 2 * pair] * factor
      let high = input[row * inputs + 2 * pair + 1] * factor
      let (a, b) = (Int32(low + (low < 0 ? -half : half)), Int32(high + (high < 0 ? -half : half)))
      rounded[row * (inputs / 2) + pair] = (a & 0xFFFF) | (b << 16)
    }
    return largest / 8_191
  }

  @inline(__always)
  private static func repeated(_ pair: Int32) -> SIMD8<Int16> {
    unsafeBitCast(SIMD4<Int32>(repeating: pair), to: SIMD8<Int16>.self)
  }

  /// The products of eight pairs, neighbours added.
  @inline(__always)
  private static func products(_ left: SIMD8<Int16>, _ right: SIMD8<Int16>) -> SIMD4<Int32> {
    let products = SIMD8<Int32>(truncatingIfNeeded: left) &* SIMD8<Int32>(truncatingIfNeeded: right)
    return products.evenHalf &+ products.oddHalf
  }
}
