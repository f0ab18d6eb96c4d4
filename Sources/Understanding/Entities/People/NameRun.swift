internal import Discourse

/// Words beside each other that may be a name.
struct NameRun {
  /// One name with how it is written.
  struct Piece {
    var text: String
    var isSpelled = false
    var lower: String { text.lowercased() }
  }

  /// How much speaks for a name where the run begins.
  enum Trust: Int, Comparable {
    /// Nothing; words that often stand before one ("this is"); it was asked for; "my name is".
    case none, weak, asked, strong
    static func < (left: Trust, right: Trust) -> Bool { left.rawValue < right.rawValue }
  }

  var pieces: [Piece] = []
  /// The places of its words.
  var range: Range<Int>
  /// Whether it began with "Mr" or the like.
  var hasTitle = false
  /// How many of its pieces are known as given or family names, or are written with a capital in the midst of small letters.
  var known = 0
  var capitals = 0

  static let titles: Set<String> = [
    "mr", "mrs", "ms", "miss", "mister", "missus", "dr", "doctor", "prof", "professor", "mme",
  ]
  private static let fillers: Set<String> = ["um", "uh", "er", "erm", "ah", "like", "well"]
  private static let spelling: Set<String> = ["that's", "thats", "spelled", "spelt", "which", "is", "it's", "spelling"]
  private static let suffixes: Set<String> = ["jr", "sr", "junior", "senior", "ii", "iii", "iv"]

  /// The run that begins at a place.
  static func read(_ tokens: Tokens, at start: Int, _ trust: Trust) -> NameRun? {
    var index = start
    while fillers.contains(tokens.text(index)) { index += 1 }
    var run = NameRun(range: index..<index)
    if titles.contains(tokens.text(index)),
      tokens.text(index) != "miss" || tokens[index].original == "Miss" || trust > .none
    {
      run.hasTitle = true
      index += 1
    }
    let mixed = tokens.isMixed
    var isFirst = true
    while index < tokens.count, run.pieces.count < 5 {
      if !isFirst, tokens.pauses(before: index), !run.goesOnSpelled(tokens, at: index) { break }
      if let (spelled, begin) = spelledWord(tokens, at: index, isFirst: isFirst) {
        run.add(spelled)
        if isFirst { run.range = begin..<begin }
        index = spelled.end
      } else if !isFirst, let remark = SpellingRemark.read(tokens, at: index), let last = run.pieces.last {
        if let way = remark.applied(to: last.text).first {
          run.pieces[run.pieces.count - 1].text = NameCase.written(way)
        }
        index = remark.end
      } else if let (word, end) = run.word(tokens, at: index, run.hasTitle ? .strong : trust, mixed: mixed) {
        if isFirst { run.range = index..<index }
        if let word { run.add(word, tokens, at: index, mixed: mixed) }
        index = end
      } else {
        break
      }
      run.range = run.range.lowerBound..<index
      isFirst = false
    }
    if suffixes.contains(tokens.text(index)), !isFirst { run.range = run.range.lowerBound..<(index + 1) }
    return run.pieces.isEmpty ? nil : run
  }

  private mutating func add(_ word: String, _ tokens: Tokens, at place: Int, mixed: Bool) {
    pieces.append(Piece(text: NameCase.written(word)))
    let lower = word.lowercased()
    if CommonNames.given.contains(lower) || CommonNames.family.contains(lower) { known += 1 }
    if mixed, place > 0 || tokens.count < 4, word.first?.isUppercase == true { capitals += 1 }
  }

  /// A spelled word writes the one before it anew when it sounds like it; otherwise it is a name of its own, or two.
  private mutating func add(_ spelled: SpelledWord) {
    let written = NameCase.written(spelled.text)
    if let last = pieces.last, !last.isSpelled, Self.isLike(last.lower, spelled.text) {
      pieces[pieces.count - 1] = Piece(text: written, isSpelled: true)
      return
    }
    // "N o a h b r o w n": the pause between the names is not heard.
    let isName = CommonNames.given.contains(spelled.text) || CommonNames.family.contains(spelled.text)
    if pieces.isEmpty, !isName, spelled.text.count > 5 {
      for length in stride(from: spelled.text.count - 2, through: 3, by: -1) {
        let first = String(spelled.text.prefix(length))
        let rest = String(spelled.text.dropFirst(length))
        guard CommonNames.given.contains(first), CommonNames.family.contains(rest) || CommonNames.also.contains(rest)
        else { continue }
        pieces = [
          Piece(text: NameCase.written(first), isSpelled: true), Piece(text: NameCase.written(rest), isSpelled: true),
        ]
        known += 2
        return
      }
    }
    pieces.append(Piece(text: written, isSpelled: true))
    known += 1
  }

  static func isLike(_ heard: String, _ spelled: String) -> Bool {
    if heard.first == spelled.first { return true }
    return EditDistance.between(heard, spelled) * 2 <= max(heard.count, spelled.count)
  }

  /// "Noah, n o a h, brown": a pause before spelling, or behind it.
  private func goesOnSpelled(_ tokens: Tokens, at place: Int) -> Bool {
    if NameRun.spelledWord(tokens, at: place, isFirst: false) != nil { return true }
    guard let last = pieces.last, last.isSpelled, pieces.count == 1 else { return false }
    let text = tokens.text(place)
    return CommonNames.family.contains(text) || CommonNames.also.contains(text)
  }

  private static func spelledWord(_ tokens: Tokens, at place: Int, isFirst: Bool) -> (SpelledWord, Int)? {
    var index = place
    while spelling.contains(tokens.text(index)), index < place + 3 { index += 1 }
    guard let spelled = SpelledWord.read(tokens, at: index) else { return nil }
    // A surname may begin with a letter that looks spelled: "o brien".
    return spelled.end - index >= 2 || spelled.text.count > 2 ? (spelled, index) : nil
  }

  /// The name word at a place, nil as a word when it is one that is left out (an initial), nil altogether when it is none.
  private func word(_ tokens: Tokens, at place: Int, _ trust: Trust, mixed: Bool) -> (String?, Int)? {
    let token = tokens[place]
    let text = token.text
    guard text.allSatisfy({ $0.isLetter || $0 == "'" }),
      !(place > 0 && token.isGlued && place > range.lowerBound && "_@./".contains(token.gap))
    else { return nil }
    if tokens.gap(place + 1) == "_" || tokens.gap(place + 1) == "@" { return nil }
    // "O Brien".
    if text == "o", place + 1 < tokens.count, tokens[place + 1].text.utf8.count > 3,
      !CommonWords.all.contains(tokens[place + 1].text)
    {
      return ("O'" + NameCase.written(tokens[place + 1].original), place + 2)
    }
    if text.count == 1 {
      // A middle initial stands between two names.
      guard !pieces.isEmpty, place + 1 < tokens.count,
        !tokens.pauses(before: place + 1) || tokens.gap(place + 1).hasPrefix("."),
        word(tokens, at: place + 1, trust, mixed: mixed) != nil
      else { return nil }
      return (nil, place + 1)
    }
    // Hyphens make one name of two.
    var end = place + 1
    while tokens.gap(end) == "-", end < tokens.count, tokens[end].text.allSatisfy({ $0.isLetter || $0 == "'" }) {
      end += 1
    }
    let written = tokens.said(place..<end)
    if end > place + 1 {
      return trust > .none || isKnown(text) || mixed && token.original.first?.isUppercase == true ? (written, end) : nil
    }
    if NameCase.particles.contains(text), !pieces.isEmpty, place + 1 < tokens.count, !tokens.pauses(before: place + 1),
      tokens[place + 1].text.utf8.count > 1,
      NameCase.particles.contains(tokens[place + 1].text) || !CommonWords.all.contains(tokens[place + 1].text)
    {
      return (text, end)
    }
    // "Ludwig van der Berg": the small words show that what stands before them is a name.
    let isBeforeParticle =
      trust >= .weak && pieces.isEmpty && ["van", "von", "de", "del", "di", "dos", "da"].contains(tokens.text(end))
      && tokens.text(end + 1).utf8.count > 1 && !CommonWords.all.contains(text)
    return isBeforeParticle || isName(token, at: place, trust, mixed: mixed) ? (written, end) : nil
  }

  private func isKnown(_ text: String) -> Bool { CommonNames.given.contains(text) || CommonNames.family.contains(text) }

  private func isName(_ token: Token, at place: Int, _ trust: Trust, mixed: Bool) -> Bool {
    let text = token.text
    let hasCapital = mixed && token.original.first?.isUppercase == true && token.original.count > 1
    // In writing with capitals, a small letter ends the name.
    if mixed, capitals > 0, !hasCapital { return false }
    if CommonNames.given.contains(text) { return true }
    if CommonNames.family.contains(text) { return !pieces.isEmpty || trust >= .weak || hasCapital }
    if CommonNames.also.contains(text) {
      return hasCapital || !pieces.isEmpty && (known > 0 || trust == .strong) || trust >= .asked
    }
    if CommonWords.all.contains(text) || text.contains("'") && !text.hasPrefix("o'") && !text.hasPrefix("d'") {
      return false
    }
    if Alphabet.codeWords[text] != nil, trust < .asked { return false }
    if hasCapital, place > 0 || trust > .none { return pieces.count < 3 }
    if Self.looksOrdinary(text) { return false }
    // An unknown word: a name behind "my name is", where one was asked for, or behind a given name.
    switch trust {
    case .strong: return pieces.count < 2 || NameCase.particles.contains(pieces[pieces.count - 1].lower)
    case .asked: return pieces.count < 2 || NameCase.particles.contains(pieces[pieces.count - 1].lower)
    case .weak:
      return pieces.count == 1 && known == 1 || pieces.last.map { NameCase.particles.contains($0.lower) } == true
    case .none: return pieces.last.map { NameCase.particles.contains($0.lower) } == true
    }
  }

  /// Endings that words of ordinary speech have and names hardly ever.
  static func looksOrdinary(_ text: String) -> Bool {
    text.utf8.count > 4
      && ["ing", "ed", "ous", "ly", "able", "ible", "ful", "tion", "sion", "less", "ness", "ment", "ive", "est", "ity"]
        .contains {
          text.hasSuffix($0)
        }
  }
}
