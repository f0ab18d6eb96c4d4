/// The two ways of scoring, blended: support vector machines, which do better on few examples, and linear scores with a
/// hidden layer, which do better on many.
struct IntentScorer: Sendable {
  var margins: LinearScores
  var hidden: HiddenScores

  /// Trains both.
  init(_ rows: TrainingRows, classes: Int, places: Int) {
    margins = MarginTraining(cost: rows.width == 0 ? 2 : 1).train(rows, classes: classes, places: places)
    hidden = HiddenTraining().train(rows, classes: classes, places: places)
  }

  init(margins: LinearScores, hidden: HiddenScores) {
    (self.margins, self.hidden) = (margins, hidden)
  }

  /// How much of a logit counts as much as one of a margin.
  private static let share = 0.2

  /// One score for each class.
  func scores(_ vector: SparseVector, dense: ArraySlice<Float>) -> [Double] {
    let margins = margins.scores(vector, dense: dense)
    let logits = hidden.scores(vector, dense: dense)
    return zip(margins, logits).map { Double($0) + Self.share * Double($1) }
  }
}
