internal import Commerce

/// The days in the year after a date on which stores keep other hours.
enum Holidays {
  /// What a store does on a holiday.
  enum Change {
    case closed
    /// Opens and closes at these hours.
    case hours(Int, Int)
  }

  /// Holidays from `today` (included) for 365 days, by date.
  static func coming(after today: LocalDate) -> [(date: LocalDate, reason: String, change: Change)] {
    (today.year...today.year + 1).flatMap(inYear)
      .filter { $0.date >= today && $0.date < today.adding(days: 365) }
      .sorted { $0.date < $1.date }
  }

  private static func inYear(_ year: Int) -> [(date: LocalDate, reason: String, change: Change)] {
    let thanksgiving = weekday(.thursday, number: 4, year: year, month: 11)
    return [
      (LocalDate(year: year, month: 1, day: 1), "New Year's Day", .closed),
      (lastMonday(year: year, month: 5), "Memorial Day", .hours(10, 18)),
      (LocalDate(year: year, month: 7, day: 4), "Independence Day", .hours(10, 17)),
      (weekday(.monday, number: 1, year: year, month: 9), "Labor Day", .hours(10, 18)),
      (thanksgiving, "Thanksgiving", .closed),
      (thanksgiving.adding(days: 1), "the Friday after Thanksgiving", .hours(7, 21)),
      (LocalDate(year: year, month: 12, day: 24), "Christmas Eve", .hours(9, 16)),
      (LocalDate(year: year, month: 12, day: 25), "Christmas Day", .closed),
      (LocalDate(year: year, month: 12, day: 31), "New Year's Eve", .hours(9, 17)),
    ]
  }

  /// The n-th such weekday of a month.
  static func weekday(_ weekday: Weekday, number: Int, year: Int, month: Int) -> LocalDate {
    let first = LocalDate(year: year, month: month, day: 1)
    let ahead = (weekday.rawValue - first.weekday.rawValue + 7) % 7
    return first.adding(days: ahead + (number - 1) * 7)
  }

  private static func lastMonday(year: Int, month: Int) -> LocalDate {
    let fifth = weekday(.monday, number: 5, year: year, month: month)
    return fifth.month == month ? fifth : fifth.adding(days: -7)
  }
}
