internal import Commerce

/// Names of days and months as they are written, shortened and mistyped.
enum CalendarWords {
  static let weekdays: [String: Weekday] = {
    var words: [String: Weekday] = [:]
    let rows: [(Weekday, String)] = [
      (.monday, "monday mondy munday monady"), (.tuesday, "tuesday tues teusday tuesdy tusday"),
      (.wednesday, "wednesday weds wensday wednsday wendsday wednessday"),
      (.thursday, "thursday thurs thur thursdy thrusday"), (.friday, "friday firday fridy fryday"),
      (.saturday, "saturday saterday satuday saturdy"),
      (.sunday, "sunday sundy suday"),
    ]
    for (day, names) in rows { for name in names.split(separator: " ") { words[String(name)] = day } }
    return words
  }()

  /// Short forms that are words, or nearly; they count beside a date or a preposition only.
  static let shortWeekdays: [String: Weekday] = [
    "mon": .monday, "tue": .tuesday, "wed": .wednesday, "thu": .thursday, "fri": .friday, "sat": .saturday,
    "sun": .sunday,
  ]

  static let months: [String: Int] = {
    var words: [String: Int] = [:]
    let rows = """
      january jan janurary januray|february feb febuary feburary|march mar|april apr|may|june jun|july jul|august aug|september sept sep setpember|october oct|\
      november nov novemeber|december dec decemeber
      """
    for (index, names) in rows.split(separator: "|").enumerated() {
      for name in names.split(separator: " ") { words[String(name)] = index + 1 }
    }
    return words
  }()

  /// Names of months that are words, or names of persons.
  static let doubtfulMonths: Set<String> = [
    "may", "march", "mar", "april", "june", "august", "sep", "jan", "dec", "jun",
  ]

  static let today: Set<String> = ["today", "todays", "today's", "tday"]
  static let tomorrow: Set<String> = [
    "tomorrow", "tommorow", "tommorrow", "tomorow", "tmrw", "tmr", "tomorrows", "tomorrow's", "tomorro", "2moro",
    "2morrow", "tomarrow",
  ]
  static let yesterday: Set<String> = ["yesterday", "yesterdays", "yesterday's", "yday", "yesturday"]

  /// A year at a place: "2026", "twenty twenty six", "two thousand and seven", and in numeric dates "26".
  static func year(_ tokens: Tokens, at place: Int) -> (year: Int, end: Int)? {
    let text = tokens.text(place)
    if text.utf8.count == 4, let year = Int(text), (1900...2199).contains(year) {
      return (year, place + 1)
    }
    guard text == "twenty" || text == "two" || text == "nineteen" else { return nil }
    if text == "two" {
      guard tokens.text(place + 1) == "thousand", let cardinal = Cardinal.read(tokens, at: place),
        (2000...2099).contains(cardinal.value)
      else { return nil }
      return (cardinal.value, cardinal.end)
    }
    guard let second = Cardinal.read(tokens, at: place + 1), !second.isTyped, (10...99).contains(second.value),
      text == "nineteen" || second.value >= 10
    else { return nil }
    // "Twenty twenty six" is read as twenty and twenty six.
    return ((text == "twenty" ? 2000 : 1900) + second.value, second.end)
  }
}
