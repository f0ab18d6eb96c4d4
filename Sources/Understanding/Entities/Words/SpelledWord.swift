/// A word told letter by letter: "m o r e a u", "m as in mike o r e a u", "double l", "o apostrophe b r i e n".
struct SpelledWord {
  /// In lower case.
  var text: String
  /// The place behind its last letter.
  var end: Int

  /// Nobody spells more in one go. Readers look for a word from each place: without an end they would read each letter from each other one.
  private static let mostLetters = 64

  /// The longest that begins at a place; at least two letters, and not "a" and "i" alone, which also are words.
  static func read(_ tokens: Tokens, at start: Int) -> SpelledWord? {
    var text = ""
    var index = start
    var end = start
    var telling = 0
    while index < tokens.count, text.utf8.count < mostLetters {
      let word = tokens.text(index)
      if !text.isEmpty, word == "apostrophe" || word == "hyphen" || word == "dash" {
        text += word == "apostrophe" ? "'" : "-"
        index += 1
        continue
      }
      if word == "then" || word == "uh" || word == "um"
        || word == "and" && Alphabet.letter(tokens, at: index + 1)?.isSure == true
      {
        guard !text.isEmpty else { return nil }
        index += 1
        continue
      }
      if let times = NumberWord.times[word], let letter = Alphabet.letter(tokens, at: index + 1), letter.isSure,
        !(word == "double" && tokens.text(index + 1) == "u" && text.isEmpty)
      {
        text += String(repeating: String(letter.letter), count: times)
        telling += times
        index = letter.end
        end = index
        continue
      }
      guard let letter = Alphabet.letter(tokens, at: index) else { break }
      // The names of letters that are words as well count between letters only.
      if !letter.isSure, text.isEmpty || !isLetter(tokens, letter.end) && !isLetter(tokens, index - 1) { break }
      // A code word that stands where no letter stood before or behind is a word.
      if word.utf8.count > 1, letter.end == index + 1, letter.isSure, text.isEmpty, !isLetter(tokens, letter.end) {
        break
      }
      text.append(letter.letter)
      if !(word == "a" || word == "i") || letter.end > index + 1 { telling += 1 }
      index = letter.end
      end = index
    }
    while let last = text.last, !last.isLetter { text.removeLast() }
    return text.count >= 2 && telling >= 2 ? SpelledWord(text: text, end: end) : nil
  }

  private static func isLetter(_ tokens: Tokens, _ place: Int) -> Bool {
    guard let letter = Alphabet.letter(tokens, at: place) else { return NumberWord.times[tokens.text(place)] != nil }
    return letter.isSure
  }
}
