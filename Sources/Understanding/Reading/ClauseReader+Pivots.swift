internal import Commerce
internal import Discourse

extension ClauseReader {
  /// Moves to another zone at a preposition, by the verb and what was said so far.
  mutating func pivot(_ pivot: Pivot) {
    let hasObject = !draft.things.isEmpty || !draft.targets.isEmpty || draft.extent != .named || draft.aboutPayment
    switch pivot {
    case .to, .for:
      if draft.action == .add, pivot == .to { zone = .wanted }
      guard changes else { break }
      if draft.action == nil, !hasObject, draft.wallet != nil || !draft.variant.isEmpty || !draft.loose.isEmpty {
        // "Blue for the lamp", "gift card for the first".
        if !draft.loose.isEmpty {
          draft.variant.must += draft.loose
          draft.loose = []
        }
        zone = .object
      } else if hasObject || draft.action == .change || draft.action == .exchange, !nextIsOrder {
        if draft.action != .want || hasObject { zone = .wanted }
      }
    case .with:
      if last == .order { readContaining() } else if changes, hasObject { zone = .wanted }
    case .in:
      if changes, !nextIsOrder { zone = .wanted } else if !draft.asks.isEmpty { zone = .wanted }
    case .from: if changes, !nextIsOrder { zone = .present }
    case .insteadOf, .than: zone = .present
    case .not: negates = true
    case .of, .at, .on, .by, .about:
      if !draft.targets.isEmpty, pivot == .of { zone = .object }
    }
    if pivot == .to || pivot == .at,
      draft.action == .ship || draft.aboutAddress || draft.action == .send || draft.action == .put
    {
      place()
    }
  }

  /// "To Denver", "to my office in Phoenix": an address on record by its words.
  private mutating func place() {
    guard draft.address == nil, !nextIsOrder else { return }
    var words: [String] = []
    var next = index + 1
    while next < end, atoms[next].gap < .comma || next == index + 1 {
      switch atoms[next].kind {
      case .word: words.append(nouns.text(next))
      case .definite, .pivot(.in), .pivot(.at), .pronoun(.one), .addressNoun: break
      default: return finish(words, next)
      }
      next += 1
    }
    finish(words, next)
  }

  private mutating func finish(_ words: [String], _ next: Int) {
    guard !words.isEmpty else { return }
    draft.address = .matching(words.joined(separator: " "))
    index = next - 1
  }

  /// Whether an order is named next ("in my last order", "for order W1").
  var nextIsOrder: Bool {
    guard index + 1 < end, let (phrase, _) = nouns.read(at: index + 1), case .order = phrase else { return false }
    return true
  }

  /// "The order with the drill in it".
  mutating func readContaining() {
    var next = index + 1
    while next < end, let (phrase, after) = nouns.read(at: next), case .thing(let raw) = phrase {
      draft.orderContaining.append(raw)
      next = after
      guard next < end, case .link(.and) = atoms[next].kind, let (more, _) = nouns.read(at: next + 1),
        case .thing(let other) = more, other.hasNoun
      else { break }
      next += 1
    }
    if draft.orders == nil { draft.orders = OrderReference() }
    if next < end, case .pivot(.in) = atoms[next].kind, next + 1 < end, case .pronoun = atoms[next + 1].kind {
      next += 2
    }
    index = next - 1
  }

  /// Adds to what was said last where it comes from: "that came on Friday", "I ordered last week", "that went to Denver".
  mutating func relative(_ relative: Relative) {
    index += 1
    if relative == .containing {
      index -= 1
      readContaining()
      index += 1
      last = .order
      return
    }
    if relative == .whatever {
      draft.extent = .all
      last = .nothing
      return
    }
    var order = OrderReference()
    switch relative {
    case .justOrdered, .pending: order.status = .pending
    case .came: order.status = .delivered
    case .sent: order.status = .sent
    case .cancelled: order.status = .cancelled
    case .wentTo: order.destination = destination()
    case .cameWith:
      while let (phrase, next) = nouns.read(at: index), case .thing(let raw) = phrase {
        if let place = draft.things.indices.last { draft.things[place].cameWith.append(raw) }
        index = next
        guard index < end, case .link(.and) = atoms[index].kind else { break }
        index += 1
      }
      return
    case .ordered, .containing, .whatever: break
    }
    while index < end {
      if case .filler = atoms[index].kind {
        index += 1
      } else if case .pivot(.on) = atoms[index].kind {
        index += 1
      } else {
        break
      }
    }
    if index < end, case .moment(let moment) = atoms[index].kind, let day = moment.day {
      order.day = day.daysSinceEpoch
      index += 1
    }
    if last == .thing || last == .value, let place = draft.things.indices.last {
      draft.things[place].thing.order = merged(draft.things[place].thing.order, order)
    } else if last == .order || draft.things.isEmpty {
      if order == OrderReference() {
        if relative == .ordered { draft.isStatement = true }
        return
      }
      draft.orders = merged(draft.orders, order)
    }
  }

  private func merged(_ known: OrderReference?, _ new: OrderReference) -> OrderReference {
    guard var order = known else { return new }
    order.status = new.status ?? order.status
    order.day = new.day ?? order.day
    order.destination = new.destination ?? order.destination
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
