internal import Discourse

/// Money and percentages: "$1,299", "forty nine ninety nine", "fifty bucks", "under a hundred", "between 20 and 40 dollars", "ten percent", "half off".
public enum Amounts {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<Amount>] {
    var spans: [Span<Amount>] = []
    var index = 0
    while index < tokens.count {
      if let found = range(tokens, at: index, context) ?? single(tokens, at: index, context) {
        spans.append(span(found, index, tokens))
        index = found.end
      } else {
        index += 1
      }
    }
    return spans
  }

  /// One amount as read: hundredths of its unit.
  struct Found {
    var unit: Amount.Unit
    var hundredths: Int
    var upTo: Int?
    var end: Int
    var trust: Double
    /// What else it may be.
    var other: Int?
  }

  private static func span(_ found: Found, _ start: Int, _ tokens: Tokens) -> Span<Amount> {
    let (bound, isRough) = Bounds.read(tokens, start, found.end)
    let isVague =
      tokens.text(start) == "a" && tokens.text(start + 1) == "couple"
      || (start..<found.end).contains { ["ish", "odd"].contains(tokens.text($0)) }
    func amount(_ hundredths: Int) -> Amount {
      Amount(
        hundredths, found.unit, upTo: found.upTo, bound: found.upTo == nil ? bound : .is, isRough: isRough || isVague)
    }
    let others = found.other.map { [Span<Amount>.Reading(amount($0), found.trust * 0.4)] } ?? []
    let range = start..<found.end
    return Span(range, .init(amount(found.hundredths), found.trust), others, said: tokens.said(range))
  }

  /// "20 to 40 bucks", "between $20 and $40".
  private static func range(_ tokens: Tokens, at start: Int, _ context: EntityContext) -> Found? {
    let opened = Bounds.opensRange(tokens, start)
    var low: Int?
    var end = start
    if let first = MoneyReader.read(tokens, at: start, context) {
      low = first.hundredths
      end = first.end
    } else if !tokens.gap(start, holds: "#"), let number = Numeral.read(tokens, at: start), number.suffix == nil {
      low = Int((number.value * 100).rounded())
      end = number.end
    }
    guard let low,
      let joint = Bounds.rangeJoint(tokens, at: end, opened: opened) ?? (tokens.text(end) == "or" ? end + 1 : nil),
      var upper = MoneyReader.read(tokens, at: joint, context), upper.hundredths > low, low > 0
    else { return nil }
    // "Twenty or thirty dollars" only when nothing else joins them.
    upper.upTo = upper.hundredths
    upper.hundredths = low
    return upper
  }

  private static func single(_ tokens: Tokens, at start: Int, _ context: EntityContext) -> Found? {
    MoneyReader.read(tokens, at: start, context) ?? BareMoney.read(tokens, at: start, context)
  }
}
