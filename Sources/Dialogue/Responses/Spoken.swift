internal import Commerce
internal import Understanding

/// Values in the words a voice should say and the characters a reader should see.
enum Spoken {
  static let small = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
  static let ordinals = [
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
  ]
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// 0 to 99 in words; larger numbers digit by digit.
  static func number(_ value: Int) -> String {
    switch value {
    case 0..<20: small[value]
    case 20..<100: value % 10 == 0 ? tens[value / 10] : "\(tens[value / 10]) \(small[value % 10])"
    default: SpokenDigits.spoken(String(value))
    }
  }

  static func ordinal(_ value: Int) -> String {
    switch value {
    case 0...20: ordinals[value]
    case 30: "thirtieth"
    case 21..<40: "\(tens[value / 10]) \(ordinals[value % 10])"
    default: number(value)
    }
  }

  static func weekday(_ day: LocalDate) -> String {
    "\(day.weekday)".prefix(1).uppercased() + "\(day.weekday)".dropFirst()
  }

  private static func month(_ day: LocalDate) -> String {
    months.indices.contains(day.month - 1) ? months[day.month - 1] : String(day.month)
  }

  /// "today", "tomorrow", "yesterday" or "on Tuesday, November twenty fourth".
  static func day(_ day: LocalDate, today: LocalDate) -> Fact {
    switch day.daysSinceEpoch - today.daysSinceEpoch {
    case 0: Fact("today")
    case 1: Fact(spoken: "tomorrow, \(weekday(day))", written: "tomorrow, \(weekday(day))")
    case -1: Fact("yesterday")
    default:
      Fact(
        spoken: "on \(weekday(day)), \(month(day)) \(ordinal(day.day))",
        written: "on \(weekday(day)), \(month(day)) \(day.day)")
    }
  }

  /// "eight a m", "half" never: "eight thirty p m"; written "8:30 pm".
  static func time(_ time: TimeOfDay) -> Fact {
    if time.minutes % 1_440 == 0 { return Fact("midnight") }
    if time.minutes == 720 { return Fact("noon") }
    let hour = time.minutes / 60, minute = time.minutes % 60
    let half = hour < 12 || hour == 24 ? "am" : "pm"
    let shown = (hour + 11) % 12 + 1
    let spokenMinute = minute == 0 ? "" : minute < 10 ? " oh \(number(minute))" : " \(number(minute))"
    let writtenMinute = minute == 0 ? "" : ":" + (minute < 10 ? "0" : "") + String(minute)
    return Fact(
      spoken: "\(number(shown))\(spokenMinute) \(half == "am" ? "a m" : "p m")",
      written: "\(shown)\(writtenMinute) \(half)")
  }

  static func digits(_ digits: String) -> Fact { Fact(spoken: SpokenDigits.spoken(digits), written: digits) }

  /// A code of letters and digits, one by one with short pauses every four.
  static func code(_ code: String) -> Fact {
    var groups: [String] = []
    var group: [String] = []
    for character in code where character.isLetter || character.isNumber {
      group.append(character.isNumber ? SpokenDigits.spoken(String(character)) : character.uppercased())
      if group.count == 4 {
        groups.append(group.joined(separator: " "))
        group = []
      }
    }
    if !group.isEmpty { groups.append(group.joined(separator: " ")) }
    return Fact(spoken: groups.joined(separator: ", "), written: code)
  }

  /// A whole number in words, to 999,999.
  static func cardinal(_ value: Int) -> String {
    switch value {
    case 0..<100: return number(value)
    case 100..<1_000:
      return "\(number(value / 100)) hundred" + (value % 100 == 0 ? "" : " \(number(value % 100))")
    case 1_000..<1_000_000:
      return "\(cardinal(value / 1_000)) thousand" + (value % 1_000 == 0 ? "" : " \(cardinal(value % 1_000))")
    default: return number(value)
    }
  }

  /// "two hundred fourteen dollars and ninety cents"; written "$214.90", or "214.90 EUR" in other currencies.
  static func money(_ money: Money) -> Fact {
    let amount = Int(money.minorUnits.magnitude)
    let cents = amount % 100
    let text = "\(amount / 100).\(cents < 10 ? "0" : "")\(cents)"
    let sign = money.minorUnits < 0 ? "minus " : ""
    guard money.currency == "USD" else { return Fact("\(sign)\(text) \(money.currency)") }
    func counted(_ value: Int, _ unit: String) -> String { "\(cardinal(value)) \(unit)\(value == 1 ? "" : "s")" }
    let dollars = amount >= 100 || cents == 0 ? [counted(amount / 100, "dollar")] : []
    return Fact(
      spoken: sign + (dollars + (cents == 0 ? [] : [counted(cents, "cent")])).joined(separator: " and "),
      written: (money.minorUnits < 0 ? "-$" : "$") + text)
  }

  /// How long ago: "ten minutes ago", "two hours ago", "three days ago".
  static func ago(from moment: Timestamp, to now: Timestamp) -> Fact {
    let minutes = max(0, Int((now.milliseconds - moment.milliseconds) / 60_000))
    let (count, unit) =
      minutes < 60 ? (minutes, "minute") : minutes < 2_880 ? (minutes / 60, "hour") : (minutes / 1_440, "day")
    guard count > 0 else { return Fact("less than a minute ago") }
    let units = count == 1 ? unit : unit + "s"
    return Fact(spoken: "\(cardinal(count)) \(units) ago", written: "\(count) \(units) ago")
  }

  /// "A, B and C".
  static func list(_ parts: [String], or: Bool = false) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + (or ? " or " : " and ") + last
  }
}
