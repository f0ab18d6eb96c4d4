/// Finds the likeliest texts piece by piece (beam search), within a graph or freely. Pure: likelihoods come from a closure.
struct PieceSearch {
  /// A text that was found.
  struct Found: Equatable {
    var pieces: [Int]
    /// The logarithm of its probability, its end included.
    var score: Float
    /// What it gained by saying what exists.
    var gain: Float = 0

    /// The mean logarithm a piece.
    var mean: Float { score / Float(pieces.count + 1) }
  }

  private struct Text {
    var pieces: [Int] = []
    var score: Float = 0
    var node = 0
    var place = PieceBias.Place()
    var gain: Float = 0

    /// What texts are compared by.
    var total: Float { score + gain }
  }
  private struct Step {
    var row: Int
    var piece: Int
    var text: Text
  }

  /// How much less likely (in logarithms) than the best a text may be and still be followed.
  static let reach: Float = 25

  /// What may be said; nil: anything.
  var graph: PieceGraph?
  /// How many texts are followed at a time (of each stage).
  var width: Int
  /// The longest text, in pieces.
  var limit: Int
  /// What exists, for searching freely; nil: nothing is likelier than the model has it.
  var bias: PieceBias?
  /// The piece that ends a text.
  var end = MoonshineVocabulary.end

  /// The texts found, likeliest first; equal ones once.
  ///
  /// - Parameters:
  ///   - first: What stands before the first piece, with one row of logarithms of probabilities, one a piece.
  ///   - next: The same behind one more piece for each of the rows named.
  func run<Memory>(
    first: (memory: Memory, rows: [[Float]]),
    next: (_ memory: Memory, _ rows: [Int], _ pieces: [Int]) throws -> (memory: Memory, rows: [[Float]])
  ) rethrows -> [Found] {
    var (memory, rows) = first
    var texts = [Text()]
    var found: [Found] = []
    for length in 0...limit {
      var steps: [Step] = []
      for (row, text) in texts.enumerated() { extend(text, row, rows[row], &steps, &found) }
      if length == limit { break }
      let kept = best(steps)
      guard !kept.isEmpty, !isDecided(kept, found) else { break }
      (memory, rows) = try next(memory, kept.map(\.row), kept.map(\.piece))
      texts = kept.map(\.text)
    }
    var seen: Set<[Int]> = []
    return found.sorted { rank($0) > rank($1) }.filter { seen.insert($0.pieces).inserted }
  }

  private func extend(
    _ text: Text, _ row: Int, _ scores: [Float], _ steps: inout [Step], _ found: inout [Found]
  ) {
    if let graph {
      let node = graph.nodes[text.node]
      if node.isEnd { found.append(Found(pieces: text.pieces, score: text.score + scores[end])) }
      for edge in node.edges { steps.append(step(text, row, edge.piece, edge.node, scores)) }
      return
    }
    var pieces = Self.top(width + 1, scores)
    if let bias {
      for piece in bias.candidates(text.place, scores) where !pieces.contains(piece) { pieces.append(piece) }
    }
    for piece in pieces {
      if piece == end {
        found.append(
          Found(
            pieces: text.pieces, score: text.score + scores[end], gain: text.gain + (bias?.end(text.place) ?? 0)))
      } else if !Self.loops(text.pieces + [piece]) {
        steps.append(step(text, row, piece, 0, scores))
      }
    }
  }

  private func step(_ text: Text, _ row: Int, _ piece: Int, _ node: Int, _ scores: [Float]) -> Step {
    let biased = bias?.next(text.place, piece)
    return Step(
      row: row, piece: piece,
      text: Text(
        pieces: text.pieces + [piece], score: text.score + scores[piece], node: node,
        place: biased?.place ?? PieceBias.Place(), gain: text.gain + (biased?.gain ?? 0)))
  }

  /// The best steps of each stage, in a fixed order.
  private func best(_ steps: [Step]) -> [Step] {
    let floor = (steps.map(\.text.total).max() ?? 0) - Self.reach
    let order = steps.indices.sorted { one, other in
      steps[one].text.total != steps[other].text.total
        ? steps[one].text.total > steps[other].text.total : one < other
    }
    var taken: [Int: Int] = [:]
    return order.compactMap { place in
      let stage = graph?.nodes[steps[place].text.node].stage ?? 0
      guard taken[stage, default: 0] < width, steps[place].text.total > floor else { return nil }
      taken[stage, default: 0] += 1
      return steps[place]
    }
  }

  /// Whether no text that is still open can become better than those found: it only loses by going on.
  private func isDecided(_ open: [Step], _ found: [Found]) -> Bool {
    guard found.count >= width, let worst = found.map({ $0.score + $0.gain }).sorted(by: >).prefix(width).last else {
      return false
    }
    return open.allSatisfy { $0.text.total < worst }
  }

  /// Free texts are compared by a score that lies between sum and mean, so that the shorter one does not always win.
  private func rank(_ found: Found) -> Float {
    graph == nil ? (found.score + found.gain) / Self.power(Float(found.pieces.count + 1)) : found.score
  }

  private static func power(_ length: Float) -> Float { length.squareRoot() }

  /// The places of the largest numbers, largest first.
  static func top(_ count: Int, _ scores: [Float]) -> [Int] {
    var best: [Int] = []
    for (place, score) in scores.enumerated() {
      if best.count == count, let last = best.last, score <= scores[last] { continue }
      let at = best.firstIndex { scores[$0] < score } ?? best.count
      best.insert(place, at: at)
      if best.count > count { best.removeLast() }
    }
    return best
  }

  /// Whether the last pieces are said for the fourth time in a row: noise makes such models stammer.
  static func loops(_ pieces: [Int]) -> Bool {
    for size in 1...4 where pieces.count >= size * 4 {
      let tail = Array(pieces.suffix(size))
      let isSame = (2...4).allSatisfy { Array(pieces.dropLast(size * ($0 - 1)).suffix(size)) == tail }
      if isSame { return true }
    }
    return false
  }
}
