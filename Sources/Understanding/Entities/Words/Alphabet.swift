/// Letters as they are said: by the international radiotelephony alphabet (ICAO Annex 10), by other common code words, by their names
/// as a recogniser writes them down, and by any word ("b for boy").
enum Alphabet {
  /// The letter of a code word: the radiotelephony alphabet with its usual spellings.
  static let codeWords: [String: Character] = {
    var words: [String: Character] = [:]
    let names = """
      alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett juliette kilo lima mike november oscar \
      papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu
      """
    for name in names.split(separator: " ") { words[String(name)] = name.first }
    return words
  }()

  /// The letter whose name a recogniser writes so. They count beside letters only.
  static let names: [String: Character] = [
    "ay": "a", "bee": "b", "be": "b", "cee": "c", "see": "c", "sea": "c", "dee": "d", "ee": "e", "ef": "f", "eff": "f",
    "gee": "g", "jee": "g", "aitch": "h", "haitch": "h", "eye": "i", "jay": "j", "kay": "k", "okay": "k", "el": "l",
    "ell": "l", "em": "m", "en": "n", "oh": "o", "owe": "o", "pee": "p", "pea": "p", "queue": "q", "cue": "q",
    "are": "r", "ar": "r", "es": "s", "ess": "s", "tee": "t", "tea": "t", "you": "u", "yu": "u", "vee": "v", "ex": "x",
    "why": "y", "wye": "y", "zee": "z", "zed": "z",
  ]

  /// The letter that begins at a place and the place behind it: "w", "double u", "dubya", "w as in whiskey", "n like nancy",
  /// "b for boy", "and as in november" (misheard), "whiskey". `sure` is false for names that also are words ("see", "you").
  static func letter(_ tokens: Tokens, at start: Int) -> (letter: Character, end: Int, isSure: Bool)? {
    let text = tokens.text(start)
    guard !text.isEmpty else { return nil }
    // The code word tells the letter even where the letter itself was misheard.
    if let (letter, end) = explained(tokens, at: start) { return (letter, end, true) }
    if text == "double", ["u", "you", "yu", "ewe"].contains(tokens.text(start + 1)) { return ("w", start + 2, true) }
    if text == "dubya" || text == "doubleu" { return ("w", start + 1, true) }
    if text == "x", tokens.text(start + 1) == "ray" { return ("x", start + 2, true) }
    if text.utf8.count == 1, let letter = text.first, letter.isLetter {
      // The code word may simply follow: "w whiskey".
      if codeWords[tokens.text(start + 1)] == letter { return (letter, start + 2, true) }
      return (letter, start + 1, true)
    }
    if let letter = codeWords[text] { return (letter, start + 1, true) }
    if let letter = names[text] { return (letter, start + 1, false) }
    return nil
  }

  /// "W as in whiskey", "n for nancy", "d like in dog", "s, sierra".
  private static func explained(_ tokens: Tokens, at start: Int) -> (Character, Int)? {
    var index = start + 1
    let said = tokens.text(start)
    switch tokens.text(index) {
    case "as", "is", "like":
      index += 1
      if tokens.text(index) == "in" { index += 1 } else if tokens.text(index - 1) == "is" { return nil }
    case "for", "from": index += 1
    default: return nil
    }
    let word = tokens.text(index)
    guard let letter = word.first, letter.isLetter, word.utf8.count > 1 || tokens.text(index - 1) == "in" else {
      return nil
    }
    // "For" and "like" explain a letter only when the word begins with it; "as in" is said of nothing else.
    let isAsIn = tokens.text(index - 1) == "in"
    let isLetter = said.utf8.count == 1 && said.first?.isLetter == true
    guard isLetter && said.first == letter || isAsIn && (isLetter || said.utf8.count <= 4) || names[said] == letter
    else { return nil }
    return (letter, index + 1)
  }
}
