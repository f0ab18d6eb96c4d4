extension Lexicon {
  /// Where words name goods of the catalogue ("the large blue rain jacket"): for taking them out of a sentence before it is
  /// classified, so that what is asked counts and not after what. Ranges of places in `words`, in order, apart from each other.
  public func goods(in words: [String]) -> [Range<Int>] { kinds(in: words).map(\.range) }

  /// Goods that words name: where, where in it the noun stands, and which products the noun may be.
  struct Kind {
    var range: Range<Int>
    var noun: Range<Int>
    var items: Set<Int>
  }

  /// The goods that words name, with all that belongs to their names.
  func kinds(in words: [String]) -> [Kind] {
    let cells = Cells(Tokens(words.joined(separator: " "))).cells
    var found: [Kind] = []
    var index = 0
    while index < cells.count {
      guard let (length, items) = noun(cells, at: index) else {
        index += 1
        continue
      }
      var start = index
      // Names and values before it belong to it.
      while start > 0, isPart(cells[start - 1].key),
        !(found.last?.range.contains(cells[start - 1].tokens.lowerBound) ?? false)
      {
        start -= 1
      }
      let end = cells[index + length - 1].tokens.upperBound
      if cells[start].tokens.lowerBound < end {
        found.append(
          Kind(range: cells[start].tokens.lowerBound..<end, noun: cells[index].tokens.lowerBound..<end, items: items))
      }
      index += length
    }
    return found
  }

  /// The products, by id, that the words may name with a noun of their own.
  public func items(named words: [String]) -> Set<String> {
    Set(kinds(in: words).flatMap { kind in kind.items.map { items[$0].id } })
  }

  /// A kind of goods that only begins like one of the catalogue's ("rain cover", where there are rain jackets): such a word before a noun names
  /// another thing. `besides`: words that are no nouns. Nil where there is none, or where goods of the catalogue are named otherwise than as
  /// what it is for.
  public func unknownKind(in words: [String], besides: Set<String>) -> String? {
    guard
      let place = words.indices.dropLast().first(where: { place in
        let (key, noun) = (WordForms.key(words[place]), words[place + 1])
        return modifiers[key] != nil && !isNamed(key) && !isLine(key) && mayBeNoun(noun) && !besides.contains(noun)
          && nouns["\(key) \(WordForms.key(noun))"] == nil
      })
    else { return nil }
    let isOfAnother = kinds(in: words).contains { kind in
      kind.range.lowerBound <= place + 2
        || !words[place + 2..<kind.range.lowerBound].contains { $0 == "for" || $0 == "on" }
    }
    return isOfAnother ? nil : words[place...place + 1].joined(separator: " ")
  }

  private func isNamed(_ key: String) -> Bool { nouns[key] != nil || values[key] != nil }

  /// Whether a word that the catalogue does not know may be a thing.
  private func mayBeNoun(_ word: String) -> Bool {
    let key = WordForms.key(word)
    return word.count > 2 && word.allSatisfy(\.isLetter) && !Self.occasions.contains(key) && !isNamed(key)
      && modifiers[key] == nil && !Grammar.words.contains(word) && !["ed", "ing", "ly"].contains { word.hasSuffix($0) }
  }

  /// Nouns behind such words that are no goods.
  private static let occasions: Set<String> = [
    "trip", "hike", "tour", "ride", "weekend", "season", "vacation", "weather", "tune", "fitting", "lesson", "class",
    "workshop", "trial",
    "store", "shop", "department", "section", "person", "expert", "guide", "day", "night", "lover", "gear",
  ]

  /// Whether goods are named with a word of what they are like that no record knows ("vegan hiking boots").
  public func qualifiesBeyondRecords(_ words: [String]) -> Bool {
    kinds(in: words).contains { kind in
      let place = kind.range.lowerBound - 1
      return place >= 0 && DescribingWords.tells(words[place]) && values[WordForms.key(words[place])] == nil
    }
  }

  /// How many times words name one certain product by its whole name ("the Meadow tent"), not only a kind.
  public func productsNamed(in words: [String]) -> Int {
    let cells = Cells(Tokens(words.joined(separator: " "))).cells
    return cells.indices.count { index in
      (2...4).contains { length in
        guard index + length <= cells.count else { return false }
        let phrase = cells[index..<index + length].map(\.key).joined(separator: " ")
        return nouns[phrase]?.count { $0.score >= 0.98 } == 1
      }
    }
  }

  /// How many cells from a place on name a product, and which it may be.
  private func noun(_ cells: [Cell], at index: Int) -> (length: Int, items: Set<Int>)? {
    for length in [4, 3, 2, 1] where index + length <= cells.count {
      let phrase = cells[index..<index + length].map(\.key).joined(separator: " ")
      let fitting = nouns[phrase]?.filter { $0.score >= 0.7 } ?? []
      if !fitting.isEmpty { return (length, Set(fitting.map(\.item))) }
    }
    return nil
  }

  private func isPart(_ key: String) -> Bool { modifiers[key] != nil || values[key] != nil }
}
