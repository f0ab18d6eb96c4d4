/// The part of an e-mail address before the at sign, as spoken: words, letters, digits, marks, remarks on the spelling.
struct EmailLocalPart {
  /// The place of its first word.
  var start: Int
  /// The ways of writing it, the likeliest first, with a cost each (0 for what was said plainly).
  var ways: [(text: String, cost: Double)]
  /// Whether marks or spelling show that it is one.
  var isMarked: Bool

  static let marks: [String: String] = [
    "dot": ".", "point": ".", "period": ".", "underscore": "_", "hyphen": "-", "dash": "-", "minus": "-", "plus": "+",
    "dott": ".",
  ]
  /// Said of the whole, and no part of it.
  private static let modifiers: [[String]] = [
    ["all", "one", "word"], ["in", "one", "word"], ["all", "lower", "case"], ["all", "lowercase"],
    ["all", "in", "lower", "case"],
    ["all", "small", "letters"], ["all", "in", "lowercase"], ["one", "word"], ["no", "spaces"], ["no", "space"],
    ["lower", "case"],
    ["lowercase"], ["all", "small"], ["all", "together"], ["the", "number"], ["the", "letter"], ["the", "digit"],
    ["the", "numbers"], ["the", "digits"], ["then"], ["capital"], ["upper", "case"], ["uppercase"],
    ["with", "capital"], ["uh"], ["um"],
    ["er"], ["all", "caps"], ["in", "lower", "case"], ["the", "word"], ["letter"], ["in", "lowercase"],
    ["without", "spaces"],
    ["number"], ["small"], ["little"],
  ]

  /// A word of ordinary speech that an address would begin behind.
  static func isOrdinary(_ text: String) -> Bool {
    stops.contains(text) || CommonWords.all.contains(text) && !kept.contains(text)
  }

  private static let stops: Set<String> = [
    "email", "mail", "e", "address", "try", "or", "either", "and", "under", "sure", "maybe", "perhaps", "actually",
    "sorry",
    "emails", "mails", "username", "login", "account", "otherwise", "called", "namely", "colon",
  ]
  /// Common words that addresses often are made of.
  private static let kept: Set<String> = [
    "real", "the", "man", "love", "home", "music", "big", "king", "shop", "info", "hello",
  ]

  /// Reads backward from the place of the at sign. nil when nothing there can be one.
  static func read(_ tokens: Tokens, before end: Int, isExpected: Bool) -> EmailLocalPart? {
    var start = end
    var plain = 0
    while start > 0, let before = step(tokens, start, end, plainWords: plain) {
      if before.isWord { plain += 1 }
      start = before.place
    }
    // Articles and modifiers at its front are no part of it.
    var skipped = true
    while skipped, start < end {
      skipped = false
      if let modifier = modifier(tokens, at: start) {
        start += modifier
        skipped = true
      } else if marks[tokens.text(start)] != nil {
        start += 1
        skipped = true
      }
    }
    guard start < end else { return nil }
    let isMarked = (start..<end).contains { place in
      marks[tokens.text(place)] != nil || place > start && tokens[place].isGlued
        || NumberWord.of(tokens.text(place)) != nil
        || tokens[place].text.utf8.count == 1
    }
    if !isMarked, !isExpected, lonely.contains(tokens.text(start)), end == start + 1 { return nil }
    let ways = EmailLocalWriter(tokens: tokens, end: end).ways(from: start)
    guard !ways.isEmpty else { return nil }
    return EmailLocalPart(start: start, ways: ways, isMarked: isMarked)
  }

  /// Words that "at" follows in ordinary speech.
  private static let lonely: Set<String> = [
    "look", "looked", "looking", "arrive", "arrived", "arrives", "bought", "ordered", "order", "shop", "shopped",
    "shopping", "work",
    "worked", "meet", "live", "stay", "home", "site", "here", "there", "available", "sold", "store", "website",
    "online", "the",
    "email", "contact", "reach", "visit", "based", "delivered", "sell", "price", "priced",
  ]

  /// One step back: the place of the word before, nil where the local part begins.
  private static func step(_ tokens: Tokens, _ place: Int, _ end: Int, plainWords: Int) -> (place: Int, isWord: Bool)? {
    let index = place - 1
    let text = tokens.text(index)
    let gap = place < end ? tokens.gap(place) : ""
    if gap.contains("@") { return nil }
    // A remark: "with a y", "without an h".
    for length in 2...4 where index + 1 - length > 0 {
      if let remark = SpellingRemark.read(tokens, at: index + 1 - length), remark.end == index + 1 {
        return (index + 1 - length, false)
      }
      if length == 3, tokens.text(index - 2) == "with", tokens.text(index - 1) == "a", NumberWord.of(text) != nil {
        return (index - 2, false)
      }
    }
    for phrase in modifiers where tokens.matches(phrase, at: index + 1 - phrase.count) {
      // "One word" and the like; but "the number" only before what it announces.
      return (index + 1 - phrase.count, false)
    }
    // "N as in november", "b for boy".
    for length in 3...4 where index + 1 - length >= 0 && text.utf8.count > 1 {
      let from = index + 1 - length
      if let letter = Alphabet.letter(tokens, at: from), letter.end == index + 1, letter.isSure { return (from, false) }
    }
    let isLetter = text.utf8.count == 1
    let isDigit = NumberWord.of(text) != nil
    // A pause ends it, except within spelling and around modifiers.
    if place < end, tokens.pauses(before: place) {
      let next = tokens.text(place)
      guard
        isLetter && next.utf8.count == 1 || isDigit && NumberWord.of(next) != nil || modifier(tokens, at: place) != nil
      else { return nil }
    }
    if marks[text] != nil || tokens.text(index) == "double" || tokens.text(index) == "triple" { return (index, false) }
    // What stands beside a mark belongs to it, whatever word it is.
    if place < end, marks[tokens.text(place)] != nil || gap == "." || gap == "_" || gap == "-" || gap == "+" {
      return text.utf8.count < 24 ? (index, true) : nil
    }
    if isDigit {
      // "A one", but not "the one at".
      return tokens.text(index) == "one" && ["the", "this", "that", "which"].contains(tokens.text(index - 1))
        ? nil : (index, false)
    }
    if NumberWord.slips[text] != nil, place < end || index > 0 {
      let right = place < end && NumberWord.of(tokens.text(place)) != nil
      let left = index > 0 && NumberWord.of(tokens.text(index - 1)) != nil
      if right && index > 0 && !isOrdinary(tokens.text(index - 1)) || left && place == end { return (index, false) }
    }
    // "Two thousand and four".
    if text == "and", NumberWord.of(tokens.text(place)) != nil, index > 0 {
      switch NumberWord.of(tokens.text(index - 1)) {
      case .hundred, .power: return (index, false)
      default: break
      }
    }
    // "I" and "a" are letters beside letters only.
    if isLetter {
      let beside = place == end || tokens.text(place).utf8.count == 1 || isSpelled(tokens, index - 1)
      return text != "i" && text != "a" || beside || tokens.text(index - 2) == "in" ? (index, false) : nil
    }
    if ["the", "real"].contains(text), plainWords > 0 { return (index, true) }
    guard !isOrdinary(text), plainWords < 4, text.utf8.count < 30,
      text.utf8.allSatisfy({ $0 < 0x80 })
    else { return nil }
    return (index, true)
  }

  private static func isSpelled(_ tokens: Tokens, _ place: Int) -> Bool {
    let text = tokens.text(place)
    return text.utf8.count == 1 && text != "i" && text != "a" || marks[text] != nil
  }

  static func modifier(_ tokens: Tokens, at place: Int) -> Int? {
    modifiers.filter { tokens.matches($0, at: place) }.map(\.count).max()
  }
}
