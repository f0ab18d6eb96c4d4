/// A linear classifier over hashed features of short sentences: words, pairs of words, and character trigrams (so that a
/// half-heard word still counts), trained by multinomial logistic regression. Small, deterministic, trained at start in
/// well under a second.
public struct Classifier: Sendable {
  /// The labels, in the order of the scores.
  public let labels: [String]
  private var weights: [Float]
  private var known: Set<String>

  private static let buckets = 1 << 14

  /// Trains on sentences with their labels. The same examples in the same order give the same classifier.
  public init(examples: [(words: [String], label: String)], epochs: Int = 40) {
    var labels: [String] = []
    for example in examples where !labels.contains(example.label) { labels.append(example.label) }
    self.labels = labels
    weights = [Float](repeating: 0, count: Self.buckets * max(labels.count, 1))
    known = Set(examples.flatMap(\.words))
    let features = examples.map { Self.features($0.words) }
    let targets = examples.map { example in labels.firstIndex(of: example.label) ?? 0 }
    // Rare labels count as much as frequent ones.
    let frequency = labels.map { label in Float(examples.filter { $0.label == label }.count) }
    let mean = frequency.reduce(0, +) / Float(max(labels.count, 1))
    var random: UInt64 = 0x9E37_79B9_7F4A_7C15
    var order = Array(features.indices)
    for epoch in 0..<epochs {
      for index in order.indices.reversed() where index > 0 {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        order.swapAt(index, Int((random >> 33) % UInt64(index + 1)))
      }
      let rate = 0.5 / (1 + Float(epoch) * 0.15)
      for example in order {
        var probabilities = softmax(raw(features[example]))
        probabilities[targets[example]] -= 1
        let weight = (mean / frequency[targets[example]]).squareRoot()
        for (feature, value) in features[example] {
          for label in labels.indices {
            let position = feature * labels.count + label
            weights[position] -= rate * weight * (probabilities[label] * value + 0.000_5 * weights[position])
          }
        }
      }
    }
  }

  /// The probability of each label, by label index, and how much of the sentence consists of known words (0 to 1).
  public func classify(_ words: [String]) -> (probabilities: [Double], coverage: Double) {
    guard !words.isEmpty, !labels.isEmpty else { return ([Double](repeating: 0, count: labels.count), 0) }
    let covered = words.filter(known.contains).count
    return (softmax(raw(Self.features(words))).map(Double.init), Double(covered) / Double(words.count))
  }

  private func raw(_ features: [(Int, Float)]) -> [Float] {
    var scores = [Float](repeating: 0, count: labels.count)
    for (feature, value) in features {
      for label in labels.indices { scores[label] += weights[feature * labels.count + label] * value }
    }
    return scores
  }

  private func softmax(_ scores: [Float]) -> [Float] {
    let top = scores.max() ?? 0
    let exponentials = scores.map { exponential($0 - top) }
    let sum = exponentials.reduce(0, +)
    return exponentials.map { $0 / sum }
  }

  /// e to the power of x for x ≤ 0 without a mathematics library: (1 + x/1024)^1024, exact enough for a softmax.
  private func exponential(_ x: Float) -> Float {
    var y = 1 + Double(max(x, -40)) / 1_024
    for _ in 0..<10 { y *= y }
    return Float(y)
  }

  private static func features(_ words: [String]) -> [(Int, Float)] {
    var values: [Int: Float] = [:]
    func add(_ text: some Sequence<UInt8>, _ value: Float) {
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      values[Int((hash ^ (hash >> 29)) % UInt64(buckets)), default: 0] += value
    }
    for word in words { add("w \(word)".utf8, 1) }
    for (left, right) in zip(["^"] + words, words + ["$"]) { add("p \(left) \(right)".utf8, 0.7) }
    for word in words where word.count > 3 {
      let letters = Array("<\(word)>".utf8)
      for start in 0..<(letters.count - 2) { add([99] + letters[start..<start + 3], 0.3) }
    }
    // Sums depend on their order, and a dictionary's order on the process: sorted first, so that every run is the same.
    let sorted = values.sorted { $0.key < $1.key }
    let norm = sorted.reduce(0) { $0 + $1.value * $1.value }.squareRoot()
    return sorted.map { ($0.key, $0.value / norm) }
  }
}
