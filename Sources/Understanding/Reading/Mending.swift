internal import Discourse

/// Mends what was mistyped or misheard toward the words of the catalogue and of the reader's own tables.
struct Mending {
  let lexicon: Lexicon

  /// Replaces unknown words by the nearest known ones.
  func mend(_ cells: inout [Cell]) {
    for place in cells.indices {
      let cell = cells[place]
      guard cell.text.utf8.count > 3, cell.number == nil, !lexicon.known.contains(cell.key),
        !lexicon.known.contains(cell.text),
        !OrdinaryWords.contains(cell.text)
      else { continue }
      guard let best = lexicon.vocabulary.mend(cell.text, limit: 3).first, best.score < 1, best.score > 0.6 else {
        continue
      }
      var mended = Cell(best.id, tokens: cell.tokens, gap: cell.gap)
      mended.mended = cell.text
      cells[place] = mended
    }
  }
}
