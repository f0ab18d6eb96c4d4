/// Telephone numbers: ten digits of North America with or without the 1, international ones with "+", "plus", "00" or "011", national ones
/// of the context's country, with extensions. Any order of grouping, typed or spoken.
public enum Phones {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<PhoneNumber>] {
    var spans: [Span<PhoneNumber>] = []
    var index = 0
    while index < tokens.count {
      if let span = number(tokens, at: index, context) {
        spans.append(span)
        index = span.tokens.upperBound
      } else {
        index += 1
      }
    }
    return spans
  }

  private static func number(_ tokens: Tokens, at start: Int, _ context: EntityContext) -> Span<PhoneNumber>? {
    let isPlus = tokens.gap(start).hasSuffix("+") || tokens.text(start) == "plus"
    var first = tokens.text(start) == "plus" ? start + 1 : start
    // "Area code 206 then …"
    if tokens.matches(["area", "code"], at: start) { first = start + 2 }
    guard starts(tokens, at: first), !continues(tokens, from: first, isPlus: isPlus) else { return nil }
    let isExpected = context.expected.contains(.phone)
    let ends = PhoneDigits.readings(tokens, from: first)
    for (end, pieces) in ends.reversed() where isEnd(tokens, end) {
      let fitting = pieces.compactMap { piece -> (number: PhoneNumber, cost: Double, isFull: Bool)? in
        guard let plan = PhonePlan.number(piece.signs, isPlus: isPlus, context, isExpected: isExpected) else {
          return nil
        }
        return (plan.number, piece.cost, plan.isFull)
      }
      guard var best = fitting.first else { continue }
      let isOdd = best.number.national.utf8.count < 9 && best.number.countryCode == "1"
      if isOdd && !isExpected { continue }
      let (ext, last) = `extension`(tokens, at: end)
      best.number.extension = ext
      let trust = trust(tokens, first..<end, isPlus: isPlus, isFull: best.isFull, isExpected) / (1 + best.cost / 2)
      let others = fitting.dropFirst().prefix(3).filter { $0.number != best.number }.map {
        Span<PhoneNumber>.Reading($0.number, trust / (2 + $0.cost))
      }
      return Span(first..<last, .init(best.number, trust), Array(others), said: tokens.said(first..<last))
    }
    return nil
  }

  private static func starts(_ tokens: Tokens, at place: Int) -> Bool {
    guard place < tokens.count else { return false }
    if tokens.gap(place, holds: "$£€#@") { return false }
    return Signs.pieces(tokens, at: place, letters: false).contains { !$0.signs.isEmpty }
      && tokens.text(place) != "to" && tokens.text(place) != "too" && tokens.text(place) != "free"
  }

  /// Whether the digits began before.
  private static func continues(_ tokens: Tokens, from place: Int, isPlus: Bool) -> Bool {
    guard !isPlus, place > 0, NumberWord.of(tokens.text(place - 1)) != nil, !tokens.pauses(before: place) else {
      return false
    }
    return true
  }

  private static func isEnd(_ tokens: Tokens, _ end: Int) -> Bool {
    guard end < tokens.count else { return true }
    if tokens.gap(end).hasPrefix("@") || tokens.gap(end) == "_" { return false }
    return NumberWord.of(tokens.text(end)) == nil || tokens.pauses(before: end)
  }

  /// "Ext. 12", "x12", "extension one two".
  private static func `extension`(_ tokens: Tokens, at place: Int) -> (String?, Int) {
    let text = tokens.text(place)
    if text.first == "x", text.count > 1, text.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }) {
      return (String(text.dropFirst()), place + 1)
    }
    guard ["ext", "extension", "x"].contains(text) else { return (nil, place) }
    let first = tokens.text(place + 1) == "number" ? place + 2 : place + 1
    guard let (end, pieces) = Signs.readings(tokens, from: first, letters: false, keep: { $0.count <= 6 }).last,
      let best = pieces.first
    else { return (nil, place) }
    return (best.signs, end)
  }

  private static func trust(
    _ tokens: Tokens, _ range: Range<Int>, isPlus: Bool, isFull: Bool, _ isExpected: Bool
  ) -> Double {
    if !isFull { return 0.4 }
    if isPlus { return 0.97 }
    let isCued = tokens.has(Cues.phone, before: range.lowerBound, reach: 5)
    if !isCued, tokens.has(ItemNumbers.cues.union(["order", "orders"]), before: range.lowerBound, reach: 4) {
      return isExpected ? 0.4 : 0.15
    }
    if isCued || isExpected { return 0.95 }
    // Groups of three, three and four are written for telephone numbers only.
    let groups = range.map { tokens[$0].text.utf8.count }
    if range.allSatisfy({ tokens[$0].isDigits }), groups == [3, 3, 4] || groups == [1, 3, 3, 4] { return 0.92 }
    return range.count == 1 ? 0.45 : 0.6
  }
}
