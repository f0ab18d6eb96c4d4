/// Which one in a row: "the second", "the last one", "second to last", "option two". 1 is the first, -1 the last, -2 the last but one.
public enum Ordinals {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<Int>] {
    var spans: [Span<Int>] = []
    var index = 0
    while index < tokens.count {
      if let (value, end, trust) = phrase(tokens, at: index) ?? choice(tokens, at: index) ?? word(tokens, at: index) {
        let range = index..<end
        spans.append(Span(range, .init(value, trust), said: tokens.said(range)))
        index = end
      } else {
        index += 1
      }
    }
    return spans
  }

  private static let phrases = PhraseTable<Int>([
    (
      -2,
      "second to last, second to the last, second last, last but one, next to last, next to the last, penultimate, one before the last"
    ),
    (-3, "third to last, third from last, last but two"),
    (
      -1,
      "last one, last (order|item|option), final (one|order|item|option), latter (one), latest (one|order), newest (one|order), most recent (one|order), bottom one, one at the bottom, very last"
    ),
    (1, "former (one), very first, top one, one at the top, oldest (one|order), earliest (one|order), topmost"),
  ])

  private static let notLast: Set<String> = [
    "name", "names", "name's", "week", "month", "year", "night", "time", "friday", "monday", "tuesday", "wednesday",
    "thursday", "saturday", "sunday",
    "minute", "digits", "four", "three", "two", "4", "3", "2", "few", "couple", "spring", "summer", "winter", "fall",
    "autumn", "weekend", "chance", "thing",
    "christmas", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
    "resort", "long", "longer", "lasts", "longest", "five", "six", "ten", "for",
  ]

  private static func phrase(_ tokens: Tokens, at start: Int) -> (Int, Int, Double)? {
    guard let found = phrases.match(in: tokens, at: start) else { return nil }
    if tokens.text(start) == "last", found.end == start + 1 {
      guard !notLast.contains(tokens.text(found.end)), tokens.text(start - 1) != "at",
        !["will", "won't", "doesn't", "to"].contains(tokens.text(start - 1))
      else { return nil }
    }
    if tokens.text(start) == "latest" || tokens.text(start) == "final", tokens.text(start - 1) == "at" { return nil }
    return (found.value, found.end, 0.9)
  }

  private static let choices: Set<String> = [
    "option", "number", "choice", "line", "no", "variant", "alternative", "item", "nr",
  ]
  private static let before: Set<String> = [
    "order", "phone", "card", "item", "product", "account", "customer", "tracking", "house", "flat", "telephone",
    "cell", "zip", "street", "reference",
    "confirmation", "mobile", "serial", "model", "apartment", "my",
  ]

  /// "Option two", "number 3", "option b".
  private static func choice(_ tokens: Tokens, at start: Int) -> (Int, Int, Double)? {
    let text = tokens.text(start)
    guard choices.contains(text), !before.contains(tokens.text(start - 1)) else { return nil }
    if text == "option" || text == "choice" || text == "variant", let letter = tokens.text(start + 1).first,
      tokens.text(start + 1).utf8.count == 1,
      let place = "abcdef".firstIndex(of: letter)
    {
      return ("abcdef".distance(from: "abcdef".startIndex, to: place) + 1, start + 2, 0.85)
    }
    guard let number = Cardinal.read(tokens, at: start + 1), (1...20).contains(number.value),
      NumberWord.of(tokens.text(number.end)) == nil,
      text != "no" || number.isTyped, !tokens[start + 1].isGlued || tokens.gap(start + 1) == "#"
    else { return nil }
    return (number.value, number.end, text == "line" || text == "item" ? 0.75 : 0.85)
  }

  private static let notFirst: Set<String> = [
    "name", "names", "name's", "of", "class", "aid", "time", "thing", "things", "off", "hand", "floor", "avenue",
    "street",
  ]
  private static let starters: Set<String> = [
    "i", "i'd", "i'll", "cancel", "return", "you", "we", "let", "let's", "tell", "please", "can", "could", "what",
    "change",
  ]

  private static func word(_ tokens: Tokens, at start: Int) -> (Int, Int, Double)? {
    guard let (value, end) = OrdinalWord.read(tokens, at: start) else { return nil }
    let text = tokens.text(start)
    let next = tokens.text(end)
    let before = tokens.text(start - 1)
    if text == "second",
      ["a", "one", "this", "every", "per", "split", "any"].contains(before)
        || ["thoughts", "thought", "hand", "please"].contains(next) && before != "the"
    {
      return nil
    }
    if text == "second", before == "just" || before == "give" || next == "ago" { return nil }
    if StreetWords.isStreet(next) || StreetWords.isStreet(tokens.text(end + 1)) && tokens[start].isDigits { return nil }
    if value == 1, notFirst.contains(next) && !(next == "of" && before == "the") { return nil }
    if value < 4, ["name", "names"].contains(next) { return nil }
    // "First, cancel it" says what comes first, not which.
    if value < 4, before != "the", before != "my", starters.contains(next) { return nil }
    if text == "first", before == "at" { return nil }
    let isNoun = before == "the" || before == "my" || next == "one"
    return (value, end, isNoun ? 0.92 : start == 0 && end == tokens.count ? 0.9 : 0.7)
  }
}
