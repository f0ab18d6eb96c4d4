/// E-mail and street addresses, written and spoken.
extension RedactionWords {
  /// Written ones by their "@"; spoken ones by "at … dot …", with what stands before the "at" back to a word that is none of it.
  func emails() -> [Range<Int>] {
    var found: [Range<Int>] = []
    for index in words.indices.dropFirst() {
      if words[index].gap == "@" {
        var start = index - 1
        while start > 0, Self.ties(words[start].gap) { start -= 1 }
        var end = index + 1
        while end < words.count, words[end].gap == "." || words[end].gap == "-" { end += 1 }
        found.append(start..<end)
      } else if let end = spokenDomain(at: index) {
        let start = spokenName(before: index)
        if start < index { found.append(start..<end) }
      }
    }
    return found
  }

  private static func ties(_ gap: Substring) -> Bool { !gap.isEmpty && gap.allSatisfy { ".-+%".contains($0) } }

  /// Where a spoken domain ends that begins with this "at"; nil when it is none.
  private func spokenDomain(at index: Int) -> Int? {
    guard words[index].text == "at" else { return nil }
    for dot in (index + 2)..<(index + 6) where dot + 1 < words.count && words[dot].text == "dot" {
      var end = dot + 2
      while end + 1 < words.count, words[end].text == "dot" { end += 2 }
      return end
    }
    // "at gmail.com"
    guard index + 2 < words.count, words[index + 2].gap == ".", (2...4).contains(words[index + 2].text.count) else {
      return nil
    }
    return index + 3
  }

  private static let around = [
    "is", "it's", "its", "that's", "email", "e", "mail", "address", "use", "try", "or", "my", "me", "to", "on", "under",
    "with", "by",
    "the", "at", "please", "no", "yes", "was", "uses", "and", "account",
  ]

  private func spokenName(before index: Int) -> Int {
    var start = index
    while start > 0, index - start < 12, !Self.around.contains(words[start - 1].text) || isSpelled(start - 1),
      !words[start].gap.contains(where: { "?!\n;".contains($0) })
    {
      start -= 1
    }
    return start
  }

  /// A single "e" that is spelled, not the "e" of "e mail".
  private func isSpelled(_ index: Int) -> Bool {
    words[index].text == "e" && !(index + 1 < words.count && words[index + 1].text == "mail")
  }

  private static let streets = [
    "street", "st", "avenue", "ave", "road", "rd", "lane", "ln", "drive", "dr", "boulevard", "blvd", "court", "ct",
    "way", "place",
    "pl", "square", "sq", "terrace", "trail", "parkway", "pkwy", "circle", "cir", "highway", "hwy", "crescent", "close",
    "alley",
    "row", "gardens", "quay",
  ]
  private static let units = ["apt", "apartment", "suite", "ste", "unit", "flat", "floor", "room"]
  private static let postal = ["zip", "zipcode", "postcode", "postal", "post"]

  /// Street addresses (a number, up to four words, a word for a street, a unit), and postcodes: named as such, behind a state, or of a form
  /// that only postcodes have.
  func addresses() -> [Range<Int>] { streetAddresses() + postcodes() }

  private func streetAddresses() -> [Range<Int>] {
    runs.compactMap { run -> Range<Int>? in
      guard (1...6).contains(run.digits.count) else { return nil }
      let first = run.words.upperBound
      let last = min(words.count, first + 5)
      guard first < last else { return nil }
      for index in first..<last {
        guard !words[index].gap.contains(where: { ".!?\n".contains($0) }) else { return nil }
        guard index > first, Self.streets.contains(words[index].text) else { continue }
        return run.words.lowerBound..<unit(after: index + 1)
      }
      return nil
    }
  }

  private func unit(after index: Int) -> Int {
    guard index < words.count else { return index }
    if Self.units.contains(words[index].text), index + 1 < words.count { return index + 2 }
    return words[index].gap.contains("#") ? index + 1 : index
  }

  private func postcodes() -> [Range<Int>] {
    var found = runs.filter { run in
      guard [5, 9].contains(run.digits.count) else { return false }
      if before(run.words.lowerBound, 5).contains(where: Self.postal.contains) { return true }
      let state = run.words.lowerBound > 0 ? words[run.words.lowerBound - 1].original : ""
      return state.count == 2 && state.allSatisfy(\.isUppercase)
    }.map(\.words)
    for index in words.indices {
      let first = Self.form(words[index].text)
      if ["A9A9AA", "A99AA", "A999AA", "AA99AA", "AA999AA", "AA9A9AA", "A9A9A9"].contains(first) {
        found.append(index..<(index + 1))
      } else if index + 1 < words.count, words[index + 1].gap == " ",
        ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"].contains(first),
        ["9AA", "9A9"].contains(Self.form(words[index + 1].text))
      {
        found.append(index..<(index + 2))
      }
    }
    return found
  }

  /// Letters as "A", digits as "9".
  private static func form(_ word: String) -> String {
    String(word.map { $0.isLetter ? "A" : $0.isNumber ? "9" : "-" })
  }
}
