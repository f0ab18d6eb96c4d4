/// Digit strings as people say them: one by one, "oh" for zero, "double five", "triple two", pairs ("forty two seventeen"),
/// or typed ("40217", "4-0217").
public enum SpokenDigits {
  static let units: [String: Int] = [
    "zero": 0, "oh": 0, "o": 0, "nought": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9,
  ]
  static let teens: [String: Int] = [
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
  ]
  static let tens: [String: Int] = [
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
  ]
  /// What is said between digits and means nothing.
  static let fillers: Set<String> = ["uh", "um", "er", "and", "then", "dash", "hyphen"]

  /// A run of digits and which words it was said in.
  public struct Run: Hashable, Sendable {
    /// The digits.
    public var digits: String
    /// The words it covers.
    public var range: Range<Int>
  }

  /// Whether the word alone names a number: "4", "four", "twelve", "thirty".
  public static func isNumber(_ word: String) -> Bool {
    !word.isEmpty && word.allSatisfy(\.isNumber) || units[word] != nil || teens[word] != nil || tens[word] != nil
  }

  /// All runs of digits in the words, in order. Small words that also are digits ("one", "two", "oh") count only in runs of
  /// two or more digits.
  public static func runs(in words: [String]) -> [Run] {
    var runs: [Run] = []
    var index = 0
    while index < words.count {
      var digits = ""
      let start = index
      var end = index
      while index < words.count {
        // Two long numbers that are written are two ("orders 40417 and 40562"), however near they stand.
        if digits.count >= 5, isWritten(words[end - 1]), isWritten(words[index]) { break }
        if let (piece, length) = piece(words, at: index) {
          digits += piece
          index += length
          end = index
        } else if !digits.isEmpty, fillers.contains(words[index]), index + 1 < words.count,
          piece(words, at: index + 1) != nil,
          !(digits.count >= 5 && isWritten(words[end - 1]) && isWritten(words[index + 1]))
        {
          index += 1
        } else {
          break
        }
      }
      if digits.isEmpty {
        index += 1
      } else if digits.count > 1 || words[start].allSatisfy(\.isNumber) {
        runs.append(Run(digits: digits, range: start..<end))
      }
    }
    return runs
  }

  /// Whether a word is a number of five digits or more.
  private static func isWritten(_ word: String) -> Bool { word.count >= 5 && word.allSatisfy(\.isNumber) }

  /// The digits that begin at a word, and how many words they take.
  private static func piece(_ words: [String], at index: Int) -> (String, Int)? {
    let word = words[index]
    if let first = word.first, first.isNumber {
      let digits = word.filter { $0.isASCII && $0.isNumber }
      return digits.count == word.count ? (digits, 1) : nil
    }
    if let unit = units[word] { return (String(unit), 1) }
    if let teen = teens[word] { return (String(teen), 1) }
    if let ten = tens[word] {
      if index + 1 < words.count, let unit = units[words[index + 1]], unit > 0 { return (String(ten + unit), 2) }
      return (String(ten), 1)
    }
    if let times = ["double": 2, "triple": 3][word], index + 1 < words.count, let unit = units[words[index + 1]] {
      return (String(repeating: String(unit), count: times), 2)
    }
    if word == "hundred" { return ("00", 1) }
    return nil
  }

  /// Digits as they are best read aloud: one by one, "oh" for zero.
  public static func spoken(_ digits: String) -> String {
    let names = ["oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return digits.compactMap { $0.wholeNumberValue.flatMap { names.indices.contains($0) ? names[$0] : nil } }
      .joined(separator: " ")
  }
}
