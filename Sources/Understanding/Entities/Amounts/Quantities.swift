/// How many: "a couple", "half a dozen", "both", "three of them", "all three", "two more", "2x". Numbers that count nothing (times, sizes, money, parts
/// of longer numbers, "the blue one") are left out.
public enum Quantities {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<Quantity>] {
    var spans: [Span<Quantity>] = []
    var index = 0
    while index < tokens.count {
      if let (quantity, end, trust) = phrase(tokens, at: index) ?? number(tokens, at: index) {
        let range = index..<end
        spans.append(Span(range, .init(quantity, trust), said: tokens.said(range)))
        index = end
      } else {
        // A number that is none of ours is passed over whole.
        index =
          NumberWord.of(tokens.text(index)) == nil
          ? index + 1 : max(index + 1, Cardinal.read(tokens, at: index)?.end ?? index + 1)
      }
    }
    return spans
  }

  private static let phrases = PhraseTable<Quantity>([
    (Quantity(2), "a couple (of), couple of, a pair (of), pair of, a duo"), (Quantity(3), "a trio (of)"),
    (Quantity(6), "half a dozen, half dozen, a half dozen"),
    (Quantity(12), "a dozen"), (Quantity(2, .allOf), "both (of) (them|these|those), the two of, the both of"),
    (Quantity(3, .about), "a few, few of"),
    (Quantity(4, .about), "several"), (Quantity(5, .about), "a handful (of)"),
    (Quantity(1), "a single, just|only|exactly one, single one, one single, one of"),
    (Quantity(1, .more), "one more, one extra, an additional, an extra, another one, one additional, one another"),
  ])

  private static func phrase(_ tokens: Tokens, at start: Int) -> (Quantity, Int, Double)? {
    if let found = phrases.match(in: tokens, at: start) {
      let end = found.end
      // "One of a kind", "every one of the three".
      if tokens.matches(["one", "of"], at: start), tokens.text(start + 2) == "a" || tokens.text(start - 1) == "every" {
        return nil
      }
      // "A few days ago", "one more thing".
      if [
        "days", "weeks", "minutes", "moments", "hours", "months", "times", "seconds", "thing", "question", "second",
        "moment", "time",
      ].contains(tokens.text(end)) {
        return nil
      }
      return (found.value, end, 0.9)
    }
    let text = tokens.text(start)
    // "All three", "the two lamps", "every one of the 3".
    if text == "all" || text == "the", let number = small(tokens, at: start + 1), number.value > 1 {
      let isSet = text == "all" || tokens.text(start - 1) != "number"
      guard isSet, !isOther(tokens, start + 1, number.end), !(text == "the" && number.isTyped && number.value > 20)
      else { return nil }
      return (Quantity(number.value, .allOf), number.end, text == "all" ? 0.92 : 0.7)
    }
    // "Another lamp", "another two".
    if text == "another", start + 1 < tokens.count, !tokens.pauses(before: start + 1) {
      if let number = small(tokens, at: start + 1) { return (Quantity(number.value, .more), number.end, 0.85) }
      let next = tokens.text(start + 1)
      guard
        !CommonWords.all.contains(next)
          || ["lamp", "chair", "shirt", "bottle", "bag", "box", "dress", "boots", "shoes", "table"].contains(next)
      else { return nil }
      return (Quantity(1, .more), start + 1, 0.6)
    }
    // "Qty 3", "quantity of three".
    if text == "qty" || text == "quantity" {
      let first = ["of", "is", "to"].contains(tokens.text(start + 1)) ? start + 2 : start + 1
      return small(tokens, at: first).map { (Quantity($0.value), $0.end, 0.95) }
    }
    // "X2", "2x the lamp".
    if text.first == "x", let count = Int(text.dropFirst()), count < 100 { return (Quantity(count), start + 1, 0.8) }
    if text.last == "x", let count = Int(text.dropLast()), count < 100, start + 1 < tokens.count,
      tokens.text(start + 1) != "zoom",
      tokens.text(start + 1) != "optical"
    {
      return (Quantity(count), start + 1, 0.7)
    }
    // "Two dozen".
    if let number = small(tokens, at: start), tokens.text(number.end) == "dozen" {
      return (Quantity(number.value * 12), number.end + 1, 0.92)
    }
    return nil
  }

  private static func small(_ tokens: Tokens, at place: Int) -> Cardinal? {
    guard let cardinal = Cardinal.read(tokens, at: place), cardinal.value > 0 else { return nil }
    return NumberWord.of(tokens.text(cardinal.end)) == nil ? cardinal : nil
  }

  private static func number(_ tokens: Tokens, at start: Int) -> (Quantity, Int, Double)? {
    guard let cardinal = Cardinal.read(tokens, at: start), cardinal.value > 0, !isOther(tokens, start, cardinal.end)
    else { return nil }
    if cardinal.isTyped, cardinal.value > 99_999 || cardinal.value > 999 && cardinal.end == tokens.count { return nil }
    var end = cardinal.end
    var kind = Quantity.Kind.exactly
    if ["more", "extra", "additional"].contains(tokens.text(end)), tokens.text(end + 1) != "than" {
      kind = .more
      end += 1
    }
    if cardinal.value == 1, !cardinal.isTyped, kind == .exactly, !isCountedOne(tokens, start, end) { return nil }
    let isAlone = start == 0 && end == tokens.count
    return (Quantity(cardinal.value, kind), end, isAlone ? 0.6 : 0.85)
  }

  private static let verbs: Set<String> = [
    "want", "need", "ordered", "order", "got", "bought", "buy", "take", "keep", "return", "cancel", "exchange", "have",
    "add", "send", "sent", "received",
    "get", "remove", "only", "just", "it", "like", "for", "and", "of", "with", "is", "them", "exactly", "or",
  ]

  /// "One" counts where a number could stand and a thing follows; "the blue one" counts nothing.
  private static func isCountedOne(_ tokens: Tokens, _ start: Int, _ end: Int) -> Bool {
    let next = tokens.text(end)
    if tokens.text(start - 1) == "every" { return false }
    if next == "or" || next == "of" { return true }
    guard start == 0 || verbs.contains(tokens.text(start - 1)), end < tokens.count, !tokens.pauses(before: end) else {
      return ["make", "just", "only"].contains(tokens.text(start - 1)) || tokens.matches(["make", "it"], at: start - 2)
    }
    return !tokens.endsNumber(at: end) && !CommonWords.all.contains(next)
  }

  private static let notCounted: Set<String> = [
    "order", "number", "size", "option", "version", "model", "at", "item", "product", "apartment", "apt", "suite",
    "unit", "room", "floor", "zip", "no",
    "code", "page", "step", "line", "core", "i", "may", "june", "july", "january", "february", "march", "april",
    "august", "september", "october",
    "november", "december", "sizes", "flat", "route", "highway", "past", "until", "till", "by", "before", "after",
    "around", "half", "quarter", "ending",
    "zero", "oh", "ext", "extension", "w", "x", "card", "level", "grade", "type", "choice", "digits", "are", "minus",
    "visa",
  ]
  private static let notThings: Set<String> = [
    "am", "pm", "o'clock", "oclock", "percent", "dollars", "bucks", "dollar", "cents", "euros", "usd", "quid", "k",
    "th", "st", "nd", "rd", "th", "x",
    "second", "seconds", "moment", "sec", "point", "times", "year", "buck", "grand", "thing", "past", "half", "ish",
    "to", "per",
    "street", "avenue", "road", "drive", "lane", "boulevard", "in", "at", "day", "time", "hundredth", "thousandth",
  ]

  /// Whether a number belongs to something else: a time, a size, money, a house, a longer number.
  private static func isOther(_ tokens: Tokens, _ start: Int, _ end: Int) -> Bool {
    let gap = tokens.gap(start)
    if gap.contains(where: { "$£€#@_+".contains($0) }) { return true }
    if start > 0, tokens[start].isGlued, gap != "(" && gap != "," { return true }
    if end < tokens.count, tokens[end].isGlued, !tokens.gap(end).isEmpty,
      !"),!?;".contains(tokens.gap(end).first ?? ")"), tokens.gap(end) != "." || tokens[end].isDigits
    {
      return true
    }
    if tokens.gap(end).hasPrefix("%") || tokens.gap(end).hasPrefix("°") || tokens.gap(end).hasPrefix("\"") {
      return true
    }
    let before = tokens.text(start - 1)
    if start > 0,
      notCounted.contains(before) || NumberWord.of(before) != nil && before != "one" && !tokens.pauses(before: start)
    {
      return true
    }
    let next = tokens.text(end)
    if end < tokens.count, !tokens.pauses(before: end) {
      if NumberWord.of(next) != nil || OrdinalWord.value(next) != nil && next != "second" { return true }
      if next == "and" || next == "to", NumberWord.of(tokens.text(end + 1)) == .hundred { return true }
      if notThings.contains(next) { return next != "in" && next != "at" && next != "to" }
      // A house in a street.
      if (end..<min(end + 3, tokens.count)).contains(where: { StreetWords.isStreet(tokens.text($0)) && $0 > end }) {
        return true
      }
      let number = Numeral(value: 2, end: end, isTyped: tokens[start].isDigits)
      if let (unit, _) = Unit.read(tokens, behind: number), unit.dimension != .persons, unit.dimension != .pieces {
        return true
      }
    }
    return false
  }
}
