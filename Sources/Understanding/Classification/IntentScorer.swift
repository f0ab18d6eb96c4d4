/// The ways of scoring, blended: support vector machines, which do best on few examples; linear scores with a hidden layer,
/// which do best on many; and with a sentence encoder, what the nearest examples are.
struct IntentScorer: Sendable {
  var margins: LinearScores
  /// nil where there are hundreds of classes of few rows each: it costs more than all else there, and does best on many.
  var hidden: HiddenScores?
  /// nil without a sentence encoder: by their pieces alone, neighbours made folds of public sets worse.
  var neighbours: Neighbours?

  /// Trains all.
  /// - Parameter of: How many rows the whole is that these are a part of: a part is gone through as often as the whole.
  init(_ rows: TrainingRows, of whole: Int, classes: Int, places: Int) {
    margins = MarginTraining(cost: rows.width == 0 ? 2 : 1).train(rows, classes: classes, places: places)
    hidden =
      classes > TrainingSize.manyClasses && whole < TrainingSize.fewRows * classes
      ? nil
      : HiddenTraining(epochs: HiddenTraining.epochs(whole)).train(
        rows.withLastPartAlone, classes: classes, places: places)
    neighbours = rows.width == 0 ? nil : Neighbours(rows.withLastPartAlone, classes: classes, places: places)
  }

  /// A scorer as it was stored.
  init(margins: LinearScores, hidden: HiddenScores?, neighbours: Neighbours?) {
    (self.margins, self.hidden, self.neighbours) = (margins, hidden, neighbours)
  }

  /// How much of the logarithm of a probability counts as much as one of a margin.
  private static let share = 0.2

  /// One score for each class.
  func scores(_ vector: SparseVector, dense: [Float]) -> [Double] {
    let last = dense.suffix(hidden?.first.width ?? neighbours?.rows.width ?? 0)
    let logits = hidden?.scores(vector, dense: last)
    let near = neighbours?.logarithms(vector, dense: last)
    return margins.scores(vector, dense: dense[...]).enumerated().map { label, margin in
      Double(margin) + Self.share * (Double(logits?[label] ?? 0) + (near?[label] ?? 0))
    }
  }
}
