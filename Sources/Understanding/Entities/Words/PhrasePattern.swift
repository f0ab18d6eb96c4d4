/// A pattern of words: "found|saw * cheaper" is one of two words, at most `reach` others, and a third word. A word ending in "+" stands for all
/// that begin so ("click+": "click", "clicked", "clicking"); one in brackets may be missing ("don't need (it)").
struct PhrasePattern: Sendable {
  private enum Part: Sendable, Equatable {
    case words([String], isOptional: Bool)
    case some(Int)
  }
  private let parts: [Part]
  /// The words it may begin with.
  let starts: [String]

  /// Makes a pattern; `*` skips up to three words, `**` up to six.
  init(_ text: String) {
    parts = text.split(separator: " ").map { part in
      switch part {
      case "*": .some(3)
      case "**": .some(6)
      default:
        part.hasPrefix("(")
          ? .words(part.dropFirst().dropLast().split(separator: "|").map(String.init), isOptional: true)
          : .words(part.split(separator: "|").map(String.init), isOptional: false)
      }
    }
    if case .words(let words, _)? = parts.first { starts = words } else { starts = [] }
  }

  /// The place behind the words that fit from a place on, within one sentence; nil when they do not.
  func end(in tokens: Tokens, at place: Int) -> Int? { end(tokens, place, parts[...], first: place) }

  private func end(_ tokens: Tokens, _ place: Int, _ rest: ArraySlice<Part>, first: Int) -> Int? {
    guard let part = rest.first else { return place }
    switch part {
    case .some(let reach):
      for skipped in 0...reach {
        // What is skipped stands in one breath with the rest.
        if skipped > 0, tokens.pauses(before: place + skipped - 1), place + skipped - 1 > first { return nil }
        if let end = end(tokens, place + skipped, rest.dropFirst(), first: first) { return end }
      }
      return nil
    case .words(let words, let isOptional):
      if place < tokens.count, place == first || !Self.isStop(tokens, place),
        words.contains(where: { Self.fits(tokens[place].text, $0) }),
        let end = end(tokens, place + 1, rest.dropFirst(), first: first)
      {
        return end
      }
      return isOptional ? end(tokens, place, rest.dropFirst(), first: first) : nil
    }
  }

  private static func isStop(_ tokens: Tokens, _ place: Int) -> Bool {
    tokens.gap(place, holds: ".?!;") && !tokens[place].isGlued
  }

  static func fits(_ text: String, _ word: String) -> Bool {
    word.hasSuffix("+") ? text.hasPrefix(word.dropLast()) : text == word
  }
}

/// Patterns that stand for values, looked up by their first words.
struct PhraseTable<Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    var pattern: PhrasePattern
    var value: Value
  }
  private var whole: [String: [Entry]] = [:]
  private var prefixes: [(prefix: String, entry: Entry)] = []

  /// Makes a table of patterns, one a line or set apart by commas.
  init(_ rows: [(value: Value, patterns: String)]) {
    for row in rows {
      for text in row.patterns.split(whereSeparator: { $0 == "," || $0 == "\n" })
      where text.contains(where: { $0 != " " }) {
        let entry = Entry(pattern: PhrasePattern(String(text)), value: row.value)
        for start in entry.pattern.starts {
          if start.hasSuffix("+") {
            prefixes.append((String(start.dropLast()), entry))
          } else {
            whole[start, default: []].append(entry)
          }
        }
      }
    }
  }

  /// The longest pattern that fits from a place on; of equals the first.
  func match(in tokens: Tokens, at place: Int) -> (value: Value, end: Int)? {
    var best: (value: Value, end: Int)?
    func take(_ entry: Entry) {
      guard let end = entry.pattern.end(in: tokens, at: place), end > (best?.end ?? place) else { return }
      best = (entry.value, end)
    }
    let text = tokens.text(place)
    for entry in whole[text] ?? [] { take(entry) }
    for (prefix, entry) in prefixes where text.hasPrefix(prefix) { take(entry) }
    return best
  }
}
