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
    /// An amount: "$22", "2.15", "22 dollars".
    var isAmount = false

    /// Whether anybody may know it: so few digits of a card are on every receipt, an amount is no part of one, and no card is written in fives as
    /// several orders and a postcode are, unless three of these are one.
    var isOpen: Bool {
      isEnding && digits.count <= 4 || isAmount && digits.count < 8 || cue == .other && isInFives && !holdsThreeFives
    }

    /// Whether three groups of five are the whole number of a card.
    private var holdsThreeFives: Bool {
      let all = Array(digits.utf8)
      return groups.contains { $0 + 15 <= all.count && CardNumbers.isComplete(Array(all[$0..<$0 + 15])) }
    }

    private var isInFives: Bool {
      let ends = groups.dropFirst() + [digits.count]
      return groups.count > 1 && zip(groups, ends).allSatisfy { $1 - $0 == 5 }
    }

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
      run.isAmount = isAmount(run)
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

  /// Whether it ends with the announcement of a card's number: "my visa number is", "the card now, ready?", "can you take my card". Talk about
  /// a card ("to the visa, the rest is right") announces none.
  var announces: Bool {
    guard tokens.has(Self.cards, before: tokens.count, reach: 6), !tokens.has(["gift"], before: tokens.count, reach: 8),
      (runs.last?.words.upperBound ?? 0) < tokens.count
    else { return false }
    if tokens.has(["number", "numbers", "digits"], before: tokens.count, reach: 6) { return true }
    let last = tokens.text(tokens.count - 1)
    return Self.announcing.contains(last)
      || Self.cards.contains(last) && tokens.has(Self.announcing, before: tokens.count, reach: 6)
  }

  /// What announces a card's number at the end of what is said, or with the card there.
  private static let announcing: Set<String> = [
    "is", "it's", "its", "ready", "take", "are", "here", "now", "goes", "following",
  ]

  /// Money, by its sign, its word, or two places behind a point.
  private func isAmount(_ run: Run) -> Bool {
    if tokens.gap(run.words.lowerBound).contains(where: { "$£€".contains($0) }) { return true }
    if Self.money.contains(tokens.text(run.words.upperBound)) { return true }
    let last = run.words.upperBound - 1
    return run.words.count == 2 && tokens[last].isGlued && tokens.gap(last) == "." && tokens.text(last).utf8.count == 2
  }

  private static let money: Set<String> = [
    "dollars", "dollar", "bucks", "buck", "cents", "euros", "euro", "pounds", "usd",
  ]

  /// The text without its numbers: all of so many digits or more that nothing else is the word for.
  func masked(from shortest: Int) -> String {
    var result = ""
    var place = 0
    for run in runs
    where run.digits.count >= shortest && (run.cue == nil || run.cue == .card || run.digits.count >= 13)
      && (shortest == 1 || !run.isOpen)
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
    // "Zip" is said for zero by some, and by all for what comes before a postcode.
    guard place < tokens.count, !Self.others.contains(tokens.text(place)) else { return nil }
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
