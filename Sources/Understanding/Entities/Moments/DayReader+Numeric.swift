internal import Commerce

extension DayReader {
  /// Dates in figures: "2026-12-03", "12/3", "12/03/26", "3.12.2026". Which of two numbers is the month depends on the country, unless only one can be.
  func numeric(at start: Int) -> DayReading? {
    guard start + 1 < tokens.count, let first = Int(text(start)), let mark = tokens.gap(start + 1).first,
      tokens.gap(start + 1).count == 1,
      "/-.".contains(mark), tokens[start + 1].isDigits, let second = Int(text(start + 1)),
      start == 0 || !tokens[start].isGlued || tokens.gap(start) == "("
    else { return nil }
    let hasThird = start + 2 < tokens.count && tokens.gap(start + 2) == String(mark) && tokens[start + 2].isDigits
    if hasThird, let third = Int(text(start + 2)) {
      if start + 3 < tokens.count, tokens.gap(start + 3) == String(mark) { return nil }
      if text(start).utf8.count == 4 {
        return LocalDate(checked: first, second, third).map { DayReading($0, start + 3) }
      }
      guard [2, 4].contains(text(start + 2).utf8.count) else { return nil }
      let year = third < 100 ? 2_000 + third : third
      guard let (month, day) = monthAndDay(first, second, mark), (1_990...2_100).contains(year),
        let date = LocalDate(checked: year, month, day)
      else { return nil }
      return DayReading(date, start + 3)
    }
    // Two numbers alone are a date only with a slash: 3-4 and 3.15 are other things.
    guard mark == "/", text(start).utf8.count <= 2, text(start + 1).utf8.count <= 2,
      let (month, day) = monthAndDay(first, second, mark)
    else { return nil }
    guard !tokens.gap(start, holds: "$"),
      Unit.read(tokens, behind: Numeral(value: 1, end: start + 2, isTyped: true)) == nil
    else { return nil }
    guard let (date, other) = MonthReader(self).nearest(month, day, isPast: isPast(before: start)) else { return nil }
    var reading = DayReading(date, start + 2)
    reading.trust = 0.8
    if let other { reading.others = [other...other] }
    return reading
  }

  private func monthAndDay(_ first: Int, _ second: Int, _ mark: Character) -> (Int, Int)? {
    let monthFirst = ["US", "CA", "PH"].contains(context.country) && mark != "."
    if monthFirst, (1...12).contains(first), (1...31).contains(second) { return (first, second) }
    if (1...12).contains(second), (1...31).contains(first) { return (second, first) }
    return (1...12).contains(first) && (1...31).contains(second) ? (first, second) : nil
  }
}
