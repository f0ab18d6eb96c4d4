/// How far an engine's confidence can be taken at its word.
///
/// Source: expected calibration error over bins of equal width (M. Naeini, G. Cooper, M. Hauskrecht, AAAI 2015).
public struct Reliability: Sendable, Encodable, Equatable {
  /// One answer: how sure the engine was, and whether it was right word for word.
  public struct Answer: Sendable {
    var confidence: Double
    var isRight: Bool

    /// Puts it together.
    public init(confidence: Double, isRight: Bool) {
      self.confidence = confidence
      self.isRight = isRight
    }
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
  }
}
