/// Numbers with units in a form that compares across units: "one terabyte" and "1000 GB", "six foot" and "72 inches"; ranges and bounds; and rows with
/// numbers of their own: "IPX7", "i7", "size 9", "4K".
public enum Measures {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<Measure>] {
    var spans: [Span<Measure>] = []
    var index = 0
    while index < tokens.count {
      if let found = read(tokens, at: index, context) ?? MeasureRows.read(tokens, at: index) {
        spans += found.map { part in
          var measure = part.measure
          measure.bound = Bounds.read(tokens, part.range.lowerBound, part.range.upperBound).bound
          return Span(part.range, .init(measure, part.trust), said: tokens.said(part.range))
        }
        index = found.last.map(\.range.upperBound) ?? index + 1
      } else {
        index += 1
      }
    }
    return spans
  }

  struct Part {
    var measure: Measure
    var range: Range<Int>
    var trust: Double
  }

  private struct Single {
    var number: Double
    var unit: Unit
    var end: Int
    var base: Double
  }

  private static func read(_ tokens: Tokens, at start: Int, _ context: EntityContext) -> [Part]? {
    guard !tokens.gap(start, holds: "$£€#@_") else { return nil }
    guard !(start > 0 && tokens[start].isGlued && ".:/".contains(tokens.gap(start).last ?? " ")) else { return nil }
    if let tall = feetAndInches(tokens, at: start) { return [tall] }
    if let single = single(tokens, at: start, context) {
      // "5 lbs to 25 lbs".
      if let joint = Bounds.rangeJoint(tokens, at: single.end, opened: Bounds.opensRange(tokens, start)),
        let upper = self.single(tokens, at: joint, context), upper.unit.dimension == single.unit.dimension,
        upper.base > single.base
      {
        return [part(single, start..<upper.end, upTo: upper.base)]
      }
      return [part(single, start..<single.end)]
    }
    // "5 to 25 lbs", "8 and 10 inch": the first number's unit is that of the second.
    guard let first = Numeral.read(tokens, at: start), first.suffix == nil, first.end > start, first.value > 0 else {
      return nil
    }
    let opened = Bounds.opensRange(tokens, start)
    if let joint = Bounds.rangeJoint(tokens, at: first.end, opened: opened),
      let upper = single(tokens, at: joint, context),
      upper.unit.dimension != .duration || opened || tokens.text(first.end) == "to" || tokens[joint].isGlued,
      upper.number > first.value
    {
      let base = base(first.value, upper.unit)
      let single = Single(number: first.value, unit: upper.unit, end: first.end, base: base)
      return [part(single, start..<upper.end, upTo: upper.base)]
    }
    if ["and", "or"].contains(tokens.text(first.end)), let second = single(tokens, at: first.end + 1, context),
      second.unit.dimension != .duration,
      second.unit.dimension != .percent
    {
      let single = Single(number: first.value, unit: second.unit, end: first.end, base: base(first.value, second.unit))
      return [part(single, start..<first.end), part(second, (first.end + 1)..<second.end)]
    }
    return nil
  }

  private static func part(_ single: Single, _ range: Range<Int>, upTo: Double? = nil) -> Part {
    let measure = Measure(
      single.unit.dimension, base: single.base, upTo: upTo, amount: single.number, unit: single.unit.short)
    return Part(measure: measure, range: range, trust: 0.92)
  }

  private static func base(_ number: Double, _ unit: Unit) -> Double {
    unit.short == "°F" ? (number - 32) * unit.factor : number * unit.factor
  }

  /// A number and its unit; "a terabyte", "half a litre", "an hour and a half", "5 ft 10 in", and a slip before a unit ("for cups").
  private static func single(_ tokens: Tokens, at start: Int, _ context: EntityContext) -> Single? {
    guard var number = Numeral.read(tokens, at: start) ?? article(tokens, at: start) ?? slip(tokens, at: start) else {
      return nil
    }
    guard let (unit, after) = Unit.read(tokens, behind: number) else { return nil }
    if number.suffix == "k", unit.short != "k" { number.value *= 1_000 }
    // In Britain pounds are money first.
    if unit.short == "lb", context.currency == "GBP", tokens.text(after - 1).hasPrefix("pound") { return nil }
    var end = after
    var value = number.value
    if let half = Numeral.andPart(tokens, at: end),
      Unit.read(tokens, behind: Numeral(value: 1, end: half.end, isTyped: false)) == nil
    {
      value += half.value
      end = half.end
    }
    var base = base(value, unit)
    // A smaller unit of the same kind adds to it: "5 ft 10 in", "one hour thirty minutes".
    let next = tokens.text(end) == "and" ? end + 1 : end
    if let more = Numeral.read(tokens, at: next), let (smaller, last) = Unit.read(tokens, behind: more),
      smaller.dimension == unit.dimension, smaller.factor < unit.factor,
      [.length, .mass, .duration].contains(unit.dimension),
      !tokens.pauses(before: next), more.value * smaller.factor < unit.factor
    {
      base += self.base(more.value, smaller)
      end = last
      value = base / unit.factor
    } else if unit.short == "ft", let inches = Cardinal.read(tokens, at: end), inches.value < 12,
      !tokens.pauses(before: end),
      tokens.text(end) != "one", Unit.read(tokens, behind: Numeral(value: 1, end: inches.end, isTyped: true)) == nil,
      !number.isTyped || inches.isTyped,
      tokens.text(inches.end) != "of", !number.isTyped
    {
      // "Six foot two".
      base += Double(inches.value) * 25.4
      end = inches.end
      value = base / unit.factor
    }
    return Single(number: value, unit: unit, end: end, base: base)
  }

  /// "A terabyte", "an inch"; not "a second", "a bar", "a cup".
  private static func article(_ tokens: Tokens, at start: Int) -> Numeral? {
    guard ["a", "an", "per"].contains(tokens.text(start)), tokens.text(start) != "per" else { return nil }
    let one = Numeral(value: 1, end: start + 1, isTyped: false)
    guard let (unit, _) = Unit.read(tokens, behind: one),
      [.storage, .length, .volume, .mass, .duration].contains(unit.dimension)
    else { return nil }
    let ordinary = [
      "cup", "foot", "yard", "day", "week", "month", "year", "minute", "pint", "min", "pound", "sec", "meg",
    ]
    return ordinary.contains(tokens.text(start + 1)) ? nil : one
  }

  /// "For cups", "won terabyte": the number was heard as a small word.
  private static func slip(_ tokens: Tokens, at start: Int) -> Numeral? {
    let text = tokens.text(start)
    guard ["for", "to", "too", "won", "ate", "tree"].contains(text), let digit = NumberWord.slips[text] else {
      return nil
    }
    let number = Numeral(value: Double(digit), end: start + 1, isTyped: false)
    guard let (unit, _) = Unit.read(tokens, behind: number), unit.dimension != .duration, unit.dimension != .persons
    else { return nil }
    // A word of its own when something stands before it that it may belong to.
    let before = tokens.text(start - 1)
    return start == 0 || ["a", "the", "want", "of", "with", "need", "and", "or"].contains(before) ? number : nil
  }

  /// "5'10".
  private static func feetAndInches(_ tokens: Tokens, at start: Int) -> Part? {
    let parts = tokens.text(start).split(separator: "'")
    guard parts.count == 2, let feet = Double(parts[0]), let inches = Double(parts[1]), inches < 12 else { return nil }
    let measure = Measure(.length, base: feet * 304.8 + inches * 25.4, amount: feet + inches / 12, unit: "ft")
    return Part(measure: measure, range: start..<(start + 1), trust: 0.9)
  }
}
