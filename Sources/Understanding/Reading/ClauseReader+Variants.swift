internal import Discourse

extension ClauseReader {
  /// Words that say how a variant shall be.
  mutating func variantWord(_ word: VariantWord) {
    index += 1
    switch word {
    case .atLeast: comparison = .atLeast
    case .atMost: comparison = .atMost
    case .moreThan: comparison = .moreThan
    case .lessThan: comparison = .lessThan
    case .orMore: bindLast(.atLeast)
    case .orLess: bindLast(.atMost)
    case .keepsRest: draft.variant.keepsRest = true
    case .sameBut:
      draft.variant.keepsRest = true
      zone = .wanted
    case .sameAgain: draft.variant.sameAgain = true
    case .anyOption, .doesNotMatter: free(word)
    case .prefer where nouns.text(index - 1).hasPrefix("would be") || nouns.text(index - 1).hasPrefix("is "):
      // "Vinyl would be best"
      guard last == .value || !draft.things.isEmpty else { return }
      draft.variant.preferences += draft.variant.must + draft.loose
      (draft.variant.must, draft.loose) = ([], [])
      prefers = true
    case .prefer where last == .value && (index >= end || atoms[index].gap >= .comma):
      // "9 in black, mesh preferably"
      if let group = draft.variant.must.popLast() ?? draft.loose.popLast() { draft.variant.preferences.append(group) }
    case .prefer:
      prefers = true
      zone = .wanted
      if draft.action == nil { draft.action = .want }
    case .like: if isLike { zone = .like }
    case .list: draft.variant.listWanted = true
    case .different: different()
    case .noDearer: draft.variant.price = PriceBound(.atMost, .present)
    case .cheapest: draft.variant.extremes.append(RawStep(order: OptionOrder(.price, ascending: false)))
    }
  }

  /// Whether "as", "like" and the like compare with something here.
  private var isLike: Bool {
    let word = nouns.text(index - 1)
    if word == "like" {
      // "Like the one I have", but not "I'd like, like, a new one".
      switch nouns.kind(index) {
      case .definite, .pronoun: return true
      default: return false
      }
    }
    guard word == "as" else { return true }
    return !draft.variant.likeOptions.isEmpty || draft.sameAddress
      || draft.things.last?.thing.pronoun == .same || draft.variant.sameAgain
  }

  private mutating func different() {
    guard let (phrase, next) = nouns.read(at: index - 1), case .thing(let raw) = phrase else { return }
    index = next
    if raw.hasNoun, draft.things.isEmpty { draft.things.append(raw) }
    draft.variant.listWanted = true
    if !raw.options.isEmpty { draft.variant.free.append(raw.options) }
  }

  private mutating func free(_ word: VariantWord) {
    if word == .doesNotMatter, last == .option {
      draft.variant.free.append(options)
      draft.targets.removeAll(where: options.contains)
    } else if word == .doesNotMatter, let unknown = draft.unknown.popLast() {
      draft.variant.free.append([unknown])
    } else if word == .doesNotMatter, index < end, atoms[index].gap >= .comma {
      return
    } else if let (phrase, next) = nouns.read(at: index), case .thing(let raw) = phrase, !raw.options.isEmpty {
      draft.variant.free.append(raw.options)
      index = next
    } else if word == .doesNotMatter {
      frees = index < end && atoms[index].gap < .comma
    } else if let (phrase, next) = nouns.read(at: index), case .thing(let raw) = phrase {
      index = next
      if draft.things.isEmpty, raw.hasNoun { draft.things.append(raw) }
    }
  }

  private mutating func bindLast(_ comparison: OptionConstraint.Comparison) {
    if let group = draft.variant.must.indices.last {
      for place in draft.variant.must[group].indices { draft.variant.must[group][place].comparison = comparison }
    } else if let group = draft.loose.indices.last {
      for place in draft.loose[group].indices { draft.loose[group][place].comparison = comparison }
      draft.variant.must.append(draft.loose.removeLast())
    } else if draft.variant.price != nil {
      draft.variant.price?.comparison = comparison
    }
  }
}
