internal import Discourse

/// Words before a noun that say which kind of its kind is meant: "hiking shoes" are no running shoes.
extension NounPhraseReader {
  /// Takes a word before a noun that belongs to the names or the tags of other goods. The head alone must not decide then.
  func describes(_ hit: LexicalHit, _ head: LexicalHit, _ state: inout State) -> Bool {
    guard !hit.isNoun, !hit.isValue, hit.options.isEmpty, !head.nouns.isEmpty else { return false }
    guard !hit.modifiers.isEmpty || hit.concept != nil else { return false }
    state.described.append(state.index)
    return true
  }

  /// Takes the noun with what stood before it: of the goods that the noun may name those whose names have the words before it too.
  func head(_ hit: LexicalHit, _ state: inout State) {
    state.raw.nouns = hit.nouns
    state.raw.thing.noun = text(state.index)
    for place in state.described.reversed() {
      guard case .lexical(let before) = atoms[place].kind else { continue }
      state.raw.thing.noun = text(place) + " " + state.raw.thing.noun
      let named = Set(before.modifiers.map(\.item))
      guard !named.isEmpty else { continue }
      let both = state.raw.nouns.filter { named.contains($0.item) }
      if both.isEmpty {
        // "Gaming laptop" is a laptop all the same, "garden chair" hardly an office chair.
        state.raw.nouns = state.raw.nouns.map { noun in
          var noun = noun
          if noun.score < 0.97 { noun.score *= 0.4 }
          return noun
        }
      } else {
        state.raw.nouns = both
      }
    }
  }
}
