/// One-time codes of four to eight digits, where one was asked for or announced: "the code is four eight two one nine three".
public enum OneTimeCodes {
  /// All that the words hold, in their order, digits only.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<String>] {
    let isExpected = context.expected.contains(.code)
    var index = 0
    while index < tokens.count {
      defer { index += 1 }
      let isNamed =
        tokens.has(Cues.code, before: index, reach: 6) && !tokens.has(others, before: index, reach: 4)
      guard isExpected || isNamed else { continue }
      guard let first = Signs.pieces(tokens, at: index, letters: false).first, first.cost < 0.6 else { continue }
      let ends = Signs.readings(tokens, from: index, letters: false) { $0.count <= 8 }
      guard let (end, pieces) = ends.last, !continues(tokens, end) else { continue }
      let fitting = pieces.filter { (4...8).contains($0.signs.count) }
      guard let best = fitting.first else { continue }
      let trust = (isExpected && isNamed ? 0.97 : isExpected ? 0.93 : 0.8) / (1 + best.cost / 2)
      let others = fitting.dropFirst().prefix(3).map { Span<String>.Reading($0.signs, trust / (2 + $0.cost)) }
      return [Span(index..<end, .init(best.signs, trust), Array(others), said: tokens.said(index..<end))]
    }
    return []
  }

  /// Codes that are none of ours.
  private static let others: Set<String> = [
    "zip", "zipcode", "postal", "post", "area", "promo", "discount", "coupon", "voucher", "country",
  ]

  private static func continues(_ tokens: Tokens, _ end: Int) -> Bool {
    guard !tokens.pauses(before: end) else { return false }
    return NumberWord.of(tokens.text(end)) != nil
  }
}
