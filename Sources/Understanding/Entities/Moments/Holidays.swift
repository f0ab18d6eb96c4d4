internal import Commerce

/// Days with a name that customers reckon by, in the United States and where they are the same elsewhere.
enum Holidays {
  /// By the first word, the longest name first.
  private static let names: [String: [(words: [String], rule: @Sendable (Int) -> LocalDate)]] = {
    func fixed(_ month: Int, _ day: Int) -> @Sendable (Int) -> LocalDate {
      { LocalDate(year: $0, month: month, day: day) }
    }
    func nth(_ count: Int, _ weekday: Weekday, _ month: Int, plus: Int = 0) -> @Sendable (Int) -> LocalDate {
      { LocalDate.nth(count, weekday, $0, month).adding(days: plus) }
    }
    func easter(_ plus: Int) -> @Sendable (Int) -> LocalDate { { LocalDate.easter($0).adding(days: plus) } }
    let rows: [(String, @Sendable (Int) -> LocalDate)] = [
      ("christmas eve", fixed(12, 24)), ("christmas day", fixed(12, 25)), ("christmas", fixed(12, 25)),
      ("xmas eve", fixed(12, 24)), ("xmas", fixed(12, 25)),
      ("boxing day", fixed(12, 26)), ("new years eve", fixed(12, 31)), ("new year eve", fixed(12, 31)),
      ("new years day", fixed(1, 1)), ("new years", fixed(1, 1)),
      ("thanksgiving day", nth(4, .thursday, 11)), ("thanksgiving", nth(4, .thursday, 11)),
      ("black friday", nth(4, .thursday, 11, plus: 1)),
      ("cyber monday", nth(4, .thursday, 11, plus: 4)), ("labor day", nth(1, .monday, 9)),
      ("labour day", nth(1, .monday, 9)), ("memorial day", nth(-1, .monday, 5)),
      ("independence day", fixed(7, 4)), ("fourth of july", fixed(7, 4)), ("4th of july", fixed(7, 4)),
      ("halloween", fixed(10, 31)), ("easter sunday", easter(0)),
      ("easter monday", easter(1)), ("easter", easter(0)), ("good friday", easter(-2)),
      ("valentines day", fixed(2, 14)), ("valentines", fixed(2, 14)),
      ("saint patricks day", fixed(3, 17)), ("st patricks day", fixed(3, 17)), ("mothers day", nth(2, .sunday, 5)),
      ("fathers day", nth(3, .sunday, 6)),
      ("mlk day", nth(3, .monday, 1)), ("martin luther king day", nth(3, .monday, 1)),
      ("presidents day", nth(3, .monday, 2)), ("veterans day", fixed(11, 11)),
      ("columbus day", nth(2, .monday, 10)), ("juneteenth", fixed(6, 19)), ("cinco de mayo", fixed(5, 5)),
    ]
    let split = rows.map { ($0.0.split(separator: " ").map(String.init), $0.1) }.sorted { $0.0.count > $1.0.count }
    return Dictionary(grouping: split) { $0.0[0] }
  }()

  /// The named day at a place: the next one from today on, or with `isPast` the latest.
  static func read(_ tokens: Tokens, at place: Int, _ context: EntityContext, isPast: Bool) -> (
    day: LocalDate, end: Int
  )? {
    for (name, day) in context.holidays {
      let words = Tokens(name).map(\.text)
      if !words.isEmpty, fits(tokens, words, at: place) { return (day, place + words.count) }
    }
    let named = names[plain(tokens.text(place))] ?? []
    guard let (words, rule) = named.first(where: { fits(tokens, $0.words, at: place) }) else { return nil }
    var end = place + words.count
    if let year = CalendarWords.year(tokens, at: end) { return (rule(year.year), year.end) }
    let today = context.today
    let this = rule(today.year)
    if tokens.text(end) == "this", tokens.text(end + 1) == "year" { end += 2 }
    if isPast { return (this < today ? this : rule(today.year - 1), end) }
    return (this >= today ? this : rule(today.year + 1), end)
  }

  private static func fits(_ tokens: Tokens, _ words: [String], at place: Int) -> Bool {
    place + words.count <= tokens.count
      && words.indices.allSatisfy { plain(tokens.text(place + $0)) == plain(words[$0]) }
  }

  private static func plain(_ text: String) -> String { text.contains("'") ? text.filter { $0 != "'" } : text }
}
