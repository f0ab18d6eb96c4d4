/// The training part judged by models that have not seen it: in each fold a share of the rows is held back, and a share of
/// the labels is left out altogether, whose rows then stand for what nobody taught the model. From these the
/// threshold and the sharpness of probabilities come; no other data are looked at.
struct HeldBack {
  /// What became of one row.
  struct Judgement {
    /// Scores of the labels that the fold's model had.
    var scores: [Double]
    var familiarity: Double
    /// Whether the best of them is the row's own.
    var isRight: Bool
    /// Where the row's own label stands among the scores; nil for what is out of scope.
    var target: Int?
    /// Whether the row was given as out of scope, and not just left out.
    var isOutside: Bool
  }

  /// Rows out of scope with which a training part speaks for itself.
  private static let enough = 30

  private(set) var judgements: [Judgement] = []

  init(_ set: TrainingSet, folds: Int = 3) {
    let (rowFold, labelFold) = Self.folds(set, count: folds)
    for fold in 0..<folds {
      let without = Set(set.labels.indices.filter { labelFold[$0] == fold })
      guard set.labels.count - without.count > 1 else { continue }
      let part = set.targets.indices.filter { rowFold[$0] != fold && !without.contains(set.targets[$0]) }
      let kept = set.labels.count - without.count
      let (rows, rarity, center) = set.rows(part, without: without)
      let classes = kept + (set.knowsOutside ? 1 : 0)
      let scorer = IntentScorer(rows, classes: classes, places: set.space.count)
      let place = set.places(without: without)
      for row in set.targets.indices where rowFold[row] == fold {
        let vector = FeatureSpace.vector(set.counted[row], rarity: rarity)
        let dense = IntentModel.centered(set.embeddings[row], center)
        let scores = scorer.scores(vector, dense: dense[...])
        let label = set.targets[row]
        let isOutside = label == set.labels.count
        let target = isOutside || without.contains(label) ? nil : place[label]
        let inside = scores.prefix(kept)
        judgements.append(
          Judgement(
            scores: Array(inside), familiarity: IntentModel.familiarity(scores, labels: kept),
            isRight: target.map { inside[$0] == inside.max() } ?? false, target: target, isOutside: isOutside))
      }
    }
  }

  /// Rows dealt out class by class, so that each fold has its share of each; labels dealt out at random.
  private static func folds(_ set: TrainingSet, count: Int) -> (rows: [Int], labels: [Int]) {
    var shuffler = Shuffler(seed: 3)
    var rowFold = [Int](repeating: 0, count: set.targets.count)
    var byClass = [[Int]](repeating: [], count: set.labels.count + 1)
    for (row, target) in set.targets.enumerated() { byClass[target].append(row) }
    var next = 0
    for var rows in byClass {
      shuffler.shuffle(&rows)
      for row in rows {
        rowFold[row] = next % count
        next += 1
      }
    }
    var labels = Array(set.labels.indices)
    shuffler.shuffle(&labels)
    var labelFold = [Int](repeating: 0, count: labels.count)
    for (index, label) in labels.enumerated() { labelFold[label] = index % count }
    return (rowFold, labelFold)
  }

  /// What scores must be multiplied by so that probabilities are as often right as they say: the factor of the highest
  /// likelihood.
  func sharpness() -> Double {
    let inside = judgements.filter { $0.target != nil }
    guard !inside.isEmpty else { return 4 }
    var best = (factor: 4.0, loss: Double.infinity)
    for step in 0..<16 {
      let factor = 1.5 * Mathematics.exp(Double(step) * 0.14)
      let loss = inside.reduce(0) { sum, row in
        sum - (row.target.map { Mathematics.logSoftmax(row.scores.map { $0 * factor })[$0] } ?? 0)
      }
      if loss < best.loss { best = (factor, loss) }
    }
    return best.factor
  }

  /// The familiarity that parts best: most rows are answered rightly or rightly rejected. Where the training part holds
  /// enough rows that are out of scope they count alone, and as one row in twenty at least; elsewhere the rows of
  /// left-out labels stand beside them, as one row in four.
  func threshold() -> Double {
    let given = judgements.count { $0.isOutside }
    let outside = judgements.filter { $0.target == nil && ($0.isOutside || given < Self.enough) }
    let inside = judgements.filter { $0.target != nil }
    guard !outside.isEmpty, !inside.isEmpty else { return -.infinity }
    let share = given < Self.enough ? 0.25 : 0.05
    let weight = max(1, Double(inside.count) * share / (1 - share) / Double(outside.count))
    let sorted = (inside + outside).sorted { $0.familiarity < $1.familiarity }
    // From accepting all upward: each row passed is rejected from then on.
    var rightKept = Double(inside.count { $0.isRight })
    let wrong = Double(inside.count) - rightKept
    var (wrongKept, rightLost, outsideKept) = (wrong, 0.0, Double(outside.count) * weight)
    var outsideCaught = 0.0
    var best = (value: -1.0, threshold: -Double.infinity)
    for (index, row) in sorted.enumerated() {
      if index > 0, row.familiarity > sorted[index - 1].familiarity {
        let total = rightKept + outsideCaught
        let value = total / (total + wrongKept + rightLost + outsideKept)
        if value > best.value { best = (value, (row.familiarity + sorted[index - 1].familiarity) / 2) }
      }
      if row.target == nil {
        outsideKept -= weight
        outsideCaught += weight
      } else if row.isRight {
        rightKept -= 1
        rightLost += 1
      } else {
        wrongKept -= 1
        rightLost += 1
      }
    }
    return best.threshold
  }
}
