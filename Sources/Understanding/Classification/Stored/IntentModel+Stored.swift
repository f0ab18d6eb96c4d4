/// How a model is written down and read again: bit for bit the same model.
extension IntentModel {
  func write(to out: inout ByteWriter) {
    out.write(list: labels) { $0.write($1) }
    out.write(threshold)
    out.write(sharpness)
    out.write(UInt8(knowsOutside ? 1 : 0))
    out.write(space.hashes)
    out.write(space.rarity)
    out.write(list: center) { $0.write($1) }
    scorer.margins.write(to: &out)
    out.write(list: scorer.hidden.map { [$0] } ?? []) { out, hidden in
      out.write(UInt32(hidden.hidden))
      hidden.first.write(to: &out)
      out.write(hidden.second)
    }
    out.write(list: scorer.neighbours.map { [$0] } ?? []) { out, neighbours in
      let rows = neighbours.rows
      out.write(list: rows.sparse) { out, row in
        out.write(row.features)
        out.write(row.values)
      }
      out.write(UInt32(rows.width))
      out.write(rows.dense)
      out.write(rows.targets.map(Int32.init))
    }
  }

  init(from bytes: inout ByteReader) throws(ByteReader.Broken) {
    labels = try bytes.list { bytes throws(ByteReader.Broken) in try bytes.text() }
    threshold = try bytes.double()
    sharpness = try bytes.double()
    knowsOutside = try bytes.integer(UInt8.self) == 1
    let hashes = try bytes.integers(UInt64.self)
    let rarity = try bytes.floats()
    center = try bytes.list { bytes throws(ByteReader.Broken) in try bytes.floats() }
    let (classes, places) = (labels.count + (knowsOutside ? 1 : 0), hashes.count)
    let (width, last) = (center.reduce(0) { $0 + $1.count }, center.last?.count ?? 0)
    guard labels.count > 1, rarity.count == places, Set(hashes).count == places else { throw ByteReader.Broken() }
    space = FeatureSpace(hashes: hashes, rarity: rarity)
    let margins = try LinearScores(from: &bytes, classes: classes, places: places, width: width)
    let hidden = try bytes.list { bytes throws(ByteReader.Broken) in
      let units = Int(try bytes.integer(UInt32.self))
      let first = try LinearScores(from: &bytes, classes: classes + units, places: places, width: last)
      let second = try bytes.floats()
      guard second.count == units * classes else { throw ByteReader.Broken() }
      return HiddenScores(classes: classes, hidden: units, first: first, second: second)
    }
    let neighbours = try bytes.list { bytes throws(ByteReader.Broken) in
      try Neighbours(from: &bytes, classes: classes, places: places, width: last)
    }
    scorer = IntentScorer(margins: margins, hidden: hidden.first, neighbours: neighbours.first)
  }
}

extension LinearScores {
  fileprivate func write(to out: inout ByteWriter) { out.write(weights) }

  fileprivate init(from bytes: inout ByteReader, classes: Int, places: Int, width: Int) throws(ByteReader.Broken) {
    let weights = try bytes.floats()
    guard weights.count == (places + width + 1) * classes else { throw ByteReader.Broken() }
    self.init(classes: classes, places: places, width: width, weights: weights)
  }
}

extension Neighbours {
  fileprivate init(from bytes: inout ByteReader, classes: Int, places: Int, width: Int) throws(ByteReader.Broken) {
    let sparse = try bytes.list { bytes throws(ByteReader.Broken) in
      SparseVector(features: try bytes.integers(Int32.self), values: try bytes.floats())
    }
    let stored = Int(try bytes.integer(UInt32.self))
    let dense = try bytes.floats()
    let targets = try bytes.integers(Int32.self).map(Int.init)
    guard stored == width, dense.count == sparse.count * width, targets.count == sparse.count,
      targets.allSatisfy({ (0..<classes).contains($0) }),
      sparse.allSatisfy({ row in
        row.features.count == row.values.count && row.features.allSatisfy { (0..<places).contains(Int($0)) }
      })
    else { throw ByteReader.Broken() }
    self.init(
      TrainingRows(sparse: sparse, dense: dense, width: width, lastPart: width, targets: targets), classes: classes,
      places: places)
  }
}
