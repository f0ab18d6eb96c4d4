internal import Discourse

extension ClauseReader {
  /// Takes the noun phrase that begins here, by the zone.
  mutating func phrase() {
    guard let (phrase, next) = nouns.read(at: index) else {
      index += 1
      return
    }
    index = next
    defer { link = nil }
    switch phrase {
    case .order(let order, let containing):
      last = .order
      if zone == .like {
        var raw = draft.variant.like ?? RawThing()
        raw.thing.order = order
        draft.variant.like = raw
      } else if zone == .except {
        var all = draft.orders ?? OrderReference()
        all.except.append(order)
        draft.orders = all
      } else if draft.orders == nil {
        draft.orders = order
        draft.orderContaining = containing
      } else if isModifier, let place = draft.things.indices.last {
        draft.things[place].thing.order = order
      } else if var known = draft.orders {
        known.numbers += order.numbers
        draft.orders = known
      }
      // Two orders named in one clause: the first belongs to the thing before it.
      return
    case .thing(let raw): take(raw)
    }
  }

  private var isModifier: Bool { !draft.things.isEmpty }

  private mutating func take(_ raw: RawThing) {
    var raw = raw
    if draft.wallet == nil, raw.thing.pronoun == .other, !raw.hasNoun, draft.aboutPayment {
      draft.wallet = WalletReference()
      draft.wallet?.other = true
      return
    }
    if negates, !raw.hasNoun, !raw.values.isEmpty {
      for place in raw.values.indices { raw.values[place].comparison = .isNot }
      negates = false
    } else if negates {
      negates = false
      if draft.action != nil || !draft.things.isEmpty || !raw.hasNoun {
        draft.except.append(raw)
        return
      }
    }
    if let comparison {
      for place in raw.values.indices { raw.values[place].comparison = comparison }
      self.comparison = nil
    }
    switch zone {
    case .object: object(raw)
    case .wanted: wanted(raw)
    case .present:
      draft.present += raw.values
      if raw.hasNoun, draft.things.isEmpty { draft.things.append(raw) }
    case .except: draft.except.append(raw)
    case .like:
      draft.variant.like = raw
      zone = .wanted
    }
  }

  private mutating func object(_ raw: RawThing) {
    if frees {
      frees = false
      draft.variant.free += raw.options.isEmpty ? [raw.thing.noun].filter { !$0.isEmpty } : raw.options
      return
    }
    if raw.extent != .named {
      draft.extent = raw.extent
      if !raw.hasNoun, raw.values.isEmpty, raw.thing.order == nil { return last = .thing }
    }
    // "The size", "the colour": what is to be changed.
    if !raw.options.isEmpty, raw.values.isEmpty, !raw.hasNoun, raw.comparatives.isEmpty, raw.extremes.isEmpty {
      if raw.isDifferent {
        draft.variant.listWanted = true
        draft.variant.free += raw.options
      } else {
        draft.targets += raw.options
      }
      last = .option
      return
    }
    // Values behind the noun without a word between: "the boots size 9", "make it black".
    let isBare = !raw.hasNoun && raw.thing.pronoun == nil && raw.extent == .named && !raw.isDefinite
    if isBare, link == .over, !raw.values.isEmpty {
      wanted(raw)
      return
    }
    if isBare, raw.thing.ordinal == nil, !raw.values.isEmpty || !raw.comparatives.isEmpty {
      if draft.action == .make || draft.action == .want || raw.isIndefinite || !raw.comparatives.isEmpty || prefers {
        wanted(raw)
      } else {
        append(raw.values, to: \.loose)
      }
      last = .value
      return
    }
    if draft.action == .make, !raw.hasNoun, raw.thing.pronoun != .it, raw.thing.pronoun != .them, raw.extent == .named {
      wanted(raw)
      return
    }
    draft.things.append(raw)
    last = .thing
  }

  /// Adds values as a group of their own, or to the last group after "or".
  private mutating func append(_ values: [RawValue], to path: WritableKeyPath<Draft, [[RawValue]]>) {
    if link == .or, let place = draft[keyPath: path].indices.last {
      draft[keyPath: path][place] += values
    } else {
      draft[keyPath: path] += values.map { [$0] }
    }
  }

  mutating func wanted(_ raw: RawThing) {
    last = .value
    if frees {
      frees = false
      draft.variant.free += raw.options
      return
    }
    if raw.isDifferent {
      draft.variant.listWanted = draft.variant.listWanted || raw.values.isEmpty
      draft.variant.free += raw.values.isEmpty ? raw.options : []
    }
    if raw.thing.pronoun == .same {
      if raw.options.isEmpty { draft.variant.sameAgain = true } else { draft.variant.likeOptions += raw.options }
      if !raw.options.isEmpty { zone = .like }
    }
    let values = raw.values
    if prefers || link == .over {
      if link == .over, draft.variant.preferences.isEmpty {
        draft.variant.preferences = draft.variant.must + draft.loose
        draft.variant.must = []
        draft.loose = []
      }
      append(values, to: \.variant.preferences)
    } else {
      append(values, to: \.variant.must)
    }
    for (order, places, amount) in raw.comparatives {
      draft.variant.steps.append(OptionStep(measured(order, raw.options), places: places, amount: amount))
    }
    draft.variant.extremes += raw.extremes.map { measured($0, raw.options) }
    if raw.thing.ordinal != nil || raw.thing.order != nil || raw.thing.number != nil, values.isEmpty {
      draft.variant.like = raw
    } else if raw.hasNoun {
      noun(raw)
    }
  }

  private mutating func noun(_ raw: RawThing) {
    guard let object = draft.things.last(where: \.hasNoun) else {
      // "Change to the leather strap watch": the thing itself is only named here.
      var thing = raw
      thing.values = []
      thing.comparatives = []
      thing.extremes = []
      if draft.things.isEmpty { draft.things = [thing] }
      return
    }
    let same = Set(object.nouns.map(\.item)).intersection(raw.nouns.map(\.item))
    if same.isEmpty, !raw.nouns.isEmpty { draft.variant.otherKind = raw }
  }

  private func measured(_ order: OptionOrder, _ options: [String]) -> OptionOrder {
    guard case .size = order.measure, let option = options.first else { return order }
    return OptionOrder(.option(option), ascending: order.ascending)
  }

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
    case .prefer: (prefers, zone) = (true, .wanted)
    case .like, .match: zone = .like
    case .list: draft.variant.listWanted = true
    case .different:
      if let (phrase, next) = nouns.read(at: index - 1), case .thing(let raw) = phrase {
        index = next
        if raw.hasNoun, draft.things.isEmpty { draft.things.append(raw) }
        draft.variant.listWanted = true
        draft.variant.free += raw.options
      }
    case .none: break
    case .noDearer: draft.variant.price = PriceBound(.atMost, .present)
    case .cheapest: draft.variant.extremes.append(OptionOrder(.price, ascending: false))
    }
  }

  private mutating func free(_ word: VariantWord) {
    if word == .doesNotMatter, last == .option {
      draft.variant.free += draft.targets
      draft.targets = []
    } else if word == .doesNotMatter, let unknown = draft.unknown.popLast() {
      draft.variant.free.append(unknown)
    } else if let (phrase, next) = nouns.read(at: index), case .thing(let raw) = phrase, !raw.options.isEmpty {
      draft.variant.free += raw.options
      index = next
    } else if word == .doesNotMatter {
      frees = true
    } else if word == .anyOption, let (phrase, next) = nouns.read(at: index), case .thing(let raw) = phrase {
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
