/// Scores that are linear in the features plus a small hidden layer's: what pieces mean together and not each alone. The
/// linear part carries a label's own words, the hidden one what labels share.
struct HiddenScores: Sendable {
  let classes: Int
  let hidden: Int
  /// Places, dense values and the constant, each with weights for `classes` and then for `hidden`.
  var first: LinearScores
  /// For each hidden value its weights for `classes`.
  var second: [Float]

  /// The logits of one sentence.
  func scores(_ vector: SparseVector, dense: ArraySlice<Float> = []) -> [Float] {
    var scores = first.scores(vector, dense: dense)
    for unit in 0..<hidden where scores[classes + unit] > 0 {
      let value = scores[classes + unit]
      for label in 0..<classes { scores[label] += value * second[unit * classes + label] }
    }
    scores.removeLast(hidden)
    return scores
  }
}

/// Trains `HiddenScores` by gradient descent on the logarithmic loss, each weight with a step of its own (Duchi and others,
/// 2011), while features and hidden values are left out at random (Srivastava and others, 2014).
struct HiddenTraining {
  var hidden = 64
  /// How often the rows are gone through; nil: by how many they are.
  var epochs: Int?
  var rate: Float = 0.07
  var denseRate: Float = 0.1
  /// Shares that are left out.
  var dropped: Float = 0.6
  var droppedDense: Float = 0.5
  var droppedHidden: Float = 0.5

  private static let constant: Float = 0.3
  /// Steps that few rows are gone through for: on the intent map and folds of two public sets twice as many did no better.
  private static let steps = 20_000

  /// How often so many rows are gone through: ten times, and few rows more often.
  static func epochs(_ rows: Int) -> Int { min(max(10, steps / max(rows, 1)), 40) }

  /// Trains; the same rows give the same weights.
  func train(_ rows: TrainingRows, classes: Int, places: Int) -> HiddenScores {
    var random = Shuffler(seed: 1)
    let row = classes + hidden
    func start() -> Float { (Float(random.next() >> 7) / 16_777_216 - 0.5) * 0.34641 }
    var model = HiddenScores(
      classes: classes, hidden: hidden, first: LinearScores(classes: row, places: places, width: rows.width),
      second: (0..<classes * hidden).map { _ in start() })
    for feature in 0...places + rows.width {
      for unit in classes..<row { model.first.weights[feature * row + unit] = start() }
    }
    var firstSquares = [Float](repeating: 0.01, count: model.first.weights.count)
    var secondSquares = [Float](repeating: 0.01, count: model.second.count)
    var pass = HiddenPass(classes: classes, hidden: hidden)
    var order = Array(rows.sparse.indices)
    let epochs = epochs ?? Self.epochs(rows.count)
    model.first.weights.withUnsafeMutableBufferPointer { weights in
      model.second.withUnsafeMutableBufferPointer { second in
        firstSquares.withUnsafeMutableBufferPointer { squares in
          secondSquares.withUnsafeMutableBufferPointer { secondSquares in
            guard let weights = weights.baseAddress, let second = second.baseAddress,
              let squares = squares.baseAddress, let secondSquares = secondSquares.baseAddress
            else { return }
            for epoch in 0..<epochs {
              random.shuffle(&order)
              let decay = 1 - Float(epoch) / Float(epochs)
              for index in order {
                let inputs = chosen(rows, index, places: places, &random)
                pass.step(
                  inputs, target: rows.targets[index], weights, squares, second, secondSquares, rate: rate * decay,
                  denseRate: denseRate * decay, places: places, dropped: droppedHidden, &random)
              }
            }
          }
        }
      }
    }
    // In training the constant was an input like others, smaller than one.
    for index in (places + rows.width) * row..<model.first.weights.count { model.first.weights[index] *= Self.constant }
    return model
  }

  /// What is left of a row's features, scaled up for what is left out.
  private func chosen(
    _ rows: TrainingRows, _ row: Int, places: Int, _ random: inout Shuffler
  ) -> SparseVector {
    var inputs = SparseVector()
    let sparse = rows.sparse[row]
    inputs.features.reserveCapacity(sparse.features.count + rows.width + 1)
    inputs.values.reserveCapacity(sparse.features.count + rows.width + 1)
    let limit = UInt32(dropped * 2_147_483_648)
    for index in sparse.features.indices where random.next() >= limit {
      inputs.features.append(sparse.features[index])
      inputs.values.append(sparse.values[index] / (1 - dropped))
    }
    let denseLimit = UInt32(droppedDense * 2_147_483_648)
    for index in 0..<rows.width where random.next() >= denseLimit {
      inputs.features.append(Int32(places + index))
      inputs.values.append(rows.dense[row * rows.width + index] / (1 - droppedDense))
    }
    inputs.features.append(Int32(places + rows.width))
    inputs.values.append(Self.constant)
    return inputs
  }
}

/// One row forward and back.
private struct HiddenPass {
  let classes: Int
  let hidden: Int
  var values: [Float]

  init(classes: Int, hidden: Int) {
    (self.classes, self.hidden) = (classes, hidden)
    values = [Float](repeating: 0, count: classes + hidden)
  }

  mutating func step(
    _ inputs: SparseVector, target: Int, _ weights: UnsafeMutablePointer<Float>, _ squares: UnsafeMutablePointer<Float>,
    _ second: UnsafeMutablePointer<Float>, _ secondSquares: UnsafeMutablePointer<Float>, rate: Float, denseRate: Float,
    places: Int, dropped: Float, _ random: inout Shuffler
  ) {
    let row = classes + hidden
    let limit = UInt32(dropped * 2_147_483_648)
    values.withUnsafeMutableBufferPointer { buffer in
      guard let values = buffer.baseAddress else { return }
      values.update(repeating: 0, count: row)
      for index in inputs.features.indices {
        Kernel.add(weights + Int(inputs.features[index]) * row, times: inputs.values[index], to: values, count: row)
      }
      let units = values + classes
      for unit in 0..<hidden {
        let kept = random.next() >= limit
        units[unit] = units[unit] > 0 && kept ? units[unit] / (1 - dropped) : 0
        if units[unit] > 0 { Kernel.add(second + unit * classes, times: units[unit], to: values, count: classes) }
      }
      var top = values[0]
      for label in 1..<classes { top = max(top, values[label]) }
      var total: Float = 0
      for label in 0..<classes {
        values[label] = Smooth.exp(values[label] - top)
        total += values[label]
      }
      for label in 0..<classes { values[label] /= total }
      values[target] -= 1
      for unit in 0..<hidden where units[unit] > 0 {
        let value = units[unit]
        var back: Float = 0
        for label in 0..<classes { back += second[unit * classes + label] * values[label] }
        Kernel.descend(
          second + unit * classes, secondSquares + unit * classes, values, times: value, rate: rate, count: classes)
        units[unit] = back / (1 - dropped)
      }
      var slope: Float = 0
      for index in 0..<row { slope += values[index] * values[index] }
      slope /= Float(row)
      for index in inputs.features.indices {
        let (feature, value) = (Int(inputs.features[index]), inputs.values[index])
        if feature < places {
          Kernel.descend(
            weights + feature * row, squares + feature * row, values, times: value, rate: rate, count: row)
        } else {
          // One step for all weights of a dense value: each gets enough rows for it to settle.
          let square = squares[feature * row] + value * value * slope
          squares[feature * row] = square
          Kernel.add(
            values, times: -denseRate * value / square.squareRoot(), to: weights + feature * row, count: row)
        }
      }
    }
  }
}
