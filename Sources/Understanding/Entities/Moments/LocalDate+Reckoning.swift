internal import Commerce

extension LocalDate {
  /// The Monday of its week (ISO 8601).
  var weekStart: LocalDate { adding(days: -weekday.rawValue) }

  /// The next such day of the week, itself included.
  func upcoming(_ weekday: Weekday) -> LocalDate { adding(days: (weekday.rawValue - self.weekday.rawValue + 7) % 7) }

  /// The last such day of the week before it.
  func previous(_ weekday: Weekday) -> LocalDate {
    adding(days: -((self.weekday.rawValue - weekday.rawValue + 6) % 7 + 1))
  }

  /// The first day of its month.
  var monthStart: LocalDate { LocalDate(year: year, month: month, day: 1) }

  /// The last day of its month.
  var monthEnd: LocalDate { monthStart.adding(months: 1).adding(days: -1) }

  /// The same day so many months later, or the last one of a shorter month.
  func adding(months: Int) -> LocalDate {
    let total = year * 12 + month - 1 + months
    let (newYear, newMonth) = (total.floored(by: 12), total - total.floored(by: 12) * 12 + 1)
    for day in stride(from: day, through: 28, by: -1) {
      if let date = LocalDate(checked: newYear, newMonth, day) { return date }
    }
    return LocalDate(year: newYear, month: newMonth, day: min(day, 28))
  }

  /// The days of its month.
  var wholeMonth: ClosedRange<LocalDate> { monthStart...monthEnd }

  /// The days of its year.
  var wholeYear: ClosedRange<LocalDate> {
    LocalDate(year: year, month: 1, day: 1)...LocalDate(year: year, month: 12, day: 31)
  }

  /// The `count`-th such day of the week in a month; the last for -1.
  static func nth(_ count: Int, _ weekday: Weekday, _ year: Int, _ month: Int) -> LocalDate {
    let first = LocalDate(year: year, month: month, day: 1)
    if count < 0 { return first.monthEnd.adding(days: 1).previous(weekday) }
    return first.upcoming(weekday).adding(days: 7 * (count - 1))
  }

  /// Easter Sunday (the anonymous Gregorian computus, as in J. Meeus, Astronomical Algorithms, 1991).
  static func easter(_ year: Int) -> LocalDate {
    let (a, b, c) = (year % 19, year / 100, year % 100)
    let (d, e) = (b / 4, b % 4)
    let g = (8 * b + 13) / 25
    let h = (19 * a + b - d - g + 15) % 30
    let (i, k) = (c / 4, c % 4)
    let l = (32 + 2 * e + 2 * i - h - k) % 7
    let m = (a + 11 * h + 19 * l) / 433
    let month = (h + l - 7 * m + 90) / 25
    return LocalDate(year: year, month: month, day: (h + l - 7 * m + 33 * month + 19) % 32)
  }
}

extension Int {
  fileprivate func floored(by divisor: Int) -> Int { self >= 0 ? self / divisor : -((-self + divisor - 1) / divisor) }
}
