/// Finds numbers of known shapes: what is common to those of orders, items and the like.
struct ReferenceNumbers {
  /// What the numbers look like.
  var shapes: [NumberShape]
  /// Words that announce such a number, and words that announce one of another kind.
  var cues: Set<String>
  var otherCues: Set<String>
  /// Whether such a number was asked for.
  var isExpected: Bool

  private struct Found {
    var end: Int
    var readings: [(text: String, cost: Double)]
  }

  func find(in tokens: Tokens) -> [Span<NumberSaid>] {
    guard !shapes.isEmpty else { return [] }
    let forms = shapes.map { Form($0) }
    var spans: [Span<NumberSaid>] = []
    var index = 0
    while index < tokens.count {
      if var span = ending(tokens, at: index) ?? whole(tokens, at: index, forms) ?? nearly(tokens, at: index, forms) {
        // "Orders 40217 and 40218": what announces the first announces the second.
        if let before = spans.last, !span.value.isEnd, span.value.text.count == before.value.text.count,
          (before.tokens.upperBound..<index).allSatisfy({ OrderNumbers.joining.contains(tokens.text($0)) })
        {
          span = span.atLeast(before.confidence)
        }
        spans.append(span)
        index = span.tokens.upperBound
      } else {
        index += 1
      }
    }
    return spans
  }

  /// A shape with what is left of it when the letters it begins with are not said.
  private struct Form {
    var shape: NumberShape
    var signs: [Character]
    /// The leading letters that every such number has.
    var prefix: String
    var hasLetters: Bool

    init(_ shape: NumberShape) {
      self.shape = shape
      signs = shape.signs
      prefix = String(signs.prefix { $0.isLetter })
      hasLetters = signs.contains { $0.isLetter || $0 == "@" }
    }

    /// Whether a number of this shape may begin so, with or without the prefix.
    func begins(_ said: String) -> Bool {
      fits(said, signs) || (!prefix.isEmpty && fits(said, signs.dropFirst(prefix.count)))
    }
    private func fits(_ said: String, _ signs: some Collection<Character>) -> Bool {
      said.count <= signs.count && zip(said, signs).allSatisfy(NumberShape.fits)
    }
    /// The number in its writing, and whether the prefix had to be supplied.
    func number(_ said: String) -> (text: String, isSupplied: Bool)? {
      if let text = shape.written(said) { return (text, false) }
      guard !prefix.isEmpty, let text = shape.written(prefix + said) else { return nil }
      return (text, true)
    }
  }

  /// A number of one of the shapes that begins at a place.
  private func whole(_ tokens: Tokens, at start: Int, _ forms: [Form]) -> Span<NumberSaid>? {
    let gap = tokens.gap(start)
    guard isStart(tokens, start) else { return nil }
    let letters = forms.contains(where: \.hasLetters)
    let ends = Signs.readings(tokens, from: start, letters: letters) { said in forms.contains { $0.begins(said) } }
    // The longest that is not cut out of a longer number.
    for (end, pieces) in ends.reversed() where isEnd(tokens, end, from: start) && isOne(tokens, start..<end) {
      var readings: [(text: String, cost: Double, isSupplied: Bool)] = []
      for piece in pieces {
        for form in forms {
          guard let number = form.number(piece.signs), !readings.contains(where: { $0.text == number.text }) else {
            continue
          }
          readings.append((number.text, piece.cost + (number.isSupplied ? 0.3 : 0), number.isSupplied))
        }
      }
      readings.sort { ($0.cost, $0.text) < ($1.cost, $1.text) }
      guard let best = readings.first else { continue }
      let isTelling = !best.isSupplied && best.text.contains { $0.isLetter }
      let isTyped = end == start + 1
      let trust = trust(
        tokens, start..<end, isTelling: isTelling && (isTyped || best.cost < 1), isMarked: gap.contains("#"))
      guard trust > 0.15 else { return nil }
      let spans = readings.prefix(5).map {
        Span<NumberSaid>.Reading(NumberSaid($0.text), max(0.02, trust * (1 / (1 + $0.cost / 2))))
      }
      return Span(start..<end, spans[0], Array(spans.dropFirst()), said: tokens.said(start..<end))
    }
    return nil
  }

  /// A number that may begin here: it is not the rest of a longer one, nor money, nor behind a decimal point.
  private func isStart(_ tokens: Tokens, _ start: Int) -> Bool {
    let gap = tokens.gap(start)
    if gap.contains(where: { "$£€@".contains($0) }) { return false }
    if start > 0, tokens[start].isGlued, ".,:/_".contains(gap.last ?? " ") { return false }
    guard start > 0 else { return true }
    // Digits before it would make it longer, unless they are words that only sometimes are digits.
    let before = tokens.text(start - 1)
    return NumberWord.of(before) == nil || tokens.pauses(before: start) || isOrdinary(tokens, start - 1)
  }

  /// Whether no other number begins within: "one, #W2890441".
  private func isOne(_ tokens: Tokens, _ range: Range<Int>) -> Bool {
    range.dropFirst().allSatisfy { !tokens.gap($0).contains("#") }
  }

  /// A word for a digit that here is none: "that one 40217", "oh 40217".
  private func isOrdinary(_ tokens: Tokens, _ place: Int) -> Bool {
    let text = tokens.text(place)
    guard text == "one" || text == "oh" || text == "o" || text == "two", tokens[place + 1].text.utf8.count > 2,
      tokens[place + 1].text.utf8.contains(where: { (0x30...0x39).contains($0) })
    else { return false }
    return NumberWord.of(tokens.text(place - 1)) == nil
  }

  /// A number that may end here: what follows does not go on with it.
  private func isEnd(_ tokens: Tokens, _ end: Int, from start: Int) -> Bool {
    guard end < tokens.count else { return !tokens.tail.hasPrefix("%") }
    let gap = tokens.gap(end)
    if gap.hasPrefix("%") { return false }
    if tokens[end].isGlued, let mark = gap.first, ".:,@_".contains(mark), tokens[end].isDigits || mark == "@" {
      return false
    }
    if tokens.pauses(before: end) || gap.contains("#") { return true }
    let text = tokens.text(end)
    switch NumberWord.of(text) {
    case nil:
      // A single letter would go on, but not "a" or "i".
      return !(text.utf8.count == 1 && text != "a" && text != "i" && tokens[end].isGlued)
    case .digits: return end == start + 1 && tokens[start].text.utf8.count > 3 && tokens[end].text.utf8.count < 3
    // "Is 40217 one of mine?"
    case .unit: return end == start + 1 && tokens[start].text.utf8.count > 3
    default: return false
    }
  }

  /// How much such a number is to be believed here.
  private func trust(_ tokens: Tokens, _ range: Range<Int>, isTelling: Bool, isMarked: Bool) -> Double {
    let isCued = tokens.has(cues, before: range.lowerBound, reach: 6)
    let isOther =
      tokens.has(otherCues, before: range.lowerBound, reach: 4) && !tokens.has(cues, before: range.lowerBound, reach: 2)
    if isTelling { return isCued || isExpected || isMarked ? 0.97 : 0.92 }
    if isOther { return isExpected ? 0.3 : 0.1 }
    if isCued || isMarked { return 0.95 }
    return isExpected ? 0.9 : tokens.has(cues, from: range.upperBound, reach: 4) ? 0.8 : 0.5
  }

  /// Digits where such a number was announced, but one too few or too many were heard: the caller compares them with what exists.
  private func nearly(_ tokens: Tokens, at start: Int, _ forms: [Form]) -> Span<NumberSaid>? {
    guard isStart(tokens, start), isExpected || tokens.has(cues, before: start, reach: 4) else { return nil }
    guard !tokens.has(otherCues, before: start, reach: 3) else { return nil }
    let letters = forms.contains(where: \.hasLetters)
    guard let first = Signs.pieces(tokens, at: start, letters: letters).first, first.cost < 0.6 else { return nil }
    let counts = forms.map(\.signs.count)
    guard let most = counts.max() else { return nil }
    let ends = Signs.readings(tokens, from: start, letters: letters) { $0.count <= most + 1 }
    for (end, pieces) in ends.reversed() where isEnd(tokens, end, from: start) && isOne(tokens, start..<end) {
      let near = pieces.filter { piece in
        forms.contains { form in
          let digits = form.signs.count - form.prefix.count
          // Digits that lack the letters count as such a number's rest.
          return abs(piece.signs.count - form.signs.count) <= 1
            && piece.signs.drop { $0.isLetter }.allSatisfy(\.isNumber)
              == form.signs.drop { $0.isLetter }.allSatisfy { $0 == "#" }
            || abs(piece.signs.count - digits) == 1 && piece.signs.allSatisfy(\.isNumber)
        }
      }
      guard let best = near.first else { continue }
      let others = near.dropFirst().prefix(3).map {
        Span<NumberSaid>.Reading(NumberSaid($0.signs), 0.3 / (1 + $0.cost))
      }
      return Span(
        start..<end, .init(NumberSaid(best.signs), 0.35 / (1 + best.cost)), Array(others),
        said: tokens.said(start..<end))
    }
    return nil
  }

  // MARK: The end of a number

  /// "It ends in 66", "ending with double six", "the last four are 0441".
  private func ending(_ tokens: Tokens, at start: Int) -> Span<NumberSaid>? {
    var index = start
    var count: Int?
    switch tokens.text(start) {
    case "ends", "ending", "end", "finishes", "finishing", "ended":
      index += 1
      if ["in", "with", "on", "by"].contains(tokens.text(index)) {
        index += 1
      } else if !isExpected && !tokens.has(["order", "orders"], before: start, reach: 4) {
        return nil
      }
    case "last", "final":
      index += 1
      guard let number = Cardinal.read(tokens, at: index), (2...6).contains(number.value) else { return nil }
      count = number.value
      index = number.end
      guard ["digits", "numbers", "are", "is", "of", "figures", "digit", "characters"].contains(tokens.text(index))
      else {
        return nil
      }
    default: return nil
    }
    while ["digits", "numbers", "figures", "are", "is", "of", "it", "the", "number", "order", "characters"].contains(
      tokens.text(index))
    {
      index += 1
    }
    guard !tokens.has(otherCues, before: start, reach: 5) || tokens.has(cues, before: start, reach: 3) else {
      return nil
    }
    let ends = Signs.readings(tokens, from: index, letters: false) { $0.count <= (count ?? 6) }
    for (end, pieces) in ends.reversed() {
      let fitting = pieces.filter { count == nil ? $0.signs.count > 1 : $0.signs.count == count }
      guard let best = fitting.first else { continue }
      let isCued = tokens.has(cues, before: start, reach: 6) || isExpected
      let trust = (isCued ? 0.9 : 0.5) / (1 + best.cost / 2)
      let others = fitting.dropFirst().prefix(3).map {
        Span<NumberSaid>.Reading(NumberSaid($0.signs, isEnd: true), trust / (2 + $0.cost))
      }
      return Span(
        index..<end, .init(NumberSaid(best.signs, isEnd: true), trust), Array(others), said: tokens.said(index..<end))
    }
    return nil
  }
}
