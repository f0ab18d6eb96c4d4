/// How far an engine's confidence can be taken at its word.
///
/// Source: expected calibration error over bins of equal width (M. Naeini, G. Cooper, M. Hauskrecht, AAAI 2015).
public struct Reliability: Sendable, Encodable, Equatable {
  /// One answer: how sure the engine was; whether it was right; whether the same was understood by it as by what was said.
  public struct Answer: Sendable {
    var confidence: Double
    var isRight: Bool
    var isUnderstood: Bool

    /// Puts it together.
    public init(confidence: Double, isRight: Bool, isUnderstood: Bool) {
      self.confidence = confidence
      self.isRight = isRight
      self.isUnderstood = isUnderstood
    }
  }
  /// What comes of taking only what an engine is at least so sure of.
  public struct Threshold: Sendable, Encodable, Equatable {
    /// The confidence; the share of all answers that are taken; the share of those that something else is understood by than was said.
    public var from: Double, taken: Double, wrong: Double
  }
  /// Answers of about one confidence.
  public struct Bin: Sendable, Encodable, Equatable {
    /// From where the bin reaches (a tenth wide); how many answers; how sure they were in the mean; the share that was right.
    public var from: Double, count: Int, stated: Double, right: Double
  }

  /// Bins that hold answers, least sure first.
  public var bins: [Bin]
  /// The mean distance between stated and right, each bin by its answers; nil: no answers.
  public var error: Double?
  /// What comes of taking answers from 0, 0.1, … on only, as far as any are.
  public var thresholds: [Threshold]

  /// Sums up.
  public init(_ answers: [Answer]) {
    let sorted = Dictionary(grouping: answers) { min(9, max(0, Int($0.confidence * 10))) }
    bins = sorted.keys.sorted().map { key in
      let group = sorted[key] ?? []
      let count = Double(max(1, group.count))
      return Bin(
        from: Double(key) / 10, count: group.count, stated: group.reduce(0) { $0 + $1.confidence } / count,
        right: Double(group.count(where: \.isRight)) / count)
    }
    error =
      answers.isEmpty
      ? nil : bins.reduce(0) { $0 + abs($1.stated - $1.right) * Double($1.count) } / Double(answers.count)
    thresholds = (0...9).compactMap { tenth in
      let taken = answers.filter { $0.confidence >= Double(tenth) / 10 }
      guard !taken.isEmpty else { return nil }
      return Threshold(
        from: Double(tenth) / 10, taken: Double(taken.count) / Double(answers.count),
        wrong: Double(taken.count { !$0.isUnderstood }) / Double(taken.count))
    }
  }
}
