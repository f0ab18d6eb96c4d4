internal import Commerce
internal import Discourse

/// Words without a verb: answers to what was asked, corrections, and things added in passing.
extension OrderDesk {
  mutating func complete(_ wish: Wish) {
    if answersFocus(wish) { return }
    let wish = asVariant(wish)
    if amendsPlan(wish) { return }
    if let goods = wish.goods, wish.variant == nil, let last = lastItemEntry {
      // "And the lamp": the same with another thing; "no, the lamp": that in place of it.
      if wish.corrects { return change(last.id, with: wish) }
      let isNamed = goods.things.isEmpty || !goods.things.allSatisfy(ThingFilter.saysNothing)
      if isNamed, planned(goods, among: entries.filter(\.isOpen)).isEmpty {
        return add(alike(wish, last))
      }
    }
    if wish.variant != nil, let id = itemEntry(for: wish) { return change(id, with: wish) }
    if wish.variant != nil, wish.goods != nil {
      var change = wish
      change.verb = .change
      return add(change)
    }
    if wish.orders != nil, wish.goods == nil, let last = lastOpen {
      // "No, order 4711"; "no, the gift card for order 4711" is about what that order pays.
      let isOnlyOrder = wish.wallet == nil && wish.address == nil && wish.reason == nil
      if last.target == nil || wish.corrects && isOnlyOrder { return change(last.id, with: wish) }
    }
    spread(wish)
  }

  /// "The kettle with 2 litres" of a kettle that is to be swapped and has another size: what it shall become, not what it is.
  private func asVariant(_ heard: Wish) -> Wish {
    guard heard.variant == nil, var goods = heard.goods, goods.things.count == 1, !goods.things[0].options.isEmpty
    else {
      return heard
    }
    let swaps = entries.filter { $0.isOpen && $0.wish.verb?.kind == .swap && $0.line != nil }
    var bare = goods
    bare.things[0].options = []
    let keys = planned(bare, among: swaps)
    guard keys.count == 1, let line = records.line(keys[0]), let product = records.product(of: keys[0]) else {
      return heard
    }
    let table = OptionTable(product)
    let wanted = goods.things[0].options.filter { !table.meets(line.options, $0) }
    guard !wanted.isEmpty else { return heard }
    var wish = heard
    goods.things[0].options.removeAll(where: wanted.contains)
    wish.goods = goods
    wish.variant = VariantWish()
    wish.variant?.must = wanted
    return wish
  }

  /// The last open wish about goods.
  var lastItemEntry: Entry? {
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
    if wish.wallet != nil || wish.address != nil || wish.reason != nil || wish.condition != nil {
      touchAll(wish)
    } else if focus == .none || focus == .anythingElse {
      ask(about: wish)
    }
  }

  /// Only an order or a thing was named: what it is about is told, and asked what to do.
  private mutating func ask(about wish: Wish) {
    if let orders = wish.orders,
      case .orders(let numbers) = OrderResolver(records: records, mentions: mentions).resolve(orders)
    {
      mentions.speak(of: numbers)
      for order in numbers.prefix(3).compactMap(records.order) {
        say(.answerStatus, orderFacts(order.number).merging(["goods": words.contents(order)]) { $1 })
      }
      (answered, asksWhat) = (true, true)
    } else if let goods = wish.goods, !goods.things.allSatisfy(ThingFilter.saysNothing) {
      let findings = GoodsResolver(records: records, mentions: mentions).resolve(goods, orders: nil)
      let keys = findings.flatMap { $0.targets.map(\.key) + $0.candidates }
      guard !keys.isEmpty else { return }
      mentions.speak(of: keys)
      for number in keys.map(\.order).distinct.prefix(3) {
        guard let order = records.order(number) else { continue }
        say(.answerStatus, orderFacts(number).merging(["goods": words.contents(order)]) { $1 })
      }
      (answered, asksWhat) = (true, true)
    }
  }

  private mutating func touchAll(_ wish: Wish) {
    let open = entries.filter { $0.isOpen || $0.state == .offered }
    let named = wish.goods == nil && wish.orders == nil ? open : open.filter { meant(by: wish).contains($0.id) }
    var part = Wish()
    if let wallet = wish.wallet {
      part.wallet = wallet
      let takers = named.filter { $0.action.map { $0 != .cancelOrder && $0 != .changeAddress } ?? true }
      let ids = takers.filter { $0.wish.verb != .changeAddress && $0.wish.verb != .changeProfileAddress }.map(\.id)
      if ids.isEmpty, let orders = wish.orders, wish.goods == nil {
        // An order and a way to pay: that is how it shall be paid.
        var more = Wish(.changePayment)
        (more.orders, more.wallet) = (orders, wallet)
        add(more)
      } else if ids.isEmpty {
        spareWallet = wallet
      }
      for id in ids { change(id, with: part) }
    }
    if let reason = wish.reason {
      part = Wish()
      part.reason = reason
      // Said to a list it is why what stands there is called off.
      let cancels = wasReadOut ? named.filter { $0.action == .cancelOrder } : []
      let takers = cancels.isEmpty ? named : cancels
      let lacking = takers.filter { $0.wish.reason == nil }
      let ids = lacking.isEmpty ? (cancels.isEmpty ? takers.suffix(1) : takers[...]).map(\.id) : lacking.map(\.id)
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
    let said = Set(text.lowercased().split { !$0.isLetter }.map(String.init))
    let isShort = wish.corrects && text.split(separator: " ").count <= 5
    guard isShort || focus == .amend || !said.isDisjoint(with: ["just", "only", "nothing"]) else { return false }
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
