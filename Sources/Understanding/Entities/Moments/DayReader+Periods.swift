internal import Commerce

extension DayReader {
  /// Weeks, weekends, months, quarters and years, whole or by their end: "next week", "this weekend", "end of the month", "mid December".
  func period(at start: Int) -> DayReading? {
    if let reading = cut(at: start) { return reading }
    var index = start
    if ["the", "over", "at", "on", "during"].contains(text(index)),
      ["the", "next", "this", "last", "weekend", "previous", "coming"].contains(text(index + 1)) || text(index) == "the"
    {
      index += 1
    }
    if text(index) == "the" { index += 1 }
    let turns = ["this", "next", "last", "previous", "past", "coming", "following"]
    var turn = ""
    if turns.contains(text(index)) {
      turn = text(index)
      index += 1
      if turn == "this", ["coming", "past", "next"].contains(text(index)) {
        turn = text(index)
        index += 1
      }
    }
    let unit = text(index)
    if turn.isEmpty {
      // "The weekend" is one, "the week" is none; "weekends" are many.
      if unit == "weekends" || unit == "weekdays" {
        var reading =
          unit == "weekends"
          ? weekend(0, index + 1)
          : DayReading(
            today.weekday.rawValue > 4
              ? today.upcoming(.monday)...today.upcoming(.monday).adding(days: 4) : today...today.upcoming(.friday),
            .day, index + 1)
        reading.isRepeated = true
        return reading
      }
      guard unit == "weekend", text(index + 1) != "bag", index > start || start == 0 && tokens.count < 4 || isExpected
      else { return nil }
      if tokens.matches(["after", "next"], at: index + 1) { return weekend(2, index + 3) }
      return isPast(before: start) ? weekend(-1, index + 1) : weekend(0, index + 1)
    }
    let steps =
      turn == "this" || turn == "coming" && unit == "weekend"
      ? 0 : ["last", "previous", "past"].contains(turn) ? -1 : 1
    guard let reading = whole(unit, steps, index + 1) else { return night(turn, unit, index + 1) }
    return reading
  }

  private func weekend(_ steps: Int, _ end: Int) -> DayReading {
    let saturday = (today.weekday == .sunday ? today.adding(days: -1) : today.upcoming(.saturday)).adding(
      days: 7 * steps)
    return DayReading((steps == 0 ? max(saturday, today) : saturday)...saturday.adding(days: 1), .weekend, end)
  }

  private func whole(_ unit: String, _ steps: Int, _ end: Int) -> DayReading? {
    // What is left of a stretch that has begun.
    func left(_ days: ClosedRange<LocalDate>) -> ClosedRange<LocalDate> {
      steps == 0 ? max(days.lowerBound, today)...days.upperBound : days
    }
    switch unit {
    case "week", "wk":
      let monday = today.weekStart.adding(days: 7 * steps)
      return DayReading(left(monday...monday.adding(days: 6)), .week, end)
    case "weekend": return weekend(steps, end)
    case "month":
      return DayReading(left(today.monthStart.adding(months: steps).wholeMonth), .month, end)
    case "quarter":
      let first = today.monthStart.adding(months: -((today.month - 1) % 3) + 3 * steps)
      return DayReading(left(first...first.adding(months: 2).monthEnd), .quarter, end)
    case "year":
      return DayReading(left(LocalDate(year: today.year + steps, month: 1, day: 1).wholeYear), .year, end)
    default: return nil
    }
  }

  /// "Last night", "this morning", "this evening".
  private func night(_ turn: String, _ unit: String, _ end: Int) -> DayReading? {
    guard let times = PartOfDay.times[unit], turn == "this" || turn == "last" && unit == "night" else { return nil }
    var reading = DayReading(turn == "last" ? today.adding(days: -1) : today, end)
    reading.times = times
    return reading
  }

  /// "End of the month", "beginning of December", "early next week", "mid December", "the week of the 1st".
  private func cut(at start: Int) -> DayReading? {
    var index = text(start) == "the" || text(start) == "at" ? start + 1 : start
    if text(index) == "the" { index += 1 }
    if tokens.matches(["week", "of"], at: index) {
      let next = text(index + 2) == "the" ? index + 2 : index + 2
      guard let day = MonthReader(self).read(at: next) ?? numeric(at: next), day.grain == .day else { return nil }
      let monday = day.days.lowerBound.weekStart
      return DayReading(monday...monday.adding(days: 6), .week, day.end)
    }
    let cuts = [
      "end": 3, "start": 1, "beginning": 1, "middle": 2, "early": 1, "mid": 2, "late": 3, "later": 3, "first": 0,
    ]
    guard let third = cuts[text(index)], third > 0 else { return nil }
    let isJoined = ["early", "mid", "late", "later"].contains(text(index))
    index += 1
    if !isJoined {
      guard text(index) == "of" else { return nil }
      index += 1
    } else if text(index) == "in" || text(index) == "of" {
      index += 1
    }
    guard let base = base(at: index) else { return nil }
    let (first, last) = (base.days.lowerBound, base.days.upperBound)
    let length = last.daysSinceEpoch - first.daysSinceEpoch + 1
    let days: ClosedRange<LocalDate>
    switch (base.grain, third) {
    case (.week, 3): days = first.weekStart.adding(days: 4)...last
    case (.week, 1): days = first...min(first.adding(days: 1), last)
    case (.week, _): days = first.weekStart.adding(days: 2)...first.weekStart.adding(days: 2)
    case (.month, 1): days = first.monthStart...first.monthStart.adding(days: 9)
    case (.month, 2): days = first.monthStart.adding(days: 10)...first.monthStart.adding(days: 19)
    case (.month, _): days = isJoined ? first.monthStart.adding(days: 20)...last : last.adding(days: -4)...last
    case (.year, 3): days = last.adding(days: -6)...last
    default:
      days =
        third == 1
        ? first...first.adding(days: length / 3)
        : third == 2
          ? first.adding(days: length / 3)...first.adding(days: 2 * length / 3) : last.adding(days: -length / 3)...last
    }
    var reading = DayReading(days, base.grain, base.end)
    reading.isRough = true
    return reading
  }

  /// The stretch that something is the end or beginning of.
  private func base(at place: Int) -> DayReading? {
    var index = place
    var steps = 0
    if text(index) == "the" || text(index) == "this" {
      index += 1
    } else if text(index) == "next" {
      (steps, index) = (1, index + 1)
    } else if text(index) == "last" {
      (steps, index) = (-1, index + 1)
    }
    if let whole = whole(text(index), steps, index + 1) {
      // The end of this week may already have passed: then it is the next one's.
      if whole.grain == .week, steps == 0, today.weekday.rawValue > 4 { return self.whole(text(index), 1, index + 1) }
      return whole
    }
    guard let month = CalendarWords.months[text(place)] else { return nil }
    let year = month < today.month ? today.year + 1 : today.year
    return DayReading(LocalDate(year: year, month: month, day: 1).wholeMonth, .month, place + 1)
  }
}
