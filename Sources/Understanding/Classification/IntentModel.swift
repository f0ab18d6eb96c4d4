/// What a sentence was taken for.
public struct Classification: Sendable {
  /// The probability of each label if the sentence is in scope, in the order of the model's labels; they sum to 1.
  public var probabilities: [Double]
  /// The likeliest label's index.
  public var best: Int
  /// How much the sentence is like those of any label; compare with the model's threshold.
  public var familiarity: Double
  /// Share of the sentence's words that occurred in training, 0 to 1.
  public var coverage: Double
  /// Whether familiarity falls short of the threshold: no label serves it.
  public var isOutOfScope: Bool
}

/// Says which label a sentence has, how sure that is, and whether it is one of the labels' at all. Trained on labelled
/// sentences in seconds, deterministic, and without anything but what it was trained on.
public struct IntentModel: Sendable {
  /// A sentence to learn from.
  public struct Example: Sendable {
    /// The sentence as words; `words(_:)` makes them from text.
    public var words: [String]
    /// Its label; nil: out of scope.
    public var label: String?
    /// What the sentence encoder's last layers made of it, the last one's last; empty without one.
    public var embedding: [[Float]]

    /// Makes an example.
    public init(words: [String], label: String?, embedding: [[Float]] = []) {
      self.words = words
      self.label = label
      self.embedding = embedding
    }
  }

  /// The labels, in the order of the probabilities: as they first came in training.
  public let labels: [String]
  /// Familiarity under which a sentence is out of scope, chosen on held-back folds of the training part.
  public internal(set) var threshold: Double
  var space: FeatureSpace
  var scorer: IntentScorer
  /// What is subtracted from embeddings, layer by layer.
  var center: [[Float]]
  /// Whether the last class of the scores stands for what is out of scope.
  var knowsOutside: Bool
  /// What scores are multiplied by to become the logarithms of probabilities.
  var sharpness: Double

  /// The words of free text, as the model wants them.
  public static func words(_ text: String) -> [String] { Grams.words(text) }

  /// What a sentence is taken for.
  public func classify(_ words: [String], embedding: [[Float]] = []) -> Classification {
    let counted = space.counted(words)
    let vector = FeatureSpace.vector(counted, rarity: space.rarity)
    let dense = Self.centered(embedding, center)
    let known = counted.counts.prefix(counted.ends[Grams.Kind.word.rawValue]).reduce(0, +)
    return judged(scorer.scores(vector, dense: dense), coverage: Double(known) / Double(max(words.count, 1)))
  }

  func judged(_ scores: [Double], coverage: Double) -> Classification {
    let inside = Array(scores.prefix(labels.count))
    let logs = Mathematics.logSoftmax(inside.map { $0 * sharpness })
    var best = 0
    for label in inside.indices where inside[label] > inside[best] { best = label }
    let familiarity = Self.familiarity(scores, labels: labels.count)
    return Classification(
      probabilities: logs.map(Mathematics.exp), best: best, familiarity: familiarity, coverage: coverage,
      isOutOfScope: familiarity < threshold)
  }

  /// The best label's score; where sentences out of scope were learned from, less their score. On the folds of four
  /// public sets neither margins, entropy, neighbours nor a mixture of them told apart better.
  static func familiarity(_ scores: [Double], labels: Int) -> Double {
    let top = scores.prefix(labels).max() ?? 0
    return scores.count > labels ? top - 0.75 * scores[labels] : top
  }

  /// Each layer's vector less the mean of the training part's, of length one; all in a row.
  static func centered(_ embedding: [[Float]], _ center: [[Float]]) -> [Float] {
    guard embedding.map(\.count) == center.map(\.count) else { return [] }
    return zip(embedding, center).flatMap { vector, center in
      var moved = vector
      var square: Float = 0
      for index in moved.indices {
        moved[index] -= center[index]
        square += moved[index] * moved[index]
      }
      guard square > 0 else { return moved }
      let scale = 1 / square.squareRoot()
      for index in moved.indices { moved[index] *= scale }
      return moved
    }
  }
}
