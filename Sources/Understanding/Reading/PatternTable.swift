/// Phrases with what they mean, found longest first. A pattern is words with spaces between; "a|b" is either, "?a|b" either or none.
struct PatternTable<Value: Sendable>: Sendable {
  private struct Phrase: Sendable {
    var words: [String]
    /// Place of what it means in `values`: looking does not copy values.
    var value: Int
  }

  private var byFirst: [String: [Phrase]] = [:]
  private var values: [Value] = []
  /// All words of the phrases.
  private(set) var words: Set<String> = []

  init(_ entries: [(String, Value)]) {
    for (pattern, value) in entries {
      for words in Self.expand(pattern) {
        guard let first = words.first else { continue }
        byFirst[first, default: []].append(Phrase(words: words, value: values.count))
        self.words.formUnion(words)
      }
      values.append(value)
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
    guard let phrases = byFirst[cells[start].text] else { return nil }
    for phrase in phrases where fits(phrase.words, cells, at: start) {
      let end = start + phrase.words.count
      let widest = cells[start + 1..<end].map(\.gap).max() ?? .none
      if widest >= .stop || widest >= .comma && !mayPassCommas(values[phrase.value]) { continue }
      if !isCut(cells, end) { return (values[phrase.value], phrase.words.count) }
    }
    return nil
  }

  private func fits(_ words: [String], _ cells: [Cell], at start: Int) -> Bool {
    guard start + words.count <= cells.count else { return false }
    // The first word is known to fit.
    for place in 1..<max(words.count, 1) where cells[start + place].text != words[place] { return false }
    return true
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
