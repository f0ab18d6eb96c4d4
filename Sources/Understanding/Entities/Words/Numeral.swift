/// A number that need not be whole: "1.5", "one point five", "two and a half", "half a", "5 1/2", "½", "20 000", with the letters that were
/// typed onto it ("15inch", "2k").
struct Numeral: Equatable {
  /// The number.
  var value: Double
  /// The place behind its last word.
  var end: Int
  /// Letters typed onto its digits, in lower case: "inch", "k", "gb".
  var suffix: String?
  /// Whether it was written in digits, and how many stand behind the point.
  var isTyped: Bool
  var decimals = 0

  /// The number that begins at a place; nil when none does.
  static func read(_ tokens: Tokens, at start: Int) -> Numeral? {
    let text = tokens.text(start)
    guard let first = text.first else { return nil }
    if first.isNumber { return typed(tokens, text, at: start) }
    return fraction(tokens, at: start) ?? spoken(tokens, at: start)
  }

  // MARK: Digits

  private static let signs: [Character: Double] = [
    "½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1.0 / 3, "⅔": 2.0 / 3, "⅛": 0.125,
  ]

  private static func typed(_ tokens: Tokens, _ text: String, at start: Int) -> Numeral? {
    if let sign = text.last.flatMap({ signs[$0] }) {
      guard let whole = text.count == 1 ? 0 : Double(text.dropLast()) else { return nil }
      return Numeral(value: whole + sign, end: start + 1, isTyped: true)
    }
    guard let cardinal = Cardinal.read(tokens, at: start) else {
      // "15inch".
      let digits = text.prefix { $0.isASCII && $0.isNumber }
      let letters = text.dropFirst(digits.count)
      guard let value = Double(digits), digits.utf8.count < 10, letters.allSatisfy({ $0.isLetter }) else { return nil }
      return Numeral(value: value, end: start + 1, suffix: String(letters), isTyped: true)
    }
    var result = Numeral(value: Double(cardinal.value), end: cardinal.end, isTyped: true)
    let next = tokens.text(cardinal.end)
    let gap = tokens.gap(cardinal.end)
    let digits = next.prefix { $0.isASCII && $0.isNumber }
    if gap == ".", !digits.isEmpty, digits.utf8.count < 7, let decimals = Double("0." + digits) {
      let letters = next.dropFirst(digits.count)
      guard letters.allSatisfy(\.isLetter) else { return result }
      result.value += decimals
      result.decimals = digits.utf8.count
      result.end += 1
      result.suffix = letters.isEmpty ? nil : String(letters)
    } else if gap == "/", let below = Double(next), below > 1, below <= 16, cardinal.value < Int(below),
      cardinal.end == start + 1
    {
      result.value /= below
      result.end += 1
    } else if next == "000", gap == " ", text.utf8.count <= 3 {
      result.value *= 1_000
      result.end += 1
    } else if tokens.gap(cardinal.end + 1) == "/", gap == " " || gap == "-", let above = Double(next),
      let below = Double(tokens.text(cardinal.end + 1)),
      above < below, below <= 16
    {
      // "5 1/2".
      result.value += above / below
      result.end += 2
    } else if let half = andPart(tokens, at: cardinal.end) {
      result.value += half.value
      result.end = half.end
    }
    return result
  }

  // MARK: Words

  private static func spoken(_ tokens: Tokens, at start: Int) -> Numeral? {
    if tokens.text(start) == "a", tokens.text(start + 1) == "couple", NumberWord.of(tokens.text(start + 2)) == .hundred
    {
      return Numeral(value: 200, end: start + 3, isTyped: false)
    }
    guard let cardinal = Cardinal.read(tokens, at: start) else { return nil }
    var result = Numeral(value: Double(cardinal.value), end: cardinal.end, isTyped: false)
    if tokens.text(cardinal.end) == "point" {
      var digits = ""
      var end = cardinal.end + 1
      while digits.utf8.count < 4 {
        switch NumberWord.of(tokens.text(end)) {
        case .unit(let unit): digits += String(unit)
        case .digits(let typed): digits += typed
        case .teen(let teen): digits += String(teen)
        case .ten(let ten):
          if case .unit(let unit)? = NumberWord.of(tokens.text(end + 1)), unit > 0 {
            digits += String(ten + unit)
            end += 1
          } else {
            digits += String(ten)
          }
        default:
          guard let decimals = Double("0." + digits), !digits.isEmpty else { return result }
          result.value += decimals
          result.end = end
          result.decimals = digits.utf8.count
          return result
        }
        end += 1
      }
      return result
    }
    if let half = andPart(tokens, at: cardinal.end) {
      result.value += half.value
      result.end = half.end
    }
    return result
  }

  /// "And a half", "and three quarters".
  static func andPart(_ tokens: Tokens, at place: Int) -> (value: Double, end: Int)? {
    guard tokens.text(place) == "and" else { return nil }
    switch (tokens.text(place + 1), tokens.text(place + 2), tokens.text(place + 3)) {
    case ("a", "half", _): return (0.5, place + 3)
    case ("half", _, _): return (0.5, place + 2)
    case ("a", "quarter", _): return (0.25, place + 3)
    case ("three", "quarters", _), ("three", "quarter", _): return (0.75, place + 3)
    case ("a", "third", _): return (1.0 / 3, place + 3)
    default: return nil
    }
  }

  /// "Half a", "a quarter of an", "three quarters of an", "half".
  private static func fraction(_ tokens: Tokens, at start: Int) -> Numeral? {
    var index = start
    var value: Double
    switch tokens.text(index) {
    case "half": (value, index) = (0.5, index + 1)
    case "quarter": (value, index) = (0.25, index + 1)
    case "a" where tokens.text(index + 1) == "quarter": (value, index) = (0.25, index + 2)
    case "a" where tokens.text(index + 1) == "half": (value, index) = (0.5, index + 2)
    case "three" where ["quarter", "quarters"].contains(tokens.text(index + 1)): (value, index) = (0.75, index + 2)
    default: return nil
    }
    if tokens.text(index) == "of" { index += 1 }
    if ["a", "an"].contains(tokens.text(index)) { index += 1 }
    return Numeral(value: value, end: index, isTyped: false)
  }
}
