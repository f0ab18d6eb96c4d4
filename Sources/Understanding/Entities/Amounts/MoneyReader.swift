internal import Discourse

/// Amounts that name their unit: a sign, a code, a word, a percentage.
enum MoneyReader {
  private static let signs: [(sign: Character, currency: String)] = [("$", "USD"), ("€", "EUR"), ("£", "GBP")]
  private static let codes: [String: String] = [
    "usd": "USD", "eur": "EUR", "gbp": "GBP", "cad": "CAD", "aud": "AUD", "chf": "CHF",
  ]
  private static let words: [String: String] = [
    "dollars": "USD", "dollar": "USD", "bucks": "USD", "buck": "USD", "dollers": "USD", "dollas": "USD", "euros": "EUR",
    "euro": "EUR",
    "quid": "GBP", "pounds": "GBP", "pound": "GBP", "francs": "CHF",
  ]
  private static let cents: Set<String> = ["cents", "cent", "pence", "pennies", "p"]

  static func read(_ tokens: Tokens, at start: Int, _ context: EntityContext) -> Amounts.Found? {
    signed(tokens, at: start, context) ?? half(tokens, at: start) ?? worded(tokens, at: start, context)
  }

  /// The currency that "dollars" and "$" mean where the context is.
  private static func local(_ currency: String, _ context: EntityContext) -> String {
    currency == "USD" && ["CAD", "AUD", "NZD"].contains(context.currency) ? context.currency : currency
  }

  private static func hundredths(_ value: Double) -> Int { Int((value * 100).rounded()) }

  /// "$49.99", "$ 1,299", "USD 12.50", "$.99", "$2k".
  private static func signed(_ tokens: Tokens, at start: Int, _ context: EntityContext) -> Amounts.Found? {
    let marks = tokens.gap(start).filter { !$0.isWhitespace }
    var currency: String?
    var isFraction = false
    if let sign = signs.first(where: { marks.hasSuffix(String($0.sign)) || marks.hasSuffix("\($0.sign).") }) {
      currency = local(sign.currency, context)
      isFraction = marks.hasSuffix(".")
    }
    var first = start
    if currency == nil, let code = codes[tokens.text(start)] {
      currency = code
      first = start + 1
    }
    guard let currency, var number = Numeral.read(tokens, at: first) else { return nil }
    if isFraction { number.value /= number.value < 10 && tokens.text(first).utf8.count == 1 ? 10 : 100 }
    scale(&number, tokens)
    guard number.suffix == nil, number.value < 1e9 else { return nil }
    return Amounts.Found(
      unit: .money(currency: currency), hundredths: hundredths(number.value), end: number.end, trust: 0.97)
  }

  /// "2k", "1.5 grand", "two grand".
  private static func scale(_ number: inout Numeral, _ tokens: Tokens) {
    if number.suffix == "k" {
      number.value *= 1_000
      number.suffix = nil
    } else if number.suffix == "m" || number.suffix == "mil" {
      number.value *= 1_000_000
      number.suffix = nil
    } else if tokens.text(number.end) == "thousand", number.isTyped {
      number.value *= 1_000
      number.end += 1
    }
  }

  /// "Half off", "half price".
  private static func half(_ tokens: Tokens, at start: Int) -> Amounts.Found? {
    guard tokens.text(start) == "half", ["off", "price"].contains(tokens.text(start + 1)) else { return nil }
    return Amounts.Found(unit: .percent, hundredths: 5_000, end: start + 2, trust: 0.9)
  }

  /// A number and the word for its unit.
  private static func worded(_ tokens: Tokens, at start: Int, _ context: EntityContext) -> Amounts.Found? {
    guard var number = Numeral.read(tokens, at: start) ?? article(tokens, at: start) ?? slip(tokens, at: start) else {
      return nil
    }
    guard start == 0 || !tokens[start].isGlued || !".:/".contains(tokens.gap(start).last ?? " ") else { return nil }
    let next = tokens.text(number.end)
    let gap = tokens.gap(number.end)
    if number.suffix == nil {
      if gap.hasPrefix("%") {
        return Amounts.Found(unit: .percent, hundredths: hundredths(number.value), end: number.end, trust: 0.97)
      }
      if ["percent", "pct", "procent"].contains(next) || next == "per" && tokens.text(number.end + 1) == "cent" {
        let end = next == "per" ? number.end + 2 : number.end + 1
        return Amounts.Found(unit: .percent, hundredths: hundredths(number.value), end: end, trust: 0.95)
      }
      if let sign = signs.first(where: {
        gap.hasPrefix(String($0.sign)) && $0.sign != "$" || gap == String($0.sign) && number.end == tokens.count
      }) {
        return Amounts.Found(
          unit: .money(currency: sign.currency), hundredths: hundredths(number.value), end: number.end, trust: 0.95)
      }
      if cents.contains(next), next != "p" || context.currency == "GBP", number.value < 100, number.decimals == 0 {
        let currency = next == "pence" || next == "p" ? "GBP" : context.currency
        return Amounts.Found(
          unit: .money(currency: currency), hundredths: Int(number.value), end: number.end + 1, trust: 0.92)
      }
    }
    scale(&number, tokens)
    guard number.suffix == nil else { return nil }
    let word = tokens.text(number.end)
    if word == "grand" || word == "grands", number.value < 1_000, tokens.text(start) != "a" || number.end > start + 1 {
      return Amounts.Found(
        unit: .money(currency: context.currency), hundredths: hundredths(number.value * 1_000), end: number.end + 1,
        trust: 0.85)
    }
    // "Fifty-ish dollars".
    let place = word == "ish" || word == "odd" ? number.end + 1 : number.end
    if let code = codes[tokens.text(place)] {
      return Amounts.Found(
        unit: .money(currency: code), hundredths: hundredths(number.value), end: place + 1, trust: 0.95)
    }
    guard let currency = words[tokens.text(place)].map({ local($0, context) }) else { return nil }
    let isPounds = tokens.text(place).hasPrefix("pound")
    var end = place + 1
    var extra = 0
    // "And ninety nine cents", "dollars ninety nine", "a dollar fifty".
    let second = tokens.text(end) == "and" ? end + 1 : end
    var hasCents = false
    if !tokens.pauses(before: second), let small = Cardinal.read(tokens, at: second), small.value < 100 {
      if cents.contains(tokens.text(small.end)) {
        (extra, end, hasCents) = (small.value, small.end + 1, true)
      } else if second == end, small.value > 9, !small.isTyped, tokens.endsNumber(at: small.end) {
        (extra, end, hasCents) = (small.value, small.end, true)
      }
    }
    // Where money is not counted in pounds, they are a weight unless pence follow.
    if isPounds, context.currency != "GBP", !hasCents { return nil }
    return Amounts.Found(
      unit: .money(currency: currency), hundredths: hundredths(number.value) + extra, end: end, trust: 0.94)
  }

  private static func article(_ tokens: Tokens, at start: Int) -> Numeral? {
    guard tokens.text(start) == "a", ["dollar", "buck", "euro", "pound", "grand"].contains(tokens.text(start + 1))
    else { return nil }
    return tokens.text(start + 1) == "grand" ? nil : Numeral(value: 1, end: start + 1, isTyped: false)
  }

  private static func slip(_ tokens: Tokens, at start: Int) -> Numeral? {
    guard ["dollars", "bucks", "euros"].contains(tokens.text(start + 1)),
      let digit = NumberWord.slips[tokens.text(start)], digit > 1
    else {
      return nil
    }
    return Numeral(value: Double(digit), end: start + 1, isTyped: false)
  }
}
