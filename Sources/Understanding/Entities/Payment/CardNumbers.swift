/// Numbers of payment cards, typed or spoken, so that they can be cut from everything that is kept: 13 to 19 digits that pass the check sum of
/// ISO/IEC 7812-1 (H. P. Luhn), or that were announced as a card's.
public enum CardNumbers {
  /// All that the words hold, in their order, digits only. What fails the check sum but was announced has less confidence, and is to be cut as well.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<String>] {
    var spans: [Span<String>] = []
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

  /// Whether digits pass the check sum: every second digit from the right doubled, their digits' sum a multiple of ten.
  public static func passesCheckSum(_ digits: String) -> Bool {
    var sum = 0
    for (place, digit) in digits.utf8.reversed().enumerated() {
      guard (0x30...0x39).contains(digit) else { return false }
      let value = Int(digit - 0x30) * (place % 2 == 1 ? 2 : 1)
      sum += value > 9 ? value - 9 : value
    }
    return !digits.isEmpty && sum % 10 == 0
  }

  private static func number(_ tokens: Tokens, at start: Int, _ context: EntityContext) -> Span<String>? {
    guard NumberWord.of(tokens.text(start)) != nil || NumberWord.times[tokens.text(start)] != nil else { return nil }
    let ends = Signs.readings(tokens, from: start, letters: false) { $0.count <= 19 }
    var announced: Span<String>?
    let isAnnounced =
      tokens.has(Cues.card, before: start, reach: 8) || context.expected.contains(.cardNumber)
    for (end, pieces) in ends.reversed() {
      let long = pieces.filter { (13...19).contains($0.signs.count) }
      // Two to six is what card networks' numbers begin with.
      if let good = long.first(where: { passesCheckSum($0.signs) && ("2"..."6").contains($0.signs.prefix(1)) }) {
        return Span(start..<end, .init(good.signs, isAnnounced ? 0.98 : 0.9), said: tokens.said(start..<end))
      }
      if announced == nil, isAnnounced, let first = long.first {
        announced = Span(start..<end, .init(first.signs, 0.5), said: tokens.said(start..<end))
      }
    }
    return announced
  }
}
