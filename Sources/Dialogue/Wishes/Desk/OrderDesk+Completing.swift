internal import Commerce
internal import Discourse

/// Words without a verb: answers to what was asked, corrections, and things added in passing.
extension OrderDesk {
  mutating func complete(_ wish: Wish) {
    if answersFocus(wish) { return }
    if amendsPlan(wish) { return }
    if let goods = wish.goods, wish.variant == nil, let last = lastItemEntry {
      // "And the lamp": the same with another thing; "no, the lamp": that in place of it.
      if wish.corrects { return change(last.id, with: wish) }
      if planned(goods, among: entries.filter(\.isOpen)).isEmpty {
        var more = wish
        more.verb = last.wish.verb
        if more.variant == nil, more.verb == .exchange || more.verb == .change { more.variant = last.wish.variant }
        if more.wallet == nil { more.wallet = last.wish.wallet }
        return add(more)
      }
    }
    if wish.variant != nil, let id = itemEntry(for: wish) { return change(id, with: wish) }
    if wish.variant != nil, wish.goods != nil {
      var change = wish
      change.verb = .change
      return add(change)
    }
    if wish.orders != nil, wish.goods == nil, let last = lastOpen {
      if last.target == nil || wish.corrects { return change(last.id, with: wish) }
    }
    spread(wish)
  }

  /// The last open wish about goods.
  private var lastItemEntry: Entry? {
    entries.last { entry in
      guard entry.isOpen || entry.state == .offered, let verb = entry.wish.verb else { return false }
      return [.return, .exchange, .change, .refund, .replace, .remove, .cancel].contains(verb)
    }
  }

  private var lastOpen: Entry? { entries.last { $0.isOpen || $0.state == .offered } }

  private func itemEntry(for wish: Wish) -> Int? {
    let able = entries.filter { entry in
      (entry.isOpen || entry.state == .offered || entry.state == .refused(.noVariant))
        && [.exchange, .change, .replace].contains(entry.wish.verb ?? .cancel)
    }
    if let goods = wish.goods, !goods.things.allSatisfy(ThingFilter.saysNothing) {
      let keys = planned(goods, among: able)
      return able.last { entry in entry.line.map { keys.contains($0.key) } ?? false }?.id
    }
    let inFocus = able.first { focusEntries.contains($0.id) }
    return (inFocus ?? able.last { touched.contains($0.id) } ?? able.last)?.id
  }

  /// Wallet, address and reason go to the wishes that can take them; what none takes yet is kept.
  private mutating func spread(_ wish: Wish) {
    if wish.wallet != nil || wish.address != nil || wish.reason != nil || wish.condition != nil { touchAll(wish) }
  }

  private mutating func touchAll(_ wish: Wish) {
    let open = entries.filter { $0.isOpen || $0.state == .offered }
    let named = wish.goods == nil && wish.orders == nil ? open : open.filter { meant(by: wish).contains($0.id) }
    var part = Wish()
    if let wallet = wish.wallet {
      part.wallet = wallet
      let takers = named.filter { $0.action.map { $0 != .cancelOrder && $0 != .changeAddress } ?? true }
      let ids = takers.filter { $0.wish.verb != .changeAddress && $0.wish.verb != .changeProfileAddress }.map(\.id)
      if ids.isEmpty { spareWallet = wallet }
      for id in ids { change(id, with: part) }
    }
    if let reason = wish.reason {
      part = Wish()
      part.reason = reason
      let lacking = named.filter { $0.wish.reason == nil }
      let ids = lacking.isEmpty ? named.suffix(1).map(\.id) : lacking.map(\.id)
      if ids.isEmpty { spareReason = reason }
      for id in ids { change(id, with: part) }
    }
    if let address = wish.address {
      part = Wish()
      part.address = address
      let takers = named.filter { $0.wish.verb == .changeAddress || $0.wish.verb == .changeProfileAddress }
      if let last = takers.last {
        change(last.id, with: part)
      } else {
        var more = wish
        more.verb = .changeAddress
        more.orders = wish.orders ?? mentions.orders.last.map { OrderReference(numbers: [Candidate($0, score: 1)]) }
        add(more)
      }
    }
    if let condition = wish.condition, let last = named.last {
      part = Wish()
      part.condition = condition
      part.otherwise = wish.otherwise
      change(last.id, with: part)
    }
  }

  /// After the list was read: only these, these too, the dearer one, with the other card.
  private mutating func amendsPlan(_ wish: Wish) -> Bool {
    guard wasReadOut || focus == .amend, let goods = wish.goods, wish.variant == nil else { return false }
    let open = entries.filter { $0.isOpen && $0.line != nil }
    if goods.extent == .all, goods.things.isEmpty, goods.except.isEmpty { return false }
    let named = planned(goods, among: open)
    guard !named.isEmpty else { return false }
    if wish.wallet != nil || wish.address != nil || wish.reason != nil { return false }
    // "Just the rug": the rest is not done.
    let others = open.filter { entry in entry.line.map { !named.contains($0.key) } ?? false }.map(\.id)
    touched += open.filter { entry in entry.line.map { named.contains($0.key) } ?? false }.map(\.id)
    withdraw(others)
    return true
  }
}
