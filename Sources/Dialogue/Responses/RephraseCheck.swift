internal import Understanding

/// Whether another wording still says the same. A language model may add courtesy, join sentences and move small words; every word that
/// carries meaning stays, in its place, and none comes in: so no promise, name, number or negation can be added, dropped or moved.
public enum RephraseCheck {
  /// Words that say nothing by themselves.
  private static let free: Set<String> = [
    "a", "an", "the", "your", "you", "me", "it", "that", "this", "is", "are", "am", "be", "and", "so", "then", "here",
    "please", "sure", "certainly", "gladly", "kindly", "okay", "ok", "alright", "right", "well", "thanks", "thank",
    "happy",
    "glad", "great", "of", "course", "for", "to", "now", "just",
  ]
  /// Of those: what tells apart who gives and who gets, before a fact.
  private static let relating: Set<String> = ["of", "for", "to"]
  /// Marks that may stand in any wording; others only where the original has them.
  private static let marks: Set<Character> = [" ", ".", ",", "!", "?", "'", "’", "-", ":", ";"]
  private static let endings: [(written: String, words: [String])] = [
    ("n't", ["not"]), ("'ll", ["will"]), ("'re", ["are"]), ("'ve", ["have"]), ("'m", ["am"]), ("'d", ["would"]),
    ("'s", ["is"]),
  ]
  private static let whole: [String: [String]] = [
    "cannot": ["can", "not"], "can't": ["can", "not"], "won't": ["will", "not"], "shan't": ["shall", "not"],
  ]

  /// Whether `candidate` may be said in place of `original`. In both, facts stand as `{1}`, `{2}` …
  public static func accepts(_ candidate: String, for original: String) -> Bool {
    guard !candidate.isEmpty, candidate.count <= original.count * 8 / 5 + 40 else { return false }
    guard isPlain(candidate, beside: original) else { return false }
    func questions(_ text: String) -> Int { text.count { $0 == "?" } }
    guard questions(candidate) == questions(original), (candidate.last == "?") == (original.last == "?") else {
      return false
    }
    return meaning(candidate) == meaning(original)
  }

  /// No markup, no control characters, no letters of other scripts than the original's, and braces only around facts.
  private static func isPlain(_ candidate: String, beside original: String) -> Bool {
    let known = Set(original)
    let isPlain = candidate.unicodeScalars.allSatisfy { !$0.properties.isDefaultIgnorableCodePoint }
    return isPlain
      && candidate.allSatisfy { character in
        marks.contains(character) || known.contains(character)
          || character.isASCII && (character.isLetter || character.isNumber)
      }
  }

  /// The words that carry meaning and the facts, in their order.
  private static func meaning(_ text: String) -> [String] {
    let words = split(text).flatMap(expanded)
    return words.indices.compactMap { place in
      let word = words[place]
      guard free.contains(word) else { return word }
      let next = place + 1 < words.count ? words[place + 1] : ""
      return relating.contains(word) && next.hasPrefix("{") ? word : nil
    }
  }

  /// Words, numbers with their marks ("$5.00", "10%"), and facts in braces, in lower case.
  private static func split(_ text: String) -> [String] {
    let text = text.lowercased().replacing("’", with: "'")
    var words: [String] = []
    var word = ""
    func flush() {
      let plain = String(word.trimmed { ".,!?'-:;".contains($0) })
      if !plain.isEmpty { words.append(plain) }
      word = ""
    }
    for character in text {
      switch character {
      case "{":
        flush()
        word = "{"
      case "}":
        words.append(word + "}")
        word = ""
      case let other where other.isWhitespace: flush()
      // A dash between words parts them.
      case "-": flush()
      default: word.append(character)
      }
    }
    flush()
    return words
  }

  private static func expanded(_ word: String) -> [String] {
    if let parts = whole[word] { return parts }
    for ending in endings where word.count > ending.written.count && word.hasSuffix(ending.written) {
      return [String(word.dropLast(ending.written.count))] + ending.words
    }
    return [word]
  }
}

extension String {
  fileprivate func trimmed(_ isMark: (Character) -> Bool) -> Substring {
    var rest = self[...]
    while let first = rest.first, isMark(first) { rest.removeFirst() }
    while let last = rest.last, isMark(last) { rest.removeLast() }
    return rest
  }
}
