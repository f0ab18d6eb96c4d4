/// A text as words with what stands between them, and its numbers as runs of digits, however they are written or spoken.
struct RedactionWords {
  /// A word: letters, digits and what holds them together.
  struct Word {
    var range: Range<String.Index>
    /// In lower case.
    var text: String
    /// As it stands.
    var original: Substring
    /// What stands between the word before and this one.
    var gap: Substring
  }

  /// Several words that are digits, one after the other.
  struct Run {
    var words: Range<Int>
    var digits: String
    /// Whether it is written with a plus before it.
    var hasPlus: Bool
  }

  let text: String
  let words: [Word]
  let runs: [Run]

  init(_ text: String) {
    self.text = text
    words = Self.split(text)
    runs = Self.runs(words)
  }

  /// Where words stand in the text; a number with the bracket or sign it begins with.
  func range(of range: Range<Int>) -> Range<String.Index> {
    let first = words[range.lowerBound]
    var start = first.range.lowerBound
    if runs.contains(where: { $0.words.lowerBound == range.lowerBound }) {
      let signs = first.gap.reversed().prefix { "(+#".contains($0) }.count
      start = text.index(start, offsetBy: -signs)
    }
    return start..<words[range.upperBound - 1].range.upperBound
  }

  private static func split(_ text: String) -> [Word] {
    var words: [Word] = []
    var end = text.startIndex
    var index = text.startIndex
    while index < text.endIndex {
      guard belongs(text[index]) else {
        index = text.index(after: index)
        continue
      }
      let start = index
      while index < text.endIndex, belongs(text[index]) { index = text.index(after: index) }
      words.append(
        Word(
          range: start..<index, text: text[start..<index].lowercased(), original: text[start..<index],
          gap: text[end..<start]))
      end = index
    }
    return words
  }

  private static func belongs(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "'" || character == "’" || character == "_"
  }

  // MARK: Numbers

  private static let ones = [
    "zero": "0", "oh": "0", "o": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13",
    "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19",
  ]
  private static let tens = [
    "twenty": "2", "thirty": "3", "forty": "4", "fourty": "4", "fifty": "5", "sixty": "6", "seventy": "7",
    "eighty": "8",
    "ninety": "9",
  ]
  private static let repeats = ["double": 2, "triple": 3]

  /// A written number's digits; nil when the word is none.
  private static func written(_ word: Word) -> String? {
    var digits = ""
    for character in word.original {
      guard let value = character.wholeNumberValue, (0...9).contains(value), character.isNumber else { return nil }
      digits.append(String(value))
    }
    return digits
  }

  private static func runs(_ words: [Word]) -> [Run] {
    var runs: [Run] = []
    var index = 0
    while index < words.count {
      let start = index
      var digits = ""
      while index < words.count, index == start || joins(words[index].gap), let (more, used) = read(words, at: index) {
        digits += more
        index += used
      }
      if index > start {
        runs.append(Run(words: start..<index, digits: digits, hasPlus: words[start].gap.contains("+")))
      } else {
        index += 1
      }
    }
    return runs
  }

  /// The digits that begin at a word, and how many words they take.
  private static func read(_ words: [Word], at index: Int) -> (String, Int)? {
    if let digits = written(words[index]) { return (digits, 1) }
    let text = words[index].text
    if let digits = ones[text] { return (digits, 1) }
    let next = index + 1 < words.count && joins(words[index + 1].gap) ? words[index + 1] : nil
    if let ten = tens[text] {
      if let next, let one = ones[next.text], one.count == 1, one != "0" { return (ten + one, 2) }
      return (ten + "0", 1)
    }
    guard let times = repeats[text], let next, let digit = written(next) ?? ones[next.text], digit.count == 1 else {
      return nil
    }
    return (String(repeating: digit, count: times), 2)
  }

  /// Whether what stands between two groups of digits keeps them together: not the end of a sentence.
  private static func joins(_ gap: Substring) -> Bool {
    guard gap.count <= 3, gap.allSatisfy({ " -–./,()+\u{00A0}".contains($0) }) else { return false }
    return !gap.hasPrefix(". ")
  }

  /// The words before a place, nearest first, up to so many, within the sentence.
  func before(_ place: Int, _ count: Int) -> [String] {
    var found: [String] = []
    var index = place
    while index > 0, found.count < count, !words[index].gap.contains(where: { ".!?\n".contains($0) }) {
      index -= 1
      found.append(words[index].text)
    }
    return found
  }

  /// The words after a place, nearest first, up to so many, within the sentence.
  func after(_ place: Int, _ count: Int) -> [String] {
    var found: [String] = []
    var index = place
    while index < words.count, found.count < count, !words[index].gap.contains(where: { ".!?\n".contains($0) }) {
      found.append(words[index].text)
      index += 1
    }
    return found
  }
}
