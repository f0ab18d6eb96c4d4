/// What exists, for free speech: the phrases and numbers that callers are likely to say, in the pieces of a model. A text that says one gains by
/// each of its pieces, and gives the gain back where it goes another way before the phrase is complete.
///
/// Source: contextual biasing by a prefix tree during the search ("shallow fusion"; D. Zhao and others, Shallow-Fusion End-to-End Contextual
/// Biasing, Interspeech 2019).
struct PieceBias: Sendable {
  /// How far a text is within a phrase.
  struct Place: Sendable, Equatable {
    fileprivate var node = 0
    /// What is given back where the phrase is left here; and where its last word turns out to be the beginning of a longer one.
    fileprivate var owed: Float = 0, gained: Float = 0
    /// Phrases that were said: each gains once, or texts would go on repeating one.
    fileprivate var said: Set<Int> = []
  }
  private struct Node: Sendable {
    var edges: [Int: Int] = [:]
    /// A phrase is complete here.
    var isEnd = false
    /// Part of a number: one digit more makes another number of it, and what was complete before counts no more.
    var isNumber = false
    /// One digit more than any number has: what was gained is given back at once.
    var isBeyond = false
    var gain: Float = 0
    /// Which phrase is complete here, however it is written.
    var phrase = 0
  }
  /// How much is gained, in logarithms: with each piece of a phrase, with each digit of a number.
  struct Gains: Sendable, Equatable {
    var piece: Float = 3.5
    /// The same for a phrase of one word, which is sooner heard where nobody said it.
    var word: Float = 1.5
    var digit: Float = 2
  }

  /// How unlikely a piece may be and still be followed: where it goes on with a phrase; where it begins one.
  private static let reach: Float = -14, beginningReach: Float = -9
  /// So many beginnings are tried at each place.
  private static let beginnings = 8
  private static let digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]

  private let vocabulary: MoonshineVocabulary
  private let gains: Gains
  private var nodes = [Node()]
  private var roots: [Int] = []
  /// How many phrases there are.
  private var count = 0

  /// - Parameters:
  ///   - phrases: Names of stores, goods, people, places, as they are written.
  ///   - numbers: How many digits numbers have that callers say one by one.
  init(_ vocabulary: MoonshineVocabulary, phrases: [String], numbers: [Int] = [], gains: Gains = Gains()) {
    self.vocabulary = vocabulary
    self.gains = gains
    add(phrases: phrases)
    add(numbers: Set(numbers.filter { (2...20).contains($0) }))
    roots = nodes[0].edges.keys.sorted()
  }

  /// The same with more phrases: those of one call.
  func adding(_ phrases: [String]) -> PieceBias {
    var more = self
    more.add(phrases: phrases)
    more.roots = more.nodes[0].edges.keys.sorted()
    return more
  }

  private mutating func add(phrases: [String]) {
    // Those of several words first: what they share with single ones gains as theirs.
    for phrase in phrases.filter(Self.isLong) + phrases.filter({ !Self.isLong($0) }) {
      count += 1
      let gain = Self.isLong(phrase) ? gains.piece : gains.word
      for form in Self.written(phrase) {
        guard let pieces = vocabulary.cut(form), !pieces.isEmpty else { continue }
        var node = 0
        for piece in pieces { node = step(node, piece, gain: gain) }
        nodes[node].isEnd = true
        nodes[node].phrase = count
      }
    }
  }

  private static func isLong(_ phrase: String) -> Bool { phrase.contains(" ") }

  /// "Cascade kettle" as it is, as "cascade kettle" and as "Cascade Kettle".
  private static func written(_ phrase: String) -> Set<String> {
    let words = phrase.split(separator: " ").map(String.init)
    let small = words.map { $0.lowercased() }
    let large = small.map { $0.prefix(1).uppercased() + $0.dropFirst() }
    let first = large.prefix(1) + small.dropFirst()
    return Set([words, small, large, Array(first)].map { $0.joined(separator: " ") }.filter { !$0.isEmpty })
  }

  private mutating func step(_ from: Int, _ piece: Int, gain: Float) -> Int {
    if let known = nodes[from].edges[piece] { return known }
    nodes.append(Node(gain: gain))
    nodes[from].edges[piece] = nodes.count - 1
    return nodes.count - 1
  }

  /// Digits one by one, in words or figures, with commas and full stops between them as pauses make them.
  private mutating func add(numbers: Set<Int>) {
    guard let longest = numbers.max() else { return }
    // Where so many digits were said; the same behind a mark. What is too long stays so.
    var spoken = [0], paused = [0]
    for count in 1...longest + 1 {
      let (isBeyond, isEnd) = (count > longest, numbers.contains(count))
      nodes.append(
        Node(isEnd: isEnd, isNumber: true, isBeyond: isBeyond, gain: isBeyond ? 0 : gains.digit))
      nodes.append(Node(isEnd: isEnd, isNumber: true, isBeyond: isBeyond))
      spoken.append(nodes.count - 2)
      paused.append(nodes.count - 1)
    }
    for count in 0...longest + 1 {
      let target = spoken[min(count + 1, longest + 1)]
      for (value, word) in Self.digits.enumerated().map({ ($0, $1) }) + [(0, "oh"), (0, "o")] {
        for form in [word, word.prefix(1).uppercased() + word.dropFirst(), "\(value)"] {
          guard let pieces = vocabulary.cut(form) else { continue }
          for from in count == 0 ? [0] : [spoken[count], paused[count]] { connect(from, pieces, to: target) }
        }
        if count > 0, let figure = vocabulary.mark("\(value)") { connect(spoken[count], [figure], to: target) }
      }
      guard count > 0 else { continue }
      for mark in [",", ".", "-"].compactMap(vocabulary.mark) { connect(spoken[count], [mark], to: paused[count]) }
    }
  }

  private mutating func connect(_ from: Int, _ pieces: [Int], to target: Int) {
    guard let last = pieces.last else { return }
    var node = from
    for piece in pieces.dropLast() { node = step(node, piece, gain: 0) }
    if nodes[node].edges[last] == nil { nodes[node].edges[last] = target }
  }

  /// Pieces worth following besides the likeliest, by their logarithms.
  func candidates(_ place: Place, _ scores: [Float]) -> [Int] {
    var found: [Int] = []
    if place.node != 0 {
      found = nodes[place.node].edges.keys.filter { scores[$0] > Self.reach }.sorted()
    }
    var best: [Int] = []
    for piece in roots where scores[piece] > Self.beginningReach {
      if best.count == Self.beginnings, let last = best.last, scores[piece] <= scores[last] { continue }
      let at = best.firstIndex { scores[$0] < scores[piece] } ?? best.count
      best.insert(piece, at: at)
      if best.count > Self.beginnings { best.removeLast() }
    }
    return found + best
  }

  /// Where a text is after one more piece, and what it gains or gives back by it.
  func next(_ place: Place, _ piece: Int) -> (place: Place, gain: Float) {
    if let node = nodes[place.node].edges[piece], place.node != 0 { return entering(node, place) }
    guard place.node != 0 else {
      return nodes[0].edges[piece].map { entering($0, place) } ?? (place, 0)
    }
    // "Summit" within "summits" was another word.
    let isWhole = nodes[place.node].isEnd && !vocabulary.continuesWord(piece)
    var left = Place(said: place.said)
    if isWhole, nodes[place.node].phrase > 0 { left.said.insert(nodes[place.node].phrase) }
    let gain = isWhole ? 0 : -leaving(place)
    guard let node = nodes[0].edges[piece] else { return (left, gain) }
    let entered = entering(node, left)
    return (entered.place, gain + entered.gain)
  }

  private func entering(_ node: Int, _ place: Place) -> (place: Place, gain: Float) {
    let entered = nodes[node]
    if entered.isBeyond || entered.isEnd && place.said.contains(entered.phrase) {
      return (Place(node: node, said: place.said), -place.gained)
    }
    let owed = entered.isEnd ? 0 : (entered.isNumber ? place.gained : place.owed) + entered.gain
    return (
      Place(node: node, owed: owed, gained: place.gained + entered.gain, said: place.said), entered.gain
    )
  }

  private func leaving(_ place: Place) -> Float { nodes[place.node].isEnd ? place.gained : place.owed }

  /// What is given back where the text ends.
  func end(_ place: Place) -> Float { place.node == 0 || nodes[place.node].isEnd ? 0 : -place.owed }
}
