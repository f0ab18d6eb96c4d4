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
  /// The latest answer that begins as cards' numbers do: what is said behind it may be the rest of one.
  private var begun: Piece?
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
    if let begun, now - begun.at > Self.patience { self.begun = nil }
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
    if let begun, since <= begun.at { pieces.insert(begun, at: 0) }
    begun = nil
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
    for (place, run) in utterance.runs.enumerated() where isUnfinished || wanted == .card || !run.isOpen {
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
      if let since = joined(run.digits, spoken ? wanted : nil, isPhone: wanted == .phone, now) { return since }
    }
    return nil
  }

  /// Since when pieces were said that make a card's number with these digits, or enough of one.
  /// - Parameter wanted: What was asked for, where it is spoken: enough is less then than all.
  private func joined(_ digits: String, _ wanted: Wanted?, isPhone: Bool, _ now: Int) -> Int? {
    if let begun, !isPhone {
      // An order's number and a telephone's may be as long together: one in ten of them would pass the check sum.
      let number = begun.digits + pieces.map(\.digits).joined() + digits
      if CardNumbers.isWhole(number), CardNumbers.isAsLongAsIssued(Array(number.utf8)) { return begun.at }
    }
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
      begun = answer(in: utterance, wanted).map { Piece(digits: $0, at: now) }
      return
    }
    pieces.append(Piece(digits: digits, at: now))
    while pieces.reduce(0, { $0 + $1.digits.count }) > Self.mostDigits { pieces.removeFirst() }
  }

  /// What was asked for and is all that was said, where it begins as cards' numbers do.
  private func answer(in utterance: CardRuns, _ wanted: Wanted) -> String? {
    guard case .digits(let count) = wanted, utterance.runs.count == 1, utterance.isMostlyDigits,
      utterance.runs[0].cue == nil, utterance.runs[0].digits.count == count,
      CardNumbers.network(Array(utterance.runs[0].digits.utf8)) != nil
    else { return nil }
    return utterance.runs[0].digits
  }
}
