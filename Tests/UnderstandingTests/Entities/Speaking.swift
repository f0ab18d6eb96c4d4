import Understanding

/// A small generator of numbers, the same in every run (G. Marsaglia's xorshift).
struct Sequence {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
  /// 0 to `bound` - 1.
  mutating func next(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 33) % bound
  }
  mutating func pick<T>(_ values: [T]) -> T { values[next(values.count)] }
}

/// Ways of saying things, for round trips.
enum Speaking {
  static let units = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
  static let teens = [
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

  /// A whole number under a million in words.
  static func cardinal(_ number: Int, and: Bool = false) -> String {
    if number < 10 { return units[number] }
    if number < 20 { return teens[number - 10] }
    if number < 100 { return tens[number / 10] + (number % 10 == 0 ? "" : " " + units[number % 10]) }
    if number < 1_000 {
      let rest = number % 100 == 0 ? "" : (and ? " and " : " ") + cardinal(number % 100)
      return units[number / 100] + " hundred" + rest
    }
    let rest = number % 1_000
    let join = rest == 0 ? "" : (and && rest < 100 ? " and " : " ") + cardinal(rest, and: and)
    return cardinal(number / 1_000, and: and) + " thousand" + join
  }

  /// Digits with "double" for two alike.
  static func doubled(_ digits: String) -> String {
    var words: [String] = []
    let digits = Array(digits)
    var index = 0
    while index < digits.count {
      let name = units[digits[index].wholeNumberValue ?? 0]
      if index + 1 < digits.count, digits[index + 1] == digits[index] {
        words += ["double", name]
        index += 2
      } else {
        words.append(name)
        index += 1
      }
    }
    return words.joined(separator: " ")
  }

  /// Digits in pairs, as "forty two seventeen"; a pair that begins with 0 digit by digit.
  static func pairs(_ digits: String) -> String {
    let digits = Array(digits)
    return stride(from: 0, to: digits.count, by: 2).map { index in
      let pair = String(digits[index..<min(index + 2, digits.count)])
      guard let number = Int(pair), number > 9 else { return SpokenDigits.spoken(pair) }
      return cardinal(number)
    }.joined(separator: " ")
  }
}
