public import Commerce

/// Finds the day a caller asks about.
public enum DayParser {
  /// The day said, counted from `today`: "today", "tonight", "tomorrow", a weekday (the next one, today included); nil when none was said.
  public static func day(in words: [String], today: LocalDate) -> LocalDate? {
    let weekdays: [String: Weekday] = [
      "monday": .monday, "tuesday": .tuesday, "wednesday": .wednesday, "thursday": .thursday, "friday": .friday,
      "saturday": .saturday, "sunday": .sunday, "mondays": .monday, "tuesdays": .tuesday, "wednesdays": .wednesday,
      "thursdays": .thursday, "fridays": .friday, "saturdays": .saturday, "sundays": .sunday,
    ]
    for word in words {
      switch word {
      case "today", "tonight", "now": return today
      case "tomorrow": return today.adding(days: 1)
      default:
        if let weekday = weekdays[word] {
          return today.adding(days: (weekday.rawValue - today.weekday.rawValue + 7) % 7)
        }
      }
    }
    if words.contains("weekend") {
      return today.adding(days: (Weekday.saturday.rawValue - today.weekday.rawValue + 7) % 7)
    }
    return nil
  }
}
