/// One-against-the-rest support vector machines with squared hinge loss, all classes trained together by dual coordinate
/// descent (Hsieh and others, ICML 2008): for one row, the scores of all classes are one pass over its features.
struct MarginTraining {
  /// Price of an error; larger fits the training part closer.
  var cost: Float
  /// How far rare classes are made up for: 0 not at all, 1 wholly.
  var balance = 0.5
  /// How often the rows are gone through; with hundreds of classes, half as often.
  var epochs = 12

  /// Trains; the same rows give the same weights.
  func train(_ rows: TrainingRows, classes: Int, places: Int) -> LinearScores {
    var scores = LinearScores(classes: classes, places: places, width: rows.width)
    guard rows.count > 0 else { return scores }
    let slack = slacks(rows.targets, classes: classes)
    let diagonal = rows.sparse.indices.map { row in
      rows.sparse[row].values.reduce(1) { $0 + $1 * $1 } + rows.denseRow(row).reduce(0) { $0 + $1 * $1 }
    }
    var duals = [Float](repeating: 0, count: rows.count * classes)
    var order = Array(rows.sparse.indices)
    var shuffler = Shuffler(seed: 1)
    var current = [Float](repeating: 0, count: classes)
    var step = [Float](repeating: 0, count: classes)
    var moving: [Int] = []
    moving.reserveCapacity(classes)
    let constant = (places + rows.width) * classes
    scores.weights.withUnsafeMutableBufferPointer { weights in
      guard let weights = weights.baseAddress else { return }
      for _ in 0..<(classes > TrainingSize.manyClasses ? epochs / 2 : epochs) {
        if rows.keys.count == rows.count {
          // By their words alone: one sentence more must not change the order of all others.
          let turn = UInt64(shuffler.next()) &* 0x9E37_79B9_7F4A_7C15
          let places = rows.keys.map { key in
            let mixed = ((key ^ turn) ^ ((key ^ turn) >> 31)) &* 0xBF58_476D_1CE4_E5B9
            return mixed ^ (mixed >> 29)
          }
          order.sort { (places[$0], $0) < (places[$1], $1) }
        } else {
          shuffler.shuffle(&order)
        }
        var largest: Float = 0
        for row in order {
          let target = rows.targets[row]
          let sparse = rows.sparse[row]
          let moved = current.withUnsafeMutableBufferPointer { current -> Bool in
            guard let current = current.baseAddress else { return false }
            current.update(from: weights + constant, count: classes)
            for index in sparse.features.indices {
              Kernel.add(
                weights + Int(sparse.features[index]) * classes, times: sparse.values[index], to: current,
                count: classes)
            }
            for index in 0..<rows.width {
              Kernel.add(
                weights + (places + index) * classes, times: rows.dense[row * rows.width + index], to: current,
                count: classes)
            }
            return duals.withUnsafeMutableBufferPointer { duals in
              step.withUnsafeMutableBufferPointer { step in
                moving.removeAll(keepingCapacity: true)
                for label in 0..<classes {
                  let sign: Float = label == target ? 1 : -1
                  let slack = label == target ? slack[label] : 0.5 / cost
                  let old = duals[row * classes + label]
                  let gradient = sign * current[label] - 1 + slack * old
                  let new = max(0, old - gradient / (diagonal[row] + slack))
                  let change = new - old
                  guard abs(change) > 1e-6 else {
                    step[label] = 0
                    continue
                  }
                  duals[row * classes + label] = new
                  step[label] = change * sign
                  largest = max(largest, abs(change))
                  moving.append(label)
                }
                return !moving.isEmpty
              }
            }
          }
          guard moved else { continue }
          step.withUnsafeBufferPointer { step in
            guard let step = step.baseAddress else { return }
            // Of hundreds of classes most stand still: only those that move are gone through.
            if moving.count * 8 < classes {
              for index in sparse.features.indices {
                let (value, place) = (sparse.values[index], weights + Int(sparse.features[index]) * classes)
                for label in moving { place[label] += value * step[label] }
              }
              for index in 0..<rows.width {
                let (value, place) = (rows.dense[row * rows.width + index], weights + (places + index) * classes)
                for label in moving { place[label] += value * step[label] }
              }
              for label in moving { weights[constant + label] += step[label] }
              return
            }
            for index in sparse.features.indices {
              Kernel.add(
                step, times: sparse.values[index], to: weights + Int(sparse.features[index]) * classes, count: classes)
            }
            for index in 0..<rows.width {
              Kernel.add(
                step, times: rows.dense[row * rows.width + index], to: weights + (places + index) * classes,
                count: classes)
            }
            Kernel.add(step, times: 1, to: weights + constant, count: classes)
          }
        }
        if largest < 1e-3 { break }
      }
    }
    return scores
  }

  /// What a class's own rows are allowed to fall short, by class.
  private func slacks(_ targets: [Int], classes: Int) -> [Float] {
    var counts = [Int](repeating: 0, count: classes)
    for target in targets { counts[target] += 1 }
    let mean = Double(targets.count) / Double(max(classes, 1))
    return counts.map { count in
      let weight = Mathematics.exp(balance * Mathematics.log(mean / Double(max(count, 1))))
      return 0.5 / (cost * Float(weight))
    }
  }
}
