internal import Commerce

/// Reads dates with a month's name, and days of a month without one: "December 3rd", "the third of December", "Thursday the 3rd", "the 3rd".
struct MonthReader {
  private let reader: DayReader
  private var tokens: Tokens { reader.tokens }
  private var today: LocalDate { reader.today }

  init(_ reader: DayReader) { self.reader = reader }

  private func text(_ place: Int) -> String { tokens.text(place) }

  func read(at start: Int) -> DayReading? {
    monthFirst(at: start) ?? dayFirst(at: start) ?? monthAlone(at: start) ?? dayAlone(at: start)
  }

  /// A date behind the name of a day: "Thursday, December 3rd", "Thursday the 3rd", "Tue 24 Nov", "Friday 29th".
  func behind(_ weekday: Weekday, at place: Int) -> DayReading? {
    guard place < tokens.count, tokens.gap(place).allSatisfy({ " ,.".contains($0) }) else { return nil }
    let first = text(place) == "on" ? place + 1 : place
    if var dated = monthFirst(at: first) ?? dayFirst(at: first) ?? reader.numeric(at: first) {
      dated.trust = 0.96
      return dated
    }
    let index = text(first) == "the" ? first + 1 : first
    guard let (day, end) = dayOfMonth(at: index, needsMark: text(first) != "the"), !isTimeBehind(end),
      text(end) != "thing"
    else { return nil }
    // The next month in which this day of the month is that day of the week.
    for months in 0..<24 {
      let month = today.monthStart.adding(months: months)
      guard let date = LocalDate(checked: month.year, month.month, day), date >= today else { continue }
      if date.weekday == weekday { return DayReading(date, end) }
    }
    return nil
  }

  // MARK: Parts

  /// The number of a day of a month: "3rd", "third", "3", "twenty first", "twenty one"; with `needsMark` only what is said as a place in a row.
  private func dayOfMonth(at place: Int, needsMark: Bool = false) -> (day: Int, end: Int)? {
    if let (value, end) = OrdinalWord.read(tokens, at: place), (1...31).contains(value) { return (value, end) }
    guard !needsMark, let cardinal = Cardinal.read(tokens, at: place), (1...31).contains(cardinal.value),
      text(place) != "a"
    else { return nil }
    return (cardinal.value, cardinal.end)
  }

  private func month(at place: Int) -> Int? { CalendarWords.months[text(place)] }

  /// A year behind a date, with a comma or "of" between.
  private func year(at place: Int) -> (year: Int, end: Int)? {
    let first = text(place) == "of" || text(place) == "in" ? place + 1 : place
    if let year = CalendarWords.year(tokens, at: first), !isClock(year.end - 1) { return year }
    if tokens.matches(["this", "year"], at: first) { return (today.year, first + 2) }
    if tokens.matches(["next", "year"], at: first) { return (today.year + 1, first + 2) }
    if tokens.matches(["last", "year"], at: first) { return (today.year - 1, first + 2) }
    return nil
  }

  /// "2026:" is no year.
  private func isClock(_ place: Int) -> Bool { place + 1 < tokens.count && tokens.gap(place + 1) == ":" }

  private func isTimeBehind(_ end: Int) -> Bool {
    let next = text(end)
    return next == "pm" || next == "am" || next == "o'clock" || end < tokens.count && tokens.gap(end) == ":"
  }

  // MARK: Day and month

  /// "December 3rd", "Dec. 3, 2026", "December the third".
  private func monthFirst(at start: Int) -> DayReading? {
    guard let month = month(at: start) else { return nil }
    let index = text(start + 1) == "the" ? start + 2 : start + 1
    guard tokens.gap(start + 1).allSatisfy({ " .,-".contains($0) }), let (day, end) = dayOfMonth(at: index),
      !isTimeBehind(end)
    else { return nil }
    // "May 2026" is no day, and "march 15 inch" is none of ours.
    if tokens[index].isDigits, text(index).utf8.count > 2 { return nil }
    if Unit.isUnit(text(end)), !tokens.pauses(before: end) { return nil }
    return dated(month, day, start, end)
  }

  /// "3rd of December", "3 December", "the third of December".
  private func dayFirst(at start: Int) -> DayReading? {
    let first = text(start) == "the" ? start + 1 : start
    guard let (day, end) = dayOfMonth(at: first) else { return nil }
    var index = end
    if text(index) == "day" { index += 1 }
    if text(index) == "of" || text(index) == "in" { index += 1 }
    if text(index) == "the", text(index + 1) == "month" || month(at: index + 1) != nil { index += 1 }
    // "The 3rd of next month", "21st of the month".
    if text(index) == "month" || ["this", "next", "last"].contains(text(index)) && text(index + 1) == "month" {
      let months = text(index) == "next" ? 1 : text(index) == "last" ? -1 : 0
      let base = today.monthStart.adding(months: months)
      guard let date = LocalDate(checked: base.year, base.month, day) else { return nil }
      return DayReading(date, text(index) == "month" ? index + 1 : index + 2)
    }
    guard let month = month(at: index), index == end || tokens.gap(index) == " " else { return nil }
    // "3 may" may go on as "three may be enough".
    if CalendarWords.doubtfulMonths.contains(text(index)), index == end, OrdinalWord.value(text(first)) == nil,
      !tokens[first].isDigits
    {
      return nil
    }
    if text(index) == "may", ["be", "not", "i", "have", "we", "need"].contains(text(index + 1)) { return nil }
    if !tokens.gap(index).allSatisfy({ " -.".contains($0) }) { return nil }
    return dated(month, day, start, index + 1)
  }

  private func dated(_ month: Int, _ day: Int, _ start: Int, _ end: Int) -> DayReading? {
    if let (year, last) = year(at: end) {
      return LocalDate(checked: year, month, day).map { DayReading($0, last) }
    }
    guard let (date, other) = nearest(month, day, isPast: reader.isPast(before: start)) else { return nil }
    var reading = DayReading(date, end)
    if let other { reading.others = [other...other] }
    return reading
  }

  /// The next such date from today on, or the latest for what is past; and the other one.
  func nearest(_ month: Int, _ day: Int, isPast: Bool) -> (LocalDate, LocalDate?)? {
    let dates = [-1, 0, 1, 2, 3].compactMap { LocalDate(checked: today.year + $0, month, day) }
    let next = dates.first { $0 >= today }
    let last = dates.last { $0 <= today }
    guard let first = isPast ? last ?? next : next ?? last else { return nil }
    return (first, isPast ? next : last)
  }

  // MARK: Only a month, only a day

  private static let before: Set<String> = [
    "in", "next", "last", "this", "of", "by", "until", "till", "since", "early", "mid", "late", "before", "after",
    "during", "end", "from", "through",
  ]

  /// "In December", "next May", "December 2026", "November this year".
  private func monthAlone(at start: Int) -> DayReading? {
    var index = start
    var turn = ""
    if ["next", "last", "this", "in"].contains(text(index)), month(at: index + 1) != nil {
      turn = text(index)
      index += 1
    }
    guard let month = month(at: index) else { return nil }
    var end = index + 1
    let named = year(at: end)
    let isSure = named != nil || Self.before.contains(text(index - 1)) || reader.isExpected
    guard isSure || !CalendarWords.doubtfulMonths.contains(text(index)) && text(index).utf8.count > 3 else {
      return nil
    }
    // "In may" but not "which may", "last march".
    if CalendarWords.doubtfulMonths.contains(text(index)), named == nil,
      !["in", "next", "last", "this", "of", "by", "until", "since", "early", "mid", "late"].contains(text(index - 1)),
      !reader.isExpected
    {
      return nil
    }
    var year = today.year
    if let named {
      (year, end) = named
    } else {
      let isPast = turn == "last" || reader.isPast(before: start)
      if isPast {
        if month > today.month || month == today.month && turn == "last" { year -= 1 }
      } else if month < today.month {
        year += 1
      }
      if turn == "next", month <= today.month, year == today.year { year += 1 }
    }
    let first = LocalDate(year: year, month: month, day: 1)
    var reading = DayReading(
      max(first, first.monthEnd >= today && first < today && named == nil ? today : first)...first.monthEnd, .month, end
    )
    if named == nil, !Self.before.contains(text(index - 1)) { reading.trust = 0.6 }
    return reading
  }

  /// "The 3rd", "on the third", "by the 3rd", "3rd".
  private func dayAlone(at start: Int) -> DayReading? {
    let hasThe = text(start) == "the"
    let first = hasThe ? start + 1 : start
    guard let (day, end) = dayOfMonth(at: first, needsMark: true) else { return nil }
    let before = text(start - 1)
    let isPlaced = [
      "on", "by", "until", "till", "before", "after", "from", "to", "since", "around", "between", "of", "through",
      "about", "for", "and",
    ].contains(before)
    let isTyped = text(first).first?.isNumber == true
    let next = text(end)
    // "The second one", "the 3rd floor" speak of other things.
    let goesOn =
      end < tokens.count && !tokens.pauses(before: end) && !tokens.endsNumber(at: end)
      && ![
        "morning", "afternoon", "evening", "between", "before", "after", "around", "through", "until", "of", "around",
        "till", "any", "anytime", "would",
      ].contains(next)
    guard !goesOn, isPlaced && (hasThe || isTyped) || reader.isExpected || hasThe && isTyped else { return nil }
    if !isTyped, ["to", "from", "for", "and", "of", "about"].contains(before), !reader.isExpected,
      !(before == "and" || before == "to" || before == "from") || !hasThe
    {
      return nil
    }
    if StreetWords.isStreet(next) || next == "one" || next == "floor" { return nil }
    let isPast = reader.isPast(before: start)
    var dates: [LocalDate] = []
    for months in isPast ? [0, -1, -2, 1] : [0, 1, 2, 3] {
      let month = today.monthStart.adding(months: months)
      if let date = LocalDate(checked: month.year, month.month, day),
        isPast ? date <= today || months > 0 : date >= today
      {
        dates.append(date)
      }
    }
    guard let date = dates.first else { return nil }
    var reading = DayReading(date, end)
    reading.trust = isTyped || isPlaced ? 0.85 : 0.6
    if dates.count > 1 { reading.others = [dates[1]...dates[1]] }
    return reading
  }
}
