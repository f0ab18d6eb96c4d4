extension IntentModel {
  /// Trains on examples. The same examples in the same order give the same model.
  public init(examples: [Example]) {
    let set = TrainingSet(examples)
    labels = set.labels
    space = set.space
    knowsOutside = set.knowsOutside
    let rows = set.rows(Array(examples.indices))
    center = rows.center
    scorer = IntentScorer(rows.rows, of: examples.count, classes: set.classes, places: set.space.count)
    let held = HeldBack(set)
    sharpness = held.sharpness()
    threshold = held.threshold()
  }
}

/// Examples made ready: labels counted, pieces placed.
struct TrainingSet {
  private(set) var labels: [String] = []
  /// Index into `labels`; the number of labels for what is out of scope.
  private(set) var targets: [Int] = []
  let space: FeatureSpace
  let counted: [FeatureSpace.Counted]
  let embeddings: [[[Float]]]
  /// A number of each example that follows from its words alone: what is dealt and gone through by it is the same whatever else is learned.
  let keys: [UInt64]

  init(_ examples: [IntentModel.Example]) {
    var known: [String: Int] = [:]
    for case .some(let label) in examples.map(\.label) where known[label] == nil {
      known[label] = labels.count
      labels.append(label)
    }
    targets = examples.map { $0.label.flatMap { known[$0] } ?? known.count }
    (space, counted) = FeatureSpace.made(from: examples.map(\.words))
    embeddings = examples.map(\.embedding)
    keys = examples.map { example in
      var print = Fingerprint()
      for word in example.words { print.add(word.utf8) }
      return print.value
    }
  }

  var knowsOutside: Bool { targets.contains(labels.count) }
  var classes: Int { labels.count + (knowsOutside ? 1 : 0) }

  /// How much of what will be said has not been seen: the share of words that occur only once, which is what the chance of a
  /// new word comes to (Good, 1953).
  var unseenWords: Double {
    var occurrences = [Float](repeating: 0, count: space.count)
    for row in counted {
      for index in 0..<row.ends[Grams.Kind.word.rawValue] { occurrences[Int(row.features[index])] += row.counts[index] }
    }
    let all = occurrences.reduce(0, +)
    return all > 0 ? Double(occurrences.count { $0 == 1 }) / Double(all) : 0
  }

  /// Some of the examples as rows, and what they were made with.
  func rows(_ part: [Int]) -> (rows: TrainingRows, rarity: [Float], center: [[Float]]) {
    let rarity = space.rarities(counted, of: part)
    var center = (embeddings.first ?? []).map { [Float](repeating: 0, count: $0.count) }
    for row in part {
      for layer in center.indices {
        for index in center[layer].indices { center[layer][index] += embeddings[row][layer][index] }
      }
    }
    for layer in center.indices { for index in center[layer].indices { center[layer][index] /= Float(part.count) } }
    let rows = TrainingRows(
      sparse: part.map { FeatureSpace.vector(counted[$0], rarity: rarity) },
      dense: part.flatMap { IntentModel.centered(embeddings[$0], center) },
      width: center.reduce(0) { $0 + $1.count }, lastPart: center.last?.count ?? 0, targets: part.map { targets[$0] },
      keys: part.map { keys[$0] })
    return (rows, rarity, center)
  }
}
