/// All phrases of the reader that belong to no catalogue, in one table.
enum Grammar {
  static let table = PatternTable<AtomKind>(
    verbs + leads + guards + links + answers + references + orders + variants + questions + topics)

  /// All words of the phrases.
  static let words = table.words

  static func each(_ patterns: String, _ kind: AtomKind) -> [(String, AtomKind)] {
    patterns.split(separator: ",").map { pattern in
      (pattern.split(whereSeparator: \.isWhitespace).joined(separator: " "), kind)
    }
  }
}
