internal import Commerce
internal import Discourse

/// Cuts cells into atoms: typed values first, then the longest phrase of grammar or lexicon.
struct Tagger {
  let lexicon: Lexicon
  let entities: EntityContext

  /// The atoms of an utterance, covering all its cells in order.
  func atoms(_ cells: [Cell], _ tokens: Tokens) -> [Atom] {
    let values = EntityAtoms.find(in: tokens, cells: cells, entities, lexicon)
    var atoms: [Atom] = []
    var index = 0
    while index < cells.count {
      var best: (kind: AtomKind, count: Int, weight: Int)?
      func offer(_ kind: AtomKind, _ count: Int, weight: Int) {
        guard let known = best else {
          best = (kind, count, weight)
          return
        }
        if count > known.count || (count == known.count && weight > known.weight) { best = (kind, count, weight) }
      }
      if let value = values[index] { offer(value.kind, value.cells.count, weight: isWeak(value, cells) ? 0 : 4) }
      if let (kind, count) = Grammar.table.match(cells, at: index, Self.mayPassCommas) { offer(kind, count, weight: 2) }
      if let (hit, count) = lexical(cells, at: index) {
        let isStrong = isStrong(hit, cells[index]) || names(hit, cells, index + count)
        offer(.lexical(hit), count, weight: isStrong ? 3 : hit.isValue && hit.senses.isEmpty ? 0 : 1)
      }
      let (kind, count, _) = best ?? (number(cells[index]), 1, 0)
      let confidence = cells[index..<index + count].contains { $0.mended != nil } ? 0.85 : 1
      atoms.append(Atom(kind: kind, cells: index..<index + count, gap: cells[index].gap, confidence: confidence))
      index += count
    }
    return atoms
  }

  /// A number with its unit that is no phrase of the lexicon as it stands: all values of that size are its senses.
  private func measure(_ cells: [Cell], at start: Int) -> (LexicalHit, Int)? {
    guard start + 1 < cells.count, cells[start].number != nil, cells[start + 1].gap < .comma else { return nil }
    let unit = cells[start + 1].key
    guard ValueSize.units[unit] != nil, !["in", "a", "p", "m", "x"].contains(unit) || cells[start + 1].gap == .glued,
      let size = ValueSize([cells[start].key, unit])
    else { return nil }
    var hit = LexicalHit()
    hit.senses = lexicon.sized[size] ?? []
    // "Ten percent off" is no value where no goods come in percent.
    if unit == "%", hit.senses.isEmpty { return nil }
    hit.isMeasure = true
    return (hit, 2)
  }

  private func number(_ cell: Cell) -> AtomKind { cell.number.map { .number($0) } ?? .word }

  /// "No, thanks" and "sorry, no" are one phrase; others end at commas.
  private static let mayPassCommas: @Sendable (AtomKind) -> Bool = { kind in
    switch kind {
    case .yes, .no, .control, .correction: true
    default: false
    }
  }

  /// Words of the grammar that a synonym for goods looks like in the singular.
  private static let neverNouns: Set<String> = ["can", "top", "short"]

  /// Forms that are verbs, where the word they come from is a tag of goods.
  private static let neverConcepts: Set<String> = [
    "works", "sounds", "cooks", "studies", "travels", "traveling", "travelling",
  ]

  /// Amounts that goods come in too: "60%", "4k".
  private func isWeak(_ value: (kind: AtomKind, cells: Range<Int>), _ cells: [Cell]) -> Bool {
    guard case .amount(let amount) = value.kind else { return false }
    return amount.unit == .percent || cells[value.cells].last?.text == "k"
  }

  /// "Type over-ear": whether a value of the option that it names stands right behind it.
  private func names(_ hit: LexicalHit, _ cells: [Cell], _ next: Int) -> Bool {
    guard !hit.options.isEmpty, next < cells.count, cells[next].gap < .comma, let (value, _) = lexical(cells, at: next)
    else { return false }
    return value.senses.contains { hit.options.contains($0.option) }
  }

  private func isStrong(_ hit: LexicalHit, _ cell: Cell) -> Bool {
    // Single letters are sizes only where they stand as such; bare numbers need their product.
    cell.text.utf8.count > 1 && (hit.isNoun || hit.isValue || hit.concept != nil)
      && hit.senses.allSatisfy { !$0.needsProduct || !hit.nouns.isEmpty }
  }

  /// The longest phrase of the lexicon at a place.
  private func lexical(_ cells: [Cell], at start: Int) -> (LexicalHit, Int)? {
    for count in stride(from: min(5, cells.count - start), to: 0, by: -1) {
      if count == 1, let measure = measure(cells, at: start) { return measure }
      let slice = cells[start..<start + count]
      if count > 1, slice.dropFirst().contains(where: { $0.gap >= .comma }) { continue }
      let phrase = count == 1 ? cells[start].key : slice.map(\.key).joined(separator: " ")
      var hit = LexicalHit()
      // "Cans" are headphones; "can" is none.
      hit.nouns = count == 1 && Self.neverNouns.contains(cells[start].text) ? [] : lexicon.nouns[phrase] ?? []
      hit.senses = lexicon.values[phrase] ?? []
      hit.options = lexicon.optionNames[phrase] ?? []
      if count == 2, slice.first?.number != nil, let size = ValueSize(slice.map(\.key)) {
        hit.senses += (lexicon.sized[size] ?? []).filter { !hit.senses.contains($0) }
      }
      if count == 2, hit.nouns.isEmpty { hit.nouns = lexicon.nouns[slice.map(\.key).joined()] ?? [] }
      if count == 1 {
        hit.modifiers = lexicon.modifiers[phrase] ?? []
        hit.concept = Self.neverConcepts.contains(cells[start].text) ? nil : lexicon.concepts[phrase]
        hit.isUnknownGoods =
          hit.nouns.isEmpty && hit.senses.isEmpty && RetailNouns.names.contains(phrase)
          && !Self.neverNouns.contains(cells[start].text)
        hit.kind =
          ValueWords.colors.contains(phrase)
          ? .color : ValueWords.materials.contains(phrase) ? .material : ValueWords.sizes.contains(phrase) ? .size : nil
      }
      if !hit.nouns.isEmpty || !hit.senses.isEmpty || !hit.options.isEmpty || !hit.modifiers.isEmpty
        || hit.concept != nil
        || hit.kind != nil || hit.isUnknownGoods
      {
        return (hit, count)
      }
    }
    return nil
  }
}
