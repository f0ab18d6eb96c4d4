/// Phrases with what they mean, found longest first. A pattern is words with spaces between; "a|b" is either, "?a|b" either or none.
struct PatternTable<Value: Sendable>: Sendable {
  private var byFirst: [String: [(words: [String], value: Value)]] = [:]
  /// All words of the phrases.
  private(set) var words: Set<String> = []

  init(_ entries: [(String, Value)]) {
    for (pattern, value) in entries {
      for words in Self.expand(pattern) {
        guard let first = words.first else { continue }
        byFirst[first, default: []].append((words, value))
        self.words.formUnion(words)
      }
    }
    // The longest first; of equals the one written first. Sorting is stable in effect by the offset.
    for (first, entries) in byFirst {
      byFirst[first] = entries.enumerated().sorted {
        ($1.element.words.count, $0.offset) < ($0.element.words.count, $1.offset)
      }.map(\.element)
    }
  }

  /// The longest phrase that begins at a place, and how many cells it takes.
  /// - Parameter mayPassCommas: Which may be said over a comma; none is over a full stop.
  func match(_ cells: [Cell], at start: Int, _ mayPassCommas: (Value) -> Bool = { _ in true }) -> (
    value: Value, count: Int
  )? {
    guard let entries = byFirst[cells[start].text] else { return nil }
    return entries.first { entry in
      start + entry.words.count <= cells.count && !isCut(cells, start + entry.words.count)
        && entry.words.indices.allSatisfy { cells[start + $0].text == entry.words[$0] }
        && entry.words.indices.dropFirst().allSatisfy {
          cells[start + $0].gap < .comma || cells[start + $0].gap < .stop && mayPassCommas(entry.value)
        }
    }.map { ($0.value, $0.words.count) }
  }

  /// Whether a number at the end goes on: "the 2" of "the 2K".
  private func isCut(_ cells: [Cell], _ end: Int) -> Bool {
    end < cells.count && cells[end].gap == .glued && cells[end - 1].number != nil
  }

  private static func expand(_ pattern: String) -> [[String]] {
    var phrases: [[String]] = [[]]
    for part in pattern.split(separator: " ") {
      let isOptional = part.hasPrefix("?")
      // Number words are figures in cells.
      let choices = (isOptional ? part.dropFirst() : part).split(separator: "|").map { word in
        NumberWords.read([String(word)], at: 0).map { NumberWords.text($0.value) } ?? String(word)
      }
      phrases = phrases.flatMap { phrase in choices.map { phrase + [$0] } + (isOptional ? [phrase] : []) }
    }
    return phrases
  }
}
