/// The training part judged by models that have not seen it: each half by what was learned from the other. From this the
/// threshold and the sharpness of probabilities come; no other data are looked at.
struct HeldBack {
  /// What became of one row.
  struct Judgement {
    /// Scores of the labels.
    var scores: [Double]
    var familiarity: Double
    /// The row's own label; nil for what is out of scope.
    var target: Int?

    /// Whether the best label is the row's own.
    var isRight: Bool { target.map { scores[$0] == scores.max() } ?? false }
  }

  /// Rows out of scope with which a training part speaks for itself.
  private static let enough = 30
  /// Rows that are judged where each takes time.
  private static let sample = 4_000

  private(set) var judgements: [Judgement] = []
  private let unseen: Double

  init(_ set: TrainingSet) {
    unseen = set.unseenWords
    let halves = TrainingSet.dealt(set.targets, keys: set.keys, parts: 2)
    let rows = set.targets.indices
    for half in 0..<(rows.count > TrainingSize.manyRows ? 1 : 2) {
      let part = rows.filter { halves[$0] != half }
      guard !part.isEmpty else { continue }
      let (known, rarity, center) = set.rows(part)
      let scorer = IntentScorer(known, of: rows.count, classes: set.classes, places: set.space.count)
      let every = scorer.neighbours == nil ? 1 : max(1, rows.count / Self.sample)
      for (index, row) in rows.filter({ halves[$0] == half }).enumerated() {
        let isOutside = set.targets[row] == set.labels.count
        guard isOutside || index % every == 0 else { continue }
        let vector = FeatureSpace.vector(set.counted[row], rarity: rarity)
        let scores = scorer.scores(vector, dense: IntentModel.centered(set.embeddings[row], center))
        judgements.append(
          Judgement(
            scores: Array(scores.prefix(set.labels.count)),
            familiarity: IntentModel.familiarity(scores, labels: set.labels.count),
            target: isOutside ? nil : set.targets[row]))
      }
    }
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

  /// The familiarity under which to reject. Where the training part holds enough rows that are out of scope, it is the one
  /// that parts them best from the others. Elsewhere nothing is known of what is out of scope, but how much of what will be
  /// said the training part has not seen; see `givenUp`.
  func threshold() -> Double {
    let outside = judgements.filter { $0.target == nil }
    if outside.count >= Self.enough, outside.count < judgements.count { return parting(outside) }
    let right = judgements.filter(\.isRight).map(\.familiarity).sorted()
    guard !right.isEmpty else { return -.infinity }
    return right[min(right.count - 1, Int(Double(right.count) * Self.givenUp(unseen: unseen)))]
  }

  /// The share of the right answers that is given up for what may be out of scope, by the share of words that will be new. Where a few
  /// sentences stand for all that customers may say, a tenth of the words or more, it is that and half as much again, up to a fifth. Where many
  /// sentences leave few words unseen, these are names and slips more often than another subject, and it falls with the square.
  /// Chosen on folds of banking77 and of both sets of hint3.
  static func givenUp(unseen: Double) -> Double { min(0.2, 1.5 * min(unseen, 10 * unseen * unseen)) }

  /// The familiarity at which most rows are answered rightly or rightly rejected, those out of scope counting as one row in
  /// twenty at least.
  private func parting(_ outside: [Judgement]) -> Double {
    let inside = judgements.filter { $0.target != nil }
    let share = 0.05
    let weight = max(1, Double(inside.count) * share / (1 - share) / Double(outside.count))
    let sorted = judgements.sorted { $0.familiarity < $1.familiarity }
    // From accepting all upward: each row passed is rejected from then on.
    var right = Double(inside.count(where: \.isRight))
    var best = (value: right, threshold: -Double.infinity)
    for (index, row) in sorted.enumerated() {
      if index > 0, row.familiarity > sorted[index - 1].familiarity, right > best.value {
        best = (right, (row.familiarity + sorted[index - 1].familiarity) / 2)
      }
      if row.target == nil { right += weight } else if row.isRight { right -= 1 }
    }
    return best.threshold
  }
}
