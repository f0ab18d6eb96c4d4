internal import Commerce
internal import Discourse

/// Puts the values that the recognisers find onto cells.
enum EntityAtoms {
  /// The atom that begins at each cell, where one does.
  static func find(in tokens: Tokens, cells: [Cell], _ context: EntityContext) -> [Int: (
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
    for span in found.emails { put(span.tokens, .clue(.email(candidates(span)))) }
    for span in found.orderNumbers {
      if span.value.isEnd {
        put(span.tokens, .orderNumber([], end: span.value.text))
      } else {
        put(
          span.tokens,
          .orderNumber(span.readings.map { Candidate($0.value.text, score: $0.confidence) }, end: nil))
      }
    }
    for span in found.itemNumbers { put(span.tokens, .itemNumber(span.value.text)) }
    for span in found.customerNumbers { put(span.tokens, .clue(.customerNumber(span.value))) }
    for span in found.phones {
      put(span.tokens, .clue(.phone(span.readings.map { Candidate($0.value.digits, score: $0.confidence) })))
    }
    for span in found.addresses { put(span.tokens, .address(.parts(span.value))) }
    for span in found.postcodes {
      put(span.tokens, .clue(.postcode(span.readings.map { Candidate($0.value.text, score: $0.confidence) })))
    }
    for span in found.names { put(span.tokens, .clue(.name(given: span.value.given, family: span.value.family))) }
    for span in found.codes { put(span.tokens, .clue(.code(span.value))) }
    for span in found.wallets { put(span.tokens, .wallet(span.value)) }
    for span in found.reasons { put(span.tokens, .reason(span.said)) }
    for span in found.amounts { put(span.tokens, .amount(span.value)) }
    for span in found.moments { put(span.tokens, .moment(span.value)) }
    return atoms
  }

  private static func candidates(_ span: Span<String>) -> [Candidate] {
    span.readings.map { Candidate($0.value, score: $0.confidence) }
  }
}
