internal import Discourse

/// What one noun phrase names.
enum NounPhrase {
  case thing(RawThing)
  case order(RawOrder)
}

/// Reads noun phrases off atoms: determiner, how many, which, values, noun.
struct NounPhraseReader {
  let atoms: [Atom]
  let cells: [Cell]
  /// Where the clause ends.
  let end: Int
  /// Whether an unknown word behind "the" may be goods.
  var takesUnknown = false

  /// What was read so far.
  struct State {
    var raw = RawThing()
    var order = OrderReference()
    var status: OrderReference.Status?
    var index: Int
    var count: Int?
    var sawHead = false
    /// Words before the noun that belong to the names of goods ("hiking" shoes).
    var described: [Int] = []
  }

  /// What one atom did to the phrase.
  enum Step { case goes, ends, endsBehind, order(isPlural: Bool) }

  /// The phrase that begins at a place and where it ends; nil when none does.
  func read(at start: Int) -> (phrase: NounPhrase, next: Int)? {
    var state = State(index: start)
    loop: while state.index < end {
      if state.index > start, atoms[state.index].gap >= .comma { break }
      switch step(&state, isFirst: state.index == start) {
      case .goes: state.index += 1
      case .ends: break loop
      case .endsBehind:
        state.index += 1
        break loop
      case .order(let isPlural):
        var order = RawOrder(reference: finish(state, isPlural: isPlural))
        if state.raw.hasNoun { order.containing = [state.raw] }
        order.isWhole = state.raw.extent == .all && !isPlural
        if case .count(let some) = state.raw.extent, !isPlural { order.some = some }
        return (.order(order), state.index)
      }
    }
    if let status = state.status {
      // "All pending ones", "the delivered one".
      state.raw.order = RawOrder()
      state.raw.order?.reference.status = status
    }
    guard !state.raw.isEmpty || state.raw.extent != .named else { return nil }
    return (.thing(state.raw), state.index)
  }

  private func step(_ state: inout State, isFirst: Bool) -> Step {
    let index = state.index
    if let value = cells[atoms[index].cells.lowerBound].number, atoms[index].cells.count == 1, !state.sawHead {
      if let step = number(value, &state) { return step }
    }
    switch atoms[index].kind {
    case .definite:
      guard state.raw.isEmpty, !state.raw.isIndefinite else { return .ends }
      state.raw.isDefinite = true
    case .indefinite:
      guard state.raw.isEmpty, !state.raw.isDefinite else { return .ends }
      state.raw.isIndefinite = true
      if text(index).contains("different") { state.raw.isDifferent = true }
    case .extent(let extent):
      guard state.raw.isEmpty, state.raw.extent == .named else { return .ends }
      state.raw.extent = extent
    case .ordinal(let place):
      // "First return the kettle": no place in a list; "a second hose" is one more.
      let isPlace = ["number", "option"].contains { text(index).hasPrefix($0) }
      guard !state.sawHead, state.raw.isDefinite || isPlace || !isVerb(index + 1) && !isAdverb(index) else {
        return .ends
      }
      if !state.raw.isIndefinite { state.raw.thing.ordinal = place }
    case .extreme(let extreme):
      guard !state.sawHead else { return .ends }
      state.raw.extremes.append(extreme)
    case .comparative(let order):
      guard !state.sawHead else { return .ends }
      state.raw.comparatives.append((order, state.count, nil))
      state.count = nil
    case .number:
      guard !state.sawHead else { return .ends }
      state.raw.values.append(rawValue(at: index))
    case .lexical(let hit):
      if let (step, next) = amountStep(at: index), !state.sawHead {
        state.raw.comparatives.append(step)
        state.index = next - 1
        return .goes
      }
      return take(hit, &state) ? .goes : .ends
    case .pronoun(let pronoun): return self.pronoun(pronoun, &state)
    case .things:
      guard !state.sawHead || state.raw.thing.concept != nil else { return .ends }
      state.raw.isGeneric = state.raw.thing.concept == nil
      return .endsBehind
    case .itemNumber(let number):
      guard !state.sawHead else { return .ends }
      state.raw.thing.number = number
      state.sawHead = true
    case .status(let said):
      guard !state.sawHead else { return .ends }
      state.status = said
    case .verb(.cancel, .past):
      guard !state.sawHead, continuesAsOrder(index + 1) else { return .ends }
      state.status = .cancelled
    case .word:
      // "The mug": goods that this catalogue does not have, where a verb says that goods are meant.
      guard takesUnknown, !state.sawHead, !isFirst,
        state.raw.isDefinite || state.raw.isIndefinite || !state.raw.values.isEmpty
      else { return .ends }
      // "The broken mug"
      if case .lexical(let hit)? = kind(index + 1), hit.isNoun, atoms[index + 1].gap < .comma { return .goes }
      // "Roller skates"
      state.raw.thing.noun = text(index)
      while state.index - index < 2, case .word? = kind(state.index + 1), atoms[state.index + 1].gap < .comma,
        isNounLike(state.index + 1)
      {
        state.index += 1
        state.raw.thing.noun += " " + text(state.index)
      }
      state.sawHead = true
    case .orderNumber(let numbers, let end):
      guard !state.sawHead, state.raw.isEmpty else { return .ends }
      state.order.numbers = numbers
      state.order.numberEnd = end
      state.index += 1
      return .order(isPlural: false)
    case .orderNoun(let isPlural):
      guard !state.sawHead || state.raw.hasNoun else { return .ends }
      orderNoun(&state)
      return .order(isPlural: isPlural)
    case .variant(.different):
      guard !state.sawHead else { return .ends }
      if text(index) == "other", state.raw.isDefinite {
        state.raw.thing.pronoun = .other
      } else {
        state.raw.isDifferent = true
      }
    case .pivot(.of):
      // "The bigger of the two"
      guard !state.raw.extremes.isEmpty || !state.raw.comparatives.isEmpty || state.raw.thing.ordinal != nil,
        !state.sawHead, !state.raw.hasNoun
      else { return .ends }
      switch kind(index + 1) {
      case .extent(.both), .pronoun(.them):
        state.raw.thing.pronoun = state.raw.thing.pronoun ?? .one
        state.index += 1
        return .endsBehind
      default: return .ends
      }
    case .filler:
      guard !isFirst, !state.sawHead else { return .ends }
    default: return .ends
    }
    return .goes
  }

  /// A bare number: how many, how much more, a place in a size.
  private func number(_ value: Double, _ state: inout State) -> Step? {
    let index = state.index
    if case .pivot(.of)? = kind(index + 1), state.raw.isEmpty {
      // "Two of the three lamps"
      state.raw.extent = .count(Int(value))
      state.index += 1
      skipWhole(&state)
      if state.index + 1 < end, cells[atoms[state.index + 1].cells.lowerBound].number != nil { state.index += 1 }
      return .goes
    }
    // "The first two"
    if state.raw.thing.ordinal == 1, state.raw.values.isEmpty, value >= 2, value <= 12, value == value.rounded(),
      atoms[index].cells.count == 1
    {
      state.raw.firstCount = Int(value)
      return .goes
    }
    // "All three"
    if state.raw.extent == .all || state.raw.extent == .rest, state.raw.values.isEmpty { return .goes }
    if let (step, next) = amountStep(at: index) {
      state.raw.comparatives.append(step)
      state.index = next - 1
      return .goes
    }
    if case .comparative? = kind(index + 1) {
      state.count = Int(value)
      return .goes
    }
    if nextIsPlural(index + 1) || nextCounts(value, index + 1), state.raw.extent == .named {
      state.raw.thing.quantity = Int(value)
      return .goes
    }
    return nil
  }

  /// "One of *the two* lamps": of how many matters less than how many.
  private func skipWhole(_ state: inout State) {
    while state.index + 1 < end {
      switch atoms[state.index + 1].kind {
      case .definite, .extent: state.index += 1
      default: return
      }
    }
  }

  private func pronoun(_ pronoun: Thing.Pronoun, _ state: inout State) -> Step {
    guard !state.sawHead else { return .ends }
    let index = state.index
    if pronoun == .one {
      if case .pivot(.of)? = kind(index + 1), state.raw.isEmpty, !state.raw.isDefinite, !state.raw.isIndefinite {
        // "One of them"
        state.raw.extent = .count(1)
        state.index += 1
        skipWhole(&state)
        return .goes
      }
      if state.raw.isEmpty, !state.raw.isDefinite, !state.raw.isIndefinite, state.raw.extent == .named,
        nextIsNoun(index + 1) || isStep(index + 1)
      {
        // "One lamp", "one size up"
        state.count = 1
        return .goes
      }
      if state.raw.thing.pronoun == nil { state.raw.thing.pronoun = .one }
      state.sawHead = true
      return .endsBehind
    }
    guard state.raw.isEmpty else { return .ends }
    if pronoun == .other, text(index) == "another", nextIsNoun(index + 1) {
      state.raw.isDifferent = true
      state.raw.isIndefinite = true
      return .goes
    }
    state.raw.thing.pronoun = pronoun
    if pronoun == .it || pronoun == .them, !continuesAsOrder(index + 1) {
      // "That lamp", "this order" go on; "it" and "that" end.
      guard ["this", "that", "these", "those"].contains(text(index)), nextIsHead(index + 1) else {
        state.sawHead = true
        return .endsBehind
      }
      state.raw.thing.pronoun = nil
      state.raw.isDefinite = true
    }
    return .goes
  }

  private func orderNoun(_ state: inout State) {
    var next = state.index + 1
    while next < end, case .orderNoun = atoms[next].kind, atoms[next].gap < .comma { next += 1 }
    // "The order that ends in 66", "order number W1"
    var ahead = next
    while ahead < min(next + 6, end),
      [
        "that", "which", "whose", "number", "ends", "ending", "end", "finishes", "finishing", "with", "in", "ends in",
        "has",
      ].contains(text(ahead))
    {
      ahead += 1
    }
    if ahead < end, case .orderNumber(_, let ending) = atoms[ahead].kind, ending != nil { next = ahead }
    if next < end, case .orderNumber(let numbers, let ending) = atoms[next].kind {
      state.order.numbers = numbers
      state.order.numberEnd = ending
      next += 1
    }
    state.index = next
  }

  private func finish(_ state: State, isPlural: Bool) -> OrderReference {
    var order = state.order
    let raw = state.raw
    order.ordinal = raw.thing.ordinal
    order.status = state.status
    switch raw.extent {
    case .all: order.all = isPlural
    case .both: order.all = true
    case .rest: order.pronoun = .other
    default: if isPlural, raw.isDefinite, raw.thing.ordinal == nil { order.all = true }
    }
    if let pronoun = raw.thing.pronoun { order.pronoun = pronoun }
    if raw.isDifferent { order.pronoun = .other }
    return order
  }

  private func take(_ hit: LexicalHit, _ state: inout State) -> Bool {
    guard !state.sawHead else { return false }
    let index = state.index
    let next: AtomKind? = index + 1 < end && atoms[index + 1].gap < .comma ? atoms[index + 1].kind : nil
    let leadsOn = if case .lexical(let hit)? = next { hit.isNoun } else { false }
    let nextIsOne = if case .pronoun(.one)? = next { true } else { false }
    if leadsOn, case .lexical(let head)? = next, describes(hit, head, &state) { return true }
    let isOption = !hit.options.isEmpty && hit.senses.allSatisfy(\.needsProduct) && hit.kind == nil
    if index > 0, !state.raw.options.isEmpty, !leadsOn, hit.isValue(behind: atoms[index - 1]) {
      var value = rawValue(at: index)
      value.options = state.raw.options
      state.raw.values.append(value)
      return true
    }
    // "8 hours battery": of which option the value before is.
    if let last = state.raw.values.indices.last, state.raw.options.isEmpty, !hit.options.isEmpty, !hit.isNoun,
      state.raw.values[last].senses.contains(where: { hit.options.contains($0.option) })
    {
      state.raw.values[last].options += hit.options
      state.raw.options += hit.options
      return true
    }
    if hit.isNoun, !(hit.isValue && (leadsOn || nextIsOne)), !(leadsOn && !hit.modifiers.isEmpty) {
      head(hit, &state)
      state.raw.isSame = state.raw.thing.pronoun == .same
      if state.raw.isSame { state.raw.thing.pronoun = nil }
      state.sawHead = true
    } else if hit.isValue, !isOption {
      state.raw.values.append(rawValue(at: index))
    } else if let concept = hit.concept, !isOption {
      state.raw.thing.concept = concept
      state.sawHead = true
    } else if isOption {
      if let last = state.raw.values.indices.last, state.raw.options.isEmpty {
        state.raw.values[last].options += hit.options
      }
      state.raw.options += hit.options
    } else if !hit.modifiers.isEmpty {
      if state.raw.nouns.isEmpty { state.raw.nouns = hit.modifiers }
      state.raw.thing.noun = text(index)
      if !leadsOn, !nextIsOne { state.sawHead = true }
    } else {
      return false
    }
    return true
  }

  /// A value as the clause holds it.
  func rawValue(at index: Int) -> RawValue {
    let range = atoms[index].cells
    var value = RawValue(text: text(index), key: range.map { cells[$0].key })
    if case .lexical(let hit) = atoms[index].kind {
      value.senses = hit.senses
      value.kind = hit.kind
    }
    return value
  }

  /// "200 lumens less", "5 more hours": a number, its unit, and which way.
  private func amountStep(at index: Int) -> (step: (order: OptionOrder, places: Int?, amount: Double?), next: Int)? {
    guard let number = cells[atoms[index].cells.lowerBound].number else { return nil }
    for next in [index + 1, index + 2] where next < end {
      guard case .comparative(let order) = atoms[next].kind, atoms[next].gap < .comma else { continue }
      if text(next).contains("size") { return next == index + 1 ? ((order, Int(number), nil), next + 1) : nil }
      guard next == index + 2 || atoms[index].cells.count > 1 else { continue }
      return ((order, nil, number), next + 1)
    }
    return nil
  }
}
