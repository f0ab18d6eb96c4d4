/// How well a model did on a labelled test part: counted from its verdicts, one a row.
public struct IntentScores: Sendable, Codable, Equatable {
  /// One row: what was right, what was said, and how familiar it was. nil stands for out of scope.
  public struct Verdict: Sendable {
    /// The row's label.
    public var truth: String?
    /// The likeliest label, whether believed or not.
    public var best: String
    /// See `Classification.familiarity`.
    public var familiarity: Double
    /// Whether it was rejected.
    public var rejected: Bool

    /// Makes a verdict.
    public init(truth: String?, best: String, familiarity: Double, rejected: Bool) {
      self.truth = truth
      self.best = best
      self.familiarity = familiarity
      self.rejected = rejected
    }

    var answer: String? { rejected ? nil : best }
  }

  /// Rows, and those of them that are out of scope.
  public var rows, outOfScopeRows: Int
  /// Share of all rows answered rightly; out of scope is one more answer.
  public var accuracy: Double
  /// Share of the rows in scope answered rightly; a rejected one is wrong.
  public var inScopeAccuracy: Double
  /// Share of the rows in scope whose likeliest label is theirs, rejected or not.
  public var inScopeAccuracyBeforeRejection: Double
  /// Share of the rows out of scope that were rejected; nil where there are none.
  public var outOfScopeRecall: Double?
  /// Share of the rejected rows that are out of scope; nil where none was rejected.
  public var outOfScopePrecision: Double?
  /// The chance that a row in scope is more familiar than one out of scope; nil unless there are both.
  public var auroc: Double?
  /// Matthews correlation over all labels, out of scope being one (Gorodkin 2004); 0 where it is undefined.
  public var matthewsCorrelation: Double

  /// Counts.
  public init(_ verdicts: [Verdict]) {
    let inside = verdicts.filter { $0.truth != nil }
    let outside = verdicts.filter { $0.truth == nil }
    let rejected = verdicts.count { $0.rejected }
    let caught = outside.count { $0.rejected }
    func share(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }
    rows = verdicts.count
    outOfScopeRows = outside.count
    accuracy = share(verdicts.count { $0.answer == $0.truth }, verdicts.count)
    inScopeAccuracy = share(inside.count { $0.answer == $0.truth }, inside.count)
    inScopeAccuracyBeforeRejection = share(inside.count { $0.best == $0.truth }, inside.count)
    outOfScopeRecall = outside.isEmpty ? nil : share(caught, outside.count)
    outOfScopePrecision = rejected == 0 ? nil : share(caught, rejected)
    auroc = Self.area(inside: inside.map(\.familiarity), outside: outside.map(\.familiarity))
    matthewsCorrelation = Self.matthews(verdicts.map { ($0.truth, $0.answer) })
  }

  /// The area under the receiver's curve by ranks; ties count half.
  static func area(inside: [Double], outside: [Double]) -> Double? {
    guard !inside.isEmpty, !outside.isEmpty else { return nil }
    let sorted = (inside.map { ($0, true) } + outside.map { ($0, false) }).sorted { $0.0 < $1.0 }
    var (sum, start) = (0.0, 0)
    while start < sorted.count {
      var end = start
      while end < sorted.count, sorted[end].0 == sorted[start].0 { end += 1 }
      let rank = Double(start + end + 1) / 2
      sum += rank * Double(sorted[start..<end].count { $0.1 })
      start = end
    }
    let (m, n) = (Double(inside.count), Double(outside.count))
    return (sum - m * (m + 1) / 2) / (m * n)
  }

  static func matthews(_ pairs: [(truth: String?, answer: String?)]) -> Double {
    var (truths, answers): ([String?: Double], [String?: Double]) = ([:], [:])
    for pair in pairs {
      truths[pair.truth, default: 0] += 1
      answers[pair.answer, default: 0] += 1
    }
    let right = Double(pairs.count { $0.truth == $0.answer })
    let total = Double(pairs.count)
    // Sums of whole numbers: their order does not show.
    let both = truths.reduce(0) { $0 + $1.value * (answers[$1.key] ?? 0) }
    let squares = (total * total - truths.values.reduce(0) { $0 + $1 * $1 })
    let answered = (total * total - answers.values.reduce(0) { $0 + $1 * $1 })
    guard squares > 0, answered > 0 else { return 0 }
    return (right * total - both) / (squares * answered).squareRoot()
  }
}
