internal import Discourse

/// What one noun phrase names.
enum NounPhrase {
  case thing(RawThing)
  case order(OrderReference, containing: [RawThing])
}

/// Reads noun phrases off atoms: determiner, how many, which, values, noun.
struct NounPhraseReader {
  let atoms: [Atom]
  let cells: [Cell]
  /// Where the clause ends.
  let end: Int
  /// Whether an unknown word behind "the" may be goods.
  var takesUnknown = false

  /// The phrase that begins at a place and where it ends; nil when none does.
  func read(at start: Int) -> (phrase: NounPhrase, next: Int)? {
    var raw = RawThing()
    raw.start = start
    var order = OrderReference()
    var status: OrderReference.Status?
    var index = start
    var count: Int?
    var sawHead = false
    loop: while index < end {
      if index > start, atoms[index].gap >= .comma { break }
      switch atoms[index].kind {
      case .definite:
        guard raw.isEmpty, !raw.isIndefinite else { break loop }
        raw.isDefinite = true
      case .indefinite:
        guard raw.isEmpty, !raw.isDefinite else { break loop }
        raw.isIndefinite = true
        if text(index).contains("different") { raw.isDifferent = true }
      case .extent(let extent):
        guard raw.isEmpty, raw.extent == .named else { break loop }
        raw.extent = extent
      case .ordinal(let place):
        // "First return the kettle": no place in a list.
        guard !sawHead, raw.isDefinite || !isVerb(index + 1) else { break loop }
        raw.thing.ordinal = place
      case .extreme(let extreme):
        guard !sawHead else { break loop }
        raw.extremes.append(extreme)
      case .comparative(let order):
        guard !sawHead else { break loop }
        raw.comparatives.append((order, count, nil))
        count = nil
      case .number(let value):
        guard !sawHead else { break loop }
        if case .pivot(.of)? = kind(index + 1) {
          raw.extent = .count(Int(value))
          index += 1
        } else if let (step, next) = amountStep(at: index) {
          raw.comparatives.append(step)
          index = next - 1
          sawHead = true
        } else if case .comparative? = kind(index + 1) {
          count = Int(value)
        } else if nextIsNoun(index + 1) {
          if raw.extent == .named { raw.thing.quantity = Int(value) }
        } else {
          raw.values.append(rawValue(at: index))
        }
      case .lexical(let hit):
        if let (step, next) = amountStep(at: index) {
          raw.comparatives.append(step)
          index = next - 1
          break
        }
        guard take(hit, at: index, into: &raw, sawHead: &sawHead) else { break loop }
      case .pronoun(let pronoun):
        guard !sawHead else { break loop }
        if pronoun == .one {
          if raw.isEmpty, !raw.isDefinite, !raw.isIndefinite, raw.extent == .named,
            nextIsNoun(index + 1) || isStep(index + 1)
          {
            // "one lamp", "one size up"
            count = 1
            break
          }
          if raw.thing.pronoun == nil { raw.thing.pronoun = .one }
          index += 1
          sawHead = true
          break loop
        }
        guard raw.isEmpty else { break loop }
        raw.thing.pronoun = pronoun
        if pronoun == .it || pronoun == .them {
          guard continuesAsOrder(index + 1) else {
            index += 1
            sawHead = true
            break loop
          }
        }
      case .things:
        guard !sawHead else { break loop }
        sawHead = true
        index += 1
        break loop
      case .itemNumber(let number):
        guard !sawHead else { break loop }
        raw.thing.number = number
        sawHead = true
      case .status(let said):
        guard !sawHead else { break loop }
        status = said
      case .verb(.cancel, .past):
        guard !sawHead, continuesAsOrder(index + 1) else { break loop }
        status = .cancelled
      case .word:
        // "The mug": goods that this catalogue does not have, where a verb says that goods are meant.
        guard takesUnknown, !sawHead, raw.isDefinite || raw.isIndefinite || !raw.values.isEmpty, index > start else {
          break loop
        }
        raw.thing.noun = text(index)
        sawHead = true
      case .orderNumber(let numbers, let end):
        guard !sawHead, raw.isEmpty else { break loop }
        order.numbers = numbers
        order.numberEnd = end
        return (.order(finish(order, raw, status, isPlural: false), containing: []), index + 1)
      case .orderNoun(let isPlural):
        guard !sawHead || !raw.nouns.isEmpty else { break loop }
        var next = index + 1
        while next < end, case .orderNoun = atoms[next].kind { next += 1 }
        if next < end, case .orderNumber(let numbers, let ending) = atoms[next].kind {
          order.numbers = numbers
          order.numberEnd = ending
          next += 1
        }
        return (
          .order(finish(order, raw, status, isPlural: isPlural), containing: raw.nouns.isEmpty ? [] : [raw]), next
        )
      case .variant(.different):
        guard !sawHead else { break loop }
        raw.isDifferent = true
      case .filler:
        guard index > start, !sawHead else { break loop }
      default:
        break loop
      }
      index += 1
    }
    if let status {
      // "All pending ones", "the delivered one".
      raw.thing.order = OrderReference()
      raw.thing.order?.status = status
    }
    guard !raw.isEmpty || raw.extent != .named else { return nil }
    return (.thing(raw), index)
  }

  private func finish(_ order: OrderReference, _ raw: RawThing, _ status: OrderReference.Status?, isPlural: Bool)
    -> OrderReference
  {
    var order = order
    order.ordinal = raw.thing.ordinal
    order.status = status
    switch raw.extent {
    case .all: order.all = isPlural || order.numbers.isEmpty && raw.thing.ordinal == nil && isPlural
    case .both: order.all = true
    case .rest: order.pronoun = .other
    default: if isPlural, raw.isDefinite, raw.thing.ordinal == nil { order.all = true }
    }
    if let pronoun = raw.thing.pronoun { order.pronoun = pronoun == .them ? .them : pronoun }
    if raw.isDifferent { order.pronoun = .other }
    return order
  }

  private func take(_ hit: LexicalHit, at index: Int, into raw: inout RawThing, sawHead: inout Bool) -> Bool {
    let isValue = hit.isValue
    let next = kind(index + 1)
    let nextGap = index + 1 < end ? atoms[index + 1].gap : .stop
    let nextHit: LexicalHit? = if case .lexical(let hit)? = next, nextGap < .comma { hit } else { nil }
    let leadsOn = nextHit?.isNoun ?? false
    let nextIsOne = if case .pronoun(.one)? = next, nextGap < .comma { true } else { false }
    if hit.isNoun, !(isValue && (leadsOn || nextIsOne)), !(leadsOn && !hit.modifiers.isEmpty) {
      guard !sawHead else { return false }
      // "A 27-inch espresso": only a weak noun that also is a value, after a noun of its own, is a value; else it heads.
      raw.nouns = hit.nouns
      raw.thing.noun = text(index)
      sawHead = true
      return true
    }
    if isValue {
      guard !sawHead else { return false }
      raw.values.append(rawValue(at: index))
      return true
    }
    if let concept = hit.concept, !sawHead, hit.options.isEmpty {
      raw.thing.concept = concept
      sawHead = true
      if case .things? = next {} else { return true }
      return true
    }
    if !hit.options.isEmpty {
      guard !sawHead else { return false }
      if let last = raw.values.indices.last, raw.options.isEmpty { raw.values[last].options += hit.options }
      raw.options += hit.options
      return true
    }
    if !hit.modifiers.isEmpty {
      guard !sawHead else { return false }
      if raw.nouns.isEmpty { raw.nouns = hit.modifiers }
      raw.thing.noun = text(index)
      if !leadsOn && !nextIsOne { sawHead = true }
      return true
    }
    return false
  }

  /// "200 lumens less", "5 more hours": a number, its unit, and which way.
  private func amountStep(at index: Int) -> (step: (order: OptionOrder, places: Int?, amount: Double?), next: Int)? {
    guard let number = cells[atoms[index].cells.lowerBound].number else { return nil }
    for next in [index + 1, index + 2] where next < end {
      guard case .comparative(let order) = atoms[next].kind, atoms[next].gap < .comma else { continue }
      let isSize = text(next).contains("size")
      if isSize { return next == index + 1 ? ((order, Int(number), nil), next + 1) : nil }
      guard next == index + 2 || atoms[index].cells.count > 1 else { continue }
      return ((order, nil, number), next + 1)
    }
    return nil
  }

  /// A value as the clause holds it.
  func rawValue(at index: Int) -> RawValue {
    let range = atoms[index].cells
    var value = RawValue(text: text(index), key: range.map { cells[$0].key })
    if case .lexical(let hit) = atoms[index].kind {
      value.senses = hit.senses
      value.kind = hit.kind
    } else if range.upperBound < cells.count, cells[range.upperBound].gap <= .glued,
      ValueSize.units[cells[range.upperBound].key] != nil
    {
      value.key.append(cells[range.upperBound].key)
      value.text += " " + cells[range.upperBound].text
    }
    return value
  }

  private func nextIsNoun(_ index: Int) -> Bool {
    for place in [index, index + 1, index + 2] where place < end {
      guard atoms[place].gap < .comma else { return false }
      switch atoms[place].kind {
      case .lexical(let hit): if hit.isNoun { return true }
      case .things, .orderNoun, .pronoun(.one): return true
      default: return false
      }
    }
    return false
  }

  private func isVerb(_ index: Int) -> Bool {
    switch kind(index) {
    case .verb, .lead, .pronoun(.it): true
    default: false
    }
  }

  private func isStep(_ index: Int) -> Bool {
    if case .comparative? = kind(index) { return true }
    return false
  }

  private func continuesAsOrder(_ index: Int) -> Bool {
    guard index < end, atoms[index].gap < .comma else { return false }
    switch atoms[index].kind {
    case .orderNoun, .orderNumber, .pronoun(.one): return true
    default: return false
    }
  }

  func kind(_ index: Int) -> AtomKind? { index < end ? atoms[index].kind : nil }

  func text(_ index: Int) -> String { atoms[index].cells.map { cells[$0].text }.joined(separator: " ") }
}
