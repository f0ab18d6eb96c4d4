/// Digits and letters said one by one, doubled, in pairs, in hundreds, with code words, with the slips of a recogniser: everything a
/// reference number can be said with. One utterance has many readings; the caller keeps those that fit what numbers look like.
enum Signs {
  /// One reading of the words up to `end`.
  struct Piece: Equatable {
    var signs: String
    /// 0 for the plain reading, more the less likely it is, in nats or so.
    var cost: Double
    var end: Int
  }

  /// What is said between signs and means none.
  static let fillers: Set<String> = [
    "uh", "um", "er", "erm", "and", "then", "dash", "hyphen", "minus", "space", "slash", "hash", "hashtag", "comma",
    "ah",
    "underscore",
  ]

  /// The ways of reading the signs that begin at a place, fillers not among them.
  static func pieces(_ tokens: Tokens, at start: Int, letters: Bool) -> [Piece] {
    let text = tokens.text(start)
    guard let word = NumberWord.of(text) else { return others(tokens, text, at: start, letters: letters) }
    var pieces: [Piece] = []
    switch word {
    case .digits(let digits):
      pieces.append(Piece(signs: digits, cost: 0, end: start + 1))
    case .unit(let unit):
      pieces.append(Piece(signs: String(unit), cost: 0, end: start + 1))
      if letters, unit == 0, text == "o" || text == "oh" { pieces.append(Piece(signs: "O", cost: 0.7, end: start + 1)) }
      if let digit = NumberWord.plurals[tokens.text(start + 1)], (2...5).contains(unit) {
        pieces.append(Piece(signs: String(repeating: String(digit), count: unit), cost: 0, end: start + 2))
      }
    case .teen(let teen):
      pieces.append(Piece(signs: String(teen), cost: 0, end: start + 1))
      // "Seventeen" and "seventy" differ by an unstressed n.
      if teen > 12 { pieces.append(Piece(signs: String((teen - 10) * 10), cost: 2.5, end: start + 1)) }
    case .ten(let ten):
      if case .unit(let unit)? = NumberWord.of(tokens.text(start + 1)), unit > 0 {
        pieces.append(Piece(signs: String(ten + unit), cost: 0, end: start + 2))
        pieces.append(Piece(signs: String(ten), cost: 1.2, end: start + 1))
      } else {
        pieces.append(Piece(signs: String(ten), cost: 0, end: start + 1))
        if ten > 20 { pieces.append(Piece(signs: String(ten / 10 + 10), cost: 2.5, end: start + 1)) }
      }
    case .hundred: pieces.append(Piece(signs: "00", cost: 0.3, end: start + 1))
    case .power(let power):
      if power == 1_000 { pieces.append(Piece(signs: "000", cost: 0.3, end: start + 1)) }
    }
    // "Four hundred five" and "two thousand seventeen" are numbers of their own.
    if word != .hundred, let cardinal = Cardinal.read(tokens, at: start), cardinal.end > start + 1, cardinal.value > 99,
      !cardinal.isTyped
    {
      pieces.append(Piece(signs: String(cardinal.value), cost: 0.2, end: cardinal.end))
    }
    return pieces
  }

  private static func others(_ tokens: Tokens, _ text: String, at start: Int, letters: Bool) -> [Piece] {
    var pieces: [Piece] = []
    if let times = NumberWord.times[text] {
      if case .unit(let unit)? = NumberWord.of(tokens.text(start + 1)) {
        pieces.append(Piece(signs: String(repeating: String(unit), count: times), cost: 0, end: start + 2))
      } else if let slip = NumberWord.slips[tokens.text(start + 1)] {
        pieces.append(Piece(signs: String(repeating: String(slip), count: times), cost: 1, end: start + 2))
      } else if case .digits(let digits)? = NumberWord.of(tokens.text(start + 1)), digits.utf8.count == 1 {
        pieces.append(Piece(signs: String(repeating: digits, count: times), cost: 0, end: start + 2))
      } else if letters, let letter = Alphabet.letter(tokens, at: start + 1), letter.isSure {
        let signs = String(repeating: letter.letter.uppercased(), count: times)
        pieces.append(Piece(signs: signs, cost: 0.1, end: letter.end))
      }
    }
    if let slip = NumberWord.slips[text] { pieces.append(Piece(signs: String(slip), cost: 0.6, end: start + 1)) }
    // "Four fifty" is typed "4fifty" by nobody, but "4o217" and "w2890441" by many.
    if text.utf8.contains(where: { (0x30...0x39).contains($0) }), text.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x27 }) {
      if letters { pieces.append(Piece(signs: text.uppercased(), cost: 0, end: start + 1)) }
      let mended = text.map { $0 == "o" ? "0" : $0 == "l" || $0 == "i" ? "1" : $0 }
      if mended.allSatisfy({ $0.isASCII && $0.isNumber }) {
        pieces.append(Piece(signs: String(mended), cost: 0.5, end: start + 1))
      }
    }
    if letters, let letter = Alphabet.letter(tokens, at: start) {
      pieces.append(Piece(signs: letter.letter.uppercased(), cost: letter.isSure ? 0.1 : 1, end: letter.end))
    }
    if letters, (2...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) {
      // "AB-1234" and "AB 1234": letters typed together.
      let isMarked = tokens.gap(start + 1) == "-" || tokens[start].original == text.uppercased()
      pieces.append(Piece(signs: text.uppercased(), cost: isMarked ? 0 : 1.5, end: start + 1))
    }
    return pieces
  }

  /// Whether the word at a place can go on with what stands before it: 3:15, 3/4 and 3.15 are no signs of one number.
  private static func goesOn(_ tokens: Tokens, at place: Int, isGrouped: Bool) -> Bool {
    guard place < tokens.count, tokens[place].isGlued, let mark = tokens[place].gap.first else { return true }
    if isGrouped { return mark != ":" && mark != "%" && mark != "@" && mark != "_" }
    if mark == ":" || mark == "/" || mark == "%" || mark == "@" { return false }
    return mark != "." || !tokens[place].isDigits || !tokens[place - 1].isDigits
  }

  /// All readings of the words from `start` on whose beginnings `keep` allows, by the place they end, the likeliest first. A reading ends with a
  /// sign, never with a filler.
  /// - Parameter isGrouped: Whether dots and slashes may stand between groups, as in telephone numbers.
  static func readings(
    _ tokens: Tokens, from start: Int, letters: Bool, isGrouped: Bool = false, keep: (String) -> Bool
  ) -> [(end: Int, readings: [Piece])] {
    // What was read up to each place that a reading reached.
    var open: [[Piece]] = [[Piece(signs: "", cost: 0, end: start)]]
    var ends: [(end: Int, readings: [Piece])] = []
    var offset = 0
    while offset < open.count {
      let index = start + offset
      defer { offset += 1 }
      var reached = open[offset]
      guard !reached.isEmpty else { continue }
      reached.sort { ($0.cost, $0.signs) < ($1.cost, $1.signs) }
      if reached.count > 12 { reached.removeLast(reached.count - 12) }
      let ended = reached.filter { $0.end == index && !$0.signs.isEmpty }
      if !ended.isEmpty { ends.append((index, ended)) }
      guard index < tokens.count, offset == 0 || goesOn(tokens, at: index, isGrouped: isGrouped) else { continue }
      for piece in pieces(tokens, at: index, letters: letters) {
        for before in reached {
          let signs = before.signs + piece.signs
          guard keep(signs) else { continue }
          add(Piece(signs: signs, cost: before.cost + piece.cost, end: piece.end), at: piece.end)
        }
      }
      if offset > 0, fillers.contains(tokens.text(index)) {
        for before in reached {
          // Its end stays that of its last sign: a filler ends nothing.
          add(Piece(signs: before.signs, cost: before.cost + 0.1, end: before.end), at: index + 1)
        }
      }
    }
    return ends

    func add(_ piece: Piece, at place: Int) {
      let slot = place - start
      while open.count <= slot { open.append([]) }
      if let same = open[slot].firstIndex(where: { $0.signs == piece.signs && $0.end == piece.end }) {
        open[slot][same].cost = min(open[slot][same].cost, piece.cost)
      } else {
        open[slot].append(piece)
      }
    }
  }
}
