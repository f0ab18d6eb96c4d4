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
    case .order(let order): take(order)
    case .thing(let raw): take(raw)
    }
  }

  private mutating func take(_ order: RawOrder) {
    if negates {
      // "Just the lamp, not the whole order"
      negates = false
      if draft.action != .cancel || !draft.things.isEmpty || order.isWhole { return }
    }
    if order.isWhole { draft.extent = .all }
    if let some = order.some, draft.things.isEmpty { draft.extent = .count(some) }
    if !draft.aboutAddress, last == .like || last == .one {
      draft.variant.like = draft.variant.like ?? one
      draft.variant.like?.order = order
      return
    }
    if order.reference.numberEnd != nil {
      // "It ends in 66", "the last two digits are 66" tell of the number, and of nothing else.
      if draft.action == nil {
        (draft.isStatement, draft.asks) = (false, [])
        draft.things.removeAll { !$0.hasNoun }
        draft.loose = []
      } else if let thing = draft.things.last, thing.thing.pronoun == .it || thing.thing.ordinal == -1, !thing.hasNoun {
        draft.things.removeLast()
      }
    }
    last = .order
    let isSource = [.pay, .ship, .send, nil].contains(draft.action) && !draft.ordersFirst && draft.orders == nil
    if draft.aboutAddress, zone == .wanted || zone == .like || draft.sameAddress || isSource && isBehindPreposition {
      draft.addressOf = order
    } else if zone == .like {
      var raw = RawThing()
      raw.thing.pronoun = .one
      raw.order = order
      draft.variant.like = raw
    } else if zone == .except {
      draft.orders = draft.orders ?? RawOrder()
      draft.orders?.reference.except.append(order.reference)
    } else if let known = draft.orders {
      if draft.things.count > draft.thingsBeforeOrder, draft.thingsBeforeOrder > 0 {
        // "The mug in order A and the lamp in order B".
        for place in draft.things.indices where draft.things[place].order == nil {
          draft.things[place].order = place < draft.thingsBeforeOrder ? known : order
        }
        draft.orders = nil
      } else {
        draft.orders?.reference.numbers += order.reference.numbers
      }
    } else if draft.things.contains(where: { $0.order != nil }), let place = draft.things.indices.last {
      draft.things[place].order = order
    } else {
      draft.orders = order
      draft.thingsBeforeOrder = draft.things.count
    }
  }

  /// "The address on my last order".
  private var isBehindPreposition: Bool { last == .nothing || draft.addressOf == nil }

  private mutating func take(_ said: RawThing) {
    var raw = said
    if namesOption {
      namesOption = false
      let names = raw.options + raw.values.flatMap { value in value.senses.map(\.option) }
      if !names.isEmpty, !raw.hasNoun, nameLastValue(names) { return }
    }
    // "… to match my old one's colour"
    if last == .like, !raw.options.isEmpty, !raw.hasNoun, raw.values.isEmpty, draft.variant.like != nil {
      draft.variant.likeOptions += raw.options
      return
    }
    if isGuarded { negates = false }
    if negates, !raw.hasNoun, !raw.values.isEmpty {
      for place in raw.values.indices { raw.values[place].comparison = .isNot }
      negates = false
    } else if negates, draft.action == .want, !raw.hasNoun, raw.thing.pronoun == .it, raw.order == nil {
      // "I'd like to just not get it"
      negates = false
      draft.isNegated = true
    } else if negates {
      negates = false
      draft.except.append(raw)
      return
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
      if raw.hasNoun { present(raw) }
    case .except:
      draft.except.append(raw)
      last = .thing
    case .like:
      draft.variant.like = raw
      zone = .wanted
      last = .like
    }
  }

  /// "A fridge instead of the grill": what stood first is wanted, and of another kind.
  private mutating func present(_ raw: RawThing) {
    guard let wanted = draft.things.last(where: \.hasNoun) else { return draft.things.append(raw) }
    let same = Set(wanted.nouns.map(\.item)).intersection(raw.nouns.map(\.item))
    guard draft.isInstead, draft.things.count == 1, same.isEmpty, !wanted.isDefinite else { return }
    draft.variant.otherKind = wanted
    draft.things = [raw]
  }

  /// "8 hours of battery": of which option the last value is.
  private mutating func nameLastValue(_ names: [String]) -> Bool {
    if let group = draft.variant.must.indices.last, let place = draft.variant.must[group].indices.last {
      draft.variant.must[group][place].options += names
    } else if let group = draft.loose.indices.last, let place = draft.loose[group].indices.last {
      draft.loose[group][place].options += names
    } else {
      return false
    }
    return true
  }

  private mutating func object(_ raw: RawThing) {
    if frees { return free(raw) }
    if raw.isGeneric, raw.thing.quantity != nil, !raw.isDefinite { return }
    if raw.order != nil, !raw.hasNoun, raw.values.isEmpty, !raw.isDefinite, raw.extent == .named,
      raw.thing.pronoun == nil
    {
      // "It arrived dented", "is it delivered?": no thing but where it stands.
      if draft.asks.isEmpty { draft.isStatement = true }
      return
    }
    if raw.extent != .named {
      draft.extent = raw.extent
      if !raw.hasNoun, raw.values.isEmpty, raw.order == nil { return last = .thing }
    } else if raw.hasNoun, draft.things.isEmpty, draft.orders?.some != nil {
      // "Something from order W1, the lamp": now it is named.
      draft.extent = .named
    }
    if raw.thing.pronoun == .same, !raw.options.isEmpty { return same(raw) }
    // "The size", "the colour": what is to be changed.
    if !raw.options.isEmpty, raw.values.isEmpty, !raw.hasNoun, raw.comparatives.isEmpty, raw.extremes.isEmpty {
      options = raw.options
      if raw.isDifferent {
        draft.variant.listWanted = true
        draft.variant.free.append(raw.options)
      } else {
        draft.targets += raw.options
      }
      last = .option
      return
    }
    // Values behind the noun without a word between: "the boots size 9", "make it black".
    let isBare = !raw.hasNoun && raw.thing.pronoun == nil && raw.extent == .named && !raw.isDefinite
    if isBare, raw.thing.ordinal == nil, !raw.values.isEmpty || !raw.comparatives.isEmpty {
      if link == .over || draft.action == .make || draft.action == .want || raw.isIndefinite
        || !raw.comparatives.isEmpty
        || prefers
      {
        wanted(raw)
      } else {
        append(raw.values, to: \.loose)
      }
      last = .value
      return
    }
    if draft.action == .make, !raw.hasNoun, raw.thing.pronoun != .it, raw.thing.pronoun != .them, raw.extent == .named {
      return wanted(raw)
    }
    // "Send another one, same thing"
    if raw.thing.pronoun == .same, !raw.hasNoun, [.replace, .exchange].contains(draft.action), !draft.things.isEmpty {
      draft.variant.sameAgain = true
      return
    }
    for place in 1...max(1, raw.firstCount ?? 1) {
      var one = raw
      one.thing.ordinal = raw.firstCount == nil ? raw.thing.ordinal : place
      draft.things.append(one)
    }
    last = .thing
    if raw.isSame {
      draft.variant.keepsRest = true
      zone = .wanted
    }
  }

  /// "The same colour as …".
  private mutating func same(_ raw: RawThing) {
    draft.variant.likeOptions += raw.options
    zone = .like
  }

  private mutating func free(_ raw: RawThing) {
    frees = false
    draft.variant.free.append(raw.options.isEmpty ? [raw.thing.noun] : raw.options)
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
    if frees { return free(raw) }
    let values = raw.values
    if !raw.options.isEmpty, values.isEmpty, raw.comparatives.isEmpty, raw.extremes.isEmpty, raw.thing.pronoun == nil {
      options = raw.options
      last = .option
    }
    if raw.isDifferent {
      draft.variant.listWanted = draft.variant.listWanted || values.isEmpty
      if values.isEmpty, !raw.options.isEmpty { draft.variant.free.append(raw.options) }
    }
    if raw.thing.pronoun == .same {
      if !raw.options.isEmpty { return same(raw) }
      if !raw.hasNoun || raw.isSame { draft.variant.sameAgain = true }
    }
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
      draft.variant.steps.append(RawStep(order: order, options: raw.options, places: places, amount: amount))
    }
    draft.variant.extremes += raw.extremes.map { RawStep(order: $0, options: raw.options) }
    if raw.thing.ordinal != nil || raw.order != nil || raw.thing.number != nil, values.isEmpty {
      draft.variant.like = raw
      last = .like
    } else if raw.hasNoun {
      noun(raw)
    } else if raw.thing.pronoun == .one, raw.isDefinite, values.isEmpty, raw.extremes.isEmpty, raw.comparatives.isEmpty
    {
      // "To the one in my first order": which one stands behind it.
      one = raw
      last = .one
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
    if same.isEmpty, !raw.nouns.isEmpty || raw.thing.noun != object.thing.noun {
      if link == .and, raw.isDefinite { return draft.things.append(raw) }
      draft.variant.otherKind = raw
    }
  }
}
