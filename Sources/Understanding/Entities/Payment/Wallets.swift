public import Discourse

/// Ways of paying: "my visa", "the card ending 0417", "paypal rather than the gift card", "back where it came from", "the other card",
/// "not the amex", identifiers such as "gift_card_1725971".
public enum Wallets {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<WalletReference>] {
    let isExpected = context.expected.contains(.wallet)
    var spans: [Span<WalletReference>] = []
    var index = 0
    while index < tokens.count {
      if let found = read(tokens, at: index, isExpected), !(found.range.isEmpty) {
        var wallet = found.wallet
        if !wallet.original { wallet.negated = isNegated(tokens, found.range.lowerBound) }
        spans.append(Span(found.range, .init(wallet, found.trust), said: tokens.said(found.range)))
        index = found.range.upperBound
      } else {
        index += 1
      }
    }
    return chained(spans, tokens)
  }

  private struct Found {
    var wallet: WalletReference
    var range: Range<Int>
    var trust: Double
  }

  private static func read(_ tokens: Tokens, at place: Int, _ isExpected: Bool) -> Found? {
    if let id = identifier(tokens, at: place) { return id }
    if let (hasCard, end) = WalletWords.original.match(in: tokens, at: place) {
      var wallet = WalletReference(hasCard ? .creditCard : nil)
      wallet.original = true
      return Found(wallet: wallet, range: place..<end, trust: 0.9)
    }
    if let (hasCard, end) = WalletWords.other.match(in: tokens, at: place) {
      var wallet = WalletReference(hasCard ? .creditCard : nil)
      wallet.other = true
      return ended(Found(wallet: wallet, range: place..<end, trust: 0.9), tokens)
    }
    if let named = named(tokens, at: place) { return ended(named, tokens) }
    return card(tokens, at: place).flatMap { ended($0, tokens) } ?? byEnd(tokens, at: place, isExpected)
      ?? (isExpected ? bare(tokens, at: place) : nil)
  }

  /// "Credit_card_4190576", and "credit card 4190576" in speech.
  private static func identifier(_ tokens: Tokens, at place: Int) -> Found? {
    let kinds: [([String], WalletReference.Kind)] = [
      (["credit", "card"], .creditCard), (["debit", "card"], .debitCard), (["gift", "card"], .giftCard),
      (["paypal"], .paypal),
    ]
    for (words, kind) in kinds where tokens.matches(words, at: place) {
      var index = place + words.count
      if tokens.text(index) == "underscore" { index += 1 }
      let isTyped = tokens.gap(index) == "_"
      let ends = Signs.readings(tokens, from: index, letters: false) { $0.utf8.count <= 8 }
      guard let (end, pieces) = ends.last, let digits = pieces.first?.signs, digits.utf8.count >= (isTyped ? 1 : 6)
      else { continue }
      var wallet = WalletReference(kind)
      wallet.id = (words + [digits]).joined(separator: "_")
      return Found(wallet: wallet, range: place..<end, trust: isTyped ? 0.98 : 0.85)
    }
    return nil
  }

  private static func named(_ tokens: Tokens, at place: Int) -> Found? {
    guard let (name, end) = WalletWords.names.match(in: tokens, at: place) else { return nil }
    let text = tokens.text(place)
    // "Credit" alone is none, nor is the cash of a cash register.
    if end == place + 1 {
      let before = tokens.text(place - 1)
      if text == "credit" || text == "debit",
        !["my", "by", "with", "on", "the", "via"].contains(before) || text == "credit"
      {
        return nil
      }
      if text == "cash", ["register", "back", "flow", "box", "drawer"].contains(tokens.text(end)) { return nil }
      if text == "papal", !["my", "with", "to", "the"].contains(before) { return nil }
    }
    var last = end
    if name.kind == .giftCard || name.kind == .paypal, ["balance", "account"].contains(tokens.text(last)) { last += 1 }
    return Found(wallet: WalletReference(name.kind, brand: name.brand), range: place..<last, trust: 0.95)
  }

  /// "My card", "the 0417 card".
  private static func card(_ tokens: Tokens, at place: Int) -> Found? {
    guard place < tokens.count else { return nil }
    if tokens[place].isDigits, tokens[place].text.utf8.count == 4,
      ["card", "visa", "mastercard", "amex"].contains(tokens.text(place + 1))
    {
      let brand = tokens.text(place + 1)
      var wallet = WalletReference(.creditCard, brand: brand == "card" ? nil : brand)
      wallet.lastDigits = tokens[place].text
      return Found(wallet: wallet, range: place..<(place + 2), trust: 0.9)
    }
    guard tokens.text(place) == "card" || tokens.text(place) == "cards" else { return nil }
    let before = tokens.text(place - 1)
    guard WalletWords.beforeCard.contains(before) || hasEnd(tokens, place + 1),
      !WalletWords.otherCards.contains(before),
      before != "a" || hasEnd(tokens, place + 1),
      tokens.text(place) == "card" || ["my", "our", "your"].contains(before),
      before != "to" || tokens.text(place + 1) != "game"
    else { return nil }
    return Found(wallet: WalletReference(.creditCard), range: place..<(place + 1), trust: 0.7)
  }

  // MARK: Last digits

  private static let ending = PhraseTable<Bool>([
    (
      true,
      """
      ending (in|with|on) (number|digits), (number|numbers) ending (in|with), that|which ends (in|with|on), that's ending (in|with), ends (in|with)
      with (the) last (four|4) (digits|numbers) (are|of|is), last (four|4) (digits|numbers) (are|of|is|being), whose last (four|4) (digits|numbers) are
      with number ending (in|with), finishing (in|with), that|which finishes (in|with), with (the) ending
      """
    )
  ])

  private static func hasEnd(_ tokens: Tokens, _ place: Int) -> Bool { digits(tokens, behind: place) != nil }

  private static func digits(_ tokens: Tokens, behind place: Int) -> (digits: String, end: Int)? {
    guard let (_, start) = ending.match(in: tokens, at: place) else { return nil }
    let ends = Signs.readings(tokens, from: start, letters: false) { $0.utf8.count <= 4 }
    for (end, pieces) in ends.reversed() {
      if let four = pieces.first(where: { $0.signs.utf8.count == 4 }) { return (four.signs, end) }
    }
    guard let (end, pieces) = ends.last, let some = pieces.first, some.signs.utf8.count > 1 else { return nil }
    return (some.signs, end)
  }

  private static func ended(_ found: Found, _ tokens: Tokens) -> Found {
    var found = found
    if let (digits, end) = digits(tokens, behind: found.range.upperBound) {
      found.wallet.lastDigits = digits
      found.range = found.range.lowerBound..<end
      found.trust = max(found.trust, 0.95)
    } else if tokens[found.range.upperBound - 1].text != "card" || found.wallet.kind == .creditCard {
      // "The visa 0417".
      let next = found.range.upperBound
      if next < tokens.count, tokens[next].isDigits, tokens[next].text.utf8.count == 4, !tokens.gap(next, holds: "$"),
        NumberWord.of(tokens.text(next + 1)) == nil, found.wallet.kind == .creditCard || found.wallet.kind == .debitCard
      {
        found.wallet.lastDigits = tokens[next].text
        found.range = found.range.lowerBound..<(next + 1)
      }
    }
    return found
  }

  /// "The one ending in 0417", "last four are 9212 on my mastercard", "my ending in 0417 visa".
  private static func byEnd(_ tokens: Tokens, at place: Int, _ isExpected: Bool) -> Found? {
    let isOne = tokens.text(place) == "one"
    guard let (digits, end) = digits(tokens, behind: isOne ? place + 1 : place), digits.utf8.count == 4 else {
      return nil
    }
    // A way of paying may follow.
    var index = end
    while ["on", "my", "the", "for", "of"].contains(tokens.text(index)) { index += 1 }
    if var named = named(tokens, at: index) ?? card(tokens, at: index) {
      named.wallet.lastDigits = digits
      named.range = place..<named.range.upperBound
      named.trust = 0.95
      return named
    }
    let isOther = tokens.has(OrderNumbers.cues.union(ItemNumbers.cues).union(Cues.phone), before: place, reach: 5)
    guard isExpected || isOne && !isOther else { return nil }
    var wallet = WalletReference(.creditCard)
    wallet.lastDigits = digits
    return Found(wallet: wallet, range: place..<end, trust: isExpected ? 0.9 : 0.55)
  }

  // MARK: When asked for

  /// "The other one", "the same", "0417".
  private static func bare(_ tokens: Tokens, at place: Int) -> Found? {
    let text = tokens.text(place)
    if text == "other", ["one", "", "please"].contains(tokens.text(place + 1)) {
      var wallet = WalletReference()
      wallet.other = true
      return Found(wallet: wallet, range: place..<min(tokens.count, place + 2), trust: 0.85)
    }
    if text == "same" || text == "original" {
      var wallet = WalletReference()
      wallet.original = true
      return Found(
        wallet: wallet, range: place..<(tokens.text(place + 1) == "one" ? place + 2 : place + 1), trust: 0.85)
    }
    guard Signs.pieces(tokens, at: place, letters: false).first.map({ $0.cost < 0.6 }) == true,
      let (end, pieces) = Signs.readings(tokens, from: place, letters: false, keep: { $0.utf8.count <= 4 }).last,
      let four = pieces.first(where: { $0.signs.utf8.count == 4 }), NumberWord.of(tokens.text(end)) == nil,
      place == 0 || NumberWord.of(tokens.text(place - 1)) == nil
    else { return nil }
    var wallet = WalletReference(.creditCard)
    wallet.lastDigits = four.signs
    return Found(wallet: wallet, range: place..<end, trust: 0.8)
  }

  // MARK: Negation and what else would do

  private static let between: Set<String> = [
    "the", "my", "to", "on", "with", "using", "use", "from", "a", "any", "that", "in", "onto", "for", "put", "it",
    "charge", "this", "account",
  ]
  private static let negations = PhraseTable<Bool>([
    (
      true,
      """
      not, don't|dont|won't|can't|cannot (want) (to) (use|charge|put|touch|like), do|will|can not (want) (to) (use|charge|put), never, no more
      anything|anywhere|everything|any but, except (for), without, instead of, other than, rather not, but not, stop using, besides, no longer
      """
    )
  ])

  private static func isNegated(_ tokens: Tokens, _ place: Int) -> Bool {
    var index = place - 1
    while index >= 0, between.contains(tokens.text(index)), !tokens.pauses(before: index + 1), place - index < 6 {
      index -= 1
    }
    guard index >= 0, !tokens.pauses(before: index + 1) else { return false }
    // A negation ends where what is negated begins.
    for start in max(0, index - 4)...index {
      guard let (_, end) = negations.match(in: tokens, at: start), end > index, end <= place else { continue }
      if tokens.text(start) == "not", ["why", "if", "or", "whether"].contains(tokens.text(start - 1)) { return false }
      return true
    }
    return false
  }

  private static let chains = PhraseTable<Bool>([
    (
      true,
      """
      rather than, over, otherwise, or else, or if not, and if not, if not, failing that, or otherwise, if that fails, before, or alternatively
      or if that doesn't work, if that doesn't work, or as a second choice, in preference to
      """
    )
  ])

  /// Joins a way of paying with what would do in its place.
  private static func chained(_ spans: [Span<WalletReference>], _ tokens: Tokens) -> [Span<WalletReference>] {
    var result: [Span<WalletReference>] = []
    for span in spans {
      guard let last = result.last, let kind = span.value.kind, !last.value.negated else {
        result.append(span)
        continue
      }
      let from = last.tokens.upperBound
      guard let (_, end) = chains.match(in: tokens, at: from), end <= span.tokens.lowerBound,
        (end..<span.tokens.lowerBound).allSatisfy({ between.contains(tokens.text($0)) || tokens.text($0) == "then" })
      else {
        result.append(span)
        continue
      }
      var wallet = last.value
      wallet.otherwise.append(kind)
      let range = last.tokens.lowerBound..<span.tokens.upperBound
      result[result.count - 1] = Span(range, .init(wallet, last.confidence), said: tokens.said(range))
    }
    return result
  }
}
