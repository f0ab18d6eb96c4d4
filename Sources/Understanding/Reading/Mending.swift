internal import Discourse

/// Mends what was mistyped or misheard toward the words of the catalogue and of the reader's own tables.
struct Mending {
  let lexicon: Lexicon

  /// Replaces unknown words by the nearest known ones.
  func mend(_ cells: inout [Cell]) {
    for place in cells.indices where !isKnown(cells[place]) {
      let cell = cells[place]
      // The tables of the catalogue hold the singular, those of the grammar words as they are said.
      guard let best = lexicon.vocabulary.repair(cell.text) ?? lexicon.vocabulary.repair(cell.key) else { continue }
      var mended = Cell(best.id, tokens: cell.tokens, gap: cell.gap)
      mended.mended = cell.text
      cells[place] = mended
    }
  }

  private func isKnown(_ cell: Cell) -> Bool {
    cell.number != nil || lexicon.known.contains(cell.key) || lexicon.known.contains(cell.text)
      || Grammar.words.contains(cell.text) || RetailNouns.words.contains(cell.key)
      || WordForms.isFixed(cell.text) || OrdinaryWords.contains(cell.text)
      || CommonNames.given.contains(cell.text) || CommonNames.family.contains(cell.text)
  }
}
