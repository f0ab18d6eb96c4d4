/// Cardinal numbers as said, in words: "twenty seven", "one hundred and fifty", "fifteen hundred", "two thousand", "one point five".
enum NumberWords {
  /// The number that begins at a place, and how many words it takes; nil when none does. A lone "one" or "a" is no number.
  static func read(_ words: [String], at start: Int) -> (value: Double, count: Int)? {
    var total = 0.0, group = 0.0, index = start, last: Kind?
    loop: while index < words.count {
      let word = words[index]
      if let unit = SpokenDigits.units[word] ?? SpokenDigits.teens[word], word != "o", word != "oh" {
        guard last == nil || last == .hundred || last == .thousand || (last == .ten && unit < 10 && unit > 0) else {
          break loop
        }
        group += Double(unit)
        last = .unit
      } else if let ten = SpokenDigits.tens[word] {
        guard last == nil || last == .hundred || last == .thousand else { break loop }
        group += Double(ten)
        last = .ten
      } else if word == "hundred" {
        guard last == nil || last == .unit else { break loop }
        group = max(group, 1) * 100
        last = .hundred
      } else if word == "thousand" {
        total += max(group, 1) * 1_000
        group = 0
        last = .thousand
      } else if word == "and", last == .hundred || last == .thousand, index + 1 < words.count,
        SpokenDigits.units[words[index + 1]] ?? SpokenDigits.teens[words[index + 1]]
          ?? SpokenDigits.tens[words[index + 1]]
          != nil
      {
        index += 1
        continue
      } else if word == "point", last != nil, index + 1 < words.count, let digit = SpokenDigits.units[words[index + 1]]
      {
        return (total + group + Double(digit) / 10, index + 2 - start)
      } else {
        break loop
      }
      index += 1
    }
    guard last != nil, index > start else { return nil }
    if index == start + 1, words[start] == "one" { return nil }
    return (total + group, index - start)
  }

  private enum Kind { case unit, ten, hundred, thousand }

  /// A number's shortest writing: "27", "1.5".
  static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}
