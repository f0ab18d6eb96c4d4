internal import Commerce
internal import Discourse

extension ClauseReader {
  /// Moves to another zone at a preposition, by the verb and what was said so far.
  mutating func pivot(_ pivot: Pivot) {
    if draft.action == nil, !draft.namesSomething {
      if pivot == .for || pivot == .about { draft.isFronted = true }
      if pivot == .in || pivot == .from || pivot == .on { draft.isPlacedFirst = true }
    }
    if pivot == .of, namesVersion() { return }
    if pivot == .of, last == .value { namesOption = true }
    // "Take the lamp out of the order"
    if pivot == .from, ["out of", "off of"].contains(nouns.text(index)), draft.action == .take, !draft.things.isEmpty {
      draft.action = .remove
    }
    let hasObject = !draft.things.isEmpty || !draft.targets.isEmpty || draft.extent != .named || draft.aboutPayment
    switch pivot {
    case .to, .for:
      if draft.action == .add, pivot == .to { zone = .wanted }
      guard changes else { break }
      if draft.action == nil, !hasObject, draft.wallet != nil || !draft.variant.isEmpty || !draft.loose.isEmpty {
        // "Blue for the lamp", "gift card for the first".
        draft.variant.must += draft.loose
        draft.loose = []
        zone = .object
      } else if hasObject || draft.action == .change || draft.action == .exchange, !nextIsOrder || draft.aboutAddress {
        if draft.action != .want || hasObject {
          describeThing()
          zone = .wanted
        }
      }
    case .with:
      if last == .order || isOneWithGoods {
        readContaining()
      } else if changes, hasObject || draft.action == .exchange {
        if zone == .object, last == .thing, draft.variant.isEmpty { describing = draft.things.count }
        zone = .wanted
      } else if !draft.asks.isEmpty {
        zone = .wanted
      }
    case .in:
      if changes, !nextIsOrder { zone = .wanted } else if !draft.asks.isEmpty { zone = .wanted }
    case .from: if changes, !nextIsOrder { zone = .present }
    case .insteadOf, .than:
      zone = .present
      draft.isInstead = draft.isInstead || pivot == .insteadOf
    case .not: negates = true
    case .of, .at, .on, .by, .about:
      if !draft.targets.isEmpty, pivot == .of { zone = .object }
    }
    if pivot == .to || pivot == .at || pivot == .in,
      draft.action == .ship || draft.aboutAddress || draft.action == .send || draft.action == .put
        || draft.action == nil && last == .order && pivot == .to
    {
      place()
    }
  }

  /// "The full size version of the keyboard": what the keyboard shall be, where it is wanted.
  private mutating func namesVersion() -> Bool {
    guard zone == .object, let raw = draft.things.last, raw.isGeneric, !raw.hasNoun, !raw.values.isEmpty,
      draft.variant.isEmpty, nextIsNoun || nextIsPronoun
    else { return false }
    draft.things.removeLast()
    draft.version = raw.values
    draft.wantsVersion = [.want, .send, .take, nil].contains(draft.action) && draft.things.isEmpty
    return true
  }

  private var nextIsPronoun: Bool {
    guard index + 1 < end, case .pronoun(let pronoun) = atoms[index + 1].kind else { return false }
    return pronoun == .it || pronoun == .them
  }

  private var isSwap: Bool { [.exchange, .change, .replace, .make].contains(draft.action) }

  /// "The grill with size portable for the medium one": what stood behind "with" tells which one is there, as what is wanted follows.
  private mutating func describeThing() {
    defer { describing = nil }
    guard let count = describing, count == draft.things.count, count > 0, isSwap, draft.variant.preferences.isEmpty
    else { return }
    draft.things[count - 1].values += draft.variant.must.flatMap { $0 }
    draft.variant.must = []
  }

  /// "The one with the tablet": an order, by what is in it.
  private var isOneWithGoods: Bool {
    let named = zone == .except ? draft.except.last : draft.things.last
    guard last == .thing || last == .one,
      named.map({ !$0.hasNoun && $0.values.isEmpty && $0.isDefinite && $0.thing.pronoun == .one }) ?? (last == .one)
    else { return false }
    guard let (phrase, _) = nouns.read(at: index + 1), case .thing(let raw) = phrase else { return false }
    return !raw.nouns.isEmpty || !raw.thing.noun.isEmpty
  }

  /// "To Denver", "to my office in Phoenix", "to where the tablet went": an address on record by its words.
  private mutating func place() {
    guard draft.address == nil, !nextIsOrder, !draft.aboutPayment else { return }
    if index + 1 < end, case .ask(.where) = atoms[index + 1].kind { return whereItWent() }
    var words: [String] = []
    var isAddress = draft.action != nil || draft.aboutAddress
    var next = index + 1
    loop: while next < end, atoms[next].gap < .comma || next == index + 1 {
      switch atoms[next].kind {
      case .word: words.append(nouns.text(next))
      case .addressNoun, .pronoun(.one): isAddress = true
      case .definite, .pivot(.in), .pivot(.at), .filler, .subject: break
      case .lexical(let hit) where hit.concept != nil && !hit.isNoun && !hit.isValue: words.append(nouns.text(next))
      default: break loop
      }
      next += 1
    }
    guard !words.isEmpty else { return }
    if isAddress {
      draft.address = .matching(words.joined(separator: " "))
    } else {
      draft.orders?.reference.destination = words.joined(separator: " ")
    }
    index = next - 1
  }

  mutating func whereItWent() {
    guard let (phrase, next) = nouns.read(at: index + 2) else { return }
    var raw = RawOrder()
    switch phrase {
    case .order(let order): raw = order
    case .thing(let thing): raw.containing = [thing]
    }
    draft.addressOf = raw
    index = next - 1
    // "went", "was sent", "is going"
    while index + 1 < end {
      switch atoms[index + 1].kind {
      case .relative(.wentTo), .word, .ask(.inverted), .status: index += 1
      default: return
      }
    }
  }

  /// Whether an order is named next ("in my last order", "for order W1").
  var nextIsOrder: Bool {
    guard index + 1 < end, let (phrase, _) = nouns.read(at: index + 1), case .order = phrase else { return false }
    return true
  }

  /// "The order with the drill in it".
  mutating func readContaining() {
    var next = index + 1
    let isOne = last == .thing || last == .one
    if isOne, zone == .except, draft.except.last?.thing.pronoun == .one {
      draft.except.removeLast()
    } else if isOne, draft.things.last?.thing.pronoun == .one {
      draft.things.removeLast()
    }
    one = nil
    while next < end, let (phrase, after) = nouns.read(at: next), case .thing(let raw) = phrase {
      draft.orders = draft.orders ?? RawOrder()
      if zone == .except { draft.orders?.except.append(raw) } else { draft.orders?.containing.append(raw) }
      next = after
      guard next < end, case .link(.and) = atoms[next].kind, let (more, _) = nouns.read(at: next + 1),
        case .thing(let other) = more, other.hasNoun
      else { break }
      next += 1
    }
    if next + 1 < end, case .pivot(.in) = atoms[next].kind, case .pronoun = atoms[next + 1].kind { next += 2 }
    last = .order
    index = next - 1
  }

  /// Adds to what was said last where it comes from: "that came on Friday", "I ordered last week", "that went to Denver".
  mutating func relative(_ relative: Relative) {
    let opensWithThat = text.hasPrefix("that") || text.hasPrefix("which")
    if relative == .containing, text == "it has", isSwap, !draft.things.isEmpty {
      // "… so that it has color gold": what it shall have.
      describeThing()
      zone = .wanted
      index += 1
      return
    }
    index += 1
    switch relative {
    case .owned:
      if last == .nothing { draft.isStatement = true }
      return
    case .containing:
      draft.things.removeAll { $0.thing.pronoun == .it && !$0.hasNoun }
      index -= 1
      readContaining()
      index += 1
      last = .order
      return
    case .whatever:
      draft.extent = .all
      draft.isWhatever = true
      last = .nothing
      return
    case .cameWith: return cameWith()
    default: break
    }
    var order = OrderReference()
    switch relative {
    case .justOrdered, .pending: order.status = .pending
    case .came: order.status = .delivered
    case .sent: order.status = .sent
    case .cancelled: order.status = .cancelled
    case .wentTo: order.destination = destination()
    default: break
    }
    while index < end {
      switch atoms[index].kind {
      case .filler, .pivot(.on), .back: index += 1
      case .moment(let moment):
        order.day = moment.day?.daysSinceEpoch
        index += 1
      default: return attach(order, relative, opensWithThat)
      }
    }
    attach(order, relative, opensWithThat)
  }

  private mutating func attach(_ order: OrderReference, _ relative: Relative, _ opensWithThat: Bool) {
    if relative == .ordered, order == OrderReference() {
      if last != .thing, last != .order, last != .value { draft.isStatement = true }
      return
    }
    // "My order hasn't arrived" tells where it stands; "the order that hasn't arrived" names it.
    if relative == .pending || relative == .came, !opensWithThat, draft.action == nil, last == .order || last == .thing
    {
      draft.tellsStatus = true
      if relative == .came { draft.isStatement = true }
      if relative == .pending { return }
    }
    if last == .thing || last == .value, let place = draft.things.indices.last {
      draft.things[place].order = merged(draft.things[place].order, order)
    } else if last == .order || draft.things.isEmpty {
      draft.orders = merged(draft.orders, order)
      last = .order
    }
  }

  private mutating func cameWith() {
    while let (phrase, next) = nouns.read(at: index), case .thing(let raw) = phrase {
      if let place = draft.things.indices.last { draft.things[place].cameWith.append(raw) }
      index = next
      guard index < end, case .link(.and) = atoms[index].kind else { break }
      index += 1
    }
  }

  private func merged(_ known: RawOrder?, _ new: OrderReference) -> RawOrder {
    guard var order = known else { return RawOrder(reference: new) }
    order.reference.status = new.status ?? order.reference.status
    order.reference.day = new.day ?? order.reference.day
    order.reference.destination = new.destination ?? order.reference.destination
    return order
  }

  /// The words behind "to": a place as said.
  private mutating func destination() -> String? {
    var words: [String] = []
    while index < end, atoms[index].gap < .comma {
      switch atoms[index].kind {
      case .word: words.append(nouns.text(index))
      case .definite, .pivot(.in), .pivot(.at), .subject, .addressNoun, .pivot(.to): break
      default: return words.isEmpty ? nil : words.joined(separator: " ")
      }
      index += 1
    }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
