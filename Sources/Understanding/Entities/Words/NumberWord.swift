/// A word's place in the building of a number.
enum NumberWord: Equatable {
  /// 0 to 9; 10 to 19; 20, 30 … 90.
  case unit(Int), teen(Int), ten(Int)
  /// 100; 1,000 and 1,000,000.
  case hundred, power(Int)
  /// Digits as they were typed.
  case digits(String)

  /// What a word is in the building of numbers; nil for all other words.
  static func of(_ text: String) -> NumberWord? {
    guard let first = text.utf8.first else { return nil }
    if (0x30...0x39).contains(first) {
      return text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? .digits(text) : nil
    }
    return words[text]
  }

  private static let words: [String: NumberWord] = {
    var words: [String: NumberWord] = [:]
    for (word, value) in SpokenDigits.units { words[word] = .unit(value) }
    for (word, value) in SpokenDigits.teens { words[word] = .teen(value) }
    for (word, value) in SpokenDigits.tens { words[word] = .ten(value) }
    // How they are often typed or written down.
    for (word, value) in [
      ("fourty", 40), ("fivty", 50), ("ninty", 90), ("twentie", 20), ("therty", 30), ("eigthy", 80),
    ] {
      words[word] = .ten(value)
    }
    for (word, value) in [("fourten", 14), ("fiveteen", 15), ("eightteen", 18), ("ninteen", 19), ("twelv", 12)] {
      words[word] = .teen(value)
    }
    for (word, value) in [("zeroes", 0), ("thre", 3), ("fiv", 5), ("sevn", 7), ("eigth", 8), ("nin", 9), ("niner", 9)] {
      words[word] = .unit(value)
    }
    words["zeroes"] = nil
    words["hundred"] = .hundred
    words["thousand"] = .power(1_000)
    words["million"] = .power(1_000_000)
    return words
  }()

  /// Small words that a recogniser writes where a digit was said, and other words for digits. They count beside digits only.
  static let slips: [String: Int] = [
    "for": 4, "fore": 4, "to": 2, "too": 2, "tu": 2, "won": 1, "wun": 1, "ate": 8, "tree": 3, "free": 3, "fife": 5,
    "fiver": 5, "sicks": 6, "sex": 6, "nein": 9, "mine": 9, "nil": 0, "null": 0, "naught": 0, "aught": 0, "ought": 0,
    "owe": 0, "hero": 0, "zip": 0, "heaven": 7, "hive": 5, "sics": 6, "late": 8, "nigh": 9, "tune": 2,
  ]

  /// Digits said as so many of a kind: "two fives", "three zeros".
  static let plurals: [String: Int] = [
    "zeros": 0, "zeroes": 0, "ohs": 0, "o's": 0, "oh's": 0, "ones": 1, "twos": 2, "threes": 3, "fours": 4, "fives": 5,
    "sixes": 6, "sevens": 7, "eights": 8, "nines": 9,
  ]

  /// Words that say that the next sign comes so many times.
  static let times: [String: Int] = [
    "double": 2, "triple": 3, "treble": 3, "quadruple": 4, "dubble": 2, "dble": 2,
  ]
}
