/// Words for places in a row: "first", "twenty first", "two hundred and third", "3rd".
enum OrdinalWord {
  private static let units: [String: Int] = [
    "first": 1, "second": 2, "third": 3, "fourth": 4, "forth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "eigth": 8, "ninth": 9,
    "nineth": 9,
  ]
  private static let others: [String: Int] = [
    "tenth": 10, "eleventh": 11, "twelfth": 12, "twelveth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60,
    "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100, "thousandth": 1_000,
  ]

  /// The place in a row that a word alone says.
  static func value(_ text: String) -> Int? { units[text] ?? others[text] ?? typed(text) }

  /// The place in a row that begins at a place in the words, and where it ends.
  static func read(_ tokens: Tokens, at start: Int) -> (value: Int, end: Int)? {
    let text = tokens.text(start)
    if case .ten(let ten)? = NumberWord.of(text), let unit = units[tokens.text(start + 1)] {
      return (ten + unit, start + 2)
    }
    if let value = value(text) {
      // "21 st".
      return (value, start + 1)
    }
    if NumberWord.of(text) != nil || text == "a" || text == "one", let cardinal = Cardinal.read(tokens, at: start),
      !cardinal.isTyped
    {
      // "Two hundred and third", "one hundredth", "one hundred twenty first".
      var index = cardinal.end
      if tokens.text(index) == "and" { index += 1 }
      if cardinal.value >= 100, let rest = value(tokens.text(index)), rest < 100,
        cardinal.value % 100 == 0 || cardinal.value % 10 == 0 && rest < 10
      {
        return (cardinal.value + rest, index + 1)
      }
      if let power = others[tokens.text(cardinal.end)], power >= 100, cardinal.value < 1_000 {
        return (cardinal.value * power, cardinal.end + 1)
      }
    }
    if let digits = Int(text), digits > 0, start + 1 < tokens.count,
      ["st", "nd", "rd", "th"].contains(tokens.text(start + 1))
    {
      return (digits, start + 2)
    }
    return nil
  }

  private static func typed(_ text: String) -> Int? {
    guard text.utf8.count > 2, let first = text.utf8.first, (0x30...0x39).contains(first),
      ["st", "nd", "rd", "th"].contains(String(text.suffix(2)))
    else { return nil }
    return Int(text.dropLast(2))
  }
}
