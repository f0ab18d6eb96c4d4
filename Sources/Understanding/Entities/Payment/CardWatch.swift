/// Notices numbers of payment cards in what is said or typed, also in pieces, between other words and over several turns, before anything is
/// kept of it. A value: words and times in, the words that may be kept out.
///
/// It cuts a run of 13 to 19 digits that passes the check sum of ISO/IEC 7812-1; one that is as long as its issuer's numbers are, since one
/// digit misheard breaks the sum; anything long behind a word for a card; and from the middle of a number on, what is said of one group
/// after the other. What is asked for, telephone numbers, order numbers and the house's own cards are left alone. Other secrets it cuts where
/// they stand beside their name (`NamedSecrets`).
public struct CardWatch: Sendable {
  /// What kind of number is being asked for.
  public enum Wanted: Hashable, Sendable {
    /// None; so many digits; a telephone number; a number of the house's own, as on a gift card; a payment card, which is not to be said.
    case nothing, digits(Int), phone, own, card
  }

  /// What may be kept of an utterance.
  public struct Heard: Hashable, Sendable {
    /// The ways of hearing it, with "[card]" or "[secret]" in the place of what is cut.
    public var texts: [String]
    /// Whether something was cut.
    public var isCard: Bool
    /// When the earliest utterance that holds a part of the number was taken: the sound of all since then is to be cut as well.
    public var since: Int
  }

  /// What stands in the place of a number, and of another secret.
  public static let placeholder = "[card]"
  /// See `placeholder`.
  public static let secretPlaceholder = NamedSecrets.placeholder

  private struct Piece {
    var digits: String
    var at: Int
  }

  /// Groups of digits that were said lately and were no answer to anything, oldest first.
  private var pieces: [Piece] = []
  /// Until when digits belong to a card: one was announced, or cut.
  private var announcedUntil = Int.min
  /// A part of a number was cut, and not all of it has been said: what comes next of it is short at times.
  private var isUnfinished = false
  /// Until when three or four digits are a card's code: it was named, and nothing else was said since.
  private var codeUntil = Int.min

  /// How long, in ms, a number may take from group to group.
  private static let patience = 30_000
  /// No number has more digits than two cards' take.
  private static let mostDigits = 40

  /// Starts knowing nothing.
  public init() {}

  /// Takes the ways of hearing one utterance, best first.
  /// - Parameters:
  ///   - spoken: Whether a recogniser heard it: then groups of a number are cut before the number is whole.
  ///   - awaitsCode: Whether a one-time code of the house's own is waited for: it is left for whoever takes it from the words.
  ///   - now: Milliseconds of one clock.
  public mutating func hear(
    _ texts: [String], wanting wanted: Wanted, spoken: Bool, awaitsCode: Bool = false, now: Int
  ) -> Heard {
    var heard = hearCards(texts, wanting: wanted, spoken: spoken, now: now)
    var scope = NamedSecrets.Scope(awaitsCode: awaitsCode, isOwnAsked: wanted == .own)
    scope.continuesCardCode = now <= codeUntil && ![.own, .digits(3), .digits(4)].contains(wanted)
    codeUntil = .min
    for index in heard.texts.indices {
      let secrets = NamedSecrets(heard.texts[index], scope)
      if secrets.announcesCardCode { codeUntil = now + Self.patience }
      guard !secrets.found.isEmpty else { continue }
      heard.texts[index] = secrets.masked
      heard.isCard = true
    }
    return heard
  }

  private mutating func hearCards(_ texts: [String], wanting wanted: Wanted, spoken: Bool, now: Int) -> Heard {
    pieces.removeAll { now - $0.at > Self.patience }
    if now > announcedUntil { isUnfinished = false }
    let utterances = texts.map { CardRuns($0) }
    var since = now
    var isCard = false
    for utterance in utterances {
      guard let found = find(in: utterance, wanted, spoken, now) else { continue }
      isCard = true
      since = min(since, found)
    }
    // The other hearings are of the same sound.
    let shortest = isUnfinished || since < now || utterances.contains(where: \.holdsWholeTogether) ? 1 : 3
    guard isCard else {
      remember(utterances.first, wanted, now)
      return Heard(texts: texts, isCard: false, since: now)
    }
    announcedUntil = now + Self.patience
    for run in utterances.first?.runs ?? [] where run.cue == nil || run.cue == .card {
      pieces.append(Piece(digits: run.digits, at: now))
    }
    let number = pieces.map(\.digits).joined()
    isUnfinished = number.count < 16 && !CardNumbers.isWhole(number)
    return Heard(texts: utterances.map { $0.masked(from: shortest) }, isCard: true, since: since)
  }

  /// Since when the card has been said that this utterance holds; nil: it holds none.
  private func find(in utterance: CardRuns, _ wanted: Wanted, _ spoken: Bool, _ now: Int) -> Int? {
    if utterance.holdsWholeTogether, wanted != .own { return now }
    for (place, run) in utterance.runs.enumerated() {
      if case .digits(run.digits.count) = wanted, utterance.runs.count == 1, now > announcedUntil { continue }
      let announced = run.cue == .card || wanted == .card || now <= announcedUntil && run.cue == nil
      if wanted == .own, run.cue != .card { continue }
      if run.cue == .phone, run.digits.count <= 15 { continue }
      if run.holdsWhole { return now }
      if run.digits.count >= 15, CardNumbers.isAsLongAsIssued(Array(run.digits.utf8)) { return now }
      // Nearly a card's number, with a digit lost or its end still to come.
      if run.cue == nil, wanted != .phone, (12...19).contains(run.digits.count),
        CardNumbers.network(Array(run.digits.utf8)) != nil
      {
        return now
      }
      let least = isUnfinished ? 1 : wanted == .card || now <= announcedUntil ? 3 : 8
      if announced, run.digits.count >= least {
        if case .digits(run.digits.count) = wanted { continue }
        return pieces.first?.at ?? now
      }
      guard place == 0, utterance.isMostlyDigits, run.cue == nil else { continue }
      if let since = joined(run.digits, spoken ? wanted : nil, now) { return since }
    }
    return nil
  }

  /// Since when pieces were said that make a card's number with these digits, or enough of one.
  /// - Parameter wanted: What was asked for, where it is spoken: enough is less then than all.
  private func joined(_ digits: String, _ wanted: Wanted?, _ now: Int) -> Int? {
    for first in pieces.indices.reversed() {
      let number = pieces[first...].map(\.digits).joined() + digits
      if number.count > 19 { break }
      if CardNumbers.isWhole(number) || number.count >= 15 && CardNumbers.isAsLongAsIssued(Array(number.utf8)) {
        return pieces[first].at
      }
    }
    guard let wanted, wanted != .phone else { return nil }
    let asked = if case .digits(let count) = wanted { count } else { 0 }
    // Two or three groups of four: nothing else that is said here has so many digits.
    for first in 0...pieces.count {
      let number = pieces[first...].map(\.digits).joined() + digits
      if [8, 12].contains(number.count), number.count > asked, CardNumbers.network(Array(number.utf8)) != nil {
        return first < pieces.count ? pieces[first].at : now
      }
    }
    return nil
  }

  private mutating func remember(_ utterance: CardRuns?, _ wanted: Wanted, _ now: Int) {
    guard let utterance else { return }
    if utterance.announces { announcedUntil = now + Self.patience }
    if let begun = utterance.runs.last, begun.cue == .card, !begun.isEnding, (2...6).contains(begun.digits.count),
      begun.words.upperBound == utterance.tokens.count, CardNumbers.network(Array(begun.digits.utf8)) != nil
    {
      // The card's first group beside its announcement: the rest is to follow.
      announcedUntil = now + Self.patience
      pieces = [Piece(digits: begun.digits, at: now)]
      return
    }
    guard let digits = utterance.runs.first?.digits, utterance.runs.count == 1, utterance.isMostlyDigits,
      utterance.runs[0].cue == nil, wanted != .digits(digits.count)
    else {
      if utterance.runs.isEmpty, utterance.isMostlyDigits { return }
      pieces = []
      return
    }
    pieces.append(Piece(digits: digits, at: now))
    while pieces.reduce(0, { $0 + $1.digits.count }) > Self.mostDigits { pieces.removeFirst() }
  }
}

/// The runs of digits in an utterance, with what their groups are and which word announces them.
struct CardRuns {
  enum Cue { case card, phone, other }

  struct Run {
    var words: Range<Int>
    var digits: String
    /// Where groups begin, in digits.
    var groups: [Int]
    var cue: Cue?
    /// Only the end of a number is told: "ending in 4190", "the last four are".
    var isEnding = false

    /// Whether a number that passes the check sum stands at the beginning of a group.
    var holdsWhole: Bool {
      let all = Array(digits)
      return groups.contains { start in
        (13...19).reversed().contains { length in
          start + length <= all.count && CardNumbers.isWhole(String(all[start..<start + length]))
        }
      }
    }
  }

  let tokens: Tokens
  private(set) var runs: [Run] = []

  init(_ text: String) {
    tokens = Tokens(Self.apart(text))
    var index = 0
    while index < tokens.count {
      guard var run = run(at: index) else {
        index += 1
        continue
      }
      run.cue = cue(before: run.words.lowerBound)
      run.isEnding = tokens.has(["ending", "ends", "last"], before: run.words.lowerBound, reach: 4)
      index = run.words.upperBound
      runs.append(run)
    }
  }

  /// Whether the groups in it are a card's number one after the other, with other words, or the end of a line, between them.
  var holdsWholeTogether: Bool {
    let own = runs.filter { $0.cue == nil || $0.cue == .card }.map(\.digits)
    return own.indices.contains { first in
      var number = ""
      for digits in own[first...] {
        number += digits
        if number.count > 19 { return false }
        if CardNumbers.isWhole(number) { return true }
      }
      return false
    }
  }

  /// The same text with digits as ASCII ones, and long numbers apart from what is written onto and into them.
  private static func apart(_ text: String) -> String {
    let characters = text.map { sign in
      sign.wholeNumberValue.flatMap { (0...9).contains($0) ? Character(String($0)) : nil } ?? sign
    }
    var result = ""
    var index = 0
    while index < characters.count {
      guard characters[index].isASCII, characters[index].isNumber else {
        result.append(characters[index])
        index += 1
        continue
      }
      // Digits with at most one mark between them.
      var (end, digits) = (index, 0)
      while end < characters.count {
        if characters[end].isNumber {
          digits += 1
        } else if characters[end].isLetter || characters[end].isWhitespace
          || !(end + 1 < characters.count && characters[end + 1].isNumber)
        {
          break
        }
        end += 1
      }
      if let groups = crossed(characters, at: index) {
        if let last = result.last, last.isLetter { result += " " }
        result += groups.text
        index = groups.end
        if index < characters.count, characters[index].isLetter { result += " " }
        continue
      }
      let run = String(characters[index..<end])
      guard digits >= 12 else {
        result += run
        index = end
        continue
      }
      if let last = result.last, last.isLetter || "_/".contains(last) { result += " " }
      result += run.filter { !"_./|,;:*=".contains($0) }
      if end < characters.count, characters[end].isLetter || "_/".contains(characters[end]) { result += " " }
      index = end
    }
    return result
  }

  /// A card's groups with an x between them, apart; nil where there are none: measures have shorter ones, and fewer.
  private static func crossed(_ characters: [Character], at start: Int) -> (text: String, end: Int)? {
    var groups: [Substring] = []
    var index = start
    while true {
      var end = index
      while end < characters.count, characters[end].isASCII, characters[end].isNumber, end - index < 7 { end += 1 }
      guard (3...6).contains(end - index) else { return nil }
      groups.append(Substring(String(characters[index..<end])))
      index = end
      guard index + 1 < characters.count, ["x", "X", "×"].contains(characters[index]), characters[index + 1].isNumber,
        groups.count < 6
      else { break }
      index += 1
    }
    let text = groups.joined(separator: " ")
    return groups.count > 2 && (12...19).contains(text.count { $0.isNumber }) ? (text, index) : nil
  }

  /// Whether it is hardly more than digits.
  var isMostlyDigits: Bool { tokens.count - runs.reduce(0) { $0 + $1.words.count } <= 5 }

  /// Whether it ends with the announcement of a card's number.
  var announces: Bool {
    tokens.has(Self.cards, before: tokens.count, reach: 6) && !tokens.has(["gift"], before: tokens.count, reach: 8)
      && tokens.has(["number", "is", "it's", "digits", "ready", "take"], before: tokens.count, reach: 6)
      && (runs.last?.words.upperBound ?? 0) < tokens.count
  }

  /// The text without its numbers: all of so many digits or more that nothing else is the word for.
  func masked(from shortest: Int) -> String {
    var result = ""
    var place = 0
    for run in runs where run.digits.count >= shortest && (run.cue == nil || run.cue == .card || run.digits.count >= 13)
    {
      for index in place..<run.words.lowerBound { result += tokens.gap(index) + tokens[index].original }
      let gap = tokens.gap(run.words.lowerBound)
      result += String(gap.reversed().drop { "#+(".contains($0) }.reversed()) + CardWatch.placeholder
      place = run.words.upperBound
    }
    for index in place..<tokens.count { result += tokens.gap(index) + tokens[index].original }
    return result + tokens.tail
  }

  // MARK: Reading

  /// What may stand between two groups of one number.
  private static let between: Set<String> = Signs.fillers.union([
    "that's", "thats", "yeah", "yes", "okay", "ok", "so", "next", "it's", "its", "again", "the", "comes", "sorry",
    "wait",
    "plus", "followed", "by", "let", "me", "see", "hold", "on", "now", "another", "group", "last", "four", "first",
    "second", "third", "fourth", "hm", "hmm", "well", "is", "here", "got", "it", "you", "know", "like", "i", "think",
    "with",
  ])
  private static let cards = Cues.card.subtracting(["gift", "paypal"]).union(["expires", "pan"])
  private static let others: Set<String> = Cues.postcode.union([
    "order", "orders", "item", "items", "tracking", "parcel", "product", "article", "customer", "account", "user",
    "sku",
    "reference", "ticket", "case", "gift", "invoice", "order's", "shipment", "serial", "barcode", "ean", "upc", "isbn",
  ])

  private func run(at start: Int) -> Run? {
    guard let first = digits(at: start, inside: false) else { return nil }
    var run = Run(words: start..<first.end, digits: first.signs, groups: [0], cue: nil)
    var index = first.end
    while index < tokens.count, run.digits.count < 40 {
      var next = index
      while next < tokens.count, next - index < 5, digits(at: next, inside: true) == nil,
        Self.between.contains(tokens.text(next))
      {
        next += 1
      }
      guard next < tokens.count, !endsSentence(at: next, from: index), let more = digits(at: next, inside: true) else {
        break
      }
      // A group begins where words stood between, or where several digits were written as one.
      if next > index || more.signs.count > 1 || tokens.gap(next) != " " { run.groups.append(run.digits.count) }
      run.digits += more.signs
      index = more.end
      run.words = start..<index
    }
    return run
  }

  private func endsSentence(at next: Int, from index: Int) -> Bool {
    // A full stop between groups is a way of writing them; a question is an end.
    (index...next).contains { tokens.gap($0, holds: "?!\n") }
  }

  private func digits(at place: Int, inside: Bool) -> Signs.Piece? {
    guard place < tokens.count else { return nil }
    let pieces = Signs.pieces(tokens, at: place, letters: false).filter { $0.signs.allSatisfy(\.isNumber) }
    guard let plain = pieces.min(by: { ($0.cost, $1.end) < ($1.cost, $0.end) }) else { return nil }
    if plain.cost <= 0.3 { return plain }
    // "for", "to": a digit only between digits.
    guard inside, plain.cost <= 0.7, place + 1 < tokens.count else { return nil }
    let next = tokens.text(place + 1)
    return NumberWord.of(next) != nil || NumberWord.times[next] != nil ? plain : nil
  }

  /// The nearest word before a number that says what it is.
  private func cue(before place: Int) -> Cue? {
    if tokens.gap(place).contains("+") { return .phone }
    var index = place - 1
    while index >= 0, index >= place - 8 {
      let text = tokens.text(index)
      if Self.cards.contains(text) { return tokens.text(index - 1) == "gift" ? .other : .card }
      if Cues.phone.contains(text) { return .phone }
      if Self.others.contains(text) { return .other }
      index -= 1
    }
    return nil
  }
}
