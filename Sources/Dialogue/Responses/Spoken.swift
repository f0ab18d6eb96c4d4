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

/// Splits what is said into sentences, so that the first one can sound while the rest is made.
public enum Sentences {
  /// The sentences of a text, each with its closing mark.
  public static func split(_ text: String) -> [String] {
    var sentences: [String] = []
    var current = ""
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      current.append(character)
      let ends = ".?!".contains(character) && (index + 1 == characters.count || characters[index + 1] == " ")
      if ends {
        let sentence = current.drop { $0 == " " }
        if !sentence.isEmpty { sentences.append(String(sentence)) }
        current = ""
      }
    }
    let rest = current.drop { $0 == " " }
    if !rest.isEmpty { sentences.append(String(rest)) }
    return sentences
  }

  /// The parts of what was said that can be wishes of their own: each begins as questions and wishes do.
  static func clauses(_ text: String) -> [String] {
    let words = text.split(separator: " ").map(String.init)
    var parts: [[String]] = [[]]
    for word in words {
      let plain = word.lowercased().filter { $0.isLetter || $0 == "'" }
      if joints.contains(plain) {
        parts.append([])
        continue
      }
      parts[parts.count - 1].append(word)
      if let last = word.last, ".?!;:,".contains(last) { parts.append([]) }
    }
    var clauses: [[String]] = []
    for part in parts where !part.isEmpty {
      if clauses.isEmpty || leads.contains(part[0].lowercased().filter { $0.isLetter || $0 == "'" }) {
        clauses.append(part)
      } else {
        clauses[clauses.count - 1] += part
      }
    }
    return clauses.map { $0.joined(separator: " ") }
  }

  /// What may be a wish of its own: the whole, its clauses, and what begins with the words of a question in the midst of it, for what was
  /// said without any marks ("hi i bought a pack in your store can i return it by mail").
  static func wishes(_ text: String) -> [String] {
    let words = text.split(separator: " ").map(String.init)
    let tails = words.indices.dropFirst().filter { index in
      words.count - index >= 3 && questions.contains(words[index].lowercased().filter { $0.isLetter || $0 == "'" })
    }.map { words[$0...].joined(separator: " ") }
    var found: [String] = []
    for part in [text] + clauses(text) + tails where !found.contains(part) { found.append(part) }
    return found
  }

  private static let questions: Set<String> = [
    "where", "where's", "when", "how", "what", "what's", "which", "who", "why", "can", "could", "do", "does", "did",
    "is",
    "are", "will", "was",
  ]
  private static let joints: Set<String> = ["and", "also", "plus", "then", "additionally"]
  private static let leads: Set<String> = [
    "where", "where's", "wheres", "when", "when's", "how", "what", "what's", "whats", "which", "who", "why", "can",
    "could",
    "would", "do", "does", "did", "is", "are", "will", "has", "have", "i", "i'd", "i'm", "please", "my", "book",
    "cancel",
    "change", "check", "tell", "send", "add", "find", "show", "update",
  ]
}
