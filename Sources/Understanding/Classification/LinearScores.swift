/// Rows of a training part: sparse pieces, and dense values (a sentence encoder's) where there are any.
struct TrainingRows: Sendable {
  var sparse: [SparseVector]
  /// Row after row, `width` values each; empty when `width` is 0.
  var dense: [Float] = []
  var width = 0
  /// How many of a row's dense values are the encoder's last word: the last ones.
  var lastPart = 0
  /// Class of each row.
  var targets: [Int]
  /// What the rows are gone through by; empty: in an order that depends on their number.
  var keys: [UInt64] = []

  var count: Int { sparse.count }

  func denseRow(_ row: Int) -> ArraySlice<Float> { dense[row * width..<(row + 1) * width] }

  /// The same rows without the encoder's earlier layers.
  var withLastPartAlone: TrainingRows {
    guard lastPart < width else { return self }
    return TrainingRows(
      sparse: sparse, dense: (0..<count).flatMap { denseRow($0).suffix(lastPart) }, width: lastPart, lastPart: lastPart,
      targets: targets, keys: keys)
  }
}

/// One score for each class, linear in the features: a row of weights for each place, each dense value and the constant.
struct LinearScores: Sendable {
  /// Classes.
  let classes: Int
  /// Places, then dense values, then the constant; each with `classes` weights.
  var weights: [Float]
  let places: Int
  let width: Int

  init(classes: Int, places: Int, width: Int, weights: [Float]? = nil) {
    self.classes = classes
    self.places = places
    self.width = width
    self.weights = weights ?? [Float](repeating: 0, count: (places + width + 1) * classes)
  }

  /// The scores of one sentence.
  func scores(_ vector: SparseVector, dense: ArraySlice<Float> = []) -> [Float] {
    var scores = [Float](repeating: 0, count: classes)
    weights.withUnsafeBufferPointer { weights in
      scores.withUnsafeMutableBufferPointer { scores in
        guard let from = weights.baseAddress, let to = scores.baseAddress else { return }
        for (index, feature) in vector.features.enumerated() {
          Kernel.add(from + Int(feature) * classes, times: vector.values[index], to: to, count: classes)
        }
        for (index, value) in dense.enumerated() where value != 0 {
          Kernel.add(from + (places + index) * classes, times: value, to: to, count: classes)
        }
        Kernel.add(from + (places + width) * classes, times: 1, to: to, count: classes)
      }
    }
    return scores
  }
}
