internal import Commerce

/// Stretches of a day with a name, as shops and their customers mean them.
enum PartOfDay {
  static let times: [String: ClosedRange<TimeOfDay>] = [
    "morning": .at(6)...(.at(12)), "mornin": .at(6)...(.at(12)), "afternoon": .at(12)...(.at(18)),
    "aft": .at(12)...(.at(18)), "evening": .at(17)...(.at(22)), "evenin": .at(17)...(.at(22)),
    "night": .at(18)...(.at(24)), "lunchtime": .at(12)...(.at(14)), "lunch": .at(12)...(.at(14)),
    "dinnertime": .at(17)...(.at(20)), "dinner": .at(17)...(.at(20)),
    "breakfast": .at(7)...(.at(10)), "midmorning": .at(9)...(.at(11)), "midafternoon": .at(14)...(.at(16)),
  ]
  private static let early: [String: ClosedRange<TimeOfDay>] = [
    "morning": .at(6)...(.at(9)), "afternoon": .at(12)...(.at(15)), "evening": .at(17)...(.at(19)),
    "lunch": .at(11)...(.at(13)),
  ]
  private static let late: [String: ClosedRange<TimeOfDay>] = [
    "morning": .at(10)...(.at(12)), "afternoon": .at(15)...(.at(18)), "evening": .at(20)...(.at(24)),
    "night": .at(21)...(.at(24)), "lunch": .at(13)...(.at(15)),
  ]
  private static let mid: [String: ClosedRange<TimeOfDay>] = [
    "morning": .at(9)...(.at(11)), "afternoon": .at(14)...(.at(16)),
  ]

  static func times(_ part: String, _ turn: String) -> ClosedRange<TimeOfDay>? {
    switch turn {
    case "early", "earlier": early[part] ?? times[part]
    case "late", "later": late[part] ?? times[part]
    case "mid": mid[part] ?? times[part]
    default: times[part]
    }
  }

  private typealias Phrase = (words: [String], times: ClosedRange<TimeOfDay>, bound: Moment.Bound)
  /// By the first word, the longest first.
  private static let phrases: [String: [Phrase]] = Dictionary(grouping: rows) { $0.words[0] }
  private static let rows: [Phrase] = [
    (["after", "work"], .at(17)...(.at(24)), .from), (["before", "work"], .at(0)...(.at(9)), .upTo),
    (["after", "lunch"], .at(13)...(.at(24)), .from),
    (["before", "lunch"], .at(0)...(.at(12)), .upTo), (["after", "dinner"], .at(20)...(.at(24)), .from),
    (["after", "school"], .at(15)...(.at(24)), .from),
    (["before", "school"], .at(0)...(.at(8)), .upTo), (["after", "hours"], .at(18)...(.at(24)), .from),
    (["after", "breakfast"], .at(9)...(.at(24)), .from),
    (["first", "thing", "in", "the", "morning"], .at(8)...(.at(10)), .within),
    (["first", "thing"], .at(8)...(.at(10)), .within),
    (["end", "of", "the", "day"], .at(16)...(.at(18)), .within), (["end", "of", "day"], .at(16)...(.at(18)), .within),
    (["close", "of", "business"], .at(17)...(.at(17)), .within),
    (["cob"], .at(17)...(.at(17)), .within), (["eod"], .at(17)...(.at(17)), .within),
    (["lunch", "time"], .at(12)...(.at(14)), .within), (["dinner", "time"], .at(17)...(.at(20)), .within),
    (["lunch", "break"], .at(12)...(.at(14)), .within), (["lunch", "hour"], .at(12)...(.at(14)), .within),
    (["mid", "day"], .at(12)...(.at(12)), .within),
  ].sorted { $0.words.count > $1.words.count }

  /// A named stretch at a place. "Morning" alone is a greeting more often than a time: `isPlaced` tells that a day or a preposition stands before it.
  static func read(_ tokens: Tokens, at start: Int, isPlaced: Bool) -> TimeReading? {
    if let phrase = phrases[tokens.text(start)]?.first(where: { tokens.matches($0.words, at: start) }) {
      if phrase.words == ["first", "thing"], tokens.text(start - 1) == "the" { return nil }
      var reading = TimeReading(phrase.times, .dayPart, start + phrase.words.count)
      reading.bound = phrase.bound
      return reading
    }
    var index = start
    var placed = isPlaced
    if ["in", "during", "at", "for"].contains(tokens.text(index)), index + 1 < tokens.count {
      if tokens.text(index) == "for", tokens.text(index + 1) != "lunch", tokens.text(index + 1) != "dinner" {
        return nil
      }
      placed = true
      index += 1
    }
    if tokens.text(index) == "the" || tokens.text(index) == "my" {
      placed = true
      index += 1
    }
    var turn = ""
    if ["early", "late", "mid", "earlier", "later"].contains(tokens.text(index)) {
      turn = tokens.text(index)
      placed = true
      index += 1
      if tokens.text(index) == "in", tokens.text(index + 1) == "the" { index += 2 }
    }
    var part = tokens.text(index)
    var isMany = false
    if part.hasSuffix("s"), times[String(part.dropLast())] != nil {
      part.removeLast()
      isMany = true
    }
    guard let times = times(part, turn), tokens.text(start - 1) != "good", tokens.text(index - 1) != "good" else {
      return nil
    }
    let next = tokens.text(index + 1)
    if ["lunch", "dinner", "breakfast"].contains(part) {
      guard placed, !["box", "bag", "set", "table", "plates", "plate"].contains(next), index > start || isPlaced else {
        return nil
      }
    }
    if part == "night" || part == "evening" || part == "morning",
      ["light", "mode", "dress", "stand", "gown", "lamp"].contains(next)
    {
      return nil
    }
    if part == "night", !placed { return nil }
    var reading = TimeReading(times, .dayPart, index + 1)
    reading.isRepeated = isMany
    if !placed { reading.trust = isMany || tokens.pauses(before: index + 1) && index > 0 ? 0.7 : 0.25 }
    return reading
  }
}
