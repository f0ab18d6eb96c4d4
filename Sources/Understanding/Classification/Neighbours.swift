/// The examples nearest to a sentence, by what the encoder makes of both and by the pieces they share, vote for their
/// labels: the nearer, the louder.
struct Neighbours: Sendable {
  /// Chosen on folds of three public sets.
  private static let voters = 5
  /// How many of the nearest by encoding alone are looked at more closely.
  private static let looked = 48
  /// The encoder's share in what is near.
  private static let encoded: Float = 0.7
  /// What a label without a voter has, so that a vote is never the last word.
  private static let floor = 1e-3

  let classes: Int
  /// Places of pieces.
  let places: Int
  let rows: TrainingRows

  init(_ rows: TrainingRows, classes: Int, places: Int) {
    (self.rows, self.classes, self.places) = (rows, classes, places)
  }

  /// For each class the logarithm of its share of the votes.
  func logarithms(_ vector: SparseVector, dense: ArraySlice<Float>) -> [Double] {
    var votes = [Double](repeating: Self.floor, count: classes)
    guard dense.count == rows.width else { return votes.map { _ in 0 } }
    var pieces = [Float](repeating: 0, count: places)
    for (index, feature) in vector.features.enumerated() { pieces[Int(feature)] = vector.values[index] }
    let near = Self.largest(similarities(Array(dense)), Self.looked).map { row, encoded in
      let sparse = rows.sparse[row]
      var shared: Float = 0
      for index in sparse.features.indices { shared += pieces[Int(sparse.features[index])] * sparse.values[index] }
      return (row, Self.encoded * encoded + (1 - Self.encoded) * shared)
    }.sorted { ($0.1, $1.0) > ($1.1, $0.0) }
    for (row, similarity) in near.prefix(Self.voters) where similarity > 0 {
      let square = Double(similarity) * Double(similarity)
      votes[rows.targets[row]] += square * square
    }
    let total = votes.reduce(0, +)
    return votes.map { Mathematics.log($0 / total) }
  }

  /// The product of a vector with each row's.
  private func similarities(_ vector: [Float]) -> [Float] {
    let width = rows.width
    return rows.dense.withUnsafeBytes { dense in
      vector.withUnsafeBytes { vector in
        (0..<rows.count).map { row in
          var (sum, more) = (SIMD8<Float>(), SIMD8<Float>())
          var index = 0
          while index &+ 16 <= width {
            sum += Self.eight(dense, row &* width &+ index) * Self.eight(vector, index)
            more += Self.eight(dense, row &* width &+ index &+ 8) * Self.eight(vector, index &+ 8)
            index &+= 16
          }
          var rest: Float = 0
          while index < width {
            rest +=
              dense.loadUnaligned(fromByteOffset: 4 &* (row &* width &+ index), as: Float.self)
              * vector.loadUnaligned(fromByteOffset: 4 &* index, as: Float.self)
            index &+= 1
          }
          return (sum + more).sum() + rest
        }
      }
    }
  }

  @inline(__always)
  private static func eight(_ values: UnsafeRawBufferPointer, _ index: Int) -> SIMD8<Float> {
    values.loadUnaligned(fromByteOffset: 4 &* index, as: SIMD8<Float>.self)
  }

  /// The largest values and where they are, of equal ones the first.
  static func largest(_ values: [Float], _ count: Int) -> [(row: Int, value: Float)] {
    var kept: [(row: Int, value: Float)] = []
    kept.reserveCapacity(count + 1)
    for (row, value) in values.enumerated() {
      if kept.count == count, let last = kept.last, value <= last.value { continue }
      var place = kept.count
      while place > 0, kept[place - 1].value < value { place -= 1 }
      kept.insert((row, value), at: place)
      if kept.count > count { kept.removeLast() }
    }
    return kept
  }
}
