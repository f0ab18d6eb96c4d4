internal import Commerce
internal import Discourse

/// Puts the values that the recognisers find onto cells.
enum EntityAtoms {
  /// The atom that begins at each cell, where one does.
  static func find(in tokens: Tokens, cells: [Cell], _ context: EntityContext, _ lexicon: Lexicon) -> [Int: (
    kind: AtomKind, cells: Range<Int>
  )] {
    let found = Entities(in: tokens, context)
    var atoms: [Int: (kind: AtomKind, cells: Range<Int>)] = [:]
    func put(_ range: Range<Int>, _ kind: AtomKind) {
      guard let first = cells.firstIndex(where: { $0.tokens.lowerBound >= range.lowerBound && !$0.tokens.isEmpty }),
        let last = cells.lastIndex(where: { $0.tokens.upperBound <= range.upperBound && !$0.tokens.isEmpty }),
        first <= last
      else { return }
      let cells = first..<last + 1
      if let known = atoms[first], known.cells.count >= cells.count { return }
      atoms[first] = (kind, cells)
    }
    for span in found.emails {
      put(span.tokens, .clue(found.ownEmails.contains(span) ? [.email(candidates(span))] : []))
    }
    let names = found.names.filter { !isOfGoods($0.tokens, cells, lexicon) }
    for span in found.postcodes where names.contains(where: { isBeside($0.tokens, span.tokens, tokens) }) {
      // "Olivia Ito, 80218": digits beside a name are where he lives; that they may be an order's is kept.
      let orders = found.orderNumbers.filter { $0.tokens == span.tokens && !$0.value.isEnd }
      put(span.tokens, .clue([.postcode(codes(span))] + orders.map { .order(numbers($0)) }))
    }
    for span in found.orderNumbers {
      if span.value.isEnd {
        put(span.tokens, .orderNumber([], end: span.value.text))
      } else {
        put(span.tokens, .orderNumber(numbers(span), end: nil))
      }
    }
    for span in found.itemNumbers { put(span.tokens, .itemNumber(span.value.text)) }
    for span in found.customerNumbers { put(span.tokens, .clue([.customerNumber(span.value)])) }
    for span in found.phones {
      put(span.tokens, .clue([.phone(span.readings.map { Candidate($0.value.digits, score: $0.confidence) })]))
    }
    // "Same address as on order W1": the number is no town.
    let lettered = found.orderNumbers.filter { $0.value.text.contains(where: \.isLetter) }.map(\.tokens)
    for span in found.addresses
    where !isOfOption(span, cells, lexicon) && !lettered.contains(where: span.tokens.overlaps) {
      put(span.tokens, .address(.parts(span.value)))
    }
    for span in found.postcodes { put(span.tokens, .clue([.postcode(codes(span))])) }
    for span in names {
      let isOwn = found.ownNames.contains(span)
      put(span.tokens, .clue(isOwn ? [.name(given: span.value.given, family: span.value.family)] : []))
    }
    for span in found.codes { put(span.tokens, .clue([.code(span.value)])) }
    // "It ends in 9182" where an order was asked for is no card.
    let ends = context.expected.contains(.orderNumber) ? found.orderNumbers.filter(\.value.isEnd).map(\.tokens) : []
    for span in found.wallets
    where span.value.kind != nil && span.value.brand != nil || !ends.contains(where: span.tokens.overlaps) {
      put(span.tokens, .wallet(span.value))
    }
    // "I no longer want to cancel it" tells no reason.
    // "I don't want order W1 any more" is a wish about that order.
    let numbered = found.orderNumbers.map(\.tokens)
    for span in found.reasons
    where tokens.text(span.tokens.upperBound) != "to" && !numbered.contains(where: span.tokens.overlaps)
      && !(["why", "what"].contains(tokens.text(span.tokens.lowerBound)))
    {
      put(span.tokens, .reason(span.said))
    }
    for span in found.amounts { put(span.tokens, .amount(span.value)) }
    for span in found.moments { put(span.tokens, .moment(span.value)) }
    return atoms
  }

  /// "Storage SD card" is no town in South Dakota: an option's name where a town should be.
  private static func isOfOption(_ span: Span<[AddressPart]>, _ cells: [Cell], _ lexicon: Lexicon) -> Bool {
    guard span.value.allSatisfy({ $0.field == .city || $0.field == .region }),
      let first = cells.firstIndex(where: { !$0.tokens.isEmpty && $0.tokens.lowerBound >= span.tokens.lowerBound }),
      let last = cells.lastIndex(where: { !$0.tokens.isEmpty && $0.tokens.upperBound <= span.tokens.upperBound }),
      first <= last
    else { return false }
    if lexicon.optionNames[cells[first].key] != nil, lexicon.nouns[cells[first].key] == nil { return true }
    // Its end begins a value of the catalogue.
    guard last + 1 < cells.count, cells[last + 1].gap < .comma else { return false }
    return lexicon.values[cells[last].key + " " + cells[last + 1].key] != nil
  }

  /// Whether one span stands right before or behind another, with at most a comma or a small word between.
  private static func isBeside(_ name: Range<Int>, _ code: Range<Int>, _ tokens: Tokens) -> Bool {
    let between =
      name.upperBound <= code.lowerBound
      ? name.upperBound..<code.lowerBound : code.upperBound <= name.lowerBound ? code.upperBound..<name.lowerBound : nil
    guard let between, between.count <= 2 else { return false }
    return between.allSatisfy { ["and", "zip", "from", "in", "at", "here", "of", "code"].contains(tokens.text($0)) }
  }

  /// "The espresso machine" is nobody's name although both words might be.
  private static func isOfGoods(_ range: Range<Int>, _ cells: [Cell], _ lexicon: Lexicon) -> Bool {
    let words = cells.filter { !$0.tokens.isEmpty && range.contains($0.tokens.lowerBound) }
    guard let first = words.first else { return false }
    let isGoods = { (cell: Cell) in
      lexicon.nouns[cell.key] != nil || lexicon.modifiers[cell.key] != nil || RetailNouns.words.contains(cell.key)
    }
    if CommonNames.given.contains(first.text), words.count > 1, !words.allSatisfy(isGoods) { return false }
    let phrase = words.map(\.key).joined(separator: " ")
    return lexicon.nouns[phrase] != nil || words.allSatisfy(isGoods)
      || (1..<words.count).contains { lexicon.nouns[words[$0...].map(\.key).joined(separator: " ")] != nil }
        && !CommonNames.given.contains(first.text)
  }

  private static func codes(_ span: Span<Postcode>) -> [Candidate] {
    span.readings.map { Candidate($0.value.text, score: $0.confidence) }
  }

  private static func numbers(_ span: Span<NumberSaid>) -> [Candidate] {
    span.readings.map { Candidate($0.value.text, score: $0.confidence) }
  }

  private static func candidates(_ span: Span<String>) -> [Candidate] {
    span.readings.map { Candidate($0.value, score: $0.confidence) }
  }
}
