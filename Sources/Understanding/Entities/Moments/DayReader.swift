internal import Commerce

/// Reads days: by name, date, distance, week and month.
struct DayReader {
  let tokens: Tokens
  let context: EntityContext
  var today: LocalDate { context.today }
  var isExpected: Bool { context.expected.contains(.moment) }

  /// The days that the words from a place on mean, by the longest way of reading them.
  func read(at start: Int) -> DayReading? {
    let readings = [
      named(at: start), weekday(at: start), MonthReader(self).read(at: start), numeric(at: start), distance(at: start),
      period(at: start),
    ]
    return readings.compactMap { $0 }.max { $0.end < $1.end }
  }

  func text(_ place: Int) -> String { tokens.text(place) }

  // MARK: Tense

  private static let past: Set<String> = [
    "came", "arrived", "delivered", "ordered", "bought", "placed", "received", "got", "was", "were", "did", "had",
    "went", "shipped", "since", "sent", "purchased",
    "happened", "called", "paid", "returned", "picked", "been", "showed", "turned", "landed", "dropped", "reached",
  ]
  private static let future: Set<String> = [
    "will", "want", "need", "can", "could", "like", "book", "be", "come", "deliver", "arrive", "going", "i'll",
    "reschedule", "move", "change",
  ]

  /// Whether what stands before a place speaks of the past.
  func isPast(before place: Int) -> Bool {
    var index = place - 1
    while index >= 0, index >= place - 6 {
      if Self.past.contains(text(index)) { return true }
      if Self.future.contains(text(index)) || tokens.pauses(before: index + 1) && index + 1 < place { return false }
      index -= 1
    }
    return false
  }

  // MARK: By name

  private func named(at start: Int) -> DayReading? {
    let word = text(start)
    if CalendarWords.today.contains(word) { return DayReading(today, start + 1) }
    if CalendarWords.tomorrow.contains(word) { return DayReading(today.adding(days: 1), start + 1) }
    if word == "to", text(start + 1) == "morrow" { return DayReading(today.adding(days: 1), start + 2) }
    if CalendarWords.yesterday.contains(word) { return DayReading(today.adding(days: -1), start + 1) }
    if word == "tonight" || word == "tonite" || word == "2night" {
      var reading = DayReading(today, start + 1)
      reading.times = .at(18)...(.at(24))
      return reading
    }
    if word == "overmorrow" { return DayReading(today.adding(days: 2), start + 1) }
    let first = word == "the" ? start + 1 : start
    if let side = beside(first) { return side }
    if tokens.matches(["other", "day"], at: first), word == "the" {
      var reading = DayReading(today.adding(days: -4)...today.adding(days: -2), .day, first + 2)
      reading.isRough = true
      return reading
    }
    // "Last Christmas", "this Thanksgiving".
    let isLast = word == "last"
    let place = isLast || word == "this" || word == "next" || word == "the" ? start + 1 : start
    guard let holiday = Holidays.read(tokens, at: place, context, isPast: isLast || isPast(before: start)) else {
      return nil
    }
    return DayReading(holiday.day, holiday.end)
  }

  /// "Day after tomorrow", "day before Christmas", "week after Thanksgiving".
  private func beside(_ place: Int) -> DayReading? {
    guard ["day", "week", "weekend"].contains(text(place)),
      let sign = ["after": 1, "before": -1, "following": 1][text(place + 1)]
    else { return nil }
    let next = ["the", "my"].contains(text(place + 2)) ? place + 3 : place + 2
    if text(next) == "next", text(place) != "day", sign > 0 {
      // "The week after next".
      let monday = today.weekStart.adding(days: 14)
      return text(place) == "week"
        ? DayReading(monday...monday.adding(days: 6), .week, next + 1)
        : DayReading(monday.adding(days: 5)...monday.adding(days: 6), .weekend, next + 1)
    }
    guard let base = named(at: next) ?? weekday(at: next) ?? numeric(at: next) ?? MonthReader(self).read(at: next),
      base.grain == .day
    else { return nil }
    let day = sign > 0 ? base.days.upperBound : base.days.lowerBound
    switch text(place) {
    case "day": return DayReading(day.adding(days: sign), base.end)
    case "week":
      let monday = day.weekStart.adding(days: 7 * sign)
      return DayReading(monday...monday.adding(days: 6), .week, base.end)
    default:
      let saturday = sign > 0 ? day.adding(days: 1).upcoming(.saturday) : day.previous(.saturday)
      return DayReading(saturday...saturday.adding(days: 1), .weekend, base.end)
    }
  }

  // MARK: Days of the week

  /// The day of the week at a place, and whether it was said as one of many ("fridays").
  func weekdayName(at place: Int) -> (weekday: Weekday, isRepeated: Bool)? {
    let word = text(place)
    if let day = CalendarWords.weekdays[word] { return (day, false) }
    if word.hasSuffix("s"), let day = CalendarWords.weekdays[String(word.dropLast(word.hasSuffix("'s") ? 2 : 1))] {
      return (day, !word.hasSuffix("'s"))
    }
    guard let day = CalendarWords.shortWeekdays[word] else { return nil }
    // "Sat" and "sun" are days beside a date or behind a preposition.
    let before = text(place - 1)
    let next = text(place + 1)
    let isBeside =
      ["on", "next", "this", "last", "by", "until", "coming", "every", "or", "till"].contains(before) && before != "in"
      || next.first?.isNumber == true || CalendarWords.months[next] != nil
      || next == "the" && OrdinalWord.value(text(place + 2)) != nil
      || CalendarWords.weekdays[before] != nil || ["morning", "afternoon", "evening"].contains(next) || isExpected
    let isWritten = tokens[place].original.first?.isUppercase == true && tokens.isMixed && place > 0
    return isBeside && !(before == "this" && word == "sun") || isWritten && word != "sun" ? (day, false) : nil
  }

  private func weekday(at start: Int) -> DayReading? {
    if let reading = shifted(at: start) { return reading }
    var index = start
    var turn = ""
    if text(index) == "the" { index += 1 }
    if ["this", "next", "last", "coming", "past", "previous", "every", "each", "following"].contains(text(index)) {
      turn = text(index)
      index += 1
      if turn == "this", ["coming", "past", "next", "last"].contains(text(index)) {
        turn = text(index)
        index += 1
      }
      // "Next week Monday", "last week Monday".
      if text(index) == "week", let (weekday, _) = weekdayName(at: text(index + 1) == "on" ? index + 2 : index + 1),
        ["next", "last", "this"].contains(turn)
      {
        let monday = today.weekStart.adding(days: turn == "next" ? 7 : turn == "last" ? -7 : 0)
        return DayReading(monday.adding(days: weekday.rawValue), text(index + 1) == "on" ? index + 3 : index + 2)
      }
    }
    guard let (weekday, isMany) = weekdayName(at: index) else { return nil }
    if index > start, text(start) == "the", turn.isEmpty, OrdinalWord.value(text(index + 1)) == nil,
      text(index + 1) != "after", text(index + 1) != "before"
    {
      return nil
    }
    // With a date behind it the date counts.
    if turn.isEmpty || turn == "this" || turn == "coming" || turn == "next",
      let dated = MonthReader(self).behind(weekday, at: index + 1)
    {
      return dated
    }
    var reading = resolved(weekday, turn: turn, start, index + 1)
    if isMany || turn == "every" || turn == "each" { reading.isRepeated = true }
    return reading
  }

  private func resolved(_ weekday: Weekday, turn: String, _ start: Int, _ end: Int) -> DayReading {
    let next = today.upcoming(weekday)
    let last = today.previous(weekday)
    switch turn {
    case "next", "following":
      // The one of next week; some mean the next there is.
      let far = today.weekStart.adding(days: 7 + weekday.rawValue)
      var reading = DayReading(far, end)
      let near = next == today ? next.adding(days: 7) : next
      if near != far { reading.others = [near...near] }
      return reading
    case "last", "past", "previous": return DayReading(last, end)
    default: break
    }
    // "Friday after next", "Monday next week", "Saturday last week", "Friday in two weeks", "Saturday coming".
    if tokens.matches(["after", "next"], at: end) {
      return DayReading(next.adding(days: next == today ? 14 : 7), end + 2)
    }
    if text(end) == "next" || text(end) == "last", text(end + 1) == "week" {
      return DayReading(today.weekStart.adding(days: (text(end) == "next" ? 7 : -7) + weekday.rawValue), end + 2)
    }
    if tokens.matches(["this", "week"], at: end) {
      return DayReading(today.weekStart.adding(days: weekday.rawValue), end + 2)
    }
    if text(end) == "week", !tokens.pauses(before: end), text(end + 1) != "of" {
      return DayReading(next.adding(days: 7), end + 1)
    }
    if text(end) == "coming" { return DayReading(next, end + 1) }
    if text(end) == "gone" || text(end) == "past" && OrdinalWord.value(text(end + 1)) == nil {
      return DayReading(last, end + 1)
    }
    if text(end) == "in", let count = DistanceReader.weeks(tokens, at: end + 1) {
      return DayReading(next.adding(days: 7 * count.weeks), count.end)
    }
    var reading = DayReading(next, end)
    if turn.isEmpty, isPast(before: start) {
      reading = DayReading(last, end)
      reading.others = [next...next]
    } else if turn.isEmpty {
      reading.others = [last...last]
    }
    return reading
  }

  /// "A week on Tuesday", "two weeks from tomorrow", "a fortnight today".
  private func shifted(at start: Int) -> DayReading? {
    guard let count = DistanceReader.weeks(tokens, at: start) else { return nil }
    var index = count.end
    if ["on", "from", "this"].contains(text(index)) {
      index += 1
    } else if !CalendarWords.today.contains(text(index)), !CalendarWords.tomorrow.contains(text(index)) {
      return nil
    }
    if text(index) == "this" { index += 1 }
    let base: LocalDate
    if CalendarWords.today.contains(text(index)) || text(index) == "now" {
      base = today
    } else if CalendarWords.tomorrow.contains(text(index)) {
      base = today.adding(days: 1)
    } else if CalendarWords.yesterday.contains(text(index)) {
      base = today.adding(days: -1)
    } else if let (weekday, _) = weekdayName(at: index) {
      base = today.upcoming(weekday)
    } else {
      return nil
    }
    return DayReading(base.adding(days: 7 * count.weeks), index + 1)
  }
}
