/// A remark on how the word before is spelled: "smith with a y", "matt with two t's", "sara without an h", "clark with an e".
struct SpellingRemark {
  /// The letters it speaks of; how many of them; whether they are missing.
  var letter: Character
  var count: Int
  var isWithout: Bool
  /// The place behind it.
  var end: Int

  /// The remark that begins at a place.
  static func read(_ tokens: Tokens, at start: Int) -> SpellingRemark? {
    var index = start
    var isWithout = false
    switch tokens.text(index) {
    case "with": index += 1
    case "without":
      isWithout = true
      index += 1
    case "no" where index > 0:
      isWithout = true
      index += 1
    default: return nil
    }
    if tokens.text(index) == "no" || tokens.text(index) == "out" {
      isWithout = true
      index += 1
    }
    var count = 1
    switch tokens.text(index) {
    case "a", "an", "one", "the", "only", "just", "any": index += 1
    case "two", "double": (count, index) = (2, index + 1)
    default: if !isWithout { return nil }
    }
    if tokens.text(index) == "one" || tokens.text(index) == "letter" || tokens.text(index) == "single" { index += 1 }
    var said = tokens.text(index)
    if said.hasSuffix("'s") { said.removeLast(2) } else if said.count == 2, said.hasSuffix("s") { said.removeLast() }
    if said.count == 1, let letter = said.first, letter.isLetter {
      return SpellingRemark(letter: letter, count: count, isWithout: isWithout, end: index + 1)
    }
    guard let letter = Alphabet.names[said], said != "okay" else { return nil }
    return SpellingRemark(letter: letter, count: count, isWithout: isWithout, end: index + 1)
  }

  /// What sounds alike, so that one letter stands where another would be expected.
  private static let alike: [(Character, [String])] = [
    ("y", ["i", "ie", "e"]), ("i", ["y"]), ("k", ["c", "ck", "q", "ch"]), ("c", ["k", "ck", "s"]), ("s", ["z", "c"]),
    ("z", ["s"]),
    ("f", ["ph", "v"]), ("v", ["f", "w"]), ("j", ["g"]), ("g", ["j"]), ("e", ["a", "i"]), ("a", ["e", "o"]),
    ("o", ["e", "u"]), ("u", ["o"]),
    ("x", ["cks", "ks"]), ("w", ["v"]), ("q", ["k", "c"]), ("m", ["n"]), ("n", ["m"]), ("p", ["f"]),
  ]

  /// The ways of writing the word that the remark may mean, the likeliest first; empty when none comes to mind.
  func applied(to word: String) -> [String] {
    let lower = word.lowercased()
    if isWithout {
      guard let place = lower.lastIndex(of: letter) else { return [word] }
      var shorter = lower
      shorter.remove(at: place)
      return shorter.isEmpty ? [word] : [shorter]
    }
    if count == 2 {
      let double = String([letter, letter])
      if lower.contains(double) { return [lower] }
      guard let place = lower.lastIndex(of: letter) else { return [] }
      return [String(lower[..<place]) + double + String(lower[lower.index(after: place)...])]
    }
    var ways: [String] = []
    func offer(_ way: String) { if way != lower, !ways.contains(way) { ways.append(way) } }
    for other in Self.alike.first(where: { $0.0 == letter })?.1 ?? [] {
      if let range = lower.ranges(of: other).last { offer(lower.replacingCharacters(range, with: String(letter))) }
    }
    let silent = letter == "e" || letter == "h" || letter == "s" || letter == "t"
    // A silent letter goes behind ("clarke", "sarah"), an h also behind the first vowel ("john").
    if silent {
      ways.insert(
        lower + String(letter),
        at: letter == "e" || letter == "h" && "aeiou".contains(lower.last ?? "-") ? 0 : ways.count)
    }
    if letter == "h", let vowel = lower.firstIndex(where: { "aeiou".contains($0) }) {
      let after = lower.index(after: vowel)
      if after < lower.endIndex { offer(String(lower[..<after]) + "h" + String(lower[after...])) }
      // "Thomas", "Anthony".
      if let t = lower.firstIndex(of: "t") {
        offer(String(lower[...t]) + "h" + String(lower[lower.index(after: t)...]))
      }
    }
    // It may be told of a word that was already heard so.
    if lower.contains(letter) { ways.insert(lower, at: 0) }
    return ways
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
