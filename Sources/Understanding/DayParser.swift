public import Commerce

/// Finds the day a caller asks about, in a sentence's words or numbers.
public enum DayParser {
  private static let weekdays: [String: Weekday] = [
    "monday": .monday, "tuesday": .tuesday, "wednesday": .wednesday, "thursday": .thursday, "friday": .friday,
    "saturday": .saturday, "sunday": .sunday,
  ]
  private static let months: [String: Int] = [
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
    "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
  ]
  private static let ordinals: [String: Int] = [
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
  ]

  /// The day said, counted from `today`; nil when none was said. A weekday is the next one, today included, or with "next"
  /// today excluded; a date without a year is the next such date, or the latest when it was only days ago.
  public static func day(in words: [String], today: LocalDate) -> LocalDate? {
    if let date = date(in: words, today: today) { return date }
    for (index, word) in words.enumerated() {
      let before = index > 0 ? words[index - 1] : ""
      switch word {
      case "yesterday": return today.adding(days: -1)
      case "tomorrow":
        return today.adding(days: index > 1 && before == "after" && words[index - 2] == "day" ? 2 : 1)
      case "weekend": return upcoming(.saturday, today)
      case "days" where before != "":
        if let count = number(before), words.contains("in") { return today.adding(days: count) }
      case "week", "weeks":
        if words.contains("in"), let count = before == "a" ? 1 : number(before) { return today.adding(days: 7 * count) }
      default:
        if let weekday = weekdays[word] ?? (word.hasSuffix("s") ? weekdays[String(word.dropLast())] : nil) {
          let day = upcoming(weekday, today)
          return before == "next" && day == today ? day.adding(days: 7) : day
        }
      }
    }
    // The small words last: "today" may stand beside the day that is meant ("not today, on Friday").
    return words.contains { ["today", "tonight", "now"].contains($0) } ? today : nil
  }

  /// Whether the words speak of a day at all, also of one that `day(in:today:)` cannot tell: then today must not be assumed.
  public static func mentionsDay(_ words: [String]) -> Bool {
    let telling: Set<String> = [
      "next", "week", "weeks", "month", "months", "year", "eve", "holiday", "holidays", "christmas", "thanksgiving",
      "easter",
      "halloween", "independence", "memorial", "labor", "veterans", "presidents", "after", "days", "years",
    ]
    return words.contains { telling.contains($0) || months[$0] != nil && $0 != "may" && $0 != "march" }
      || words.contains { $0.hasSuffix("th") && number(String($0.dropLast(2))) != nil }
  }

  private static func upcoming(_ weekday: Weekday, _ today: LocalDate) -> LocalDate {
    today.adding(days: (weekday.rawValue - today.weekday.rawValue + 7) % 7)
  }

  /// "november twenty fourth", "december 24th", "the 29th of november", "july 4".
  private static func date(in words: [String], today: LocalDate) -> LocalDate? {
    for (index, word) in words.enumerated() {
      guard let month = months[word] else { continue }
      let after = Array(words[(index + 1)...].prefix(3).drop { $0 == "the" })
      if let day = dayOfMonth(after) { return next(month, day, today) }
      if index > 1, words[index - 1] == "of" {
        let before = Array(words[..<(index - 1)].suffix(2))
        if let day = dayOfMonth(before) ?? dayOfMonth(Array(before.suffix(1))) { return next(month, day, today) }
      }
    }
    // "12/25" has become two words.
    for (left, right) in zip(words, words.dropFirst()) {
      guard left.count <= 2, right.count <= 2, let month = Int(left), let day = Int(right) else { continue }
      if (1...12).contains(month), (1...31).contains(day) { return next(month, day, today) }
    }
    return nil
  }

  private static func dayOfMonth(_ words: [String]) -> Int? {
    guard let first = words.first else { return nil }
    if first == "twenty" || first == "thirty", words.count > 1,
      let unit = ordinals[words[1]] ?? SpokenDigits.units[words[1]],
      unit < 10
    {
      return (first == "twenty" ? 20 : 30) + unit
    }
    if let ordinal = ordinals[first] { return ordinal }
    let digits = first.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, ["", "st", "nd", "rd", "th"].contains(String(first.dropFirst(digits.count))) else {
      return number(first).flatMap { (1...31).contains($0) ? $0 : nil }
    }
    return Int(digits).flatMap { (1...31).contains($0) ? $0 : nil }
  }

  private static func number(_ word: String) -> Int? {
    Int(word) ?? SpokenDigits.units[word] ?? SpokenDigits.teens[word] ?? (word == "twenty" ? 20 : nil)
  }

  private static func next(_ month: Int, _ day: Int, _ today: LocalDate) -> LocalDate? {
    for year in [today.year, today.year + 1] {
      let date = LocalDate(year: year, month: month, day: day)
      // 31 November is no day.
      guard LocalDate(daysSinceEpoch: date.daysSinceEpoch) == date else { return nil }
      if date >= today.adding(days: -7) { return date }
    }
    return nil
  }
}
