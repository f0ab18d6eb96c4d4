/// Clauses that only tell how somebody feels ("and I am furious", "I'm fed up"): beside a wish they say nothing of what is wanted.
public enum MereFeeling {
  /// A text without such clauses; as it is where nothing else is in it, or none is.
  public static func removed(from text: String) -> String {
    let tokens = Tokens(text)
    var kept: [Range<Int>] = []
    var start = 0
    var isCut = false
    for place in 1...max(1, tokens.count) where place >= tokens.count || opens(tokens, place) {
      let clause = start..<min(place, tokens.count)
      if isFeeling(tokens, clause) { isCut = true } else { kept.append(clause) }
      start = place
    }
    guard isCut, kept.contains(where: { $0.count > 1 }) else { return text }
    let parts = kept.map { range in
      range.map { place in (place == range.lowerBound ? "" : tokens.gap(place)) + tokens[place].original }.joined()
        + mark(behind: range.upperBound, in: tokens)
    }
    return parts.joined(separator: " ")
  }

  /// The mark that closes a clause, for what reads marks.
  private static func mark(behind place: Int, in tokens: Tokens) -> String {
    let gap = place < tokens.count ? tokens.gap(place) : tokens.tail
    return gap.first { ".?!,;".contains($0) }.map(String.init) ?? ""
  }

  /// Whether a clause begins at a place.
  private static func opens(_ tokens: Tokens, _ place: Int) -> Bool {
    tokens.gap(place, holds: ",.;!?") && !tokens[place].isGlued
      || ["and", "but", "so", "because"].contains(tokens.text(place))
        && ["i", "i'm", "im", "it's", "this", "that's"].contains(tokens.text(place + 1))
  }

  private static func isFeeling(_ tokens: Tokens, _ clause: Range<Int>) -> Bool {
    guard (1...9).contains(clause.count) else { return false }
    var place = clause.lowerBound
    var feels = false
    while place < clause.upperBound {
      if let (weight, end) = SentimentWords.match(in: tokens, at: place), end <= clause.upperBound, weight <= -0.3 {
        feels = true
        place = end
      } else if tokens.text(place) == "not", pleased.contains(tokens.text(place + 1)), place + 1 < clause.upperBound {
        feels = true
        place += 2
      } else if around.contains(tokens.text(place)) {
        place += 1
      } else {
        return false
      }
    }
    return feels
  }

  private static let pleased: Set<String> = ["happy", "pleased", "amused", "impressed", "satisfied", "ok", "okay"]
  private static let around: Set<String> = [
    "i", "i'm", "im", "am", "i've", "feel", "feeling", "really", "so", "very", "just", "be", "honestly", "kind", "of",
    "kinda", "bit", "a", "little", "getting", "now", "this", "is", "it", "it's", "its", "that's", "that", "with", "you",
    "and", "but", "at", "me", "makes", "totally", "pretty", "quite", "to", "the", "because", "all", "guys", "about",
    "here", "right", "by", "beyond", "absolutely", "extremely", "too", "than", "more", "tbh", "my", "for", "was",
    "were",
  ]
}
