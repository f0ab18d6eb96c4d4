/// Writes down a spoken local part in all likely ways.
struct EmailLocalWriter {
  var tokens: Tokens
  var end: Int

  private struct Way {
    var text: String
    var cost: Double
    /// Whether a plain word stands at the end, so that another would be joined to it.
    var endsInWord: Bool
  }

  /// The ways from a place, the likeliest first.
  func ways(from start: Int) -> [(text: String, cost: Double)] {
    var open: [Int: [Way]] = [start: [Way(text: "", cost: 0, endsInWord: false)]]
    for place in start..<end {
      guard var here = open.removeValue(forKey: place) else { continue }
      here.sort { ($0.cost, $0.text) < ($1.cost, $1.text) }
      for way in here.prefix(10) {
        for next in steps(way, at: place) {
          if let same = open[next.place, default: []].firstIndex(where: { $0.text == next.way.text }) {
            if next.way.cost < open[next.place]?[same].cost ?? 0 { open[next.place]?[same] = next.way }
          } else {
            open[next.place, default: []].append(next.way)
          }
        }
      }
    }
    let done = (open[end] ?? []).filter { way in
      guard let first = way.text.first, let last = way.text.last else { return false }
      return first != "." && last != "." && !way.text.contains("..")
    }
    return done.sorted { ($0.cost, $0.text) < ($1.cost, $1.text) }.prefix(6).map { ($0.text, $0.cost) }
  }

  private func steps(_ way: Way, at place: Int) -> [(way: Way, place: Int)] {
    let text = tokens.text(place)
    if let mark = EmailLocalPart.marks[text], !way.text.isEmpty {
      return [(Way(text: way.text + mark, cost: way.cost, endsInWord: false), place + 1)]
    }
    if let length = EmailLocalPart.modifier(tokens, at: place), place + length <= end {
      return [(way, place + length)]
    }
    if let remark = SpellingRemark.read(tokens, at: place), remark.end <= end, !way.text.isEmpty {
      return remarked(way, remark)
    }
    if text == "with", tokens.text(place + 1) == "a", NumberWord.of(tokens.text(place + 2)) != nil {
      return [(Way(text: way.text, cost: way.cost, endsInWord: false), place + 2)]
    }
    // Marks that were typed between words.
    let gap = place > 0 ? tokens.gap(place) : ""
    let typed = !way.text.isEmpty && [".", "_", "-", "+"].contains(gap) ? gap : ""
    var next: [(way: Way, place: Int)] = []
    func offer(_ piece: String, _ cost: Double, _ place: Int, isWord: Bool) {
      guard place <= end else { return }
      next.append((Way(text: way.text + typed + piece, cost: way.cost + cost, endsInWord: isWord), place))
      if isWord, way.endsInWord, typed.isEmpty {
        next.append((Way(text: way.text + "." + piece, cost: way.cost + cost + 0.8, endsInWord: true), place))
        next.append((Way(text: way.text + "_" + piece, cost: way.cost + cost + 2, endsInWord: true), place))
      }
    }
    let digitsNear = isDigit(place - 1) || isDigit(place + 1) && place + 1 < end
    for piece in Signs.pieces(tokens, at: place, letters: false) {
      let isSlip = NumberWord.of(text) == nil && NumberWord.times[text] == nil && !tokens[place].isDigits
      guard !isSlip || digitsNear else { continue }
      // "O" is a letter among letters.
      let isLetterO = piece.signs.allSatisfy { $0 == "0" } && text != "zero" && !tokens[place].isDigits
      offer(
        piece.signs, piece.cost + (isLetterO && !digitsNear && !isDigit(place + 2) ? 0.5 : 0), piece.end, isWord: false)
    }
    if NumberWord.times[text] != nil, let letter = Alphabet.letter(tokens, at: place + 1), letter.isSure {
      let count = NumberWord.times[text] ?? 2
      offer(String(repeating: String(letter.letter), count: count), 0, letter.end, isWord: false)
    }
    let isSpelling = isLetter(place - 1) || isLetter(place + 1) && place + 1 < end
    if let letter = Alphabet.letter(tokens, at: place), letter.end <= end {
      let isCode = letter.end > place + 1 || text.utf8.count == 1
      if isCode {
        offer(String(letter.letter), 0, letter.end, isWord: false)
        if letter.end > place + 1 { return next }
      } else if letter.isSure {
        offer(String(letter.letter), isSpelling ? 0 : 2, letter.end, isWord: false)
      } else {
        let cost = isSpelling ? 0.2 : 0.9
        if !digitsNear || text != "oh" { offer(String(letter.letter), cost, letter.end, isWord: false) }
      }
    }
    if NumberWord.of(text) == nil || text.utf8.count > 1 && !tokens[place].isDigits,
      NumberWord.times[text] == nil || !next.contains(where: { $0.place > place + 1 })
    {
      let isSign = isSpelling && (Alphabet.codeWords[text] != nil || Alphabet.names[text] != nil)
      let isNumber = NumberWord.of(text) != nil
      let isSlip = NumberWord.slips[text] != nil && digitsNear
      if text.utf8.count > 1 {
        let word = text.filter { $0 != "'" }
        offer(word, isNumber ? 2.5 : isSign || isSlip ? 1.2 : 0, place + 1, isWord: true)
      }
    }
    return next
  }

  private func remarked(_ way: Way, _ remark: SpellingRemark) -> [(way: Way, place: Int)] {
    let word = String(way.text.reversed().prefix { $0.isLetter }.reversed())
    let head = String(way.text.dropLast(word.count))
    let ways = remark.applied(to: word)
    guard !ways.isEmpty else { return [(Way(text: way.text, cost: way.cost + 0.5, endsInWord: true), remark.end)] }
    return ways.prefix(4).enumerated().map { rank, word in
      (Way(text: head + word, cost: way.cost + 0.4 * Double(rank), endsInWord: true), remark.end)
    }
  }

  private func isDigit(_ place: Int) -> Bool {
    let text = tokens.text(place)
    return NumberWord.of(text) != nil && text != "o" && text != "oh"
  }

  private func isLetter(_ place: Int) -> Bool {
    let text = tokens.text(place)
    return text.utf8.count == 1 && text.first?.isLetter == true || Alphabet.codeWords[text] != nil
  }
}
