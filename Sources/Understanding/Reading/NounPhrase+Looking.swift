internal import Discourse

/// Looks ahead of a noun phrase.
extension NounPhraseReader {
  func kind(_ index: Int) -> AtomKind? { index < end ? atoms[index].kind : nil }

  func text(_ index: Int) -> String {
    guard atoms.indices.contains(index) else { return "" }
    return atoms[index].cells.map { cells[$0].text }.joined(separator: " ")
  }

  /// Whether a noun stands within the next few words.
  func nextIsNoun(_ index: Int) -> Bool { noun(from: index) != nil }

  /// Whether a noun in the plural does: then a number before it counts it.
  func nextIsPlural(_ index: Int) -> Bool {
    guard let place = noun(from: index) else { return false }
    if case .pronoun(.one) = atoms[place].kind { return text(place) == "ones" }
    guard let last = atoms[place].cells.last else { return false }
    return cells[last].text.hasSuffix("s") && cells[last].text != cells[last].key
  }

  private func noun(from index: Int) -> Int? {
    for place in index..<min(index + 3, end) {
      guard atoms[place].gap < .comma else { return nil }
      switch atoms[place].kind {
      case .lexical(let hit):
        if hit.isNoun { return place }
        if !hit.isValue { return nil }
      case .things, .orderNoun, .pronoun(.one): return place
      case .comparative, .extreme, .filler, .status, .ordinal, .number: break
      default: return nil
      }
    }
    return nil
  }

  /// Whether "this" or "that" is followed by what it points at.
  func nextIsHead(_ index: Int) -> Bool {
    guard index < end, atoms[index].gap < .comma else { return false }
    switch atoms[index].kind {
    case .lexical(let hit): return hit.isNoun || hit.isValue || hit.concept != nil
    case .orderNoun, .ordinal, .things: return true
    default: return false
    }
  }

  /// Whether a number before one kind of goods counts it although it stands in the singular ("two lamp"): it is no size of it.
  func nextCounts(_ value: Double, _ index: Int) -> Bool {
    guard value >= 2, value <= 12, value == value.rounded(), case .lexical(let hit)? = kind(index), hit.isNoun,
      atoms[index].gap < .comma, !hit.isMeasure, hit.options.isEmpty
    else { return false }
    return true
  }

  /// Whether an unknown word can go on with the name of goods.
  func isNounLike(_ index: Int) -> Bool {
    let word = text(index)
    return word.utf8.count > 2 && !OrdinaryWords.contains(word) && !Grammar.words.contains(word)
      && cells[atoms[index].cells.lowerBound].number == nil
  }

  func isVerb(_ index: Int) -> Bool {
    switch kind(index) {
    case .verb, .lead, .pronoun(.it): true
    default: false
    }
  }

  /// Whether "first" says when and not which: at the end, right behind what is to be done ("finish the return first").
  func isAdverb(_ index: Int) -> Bool {
    guard text(index) == "first", index > 0, index + 1 >= end || atoms[index + 1].gap >= .comma else { return false }
    switch atoms[index - 1].kind {
    case .lexical(let hit): return hit.isNoun
    case .pronoun, .orderNoun, .orderNumber, .things, .verb: return true
    default: return false
    }
  }

  func isStep(_ index: Int) -> Bool {
    if case .comparative? = kind(index) { return true }
    return false
  }

  func continuesAsOrder(_ index: Int) -> Bool {
    guard index < end, atoms[index].gap < .comma else { return false }
    switch atoms[index].kind {
    case .orderNoun, .orderNumber, .pronoun(.one): return true
    default: return false
    }
  }
}
