/// Whole numbers in words or digits, as "one thousand two hundred and ninety nine", "twelve hundred", "1,299", "10k".
struct Cardinal: Equatable {
  /// The number.
  var value: Int
  /// The place behind its last word.
  var end: Int
  /// Whether it was written in digits.
  var isTyped: Bool

  /// The longest number that begins at a place; nil when none does. Groups of digits that are no one number ("nineteen ninety nine")
  /// give the first group.
  static func read(_ tokens: Tokens, at start: Int) -> Cardinal? {
    if case .digits(let digits)? = NumberWord.of(tokens.text(start)) {
      return typed(tokens, digits, at: start)
    }
    var index = start
    // "A hundred", "a thousand".
    if tokens.text(index) == "a" || tokens.text(index) == "an" {
      switch NumberWord.of(tokens.text(index + 1)) {
      case .hundred, .power: index += 1
      default: return nil
      }
    }
    return spoken(tokens, at: index)
  }

  /// "1299", "1,299", "12 000" is two numbers, "10k", "3 thousand", "2 million".
  private static func typed(_ tokens: Tokens, _ digits: String, at start: Int) -> Cardinal? {
    guard digits.utf8.count <= 12, var value = Int(digits) else { return nil }
    var end = start + 1
    if digits.utf8.count <= 3, digits.utf8.first != 0x30 {
      while tokens.gap(end) == ",", tokens[end - 1].isDigits, end < tokens.count, tokens[end].isDigits,
        tokens[end].text.utf8.count == 3, let group = Int(tokens[end].text), value < 1_000_000_000
      {
        value = value * 1_000 + group
        end += 1
      }
    }
    switch NumberWord.of(tokens.text(end)) {
    case .hundred where value < 100:
      value *= 100
      end += 1
    case .power(let power) where value < 1_000 && tokens.gap(end) != ".":
      value *= power
      end += 1
    default: break
    }
    return Cardinal(value: value, end: end, isTyped: true)
  }

  private static func spoken(_ tokens: Tokens, at start: Int) -> Cardinal? {
    var total = 0
    var index = start
    var lastPower = Int.max
    while true {
      guard let (group, end) = belowThousand(tokens, at: index, isFirst: index == start) else { break }
      if case .power(let power)? = NumberWord.of(tokens.text(end)), power < lastPower {
        total += max(group, 1) * power
        lastPower = power
        index = end + 1
        if tokens.text(index) == "and", belowThousand(tokens, at: index + 1, isFirst: false) != nil { index += 1 }
        continue
      }
      // What follows a thousand must be smaller than it.
      guard index == start || group < lastPower else { break }
      total += group
      index = end
      break
    }
    // A trailing "and" that led nowhere is not part of it.
    if index > start, tokens.text(index - 1) == "and" { index -= 1 }
    return index == start ? nil : Cardinal(value: total, end: index, isTyped: false)
  }

  /// 1 to 999, "twelve hundred" too; a bare "hundred" or "thousand" only as the first word.
  private static func belowThousand(_ tokens: Tokens, at start: Int, isFirst: Bool) -> (Int, Int)? {
    var value: Int
    var index = start
    switch NumberWord.of(tokens.text(start)) {
    case .hundred where isFirst:
      value = 1
    case .power where isFirst:
      return (1, start)
    case .digits(let digits) where !isFirst && digits.utf8.count <= 3:
      return Int(digits).map { ($0, start + 1) }
    default:
      guard let (small, end) = belowHundred(tokens, at: start) else { return nil }
      value = small
      index = end
      // "Zero hundred" and "twenty hundred" are no numbers.
      guard NumberWord.of(tokens.text(index)) == .hundred, value > 0, value % 10 != 0 || value == 10 else {
        return (value, index)
      }
    }
    value *= 100
    index += 1
    let rest = tokens.text(index) == "and" ? index + 1 : index
    if let (small, end) = belowHundred(tokens, at: rest), small > 0 { return (value + small, end) }
    return (value, index)
  }

  /// 0 to 99.
  private static func belowHundred(_ tokens: Tokens, at start: Int) -> (Int, Int)? {
    switch NumberWord.of(tokens.text(start)) {
    case .unit(let unit) where tokens.text(start) != "o" && tokens.text(start) != "oh": return (unit, start + 1)
    case .teen(let teen): return (teen, start + 1)
    case .ten(let ten):
      if case .unit(let unit)? = NumberWord.of(tokens.text(start + 1)), unit > 0 { return (ten + unit, start + 2) }
      return (ten, start + 1)
    default: return nil
    }
  }
}
