/// Names of persons: behind "my name is", "this is", "last name …, first name …", before "speaking", in answer to a question, or where two known
/// names stand beside each other; spelled letter by letter, with remarks on the spelling, with small words, hyphens and apostrophes.
public enum PersonNames {
  /// All that the words hold, in their order. A given and a family name told apart from each other are one span.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<PersonName>] {
    let isExpected = context.expected.contains(.name)
    var spans: [Span<PersonName>] = []
    var index = 0
    while index < tokens.count {
      if let span = cued(tokens, at: index, isExpected) ?? backward(tokens, at: index)
        ?? bare(tokens, at: index, isExpected)
      {
        spans.append(span)
        index = span.tokens.upperBound
      } else {
        index += 1
      }
    }
    if spans.isEmpty, isExpected, let answer = answer(tokens) { spans = [answer] }
    return merged(spans, tokens)
  }

  // MARK: Behind a cue

  private static func cued(_ tokens: Tokens, at place: Int, _ isExpected: Bool) -> Span<PersonName>? {
    guard let cue = NameCue.read(tokens, at: place) else { return titled(tokens, at: place) }
    let trust = max(cue.trust, isExpected ? .asked : .none)
    guard var run = NameRun.read(tokens, at: cue.end, trust) else { return nil }
    // "Bond, James Bond."
    if run.pieces.count == 1, tokens.pauses(before: run.range.upperBound),
      let again = NameRun.read(tokens, at: run.range.upperBound, trust), again.pieces.count > 1,
      again.pieces.last?.lower == run.pieces[0].lower
    {
      run = again
    }
    let confidence: Double
    switch cue.trust {
    case .strong: confidence = 0.95
    default:
      guard let weak = weakTrust(run, tokens, isExpected) else { return nil }
      confidence = weak
    }
    return span(run, tokens, cue.field, confidence)
  }

  /// How much a run behind "this is" and the like is to be believed.
  private static func weakTrust(_ run: NameRun, _ tokens: Tokens, _ isExpected: Bool) -> Double? {
    let first = run.pieces[0].lower
    let next = tokens.text(run.range.upperBound)
    let isCalling = ["here", "calling", "speaking", "again"].contains(next)
    if CommonNames.given.contains(first) { return run.pieces.count > 1 ? 0.92 : 0.85 }
    if run.hasTitle { return 0.92 }
    if run.pieces.contains(where: \.isSpelled) { return isExpected ? 0.9 : 0.6 }
    if run.capitals > 1, run.pieces.count > 1 { return 0.8 }
    if isExpected { return 0.8 }
    if isCalling { return 0.8 }
    if run.known > 0, run.pieces.count > 1 { return 0.75 }
    if run.capitals == 1, run.known == 1 || CommonNames.also.contains(first) { return 0.6 }
    // "Under moreau".
    return run.known == 1 && ["under", "for", "to", "name"].contains(tokens.text(run.range.lowerBound - 1)) ? 0.7 : nil
  }

  private static func titled(_ tokens: Tokens, at place: Int) -> Span<PersonName>? {
    guard NameRun.titles.contains(tokens.text(place)), tokens.text(place) != "miss" || tokens[place].original == "Miss",
      !["my", "the", "a", "your", "our"].contains(tokens.text(place - 1)),
      let run = NameRun.read(tokens, at: place, .weak), run.hasTitle
    else { return nil }
    return span(run, tokens, .full, 0.85)
  }

  // MARK: Without a cue before it

  /// "Noah Brown speaking", "Moreau is my last name".
  private static func backward(_ tokens: Tokens, at place: Int) -> Span<PersonName>? {
    guard let run = NameRun.read(tokens, at: place, .asked), isStart(tokens, place) else { return nil }
    var end = run.range.upperBound
    if ["here", "speaking", "calling"].contains(tokens.text(end)),
      CommonNames.given.contains(run.pieces[0].lower) || run.capitals > 1 || isDoubtfulPair(run)
    {
      return span(run, tokens, .full, 0.88)
    }
    guard tokens.text(end) == "is", ["my", "the"].contains(tokens.text(end + 1)) else { return nil }
    end += 2
    if tokens.text(end) == "full" || tokens.text(end) == "name" {
      return ["on", "of"].contains(tokens.text(end + 1)) && tokens.text(end + 1) == "of"
        ? nil : span(run, tokens, .full, 0.92)
    }
    guard let cue = NameCue.read(tokens, at: end), cue.field != .full else { return nil }
    return span(run, tokens, cue.field, 0.92)
  }

  /// "April Brown": two words that are names too.
  private static func isDoubtfulPair(_ run: NameRun) -> Bool {
    run.pieces.count == 2
      && run.pieces.allSatisfy { CommonNames.also.contains($0.lower) || CommonNames.family.contains($0.lower) }
  }

  /// A name may begin only where no other name stands before it.
  private static func isStart(_ tokens: Tokens, _ place: Int) -> Bool {
    place == 0 || tokens.pauses(before: place) || CommonWords.all.contains(tokens.text(place - 1))
      || !tokens[place - 1].text.allSatisfy(\.isLetter)
  }

  /// Two known names beside each other, or two with capitals the first of which is known.
  private static func bare(_ tokens: Tokens, at place: Int, _ isExpected: Bool) -> Span<PersonName>? {
    guard isStart(tokens, place), CommonNames.given.contains(tokens.text(place)),
      let run = NameRun.read(tokens, at: place, .none), run.pieces.count > 1
    else { return nil }
    let second = run.pieces[1].lower
    let isKnown = CommonNames.family.contains(second) || CommonNames.given.contains(second)
    let next = tokens.text(run.range.upperBound)
    let hasZip = Cues.postcode.contains(next) || next.utf8.count == 5 && next.allSatisfy(\.isNumber)
    var trust = run.capitals > 1 ? 0.78 : isKnown ? 0.7 : 0.55
    // "Jordan brown" may be shoes.
    if CommonNames.also.contains(second), run.capitals < 2, !hasZip, !isExpected, run.range.count != tokens.count {
      trust = 0.45
    }
    if hasZip { trust += 0.15 }
    if isExpected { trust += 0.15 }
    return span(run, tokens, .full, min(trust, 0.95))
  }

  /// The answer to "what is your name?": what is left when ordinary words are set aside.
  private static func answer(_ tokens: Tokens) -> Span<PersonName>? {
    guard tokens.count <= 14 else { return nil }
    for index in tokens.indices {
      guard isStart(tokens, index), let run = NameRun.read(tokens, at: index, .asked) else { continue }
      let first = run.pieces[0].lower
      let isKnown = run.known > 0 || CommonNames.also.contains(first) || run.pieces[0].isSpelled
      // An unknown word amid many others is more likely a word.
      guard isKnown || run.pieces.count > 1 || run.range.count * 3 >= tokens.count else { continue }
      return span(run, tokens, .full, isKnown ? 0.85 : run.pieces.count > 1 ? 0.8 : 0.6)
    }
    return nil
  }

  // MARK: Putting together

  private static func span(_ run: NameRun, _ tokens: Tokens, _ field: NameSplit.Field, _ trust: Double) -> Span<
    PersonName
  > {
    let names = NameSplit.names(run, as: field)
    let others = names.dropFirst().map { Span<PersonName>.Reading($0, trust * 0.4) }
    return Span(run.range, .init(names[0], trust), Array(others), said: tokens.said(run.range))
  }

  /// Joins given and family name told one after the other; drops a lone name that a fuller one repeats.
  private static func merged(_ spans: [Span<PersonName>], _ tokens: Tokens) -> [Span<PersonName>] {
    var result: [Span<PersonName>] = []
    for span in spans {
      guard let last = result.last else {
        result.append(span)
        continue
      }
      let (old, new) = (last.value, span.value)
      let range = last.tokens.lowerBound..<span.tokens.upperBound
      let isNear = span.tokens.lowerBound - last.tokens.upperBound <= 8
      if isNear, old.given.isEmpty != new.given.isEmpty, old.family.isEmpty != new.family.isEmpty,
        old.given.isEmpty == new.family.isEmpty
      {
        let name = PersonName(given: old.given + new.given, family: old.family + new.family)
        result[result.count - 1] = Span(
          range, .init(name, max(last.confidence, span.confidence)), said: tokens.said(range))
      } else if !new.given.isEmpty, !new.family.isEmpty, old.given.isEmpty || old.family.isEmpty, isNear {
        result[result.count - 1] = span
      } else if !old.given.isEmpty, !old.family.isEmpty,
        new == PersonName(given: old.given, family: "") || new == PersonName(given: "", family: old.family)
      {
        continue
      } else {
        result.append(span)
      }
    }
    return result
  }
}
