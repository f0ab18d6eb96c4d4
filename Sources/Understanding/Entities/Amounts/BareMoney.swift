internal import Discourse

/// Amounts whose unit is not said: it follows from a word for a price, from a bound, from the question, or from cents.
enum BareMoney {
  private static let cues: Set<String> = [
    "cost", "costs", "costing", "price", "priced", "prices", "paid", "pay", "paying", "charged", "charge", "worth",
    "budget", "spend", "spent",
    "spending", "balance", "amount", "total", "totals", "price's", "sells", "selling", "sold", "money", "refunded",
    "owed", "owe", "afford",
  ]

  static func read(_ tokens: Tokens, at start: Int, _ context: EntityContext) -> Amounts.Found? {
    let gap = tokens.gap(start)
    guard !gap.contains(where: { "#@_".contains($0) }), start == 0 || !tokens[start].isGlued || gap == "-" || gap == "("
    else { return nil }
    guard start == 0 || NumberWord.of(tokens.text(start - 1)) == nil || tokens.pauses(before: start) else { return nil }
    let isExpected = context.expected.contains(.money)
    let isCued =
      tokens.has(cues, before: start, reach: 5) || tokens.has(["price", "piece", "apiece"], from: start + 1, reach: 6)
    let unit = Amount.Unit.money(currency: context.currency)
    if let (value, other, end) = pair(tokens, at: start), tokens.endsNumber(at: end) || isCued {
      let isAll = start == 0 && end == tokens.count
      guard isCued || isExpected || isAll else { return nil }
      return Amounts.Found(
        unit: unit, hundredths: value, end: end, trust: isCued || isExpected ? 0.85 : 0.5, other: other)
    }
    guard let number = Numeral.read(tokens, at: start), number.suffix == nil, number.end > start, number.value >= 1,
      NumberWord.of(tokens.text(number.end)) == nil || tokens.pauses(before: number.end), !continues(tokens, number.end)
    else { return nil }
    let hundredths = Int((number.value * 100).rounded())
    if number.decimals == 2, number.isTyped {
      guard !["at", "by", "until", "till", "around", "version", "from"].contains(tokens.text(start - 1)) else {
        return nil
      }
      return Amounts.Found(
        unit: unit, hundredths: hundredths, end: number.end, trust: isCued || isExpected ? 0.9 : 0.65)
    }
    guard tokens.endsNumber(at: number.end), Unit.read(tokens, behind: number) == nil, !isTime(tokens, number.end)
    else { return nil }
    if isExpected { return Amounts.Found(unit: unit, hundredths: hundredths, end: number.end, trust: 0.85) }
    if isCued,
      !["for", "by", "at", "of"].contains(tokens.text(start - 1)) || tokens.has(cues, before: start, reach: 2),
      !isOne(tokens, start)
    {
      return Amounts.Found(unit: unit, hundredths: hundredths, end: number.end, trust: 0.72)
    }
    // "Under a hundred", "no more than thirty".
    let bound = Bounds.read(tokens, start, number.end).bound
    guard bound != .is, number.value >= 5, tokens.pauses(before: number.end) || tokens.text(number.end) != "in" else {
      return nil
    }
    return Amounts.Found(unit: unit, hundredths: hundredths, end: number.end, trust: 0.6)
  }

  private static func isOne(_ tokens: Tokens, _ place: Int) -> Bool {
    ["one", "two"].contains(tokens.text(place)) && !tokens[place].isDigits
  }

  /// Whether what was typed goes on: 3/4, 3:15, 2026-05-04.
  private static func continues(_ tokens: Tokens, _ end: Int) -> Bool {
    end < tokens.count && tokens[end].isGlued && [".", ":", "/", "-", "@", "_"].contains(tokens.gap(end))
  }

  private static func isTime(_ tokens: Tokens, _ end: Int) -> Bool {
    ["am", "pm", "o'clock", "a.m", "p.m", "oclock"].contains(tokens.text(end))
      || tokens.matches(["a", "m"], at: end) || tokens.matches(["p", "m"], at: end)
  }

  /// "Forty nine ninety nine", "two ninety nine", "nineteen oh five", "one twenty nine ninety nine": units and hundredths, and what else it may be.
  private static func pair(_ tokens: Tokens, at start: Int) -> (value: Int, other: Int?, end: Int)? {
    guard let first = Cardinal.read(tokens, at: start), !first.isTyped, first.value > 0, tokens.text(start) != "a",
      let (cents, end) = cents(tokens, at: first.end)
    else { return nil }
    // "One twenty nine ninety nine".
    if first.value < 10, cents > 9, let (last, behind) = self.cents(tokens, at: end) {
      return ((first.value * 100 + cents) * 100 + last, nil, behind)
    }
    // Years are said like prices.
    if first.value == 19 || first.value == 20, cents > 9, !tokens.has(cues, before: start, reach: 5) { return nil }
    let whole = (first.value * 100 + cents) * 100
    return (first.value * 100 + cents, first.value < 20 ? whole : nil, end)
  }

  /// Two digits: "ninety nine", "fifty", "oh five", "fifteen".
  private static func cents(_ tokens: Tokens, at place: Int) -> (Int, Int)? {
    if ["oh", "o", "zero"].contains(tokens.text(place)), case .unit(let unit)? = NumberWord.of(tokens.text(place + 1)) {
      return (unit, place + 2)
    }
    switch NumberWord.of(tokens.text(place)) {
    case .teen(let teen): return (teen, place + 1)
    case .ten(let ten):
      if case .unit(let unit)? = NumberWord.of(tokens.text(place + 1)), unit > 0 { return (ten + unit, place + 2) }
      return (ten, place + 1)
    default: return nil
    }
  }
}
