/// How people say what is written in figures and signs: a synthesiser would read an order number as forty thousand and something.
enum SpokenForm {
  private static let names = ["oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
  /// From so many digits on they are said one by one.
  private static let spelled = 3

  /// "order 40217, jane.smith@example.org" -> "order four oh two one seven, jane dot smith at example dot org".
  static func of(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word(String($0)) }.joined(separator: " ")
  }

  private static func word(_ word: String) -> String {
    var word = word
    if word.contains("@") {
      word = word.map { $0 == "@" ? " at " : $0 == "." ? " dot " : String($0) }.joined()
    }
    var (result, digits) = ("", "")
    func flush() {
      guard !digits.isEmpty else { return }
      if let last = result.last, last.isLetter { result += " " }
      result +=
        digits.count < spelled
        ? digits : digits.compactMap { $0.wholeNumberValue.map { names[$0] } }.joined(separator: " ")
      digits = ""
    }
    for character in word {
      if character.isASCII, character.isNumber {
        digits.append(character)
      } else {
        let wasNumber = !digits.isEmpty
        flush()
        if wasNumber, character.isLetter { result += " " }
        result.append(character)
      }
    }
    flush()
    return result
  }
}
