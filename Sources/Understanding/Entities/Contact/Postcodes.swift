/// Postcodes by the patterns of the United States, the United Kingdom, Canada, the Netherlands, and by their number of digits those of other
/// countries when the context is there. Digits of the same length as an order number are told apart by what announces them.
public enum Postcodes {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<Postcode>] {
    var spans: [Span<Postcode>] = []
    var index = 0
    while index < tokens.count {
      let after =
        spans.last.map { tokens.text($0.tokens.upperBound) == "or" && $0.tokens.upperBound == index - 1 } ?? false
      if let span = digits(tokens, at: index, context, goesOn: after) ?? letters(tokens, at: index, context) {
        spans.append(span)
        index = span.tokens.upperBound
      } else {
        index += 1
      }
    }
    return spans
  }

  /// How many digits postcodes have elsewhere.
  private static let lengths: [String: Int] = [
    "DE": 5, "FR": 5, "IT": 5, "ES": 5, "FI": 5, "SE": 5, "MX": 5, "AT": 4, "CH": 4, "BE": 4, "DK": 4, "NO": 4, "AU": 4,
    "NZ": 4,
    "US": 5, "PT": 4, "IN": 6,
  ]

  private static let otherCues = OrderNumbers.cues.union(ItemNumbers.cues).union(Cues.card).union(Cues.phone)
    .union(["pin", "otp", "passcode", "verification", "cvv"]).subtracting(["number"])

  // MARK: Digits

  private static func digits(
    _ tokens: Tokens, at start: Int, _ context: EntityContext, goesOn: Bool
  ) -> Span<Postcode>? {
    let gap = tokens.gap(start)
    let isExpected = context.expected.contains(.postcode)
    guard !gap.contains(where: { "$£€#@".contains($0) }),
      start == 0 || !tokens[start].isGlued || gap == "-" || gap == "("
    else {
      return nil
    }
    let isCued =
      goesOn || tokens.has(Cues.postcode, before: start, reach: 8)
      || tokens.has(Cues.postcode, from: start + 1, reach: 8)
    guard isCued || isExpected || tokens[start].isDigits || NumberWord.of(tokens.text(start)) != nil else { return nil }
    if NumberWord.of(tokens.text(start)) == nil, NumberWord.times[tokens.text(start)] == nil,
      !(isCued || isExpected) || !slipStarts(tokens, start)
    {
      return nil
    }
    let before = tokens.text(start - 1)
    if NumberWord.of(before) != nil, !tokens.pauses(before: start),
      !["one", "oh", "o"].contains(before) || !tokens[start].isDigits
    {
      return nil
    }
    let country = lengths[context.country] == nil ? "US" : context.country
    let length = lengths[country] ?? 5
    let ends = Signs.readings(tokens, from: start, letters: false) { $0.utf8.count <= (length == 5 ? 9 : length) }
    for (end, pieces) in ends.reversed() where isEnd(tokens, end) {
      let fitting = pieces.filter {
        $0.signs.utf8.count == length || length == 5 && $0.signs.utf8.count == 9 && country == "US"
      }
      guard let best = fitting.first else { continue }
      let isTyped = (start..<end).allSatisfy { tokens[$0].isDigits }
      // Nine digits need their dash or their announcement; spoken digits without one are something else.
      guard isCued || isExpected || isTyped && end <= start + 2 else { return nil }
      if best.signs.utf8.count == 9, !isCued, !isExpected, tokens.gap(start + 1) != "-" { return nil }
      let isOther =
        tokens.has(otherCues, before: start, reach: 4) && !tokens.has(Cues.postcode, before: start, reach: 3)
      if isOther, !isCued, !isExpected { return nil }
      let isNear = tokens.has(["live", "in", "to"], before: start, reach: 1) || isPlace(tokens, start, end)
      let trust =
        isOther ? 0.2 : isExpected || isCued ? 0.95 : isNear ? 0.6 : start == 0 && end == tokens.count ? 0.5 : 0.35
      let readings = fitting.prefix(3).map {
        Span<Postcode>.Reading(Postcode(written($0.signs), country: country), max(0.02, trust / (1 + $0.cost / 2)))
      }
      return Span(start..<end, readings[0], Array(readings.dropFirst()), said: tokens.said(start..<end))
    }
    return nil
  }

  private static func slipStarts(_ tokens: Tokens, _ start: Int) -> Bool {
    NumberWord.slips[tokens.text(start)] != nil && tokens.text(start) != "zip" && tokens.text(start) != "mine"
  }

  /// A capital before or behind it, as in "Burlington, VT 05401" and "10115 Berlin".
  private static func isPlace(_ tokens: Tokens, _ start: Int, _ end: Int) -> Bool {
    func isCapital(_ place: Int) -> Bool {
      place >= 0 && place < tokens.count && tokens[place].original.first?.isUppercase == true
    }
    return isCapital(start - 1) && start > 1 || isCapital(end) && !tokens.pauses(before: end)
  }

  private static func written(_ digits: String) -> String {
    digits.utf8.count == 9 ? "\(digits.prefix(5))-\(digits.suffix(4))" : digits
  }

  private static func isEnd(_ tokens: Tokens, _ end: Int) -> Bool {
    guard end < tokens.count else { return !tokens.tail.hasPrefix("%") }
    let gap = tokens.gap(end)
    if gap.hasPrefix("%") || tokens[end].isGlued && [".", ":", "/", "@", "_", ","].contains(gap) { return false }
    return NumberWord.of(tokens.text(end)) == nil || tokens.pauses(before: end)
  }

  // MARK: Letters and digits

  private static func letters(_ tokens: Tokens, at start: Int, _ context: EntityContext) -> Span<Postcode>? {
    let isCued =
      context.expected.contains(.postcode) || tokens.has(Cues.postcode, before: start, reach: 8)
      || tokens.has(Cues.postcode, from: start + 1, reach: 10)
    let text = tokens.text(start)
    guard start == 0 || !tokens[start].isGlued || tokens.gap(start) == "(" else { return nil }
    let isCode = text.utf8.contains { (0x30...0x39).contains($0) } && text.utf8.count <= 7
    let isLetter = text.utf8.count <= 2 && text.first?.isLetter == true || Alphabet.codeWords[text] != nil
    guard isCode || isLetter || isCued && Alphabet.letter(tokens, at: start) != nil else { return nil }
    let ends = Signs.readings(tokens, from: start, letters: true) { PostcodePattern.begins($0) }
    for (end, pieces) in ends.reversed() where isEnd(tokens, end) {
      for piece in pieces {
        guard let (written, country) = PostcodePattern.whole(piece.signs) else { continue }
        let count = end - start
        // Without an announcement only what is written like one counts.
        let isWritten = count <= 2 && isCode && country != "NL"
        let isSpelled = count >= 5 && country != "NL"
        guard
          isCued || isWritten || isSpelled
            || country == "NL" && count == 2 && tokens[start].isDigits
              && tokens[start + 1].original == tokens[start + 1].text.uppercased()
        else { continue }
        let trust = (isCued ? 0.95 : isWritten ? 0.85 : 0.6) / (1 + piece.cost / 2)
        return Span(start..<end, .init(Postcode(written, country: country), trust), said: tokens.said(start..<end))
      }
    }
    return nil
  }
}
