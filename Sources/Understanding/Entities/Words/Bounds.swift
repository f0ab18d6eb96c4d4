internal import Discourse

/// Words that make a bound of the number beside them.
enum Bounds {
  typealias Comparison = OptionConstraint.Comparison

  private static let before: [(words: [String], bound: Comparison)] = {
    let more = [
      "more", "bigger", "larger", "longer", "higher", "greater", "taller", "heavier", "better", "stronger", "wider",
      "dearer", "faster",
    ]
    let less = [
      "less", "fewer", "cheaper", "smaller", "shorter", "lighter", "lower", "thinner", "narrower", "slower", "weaker",
    ]
    var rows: [([String], Comparison)] = [
      (["under"], .lessThan), (["below"], .lessThan), (["beneath"], .lessThan), (["at", "most"], .atMost),
      (["up", "to"], .atMost), (["max"], .atMost),
      (["maximum"], .atMost), (["maximum", "of"], .atMost), (["max", "of"], .atMost), (["within"], .atMost),
      (["not", "over"], .atMost),
      (["nothing", "over"], .atMost), (["not", "above"], .atMost), (["no", "over"], .atMost), (["over"], .moreThan),
      (["above"], .moreThan),
      (["exceeding"], .moreThan), (["upwards", "of"], .atLeast), (["at", "least"], .atLeast), (["minimum"], .atLeast),
      (["minimum", "of"], .atLeast),
      (["min"], .atLeast), (["starting", "at"], .atLeast), (["starting", "from"], .atLeast),
      (["not", "under"], .atLeast), (["not", "below"], .atLeast),
      (["nothing", "under"], .atLeast), (["a", "minimum", "of"], .atLeast), (["a", "maximum", "of"], .atMost),
      (["to", "exceed"], .atMost),
    ]
    for word in more {
      rows += [
        ([word, "than"], .moreThan), (["no", word, "than"], .atMost), (["not", word, "than"], .atMost),
        (["nothing", word, "than"], .atMost),
      ]
    }
    for word in less {
      rows += [
        ([word, "than"], .lessThan), (["no", word, "than"], .atLeast), (["not", word, "than"], .atLeast),
        (["nothing", word, "than"], .atLeast),
      ]
    }
    return rows.sorted { $0.0.count > $1.0.count }
  }()

  private static let after: [(words: [String], bound: Comparison)] = {
    var rows: [([String], Comparison)] = [
      (["max"], .atMost), (["maximum"], .atMost), (["tops"], .atMost), (["at", "most"], .atMost),
      (["at", "the", "most"], .atMost),
      (["minimum"], .atLeast), (["min"], .atLeast), (["at", "least"], .atLeast), (["and", "up"], .atLeast),
      (["and", "above"], .atLeast),
      (["and", "over"], .atLeast), (["and", "under"], .atMost), (["and", "below"], .atMost), (["upwards"], .atLeast),
      (["or", "up"], .atLeast),
    ]
    for word in [
      "more", "above", "over", "higher", "better", "bigger", "larger", "longer", "greater", "taller", "heavier",
      "stronger",
    ] {
      rows.append((["or", word], .atLeast))
    }
    for word in ["less", "under", "below", "cheaper", "fewer", "lower", "smaller", "shorter", "lighter"] {
      rows.append((["or", word], .atMost))
    }
    return rows
  }()

  private static let rough: Set<String> = [
    "about", "around", "roughly", "approximately", "approx", "circa", "nearly", "almost", "some", "like", "maybe",
  ]

  /// The bound that words before `start` or from `end` on make, and whether the number is a rough one.
  static func read(_ tokens: Tokens, _ start: Int, _ end: Int) -> (bound: Comparison, isRough: Bool) {
    var place = start
    while ["a", "an", "the", "only", "just", "my", "say"].contains(tokens.text(place - 1)) { place -= 1 }
    let isRough =
      rough.contains(tokens.text(place - 1)) || tokens.text(end) == "ish" || tokens.matches(["or", "so"], at: end)
      || tokens.matches(["close", "to"], at: place - 2)
    if rough.contains(tokens.text(place - 1)) { place -= 1 }
    // "A minimum of" was passed over with its article.
    for row in before where tokens.matches(row.words, at: place - row.words.count) { return (row.bound, isRough) }
    for row in after where tokens.matches(row.words, at: end) { return (row.bound, isRough) }
    return (.is, isRough)
  }

  /// Whether words before a place open a range ("between", "from").
  static func opensRange(_ tokens: Tokens, _ place: Int) -> Bool {
    ["between", "from", "betwen"].contains(tokens.text(place - 1))
  }

  /// The place behind what joins the two ends of a range; "and" does after "between" only.
  static func rangeJoint(_ tokens: Tokens, at place: Int, opened: Bool) -> Int? {
    let text = tokens.text(place)
    if text == "to" || text == "through" || text == "till" || text == "until" { return place + 1 }
    if text == "and" && opened { return place + 1 }
    let gap = tokens.gap(place).filter { $0 != " " && $0 != "$" && $0 != "€" && $0 != "£" }
    return place < tokens.count && (gap == "-" || gap == "–" || gap == "—" || gap == "\"-") ? place : nil
  }
}
