/// Where the pieces of sentences have their places, and how much each place tells: rare pieces more than common ones.
struct FeatureSpace: Sendable {
  /// A sentence as pieces that were seen in training, counted, kind by kind.
  struct Counted: Sendable {
    var features: [Int32] = []
    var counts: [Float] = []
    /// For each kind, where it ends.
    var ends: [Int] = []
  }

  private(set) var places: [UInt64: Int32] = [:]
  /// Inverse document frequencies by place; zero means that no sentence of the training part holds it.
  private(set) var rarity: [Float] = []

  /// How many places there are.
  var count: Int { rarity.count }

  /// A space with places for all pieces of some sentences, and those sentences counted.
  static func made(from sentences: [[String]]) -> (space: FeatureSpace, rows: [Counted]) {
    var space = FeatureSpace()
    let rows = sentences.map { words in
      space.counted(words) { hash, places in
        if let place = places[hash] { return place }
        let place = Int32(places.count)
        places[hash] = place
        return place
      }
    }
    if sentences.count > TrainingSize.manyRows { return space.withoutLonely(rows) }
    space.rarity = space.rarities(rows, of: rows.indices)
    return (space, rows)
  }

  /// Without the pieces that only one of the rows holds, but for whole words: they say nothing that the row's other pieces do not.
  private func withoutLonely(_ rows: [Counted]) -> (space: FeatureSpace, rows: [Counted]) {
    var holders = [Int32](repeating: 0, count: places.count)
    for row in rows {
      for (index, feature) in row.features.enumerated() {
        // Whole words count twice, and stay.
        holders[Int(feature)] += index < row.ends[Grams.Kind.word.rawValue] ? 2 : 1
      }
    }
    var moved = [Int32](repeating: -1, count: places.count)
    var kept: Int32 = 0
    for place in holders.indices where holders[place] > 1 {
      moved[place] = kept
      kept += 1
    }
    var space = FeatureSpace()
    space.places = places.compactMapValues { moved[Int($0)] < 0 ? nil : moved[Int($0)] }
    let rows = rows.map { row in
      var left = Counted()
      var start = 0
      for end in row.ends {
        for index in start..<end where moved[Int(row.features[index])] >= 0 {
          left.features.append(moved[Int(row.features[index])])
          left.counts.append(row.counts[index])
        }
        left.ends.append(left.features.count)
        start = end
      }
      return left
    }
    space.rarity = space.rarities(rows, of: rows.indices)
    return (space, rows)
  }

  init() {}

  /// A space as it was stored.
  init(hashes: [UInt64], rarity: [Float]) {
    places.reserveCapacity(hashes.count)
    for (index, hash) in hashes.enumerated() { places[hash] = Int32(index) }
    self.rarity = rarity
  }

  /// The hashes by place, for storing.
  var hashes: [UInt64] {
    var hashes = [UInt64](repeating: 0, count: places.count)
    for (hash, place) in places { hashes[Int(place)] = hash }
    return hashes
  }

  /// The pieces of a sentence that have places here.
  func counted(_ words: [String]) -> Counted {
    var copy = self
    return copy.counted(words) { hash, places in places[hash] }
  }

  private mutating func counted(
    _ words: [String], place: (UInt64, inout [UInt64: Int32]) -> Int32?
  ) -> Counted {
    var row = Counted()
    for hashes in Grams.hashes(words) {
      var found = hashes.compactMap { place($0, &places) }
      found.sort()
      for feature in found {
        if row.features.count > (row.ends.last ?? 0), row.features.last == feature {
          row.counts[row.counts.count - 1] += 1
        } else {
          row.features.append(feature)
          row.counts.append(1)
        }
      }
      row.ends.append(row.features.count)
    }
    return row
  }

  /// Inverse document frequencies over a part of the rows.
  func rarities(_ rows: [Counted], of part: some Sequence<Int>) -> [Float] {
    var documents = [Int32](repeating: 0, count: places.count)
    var total = 0
    for row in part {
      total += 1
      for feature in rows[row].features { documents[Int(feature)] += 1 }
    }
    var byCount: [Int32: Float] = [:]
    return documents.map { count in
      guard count > 0 else { return 0 }
      if let known = byCount[count] { return known }
      let value = Float(Mathematics.log(Double(1 + total) / Double(1 + count)) + 1)
      byCount[count] = value
      return value
    }
  }

  /// A counted sentence as a vector of length one: dampened counts times rarity, each kind with its share. What is
  /// unknown to `rarity` (zero there) has no part.
  static func vector(_ row: Counted, rarity: [Float]) -> SparseVector {
    var vector = SparseVector()
    vector.features.reserveCapacity(row.features.count)
    vector.values.reserveCapacity(row.features.count)
    var start = 0
    var total: Float = 0
    for kind in Grams.Kind.allCases {
      let end = row.ends[kind.rawValue]
      let first = vector.values.count
      var square: Float = 0
      for index in start..<end {
        let rare = rarity[Int(row.features[index])]
        guard rare > 0 else { continue }
        let count = row.counts[index]
        let value = (count == 1 ? 1 : 1 + Float(Mathematics.log(Double(count)))) * rare
        vector.features.append(row.features[index])
        vector.values.append(value)
        square += value * value
      }
      start = end
      guard square > 0 else { continue }
      let scale = kind.weight / square.squareRoot()
      for index in first..<vector.values.count { vector.values[index] *= scale }
      total += kind.weight * kind.weight
    }
    guard total > 0 else { return vector }
    let scale = 1 / total.squareRoot()
    for index in vector.values.indices { vector.values[index] *= scale }
    return vector
  }
}

/// The places of a vector that are not zero, and their values.
struct SparseVector: Sendable {
  var features: [Int32] = []
  var values: [Float] = []
}
