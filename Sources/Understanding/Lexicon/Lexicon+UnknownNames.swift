extension Lexicon {
  /// A name that customers give goods of a kind the catalogue has, and that nothing in the catalogue bears ("the Cloudline tent").
  public struct UnknownName: Hashable, Sendable {
    /// The name, as it was written.
    public var name: String
    /// The kind behind it, as it was written.
    public var kind: String
  }

  /// The first name in a text that looks like a product's and is none here; nil where there is none.
  ///
  /// Capitals tell it within a sentence. In small letters an unknown word is far more often a word of what a thing is like, so there it has
  /// to be a certain one that is spoken of ("the cloudline tent"), and nothing that describes goods.
  public func unknownName(in text: String) -> UnknownName? {
    let tokens = Tokens(text)
    for kind in kinds(in: tokens.map(\.text)) {
      if let start = strangerLine(tokens, kind) {
        return UnknownName(name: tokens[start].original, kind: tokens.said(start + 1..<kind.range.upperBound))
      }
      guard let start = nameStart(tokens, before: kind) else { continue }
      return UnknownName(name: tokens.said(start..<kind.range.lowerBound), kind: tokens.said(kind.range))
    }
    return nil
  }

  /// Where the name begins that stands directly before a kind of goods; nil where none does.
  private func nameStart(_ tokens: Tokens, before kind: Kind) -> Int? {
    let end = kind.range.lowerBound
    var start = end
    var isNamed = false
    while start > 0, end - start < 3, isJoined(tokens, start) {
      let place = start - 1
      let word = tokens[place].text
      if word.contains(where: \.isNumber) {
        // "Falcon 2": a number belongs to the name before it, and counts things where there is none.
        guard place > 0, isJoined(tokens, place), isName(tokens, place - 1, of: kind) else { break }
      } else if isName(tokens, place, of: kind) {
        isNamed = true
      } else if !isNamed || !isCapital(tokens, place) || modifiers[WordForms.key(word)] == nil {
        break
      }
      start = place
    }
    return isNamed ? start : nil
  }

  /// Whether a word is written like a product's name and is none of the catalogue's, nor an ordinary word.
  private func isName(_ tokens: Tokens, _ place: Int, of kind: Kind) -> Bool {
    let word = tokens[place].text
    let isCapital = isCapital(tokens, place)
    guard word.count > 2, word.allSatisfy(\.isLetter), !DescribingWords.describes(word, isCapital: isCapital),
      !isKnown(word), !isMended(word)
    else { return false }
    let isCertain = place > 0 && Self.certain.contains(tokens[place - 1].text)
    guard isCapital else {
      return isCertain && !isOrdinary(word) && word.count > 3 && !DescribingWords.isNearly(word)
    }
    // An ordinary word in capitals is a name where the kind behind it is not written so too ("the Storm tent", not "Family Tent").
    guard isOrdinary(word) else { return true }
    return (isCertain || place > 0 && Self.uncertain.contains(tokens[place - 1].text))
      && !CommonWords.all.contains(word) && !Grammar.words.contains(word)
      && tokens[kind.noun.lowerBound].original.first?.isUppercase != true
  }

  /// Where a name of the catalogue's stands before a kind that never bears it ("the Cascade tent", where only kettles are called so).
  private func strangerLine(_ tokens: Tokens, _ kind: Kind) -> Int? {
    let place = kind.range.lowerBound
    guard kind.range != kind.noun, kind.noun.lowerBound > place else { return nil }
    let key = WordForms.key(tokens[place].text)
    let certain = place > 0 && Self.certain.contains(tokens[place - 1].text)
    guard certain || isCapital(tokens, place), isLine(key),
      !(values[key] ?? []).contains(where: { !$0.items.isDisjoint(with: kind.items) }),
      kind.items.allSatisfy({ !items[$0].words.contains(key) })
    else { return nil }
    return place
  }

  /// Whether a word opens the names of goods of different kinds, as the name of a line does and a word of what they are like does not.
  func isLine(_ key: String) -> Bool {
    Set(items.filter { $0.words.count > 1 && $0.words[0] == key }.compactMap(\.words.last)).count > 2
  }

  /// Whether nothing but a blank or a quotation mark stands before a word.
  private func isJoined(_ tokens: Tokens, _ place: Int) -> Bool {
    tokens.gap(place).allSatisfy { $0.isWhitespace || "\"“”*-".contains($0) } && !tokens.gap(place).contains("\n")
  }

  /// Whether a capital tells something: within a sentence, and not where all is written so.
  private func isCapital(_ tokens: Tokens, _ place: Int) -> Bool {
    let word = tokens[place].original
    guard word.first?.isUppercase == true, word.contains(where: \.isLowercase), place > 0,
      !tokens.gap(place).contains(where: { ".!?:\n".contains($0) })
    else { return false }
    return tokens.count { $0.original.first?.isLowercase == true } > 1
  }

  /// Whether a word is of the catalogue or of the reader's own tables.
  private func isKnown(_ word: String) -> Bool {
    let key = WordForms.key(word)
    return known.contains(word) || known.contains(key) || nouns[key] != nil || modifiers[key] != nil
      || values[key] != nil || concepts[key] != nil || optionNames[key] != nil || RetailNouns.words.contains(key)
      || WordForms.isFixed(word) || brands.contains(word) || Towns.isTown(word)
  }

  /// Whether it is a word of the catalogue with a slip in it.
  private func isMended(_ word: String) -> Bool {
    [vocabulary, brands].contains { $0.repair(word) != nil || $0.repair(WordForms.key(word)) != nil }
  }

  private func isOrdinary(_ word: String) -> Bool {
    let key = WordForms.key(word)
    return [word, key].contains { OrdinaryWords.contains($0) || Grammar.words.contains($0) }
      || CommonNames.given.contains(word) || CommonNames.family.contains(word)
  }

  /// Words before a certain thing, and before any of a kind.
  private static let certain: Set<String> = ["the", "your", "this", "that", "called", "named"]
  private static let uncertain: Set<String> = ["a", "an", "any"]
}
