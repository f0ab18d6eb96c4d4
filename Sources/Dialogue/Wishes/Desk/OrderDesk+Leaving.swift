internal import Commerce
internal import Discourse

/// What the customer takes back, keeps as it is, or leaves for later.
extension OrderDesk {
  /// "Leave it", "don't cancel it", "keep the lamp": what is open about it is withdrawn, and that is said.
  mutating func keep(_ wish: Wish) {
    // How an order is paid, or where it goes, stays as it is: nothing else is dropped by that.
    if wish.verb == .changePayment || wish.verb == .changeAddress || wish.verb == .changeProfileAddress {
      return leaveHow(wish)
    }
    if asksForAnswer, wish.goods?.things.isEmpty ?? true, wish.orders == nil { return withdraw(focusEntries) }
    let ids = meant(by: wish)
    // "Keep the speaker as we said" keeps it on the list.
    if wish.mood == .wanted, !ids.isEmpty, says(Self.agreed) { return touched += ids }
    // What nothing is to be done with stays as it is.
    if ids.isEmpty, wish.goods != nil || wish.orders != nil { return leaveAlone(wish) }
    withdraw(ids.isEmpty ? unfinished.map(\.id) : ids)
  }

  /// Whether something is asked that "leave it" may answer.
  var asksForAnswer: Bool {
    switch focus {
    case .wholeOrNothing, .exclusion, .offer, .variant, .offered, .condition: true
    default: false
    }
  }

  private static let agreed = [
    "as we said", "as i said", "as agreed", "as we agreed", "as discussed", "as we discussed", "as planned",
    "like we said",
    "as you said", "as before", "like before", "on the list", "in the list",
  ]

  private mutating func leaveHow(_ wish: Wish) {
    let what = wish.verb == .changePayment ? "the payment" : "the address"
    for index in entries.indices where entries[index].isOpen || [.postponed, .offered].contains(entries[index].state) {
      guard let verb = wish.verb, entries[index].wants(verb) else { continue }
      if focusEntries.contains(entries[index].id) { focus = .none }
      entries[index].state = .withdrawn
    }
    say(.withdrawn, ["goods": Fact(what)])
  }

  private mutating func leaveAlone(_ wish: Wish) {
    var subjects: [Fact] = []
    if let goods = wish.goods, !goods.things.isEmpty {
      let findings = GoodsResolver(records: records, mentions: mentions).resolve(goods, orders: wish.orders)
      subjects = findings.flatMap { $0.targets.map { words.goods($0.key) } }
    } else if let orders = wish.orders,
      case .orders(let numbers) = OrderResolver(records: records, mentions: mentions).resolve(orders)
    {
      subjects = numbers.map { number in
        let order = words.order(number)
        return Fact(spoken: "order \(order.spoken)", written: "order \(order.written)")
      }
    }
    if !subjects.isEmpty { say(.withdrawn, ["goods": DeskWords.list(subjects)]) }
  }

  mutating func postpone(_ heard: Wish) {
    var wish = heard
    // "Not the mug yet" names what is left out.
    if let goods = wish.goods, goods.things.isEmpty, !goods.except.isEmpty { wish.goods = GoodsReference(goods.except) }
    let ids = meant(by: wish)
    if ids.isEmpty {
      add(wish)
      entries[entries.count - 1].state = .postponed
    }
    for id in ids { if let index = index(id) { entries[index].state = .postponed } }
    say(.postponed)
  }

  /// Taking out of the list just read what stands in it: "take the lamp off", "cancel the exchange of the rug".
  mutating func drop(_ wish: Wish) -> Bool {
    guard wish.goods != nil else { return false }
    // "Cancel the order with the lamp" to a list that cancels it says it again.
    let ids = meant(by: wish).filter { id in
      entry(id).map { $0.state == .readOut && !(wish.verb == .cancel && $0.action == .cancelOrder) } ?? false
    }
    guard !ids.isEmpty else { return false }
    withdraw(ids)
    return true
  }

  mutating func withdraw(_ ids: [Int]) {
    let open = ids.filter { id in entry(id).map { $0.isOpen || $0.state == .postponed || $0.state == .offered } ?? false
    }
    guard !open.isEmpty else { return }
    for id in open { if let index = index(id) { entries[index].state = .withdrawn } }
    touched += open
    let isAll = !entries.contains(where: \.isOpen)
    if unfinished.isEmpty, needsPerson == Self.unclear { needsPerson = nil }
    say(isAll ? .withdrawnAll : .withdrawn, ["goods": DeskWords.list(open.compactMap { entry($0) }.map(subject))])
    if open.contains(where: focusEntries.contains) { focus = .none }
  }
}
