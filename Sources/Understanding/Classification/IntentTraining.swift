extension IntentModel {
  /// Trains on examples. The same examples in the same order give the same model.
  public init(examples: [Example]) {
    let set = TrainingSet(examples)
    labels = set.labels
    space = set.space
    knowsOutside = set.knowsOutside
    let rows = set.rows(Array(examples.indices), without: [])
    center = rows.center
    scorer = IntentScorer(rows.rows, classes: set.classes, places: set.space.count)
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
  let embeddings: [[Float]]

  init(_ examples: [IntentModel.Example]) {
    var known: [String: Int] = [:]
    for case .some(let label) in examples.map(\.label) where known[label] == nil {
      known[label] = labels.count
      labels.append(label)
    }
    targets = examples.map { $0.label.flatMap { known[$0] } ?? known.count }
    (space, counted) = FeatureSpace.made(from: examples.map(\.words))
    embeddings = examples.map(\.embedding)
  }

  var knowsOutside: Bool { targets.contains(labels.count) }
  var classes: Int { labels.count + (knowsOutside ? 1 : 0) }
  private var width: Int { embeddings.first?.count ?? 0 }

  /// Some of the examples as rows, and what they were made with.
  /// - Parameter without: Labels that are left out; the others keep their order and move up.
  func rows(_ part: [Int], without: Set<Int>) -> (rows: TrainingRows, rarity: [Float], center: [Float]) {
    let place = places(without: without)
    let rarity = space.rarities(counted, of: part)
    var center = [Float](repeating: 0, count: width)
    for row in part { for index in center.indices { center[index] += embeddings[row][index] } }
    for index in center.indices { center[index] /= Float(part.count) }
    let rows = TrainingRows(
      sparse: part.map { FeatureSpace.vector(counted[$0], rarity: rarity) },
      dense: part.flatMap { IntentModel.centered(embeddings[$0], center) }, width: width,
      targets: part.map { place[targets[$0]] })
    return (rows, rarity, center)
  }

  /// Where each class goes when some labels are left out.
  func places(without: Set<Int>) -> [Int] {
    var next = 0
    return (0...labels.count).map { label in
      defer { if !without.contains(label) { next += 1 } }
      return next
    }
  }
}
