/// Streets and what stands in them: "986 Sunset Drive", "nine eighty six sunset drive", "Hauptstraße 5", "PO Box 123", "apartment four".
enum StreetReader {
  /// The street that begins at a place, written with capitals; `isNumbered` tells whether a house number was said.
  static func street(_ tokens: Tokens, at start: Int, isCued: Bool) -> (text: String, end: Int, isNumbered: Bool)? {
    if let box = postBox(tokens, at: start) { return (box.text, box.end, true) }
    if let german = german(tokens, at: start) { return (german.text, german.end, true) }
    guard let (number, first) = houseNumber(tokens, at: start) else {
      guard isCued, let (name, end) = name(tokens, at: start) else { return nil }
      return (name, end, false)
    }
    guard let (name, end) = name(tokens, at: first) else { return nil }
    return ("\(number) \(name)", end, true)
  }

  /// "12", "221B", "nine eighty six", "twelve b", "number 14,".
  private static func houseNumber(_ tokens: Tokens, at start: Int) -> (String, Int)? {
    let text = tokens.text(start)
    guard !text.isEmpty,
      !tokens.gap(start, holds: "$£€@%:") || tokens.gap(start).contains(": ")
    else { return nil }
    if let first = text.first, first.isNumber, text.utf8.count <= 6 {
      let digits = text.prefix { $0.isASCII && $0.isNumber }
      let letter = text.dropFirst(digits.count)
      guard letter.utf8.count <= 1, letter.allSatisfy(\.isLetter) || letter.isEmpty else { return nil }
      var end = start + 1
      var number = digits + letter.uppercased()
      // "12-14 Oak Street", "12 B Oak Street".
      if tokens.gap(end) == "-", tokens.text(end).first?.isNumber == true {
        number += "-" + tokens.text(end).uppercased()
        end += 1
      }
      return (String(number), end)
    }
    guard NumberWord.of(text) != nil || NumberWord.times[text] != nil,
      start == 0 || NumberWord.of(tokens.text(start - 1)) == nil || tokens.pauses(before: start)
    else {
      return nil
    }
    let ends = Signs.readings(tokens, from: start, letters: false) { $0.utf8.count <= 5 }
    // "Forty two fifth avenue": the number ends where the name of a street begins.
    for (end, pieces) in ends.reversed() {
      guard let best = pieces.first, NumberWord.of(tokens.text(end)) == nil || name(tokens, at: end) != nil,
        name(tokens, at: end) != nil
      else { continue }
      return (best.signs, end)
    }
    return nil
  }

  /// The name of a street up to its last word, and a direction behind it.
  private static func name(_ tokens: Tokens, at start: Int) -> (String, Int)? {
    var index = start
    var words: [String] = []
    var found: (count: Int, end: Int)?
    while index < tokens.count, words.count < 5 {
      let token = tokens[index]
      // A comma may stand between number and name, not within the name.
      if index > start, tokens.pauses(before: index), !tokens.gap(index).hasPrefix(".") { break }
      if index > start, tokens.pauses(before: index), found != nil { break }
      guard token.text.first?.isLetter == true || OrdinalWord.value(token.text) != nil,
        !AddressWords.notStreet.contains(token.text),
        AddressWords.units[token.text] == nil
      else { break }
      if StreetWords.isStreet(token.text), !words.isEmpty || token.text == "broadway" {
        words.append(written(token))
        found = (words.count, index + 1)
        // "Hickory Hill Road": a further street word goes on with the name.
        guard StreetWords.isStreet(tokens.text(index + 1)), !tokens.pauses(before: index + 1),
          tokens.text(index + 1) != "st"
        else { break }
      } else {
        words.append(written(token))
      }
      index += 1
    }
    guard let found else { return nil }
    var text = words[..<found.count].joined(separator: " ")
    var end = found.end
    let direction = tokens.text(end)
    if AddressWords.directions.contains(direction), !tokens.pauses(before: end) || tokens.gap(end) == ". ",
      direction.utf8.count <= 2 || !isCity(tokens, end + 1)
    {
      text += " " + (direction.utf8.count <= 2 ? direction.uppercased() : written(tokens[end]))
      end += 1
    }
    return (text, end)
  }

  private static func isCity(_ tokens: Tokens, _ place: Int) -> Bool {
    place < tokens.count && tokens.text(place).first?.isLetter == true && AddressWords.units[tokens.text(place)] == nil
  }

  static func written(_ token: Token) -> String {
    if AddressWords.directions.contains(token.text), token.text.utf8.count <= 2 { return token.text.uppercased() }
    if OrdinalWord.value(token.text) != nil, token.text.first?.isNumber == true { return token.text }
    return NameCase.written(token.original)
  }

  /// "PO Box 123", "p o box one two three".
  private static func postBox(_ tokens: Tokens, at start: Int) -> (text: String, end: Int)? {
    var index = start
    if tokens.matches(["po", "box"], at: start) {
      index += 2
    } else if tokens.matches(["p", "o", "box"], at: start) {
      index += 3
    } else if tokens.matches(["post", "office", "box"], at: start) {
      index += 3
    } else {
      return nil
    }
    if tokens.text(index) == "number" { index += 1 }
    guard let (end, pieces) = Signs.readings(tokens, from: index, letters: false, keep: { $0.utf8.count <= 6 }).last,
      let best = pieces.first
    else {
      return nil
    }
    return ("PO Box \(best.signs)", end)
  }

  /// "Hauptstraße 5", "Am Alten Markt 12" is not told from other words.
  private static func german(_ tokens: Tokens, at start: Int) -> (text: String, end: Int)? {
    let text = tokens.text(start)
    guard text.utf8.count > 6,
      ["straße", "strasse", "platz", "allee", "gasse"].contains(where: { text.hasSuffix($0) && text != $0 }),
      let number = tokens.text(start + 1).first, number.isNumber
    else { return nil }
    return ("\(written(tokens[start])) \(tokens.text(start + 1))", start + 2)
  }

  /// "Apartment four", "flat number: 12B", "apt #4", "unit 4 b as in boy".
  static func unit(_ tokens: Tokens, at start: Int, isInside: Bool) -> (text: String, end: Int)? {
    let text = tokens.text(start)
    guard let word = AddressWords.units[text] ?? (isInside ? AddressWords.innerUnits[text] : nil) else {
      // "# 4" behind a street.
      guard isInside, tokens.gap(start, holds: "#"), text.utf8.count <= 5 else { return nil }
      return ("#" + text.uppercased(), start + 1)
    }
    // "Sweet" is how a recogniser writes a suite.
    if text == "sweet", !isInside { return nil }
    var index = start + 1
    var isAnnounced = false
    while ["number", "no", "is", "nr", "num", "now", "to"].contains(tokens.text(index)), index < start + 4 {
      isAnnounced = true
      index += 1
    }
    guard index < tokens.count, !tokens.pauses(before: index) || tokens.gap(index).hasPrefix("."),
      let (code, end) = code(tokens, at: index)
    else { return nil }
    // "Apartment is a mess".
    if code == "A" || code == "I", isAnnounced || end < tokens.count && !tokens.pauses(before: end) { return nil }
    return ("\(word) \(code)", end)
  }

  /// Digits with at most a letter before or behind them, or one letter.
  static func code(_ tokens: Tokens, at start: Int) -> (String, Int)? {
    guard let first = Signs.pieces(tokens, at: start, letters: true).first,
      first.cost < 0.6 || NumberWord.of(tokens.text(start)) != nil
    else { return nil }
    let ends = Signs.readings(tokens, from: start, letters: true) { signs in
      signs.utf8.count <= 5 && signs.drop { $0.isLetter }.drop { $0.isNumber }.count <= 1
        && signs.prefix { $0.isLetter }.count <= 1
    }
    for (end, pieces) in ends.reversed() {
      guard !(start + 1..<max(end, start + 1)).contains(where: { tokens.pauses(before: $0) }) else { continue }
      // A letter that begins what follows is none: "apartment 2 i want".
      guard let best = pieces.first(where: { $0.cost < 1 }) else { continue }
      let last = tokens.text(end - 1)
      if end > start + 1, last == "i" || last == "a" || last == "o", best.signs.last?.isLetter == true { continue }
      if end > start + 1, Alphabet.codeWords[last] != nil, tokens.text(end - 2) != "in", tokens.text(end - 2) != "for" {
        continue
      }
      return (best.signs, end)
    }
    return nil
  }
}
