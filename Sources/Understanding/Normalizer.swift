/// Turns what was typed or heard into plain words: lower case, apostrophes kept inside words, everything else a space.
public enum Normalizer {
  /// The words of a text. "Where's my order #40217?" gives ["where's", "my", "order", "40217"].
  public static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        word.append(character)
      } else if character == "'" || character == "’" {
        word.append("'")
      } else if !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    return words.compactMap { word in
      let trimmed = word.drop { $0 == "'" }
      return trimmed.isEmpty ? nil : String(trimmed)
    }
  }
}
