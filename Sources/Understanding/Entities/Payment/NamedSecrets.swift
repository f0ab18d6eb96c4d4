/// Secrets that are called by their name where they stand, and are none of the house's business: the code of a card, one-time codes of others,
/// PINs, passwords, social security numbers, IBANs. What is only asked about ("where is the security code?") and numbers that something else
/// is the name of are left.
struct NamedSecrets {
  /// What stands in the place of one.
  static let placeholder = "[secret]"

  /// What may be looked for.
  struct Scope {
    /// A one-time code of the house's own is waited for, and taken from the words by its shell.
    var awaitsCode = false
    /// A number of the house's own is asked for, as of a gift card with its PIN.
    var isOwnAsked = false
    /// The code of a card was named just before.
    var continuesCardCode = false
  }

  private enum Kind { case cardCode, securityCode, oneTime, pin, pinCode, social, iban, password }

  private let tokens: Tokens
  private let scope: Scope
  /// The words of each.
  private(set) var found: [Range<Int>] = []
  /// Whether it ends with the name of a card's code, the code itself being still to come.
  private(set) var announcesCardCode = false

  init(_ text: String, _ scope: Scope) {
    tokens = Tokens(text)
    self.scope = scope
    if scope.continuesCardCode, tokens.count <= 6, let start = tokens.indices.first(where: { signs(at: $0) != nil }),
      let range = digits(at: start, [3, 4]), signs(at: range.upperBound) == nil
    {
      found.append(range)
    }
    var index = 0
    while index < tokens.count {
      if let range = named(at: index) ?? account(at: index) {
        found.append(range)
        index = max(index + 1, range.upperBound)
      } else {
        index += 1
      }
    }
  }

  /// The text without them.
  var masked: String {
    var result = ""
    var place = 0
    for range in found.sorted(by: { $0.lowerBound < $1.lowerBound }) where range.lowerBound >= place {
      for index in place..<range.lowerBound { result += tokens.gap(index) + tokens[index].original }
      result += tokens.gap(range.lowerBound) + Self.placeholder
      place = range.upperBound
    }
    for index in place..<tokens.count { result += tokens.gap(index) + tokens[index].original }
    return result + tokens.tail
  }

  // MARK: Names

  private static let names: [(words: [String], kind: Kind)] =
    ["cvv", "cvc", "cvv2", "cvc2", "csc", "ccv", "cvn"].map { ([$0], .cardCode) }
    + [
      "digits on the back", "numbers on the back", "code on the back", "card verification value", "card code",
    ].map { ($0.split(separator: " ").map(String.init), .cardCode) }
    + [(["security", "code"], .securityCode)]
    + ["otp", "totp", "passcode"].map { ([$0], .oneTime) }
    + [
      "one time code", "one time password", "one time passcode", "one time pin", "onetime code", "verification code",
      "authentication code", "authenticator code", "auth code", "secure code", "secure password", "3ds code",
      "2fa code", "login code", "sms code",
    ].map { ($0.split(separator: " ").map(String.init), .oneTime) }
    + [(["pin", "code"], .pinCode), (["pin"], .pin)]
    + ["ssn", "itin"].map { ([$0], .social) } + [(["social", "security"], .social), (["social"], .social)]
    + [(["iban"], .iban)] + ["password", "passwort", "passphrase", "passwd", "pwd"].map { ([$0], .password) }

  private static let byFirst = Dictionary(grouping: names) { $0.words[0] }

  /// Codes that are no secrets, or not such ones.
  private static let openCodes: Set<String> = [
    "zip", "postal", "post", "area", "country", "promo", "promotion", "discount", "coupon", "voucher", "gift",
    "referral", "order", "item", "product", "store", "dial", "style", "color", "colour", "size", "bar", "qr",
  ]

  private func name(at place: Int) -> (kind: Kind, end: Int)? {
    let text = tokens.text(place)
    let known = Self.byFirst[text]?.filter { tokens.matches($0.words, at: place) }
      .max { $0.words.count < $1.words.count }
    if let known {
      if text == "card", tokens.text(place - 1) == "gift" { return nil }
      return (known.kind, place + known.words.count)
    }
    // "The bank has sent me the code …"
    if text == "code", !Self.openCodes.contains(tokens.text(place - 1)), tokens.has(["bank"], before: place, reach: 8) {
      return (.oneTime, place + 1)
    }
    return nil
  }

  /// The secret that a name at a place is of; nil where none is told.
  private mutating func named(at place: Int) -> Range<Int>? {
    if let glued = glued(at: place) { return glued }
    guard let (kind, end) = name(at: place), !isLeft(kind) else { return nil }
    if kind == .password { return password(place, end) }
    var lengths = lengths(of: kind)
    let (start, isEnding) = value(after: end)
    if kind == .social, isEnding { lengths.insert(4) }
    if let start {
      if let range = kind == .iban ? account(at: start, isNamed: true) : digits(at: start, lengths) { return range }
      if kind == .cardCode, start == tokens.count, !tokens.tail.contains("?") { announcesCardCode = true }
    }
    guard let before = tellingEnd(before: place) else { return nil }
    // "987 is my cvv".
    for first in max(0, before - 8)..<before {
      if let range = digits(at: first, lengths), range.upperBound == before, first == 0 || signs(at: first - 1) == nil {
        return range
      }
    }
    return nil
  }

  private func isLeft(_ kind: Kind) -> Bool {
    switch kind {
    case .oneTime: scope.awaitsCode
    case .securityCode: scope.awaitsCode
    case .pin, .pinCode: scope.isOwnAsked || scope.awaitsCode
    default: false
    }
  }

  private func lengths(of kind: Kind) -> Set<Int> {
    switch kind {
    case .cardCode: [3, 4]
    // A card's, or one that was sent.
    case .securityCode: [3, 4, 5, 6, 7, 8]
    case .oneTime: [4, 5, 6, 7, 8]
    // Five digits are a zip code.
    case .pin: [4, 6]
    // Elsewhere postcodes of six digits are called so.
    case .pinCode: [4]
    case .social: [9]
    case .iban, .password: []
    }
  }

  /// "cvc987", "pin4821".
  private func glued(at place: Int) -> Range<Int>? {
    let text = tokens.text(place)
    let letters = String(text.prefix { $0.isASCII && $0.isLetter })
    guard letters.count < text.count, letters.count > 2 else { return nil }
    let rest = text.dropFirst(letters.count)
    guard rest.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let kind = Self.byFirst[letters]?.first(where: { $0.words.count == 1 })?.kind, !isLeft(kind),
      lengths(of: kind).contains(rest.count)
    else { return nil }
    return place..<place + 1
  }

  // MARK: Values

  private static let telling: Set<String> = ["is", "was", "it's", "its", "that's", "are", "being", "equals"]
  /// What may stand between the name of a number and the number.
  private static let between: Set<String> = telling.union([
    "number", "no", "my", "the", "this", "card", "card's", "visa", "mastercard", "amex", "of", "on", "back", "here",
    "here's", "it", "says", "reads", "i", "got", "just", "sent", "me", "uh", "um", "last", "four", "digits", "value",
    "code", "pin", "you", "bank",
  ])

  /// Where the value behind a name begins in the same sentence, and whether only its end is told.
  private func value(after end: Int) -> (start: Int?, isEnding: Bool) {
    var place = end
    var isEnding = tokens.has(["last", "ending"], before: end - 1, reach: 6)
    while place < tokens.count, place < end + 8, Self.between.contains(tokens.text(place)), !isEnd(before: place) {
      // "Four eight two": a number's own word.
      if tokens.text(place) == "four", tokens.text(place - 1) != "last" { break }
      if tokens.text(place) == "last" { isEnding = true }
      place += 1
    }
    return (isEnd(before: place) ? nil : place, isEnding)
  }

  /// Where what is told of a name ends that stands behind it: before "is my".
  private func tellingEnd(before place: Int) -> Int? {
    var index = place - 1
    while index > 0, index >= place - 5, !isEnd(before: index + 1) {
      if tokens.text(index) == "is" || tokens.text(index) == "was" { return index }
      guard ["my", "the", "a", "your", "card", "card's", "visa", "bank", "one", "3d"].contains(tokens.text(index))
      else {
        return nil
      }
      index -= 1
    }
    return nil
  }

  private func isEnd(before place: Int) -> Bool {
    place < tokens.count && tokens.gap(place, holds: ".?!;\n") && !tokens[place].isGlued
  }

  private func signs(at place: Int) -> Signs.Piece? {
    guard place >= 0, place < tokens.count else { return nil }
    return Signs.pieces(tokens, at: place, letters: false)
      .filter { $0.cost <= 0.3 && $0.signs.allSatisfy { $0.isASCII && $0.isNumber } }
      .min { ($0.cost, $1.end) < ($1.cost, $0.end) }
  }

  /// The longest number of one of these lengths that begins at a place, in groups as it is written.
  private func digits(at start: Int, _ lengths: Set<Int>) -> Range<Int>? {
    guard start < tokens.count, let most = lengths.max() else { return nil }
    var (place, count) = (start, 0)
    var best: Range<Int>?
    while let piece = signs(at: place),
      place == start || tokens.gap(place).allSatisfy({ " -./\u{00A0}".contains($0) })
    {
      count += piece.signs.count
      guard count <= most else { break }
      place = piece.end
      if lengths.contains(count) { best = start..<place }
    }
    return best
  }

  // MARK: Passwords and accounts

  /// What is told of a password that does not tell it.
  private static let states: Set<String> = [
    "incorrect", "invalid", "expired", "forgotten", "locked", "blocked", "reset", "resetting", "unknown", "compromised",
    "hacked", "leaked", "stolen", "weak", "needed", "refused", "rejected", "protected", "mandatory", "temporary",
    "outdated", "unsafe", "saved", "stored", "hidden", "required", "failing", "useless", "accepted", "recognized",
    "recognised", "too", "very", "gone",
  ]

  private func password(_ place: Int, _ end: Int) -> Range<Int>? {
    if let told = tellingEnd(before: place), told > 0, holdsDigit(tokens.text(told - 1)) { return told - 1..<told }
    var start = end
    while start < end + 3, Self.telling.contains(tokens.text(start)) { start += 1 }
    let isTold = start > end || tokens.gap(end, holds: ":=")
    guard start < tokens.count, !isEnd(before: start) else { return nil }
    var last = start + 1
    while last < tokens.count, tokens[last].isGlued { last += 1 }
    let isMixed = holdsDigit(tokens.text(start)) && tokens[start].text.contains(where: \.isLetter)
    if isMixed { return start..<last }
    guard isTold else { return nil }
    let isPlain =
      last == start + 1 && (CommonWords.all.contains(tokens.text(start)) || Self.states.contains(tokens.text(start)))
    return isPlain ? nil : start..<last
  }

  private func holdsDigit(_ text: String) -> Bool { text.utf8.contains { (0x30...0x39).contains($0) } }

  /// An IBAN (ISO 13616): two letters, two check digits, up to thirty more signs, in groups or not; its check sum, or its name before it,
  /// shows that it is one.
  private func account(at start: Int, isNamed: Bool = false) -> Range<Int>? {
    guard start < tokens.count else { return nil }
    let head = Array(tokens[start].text.utf8.prefix(4))
    guard head.count == 4, head[..<2].allSatisfy(Slips.isLetter), head[2...].allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    var signs: [UInt8] = []
    var best: Range<Int>?
    var place = start
    while place < tokens.count, place == start || [" ", "-", ""].contains(tokens.gap(place)) {
      signs += tokens[place].text.utf8
      guard signs.count <= 34, signs.allSatisfy({ Slips.isLetter($0) || (0x30...0x39).contains($0) }) else { break }
      if isNamed, !holdsDigit(tokens.text(place)) { break }
      place += 1
      if signs.count >= 15, isNamed || Self.isAccount(signs) { best = start..<place }
    }
    return best
  }

  private static func isAccount(_ signs: [UInt8]) -> Bool {
    var rest = 0
    for sign in signs[4...] + signs[..<4] {
      rest = Slips.isLetter(sign) ? (rest * 100 + Int(sign - 0x61) + 10) % 97 : (rest * 10 + Int(sign - 0x30)) % 97
    }
    return rest == 1
  }
}
