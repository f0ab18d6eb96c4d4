internal import Commerce
internal import Discourse

/// What is done about what was found, by the standing of the order.
extension OrderDesk {
  mutating func decide(_ index: Int) {
    guard entries[index].action == nil, let verb = entries[index].wish.verb else { return }
    guard let number = entries[index].order else {
      entries[index].action = .changeProfileAddress
      return merge(index)
    }
    let isWhole: Bool
    if let line = entries[index].line {
      let own = entries.filter { $0.isOpen && $0.order == number && $0.line != nil && Self.takesAway($0.wish.verb) }
      let named = Set(own.compactMap { $0.line?.key } + [line.key])
      let all = records.order(number).map(records.lines(of:)) ?? []
      isWhole = all.allSatisfy { named.contains($0) || records.line($0)?.kept == 0 }
    } else {
      isWhole = true
    }
    switch verbs.decide(verb, number, isWhole: isWhole) {
    case .refuse(let refusal): refuse(index, refusal)
    case .wholeOrNothing: return merge(index)
    case .act(let action, let translated):
      if translated { translate(index, action) }
      if action == .cancelOrder, entries[index].line != nil {
        entries[index].target = .order(number)
      } else if action.isOfItems, entries[index].line == nil {
        // An order by its number: all of it that is left.
        let lines = records.order(number).map(records.lines(of:)) ?? []
        let kept = lines.filter { (records.line($0)?.kept ?? 0) > 0 }
        let isSwap = action != .returnItems
        if isSwap, kept.count > 1 {
          entries[index].target = nil
          entries[index].state = .heard
          entries[index].candidates = kept
          return
        }
        return locate(index, as: kept.map { LineTarget(key: $0, quantity: records.line($0)?.kept ?? 1) })
      }
      entries[index].action = action
      if entries[index].wish.mood == .asked { tellPossible(index, action) }
      merge(index)
    }
  }

  /// A question whether something can be done is answered at once; doing it is another matter.
  private mutating func tellPossible(_ index: Int, _ action: Action) {
    let entry = entries[index]
    var facts = orderFacts(entry.order)
    facts["goods"] = subject(entry)
    let line: DeskLine
    switch action {
    case .cancelOrder:
      line = .possibleCancel
      facts["amount"] = entry.order.flatMap(records.order).map { Spoken.money($0.total) }
    case .returnItems:
      line = .possibleReturn
      facts["amount"] = DeskWords.money(calculator.paid(entry), words.currency)
    case .exchangeItems: line = .possibleExchange
    case .changeItems: line = .possibleChange
    case .changeAddress, .changeProfileAddress: line = .possibleAddress
    case .changePayment: line = .possiblePayment
    }
    tell(index, "possible", line, facts)
  }

  private static func takesAway(_ verb: Wish.Verb?) -> Bool {
    switch verb {
    case .cancel, .remove, .return, .refund: true
    default: false
    }
  }

  private mutating func translate(_ index: Int, _ action: Action) {
    let line: DeskLine = action == .cancelOrder ? .cancelInstead : .returnInstead
    guard let number = entries[index].order,
      !entries.contains(where: { $0.order == number && $0.told.contains("translated") })
    else { return }
    tell(index, "translated", line, ["order": words.order(number), "goods": subject(entries[index])])
  }

  /// A new mention of the same thing changes the wish that stands there, it adds none.
  private mutating func merge(_ index: Int) {
    let entry = entries[index]
    let same = entries.first { other in
      // Whichever was decided first stands; of two that are still undecided the older one.
      guard other.id != entry.id, other.action != nil || other.id < entry.id,
        other.isOpen || other.state == .postponed || other.state == .offered
      else { return false }
      if let line = entry.line { return other.line?.key == line.key }
      guard other.line == nil, other.target == entry.target else { return false }
      return other.action == entry.action
    }
    guard let same else { return }
    var later = entry.wish
    (later.goods, later.orders, later.corrects) = (nil, nil, false)
    entries.removeAll { $0.id == entry.id }
    touched.removeAll { $0 == entry.id }
    change(same.id, with: later)
    guard let place = self.index(same.id) else { return }
    if let line = entry.line { entries[place].target = .line(line) }
    entries[place].action = entry.action
    if let verb = entry.wish.verb { entries[place].wish.verb = verb }
  }

  /// What stands against one another in an order: the whole order called off leaves nothing else to do.
  mutating func reconcile() {
    for cancel in entries.filter({ $0.isOpen && $0.action == .cancelOrder && $0.holds != false }) {
      for index in entries.indices
      where entries[index].id != cancel.id && entries[index].isOpen && entries[index].order == cancel.order {
        if entries[index].action == nil, entries[index].state == .heard { continue }
        if entries[index].wish.mood == .asked || cancel.wish.mood == .asked { continue }
        if entries[index].action == .cancelOrder || Self.takesAway(entries[index].wish.verb) {
          entries[index].state = .withdrawn
        } else {
          entries[index].state = .refused(.orderCancelled)
        }
      }
    }
  }
}
