/// User names and customer numbers: "noah_brown_6181" wherever it stands; "my user id is noah brown six one eight one",
/// "customer number 88231" where they are announced.
public enum CustomerNumbers {
  /// All that the words hold, in their order, words joined with underscores.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<String>] {
    var spans: [Span<String>] = []
    var index = 0
    while index < tokens.count {
      if let span = typed(tokens, at: index) ?? announced(tokens, at: index, context) {
        spans.append(span)
        index = span.tokens.upperBound
      } else {
        index += 1
      }
    }
    return spans
  }

  /// Two words or more and a number, joined with underscores, no way of paying.
  private static func typed(_ tokens: Tokens, at start: Int) -> Span<String>? {
    guard !tokens.gap(start).hasSuffix("_") else { return nil }
    var end = start + 1
    while end < tokens.count, tokens.gap(end) == "_" { end += 1 }
    guard end >= start + 3, tokens[end - 1].isDigits, !tokens[start].isDigits, tokens.gap(end).first != "@",
      !Cues.card.contains(tokens[start].text)
    else { return nil }
    let value = tokens[start..<end].map(\.text).joined(separator: "_")
    return Span(start..<end, .init(value, 0.97), said: tokens.said(start..<end))
  }

  private static let announcing: [[String]] = [
    ["user", "id"], ["user", "name"], ["username"], ["userid"], ["customer", "number"], ["customer", "id"],
    ["account", "number"], ["account", "id"], ["member", "number"], ["membership", "number"], ["login"], ["user"],
  ]

  private static func announced(_ tokens: Tokens, at start: Int, _ context: EntityContext) -> Span<String>? {
    guard let cue = announcing.first(where: { tokens.matches($0, at: start) }) else { return nil }
    var index = start + cue.count
    while ["is", "its", "it's", "would", "be", "should", "the", "number", "my", "of", "for", "as", "was"].contains(
      tokens.text(index))
    {
      index += 1
    }
    let first = index
    var parts: [String] = []
    while index < tokens.count, parts.count < 3 {
      let text = tokens[index].text
      if text == "underscore" || text == "score" {
        index += 1
        continue
      }
      guard !tokens.pauses(before: index) || index == first, NumberWord.of(text) == nil, NumberWord.times[text] == nil,
        text.allSatisfy({ $0.isLetter }), !CommonWords.all.contains(text) || parts.count == 1 && text.utf8.count > 4
      else { break }
      parts.append(text)
      index += 1
    }
    while tokens.text(index) == "underscore" || tokens.text(index) == "number" { index += 1 }
    let ends = Signs.readings(tokens, from: index, letters: false) { $0.count <= 12 }
    guard let (end, pieces) = ends.last, let best = pieces.first, best.signs.count > (parts.isEmpty ? 2 : 1) else {
      return nil
    }
    // A number alone is no user name.
    guard !parts.isEmpty || cue.last != "name" && cue.last != "login" && cue != ["user"] else { return nil }
    let readings = pieces.prefix(3).map {
      Span<String>.Reading((parts + [$0.signs]).joined(separator: "_"), 0.85 / (1 + $0.cost))
    }
    return Span(first..<end, readings[0], Array(readings.dropFirst()), said: tokens.said(first..<end))
  }
}
