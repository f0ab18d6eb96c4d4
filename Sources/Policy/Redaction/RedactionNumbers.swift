/// Numbers that are about a person: cards, codes, telephones.
extension RedactionWords {
  /// Runs that hold a card number: 13 to 19 digits that fit Luhn (ISO/IEC 7812), or 15 or 16 that begin as cards do, since one digit misheard
  /// leaves the rest. What is said along with it, date and code, is cut too.
  func cards() -> [Range<Int>] { runs.filter { Self.holdsCard($0.digits) }.map(\.words) }

  static func holdsCard(_ digits: String) -> Bool {
    let values = digits.compactMap(\.wholeNumberValue)
    guard values.count >= 13 else { return false }
    if (15...16).contains(values.count), (3...6).contains(values[0]) { return true }
    for start in 0...(values.count - 13) {
      for length in 13...19 where start + length <= values.count {
        guard (2...6).contains(values[start]), luhn(values[start..<(start + length)]) else { continue }
        return true
      }
    }
    return false
  }

  private static func luhn(_ digits: ArraySlice<Int>) -> Bool {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      let value = place % 2 == 0 ? digit : digit * 2
      sum += value > 9 ? value - 9 : value
    }
    return sum % 10 == 0
  }

  private static let codeWords = [
    "code", "pin", "cvv", "cvc", "cvv2", "cid", "otp", "passcode", "password", "security", "verification",
  ]
  /// Codes that open nothing.
  private static let harmless = [
    "zip", "post", "postal", "promo", "promotion", "promotional", "discount", "coupon", "voucher", "error", "tracking",
    "area",
    "country", "product", "item", "bar", "qr", "colour", "color",
  ]

  /// Numbers of 3 to 8 digits beside a word for a code, or of just so many digits as a code that is waited for.
  func codes(digits: Int?) -> [Range<Int>] {
    runs.filter { run in
      if let digits, run.digits.count == digits { return true }
      guard (3...8).contains(run.digits.count) else { return false }
      let before = before(run.words.lowerBound, 7)
      let after = after(run.words.upperBound, 4)
      return Self.speaksOfCode(before)
        || after.first.map { ["is", "was", "for"].contains($0) } == true && Self.speaksOfCode(after)
    }.map(\.words)
  }

  /// `words` run away from the number: what makes a code harmless stands beyond its word in what comes before, and before it in what follows.
  private static func speaksOfCode(_ words: [String]) -> Bool {
    guard let place = words.firstIndex(where: codeWords.contains) else { return false }
    let beside = [place - 1, place + 1].filter(words.indices.contains).map { words[$0] }
    return words[place] != "code" || !beside.contains(where: harmless.contains)
  }

  private static let numbered = [
    "item", "items", "product", "order", "orders", "tracking", "sku", "variant", "number", "article", "reference", "id",
    "parcel",
  ]

  /// Telephone numbers: with a plus, or ten or eleven digits that no word calls something else.
  func phones() -> [Range<Int>] {
    runs.filter { run in
      let count = run.digits.count
      if run.hasPlus { return (7...15).contains(count) }
      let before = before(run.words.lowerBound, 3)
      let isCalled = before.contains { ["phone", "telephone", "mobile", "cell", "call", "text", "reach"].contains($0) }
      if isCalled, (7...15).contains(count) { return true }
      guard count == 10 || count == 11 && (run.digits.hasPrefix("1") || run.digits.hasPrefix("0")) else { return false }
      // Seven digits or more in one group beside "item" are an item; a telephone number is grouped, or stands alone.
      return !before.contains(where: Self.numbered.contains)
    }.map(\.words)
  }
}
