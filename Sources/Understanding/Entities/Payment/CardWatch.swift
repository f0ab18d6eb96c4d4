/// Notices numbers of payment cards in what is said or typed, also in pieces, between other words and over several turns, before anything is
/// kept of it. A value: words and times in, the words that may be kept out.
///
/// It cuts a run of 13 to 19 digits that passes the check sum of ISO/IEC 7812-1; one that is as long as its issuer's numbers are, since one
/// digit misheard breaks the sum; anything long behind a word for a card; and from the middle of a number on, what is said of one group
/// after the other. What is asked for, telephone numbers, order numbers and the house's own cards are left alone.
public struct CardWatch: Sendable {
  /// What kind of number is being asked for.
  public enum Wanted: Hashable, Sendable {
    /// None; so many digits; a number of the house's own, as on a gift card; a payment card, which is not to be said.
    case nothing, digits(Int), own, card
  }

  /// What may be kept of an utterance.
  public struct Heard: Hashable, Sendable {
    /// The ways of hearing it, with "[card]" in the place of what is cut.
    public var texts: [String]
    /// Whether something was cut.
    public var isCard: Bool
    /// When the earliest utterance that holds a part of the number was taken: the sound of all since then is to be cut as well.
    public var since: Int
  }

  /// What stands in the place of a number.
  public static let placeholder = "[card]"

  private struct Piece {
    var digits: String
    var at: Int
  }

  /// Groups of digits that were said lately and were no answer to anything, oldest first.
  private var pieces: [Piece] = []
  /// Until when digits belong to a card: one was announced, or cut.
  private var announcedUntil = Int.min

  /// How long, in ms, a number may take from group to group.
  private static let patience = 30_000

  /// Starts knowing nothing.
  public init() {}

  /// Takes the ways of hearing one utterance, best first.
  /// - Parameters:
  ///   - spoken: Whether a recogniser heard it: then groups of a number are cut before the number is whole.
  ///   - now: Milliseconds of one clock.
  public mutating func hear(_ texts: [String], wanting wanted: Wanted, spoken: Bool, now: Int) -> Heard {
    pieces.removeAll { now - $0.at > Self.patience }
    let utterances = texts.map { CardRuns($0) }
    var since = now
    var isCard = false
    for utterance in utterances {
      guard let found = find(in: utterance, wanted, spoken, now) else { continue }
      isCard = true
      since = min(since, found)
    }
    guard isCard else {
      remember(utterances.first, wanted, now)
      return Heard(texts: texts, isCard: false, since: now)
    }
    announcedUntil = now + Self.patience
    if let digits = utterances.first?.runs.last?.digits { pieces.append(Piece(digits: digits, at: now)) }
    return Heard(texts: utterances.map { $0.masked() }, isCard: true, since: since)
  }

  /// Since when the card has been said that this utterance holds; nil: it holds none.
  private func find(in utterance: CardRuns, _ wanted: Wanted, _ spoken: Bool, _ now: Int) -> Int? {
    for (place, run) in utterance.runs.enumerated() {
      if case .digits(run.digits.count) = wanted, utterance.runs.count == 1, now > announcedUntil { continue }
      let announced = run.cue == .card || wanted == .card || now <= announcedUntil && run.cue == nil
      if wanted == .own, run.cue != .card { continue }
      if run.cue == .phone, run.digits.count <= 15 { continue }
      if run.holdsWhole { return now }
      if run.digits.count >= 15, CardNumbers.isAsLongAsIssued(Array(run.digits.utf8)) { return now }
      if announced, run.digits.count >= (wanted == .card || now <= announcedUntil ? 3 : 8) {
        if case .digits(run.digits.count) = wanted { continue }
        return pieces.first?.at ?? now
      }
      guard place == 0, utterance.isMostlyDigits, run.cue == nil else { continue }
      if let since = joined(run.digits, spoken: spoken && wanted == .nothing, now) { return since }
    }
    return nil
  }

  /// Since when pieces were said that make a card's number with these digits, or enough of one.
  private func joined(_ digits: String, spoken: Bool, _ now: Int) -> Int? {
    for first in pieces.indices.reversed() {
      let number = pieces[first...].map(\.digits).joined() + digits
      if number.count > 19 { break }
      if CardNumbers.isWhole(number) || number.count >= 15 && CardNumbers.isAsLongAsIssued(Array(number.utf8)) {
        return pieces[first].at
      }
    }
    guard spoken else { return nil }
    // Two or three groups of four: nothing else that is said here has so many digits.
    for first in 0...pieces.count {
      let number = pieces[first...].map(\.digits).joined() + digits
      if [8, 12].contains(number.count), CardNumbers.network(Array(number.utf8)) != nil {
        return first < pieces.count ? pieces[first].at : now
      }
    }
    return nil
  }

  private mutating func remember(_ utterance: CardRuns?, _ wanted: Wanted, _ now: Int) {
    guard let utterance else { return }
    if utterance.announces { announcedUntil = now + Self.patience }
    guard let digits = utterance.runs.first?.digits, utterance.runs.count == 1, utterance.isMostlyDigits,
      utterance.runs[0].cue == nil, wanted != .digits(digits.count)
    else {
      if utterance.runs.isEmpty, utterance.isMostlyDigits { return }
      pieces = []
      return
    }
    pieces.append(Piece(digits: digits, at: now))
    if pieces.count > 6 { pieces.removeFirst() }
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
    tokens = Tokens(text)
    var index = 0
    while index < tokens.count {
      guard var run = run(at: index) else {
        index += 1
        continue
      }
      run.cue = cue(before: run.words.lowerBound)
      index = run.words.upperBound
      runs.append(run)
    }
  }

  /// Whether it is hardly more than digits.
  var isMostlyDigits: Bool { tokens.count - runs.reduce(0) { $0 + $1.words.count } <= 5 }

  /// Whether it ends with the announcement of a card's number.
  var announces: Bool {
    tokens.has(Self.cards, before: tokens.count, reach: 6) && !tokens.has(["gift"], before: tokens.count, reach: 8)
      && tokens.has(["number", "is", "it's", "digits", "ready", "take"], before: tokens.count, reach: 6)
      && (runs.last?.words.upperBound ?? 0) < tokens.count
  }

  /// The text without its numbers: all of three digits or more that nothing else is the word for.
  func masked() -> String {
    var result = ""
    var place = 0
    for run in runs where run.digits.count >= 3 && (run.cue == nil || run.cue == .card || run.digits.count >= 13) {
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
    "reference", "ticket", "case", "gift", "invoice", "order's", "shipment", "serial",
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
