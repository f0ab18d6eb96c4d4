/// Reads the parts of a model by their names.
struct TensorSource {
  var tensors: SafeTensors
  var prefix: String
  var precision: EncoderPrecision
  var epsilon: Float

  func floats(_ name: String, _ shape: [Int]) throws(EncoderError) -> [Float] {
    try tensors.floats(prefix + name, shape: shape)
  }

  func dense(_ name: String, _ inputs: Int, _ outputs: Int) throws(EncoderError) -> DenseLayer {
    DenseLayer(
      matrix: try floats(name + ".weight", [outputs, inputs]), bias: try floats(name + ".bias", [outputs]),
      inputs: inputs, outputs: outputs, precision: precision)
  }

  func normalization(_ name: String, _ width: Int) throws(EncoderError) -> Normalization {
    Normalization(
      scale: try floats(name + ".weight", [width]), shift: try floats(name + ".bias", [width]), epsilon: epsilon)
  }
}

/// Each row moved and scaled to mean 0 and variance 1, then scaled and moved as was learned.
struct Normalization: Sendable {
  let scale: [Float]
  let shift: [Float]
  let epsilon: Float

  func callAsFunction(_ state: inout [Float]) {
    let width = scale.count
    for start in stride(from: 0, to: state.count, by: width) {
      var (sum, square): (Float, Float) = (0, 0)
      for index in start..<start + width { sum += state[index] }
      let mean = sum / Float(width)
      for index in start..<start + width { square += (state[index] - mean) * (state[index] - mean) }
      let factor = 1 / (square / Float(width) + epsilon).squareRoot()
      for index in 0..<width {
        state[start + index] = (state[start + index] - mean) * factor * scale[index] + shift[index]
      }
    }
  }
}

/// One layer: every piece looks at every other, then each is worked on by itself.
struct TransformerLayer: Sendable {
  private let query, key, value, joined, wide, narrow: DenseLayer
  private let afterAttention, afterWork: Normalization
  private let heads: Int
  private let width: Int

  init(_ source: TensorSource, name: String, width: Int, inner: Int, heads: Int) throws(EncoderError) {
    (self.heads, self.width) = (heads, width)
    query = try source.dense(name + ".attention.self.query", width, width)
    key = try source.dense(name + ".attention.self.key", width, width)
    value = try source.dense(name + ".attention.self.value", width, width)
    joined = try source.dense(name + ".attention.output.dense", width, width)
    afterAttention = try source.normalization(name + ".attention.output.LayerNorm", width)
    wide = try source.dense(name + ".intermediate.dense", width, inner)
    narrow = try source.dense(name + ".output.dense", inner, width)
    afterWork = try source.normalization(name + ".output.LayerNorm", width)
  }

  func callAsFunction(_ state: inout [Float], rows: Int) {
    let looked = attend(query(state, rows: rows), key(state, rows: rows), value(state, rows: rows), rows: rows)
    Self.add(joined(looked, rows: rows), to: &state)
    afterAttention(&state)
    var work = wide(state, rows: rows)
    Smooth.gelu(&work)
    Self.add(narrow(work, rows: rows), to: &state)
    afterWork(&state)
  }

  /// For each head and piece: the values of all pieces, weighted by how well their keys fit the query.
  private func attend(_ queries: [Float], _ keys: [Float], _ values: [Float], rows: Int) -> [Float] {
    let size = width / heads
    let scale = 1 / Float(size).squareRoot()
    var output = [Float](repeating: 0, count: rows * width)
    var weights = [Float](repeating: 0, count: rows)
    queries.withUnsafeBytes { queries in
      keys.withUnsafeBytes { keys in
        values.withUnsafeBytes { values in
          output.withUnsafeMutableBytes { output in
            for head in 0..<heads {
              for row in 0..<rows {
                var top = -Float.infinity
                for other in 0..<rows {
                  var sum = SIMD8<Float>()
                  for part in stride(from: head * size, to: (head + 1) * size, by: 8) {
                    sum += Self.eight(queries, row * width + part) * Self.eight(keys, other * width + part)
                  }
                  weights[other] = sum.sum() * scale
                  top = max(top, weights[other])
                }
                var total: Float = 0
                for other in 0..<rows {
                  weights[other] = Smooth.exp(weights[other] - top)
                  total += weights[other]
                }
                for part in stride(from: head * size, to: (head + 1) * size, by: 8) {
                  var sum = SIMD8<Float>()
                  for other in 0..<rows { sum += Self.eight(values, other * width + part) * weights[other] }
                  output.storeBytes(of: sum / total, toByteOffset: 4 * (row * width + part), as: SIMD8<Float>.self)
                }
              }
            }
          }
        }
      }
    }
    return output
  }

  @inline(__always)
  private static func eight(_ values: UnsafeRawBufferPointer, _ index: Int) -> SIMD8<Float> {
    values.loadUnaligned(fromByteOffset: 4 &* index, as: SIMD8<Float>.self)
  }

  private static func add(_ values: [Float], to state: inout [Float]) {
    for index in state.indices { state[index] += values[index] }
  }
}
