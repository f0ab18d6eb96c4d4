internal import Commerce
internal import Discourse

extension OrderDesk {
  /// Puts one wish into the ledger, or changes what stands there.
  mutating func absorb(_ heard: Wish) {
    var wish = heard
    let pointsOnly = wish.goods.map { goods in
      goods.extent == .named && goods.except.isEmpty && !goods.things.isEmpty
        && goods.things.allSatisfy { ThingFilter.saysNothing($0) && $0.order == nil && $0.pronoun != .other }
    }
    // "It" is what is being spoken of; where nothing is, it says nothing.
    if pointsOnly == true, wish.verb != nil, mentions.lines.isEmpty || !focusEntries.isEmpty || isElsewhere(wish) {
      wish.goods = nil
    }
    if let goods = wish.goods, wish.verb == nil, goods.things.isEmpty, goods.except.isEmpty, goods.extent == .named {
      wish.goods = nil
    }
    if wish.verb == nil, wish.saysNothing { return }
    // "Not the puzzle" of a list leaves the puzzle out.
    if wish.verb == nil, let goods = wish.goods, goods.things.isEmpty, goods.extent == .named, !goods.except.isEmpty,
      !isChoosingGoods
    {
      var left = Wish(.keep)
      left.goods = GoodsReference(goods.except)
      if !meant(by: left).isEmpty { return keep(left) }
    }
    // What shall be done with what was just spoken of.
    if let verb = wish.verb, wish.goods == nil, wish.orders == nil, verb.isOfGoods || verb == .cancel,
      !askedWhatOf.isEmpty
    {
      var it = Thing()
      it.pronoun = .them
      if verb != .cancel, mentions.lines == askedWhatOf { wish.goods = GoodsReference([it]) }
      if verb == .cancel {
        wish.orders = OrderReference(numbers: askedWhatOf.map(\.order).distinct.map { Candidate($0, score: 1) })
      }
    }
    // "I am not keeping it" sends it back.
    if wish.verb == .keep, wish.mood == .negated { (wish.verb, wish.mood) = (.return, .wanted) }
    if wish.verb == .add, let more = addedToList(wish) { return add(more) }
    if let turned = elseOfKeeping(wish) { return absorb(turned) }
    if wish.mood == .negated || wish.verb == .keep { return keep(wish) }
    if wish.mood == .postponed { return postpone(wish) }
    if let wallet = walletOnly(wish) { return complete(wallet) }
    guard let verb = wish.verb else { return complete(wish) }
    if answersChoice(verb, wish) { return }
    let isBare = wish.goods == nil && wish.orders == nil
    // "Return it instead", "cancel it then": about what is being spoken of.
    if isBare, let id = current(for: verb), bears(id, verb), wish.corrects || focus != .none && focus != .anythingElse {
      return change(id, with: wish)
    }
    if verb == .remove || verb == .cancel, wasReadOut, drop(wish) { return }
    add(wish)
  }

  private var isChoosingGoods: Bool {
    switch focus {
    case .goods, .howMany: true
    default: false
    }
  }

  /// Whether what is wanted of an entry can become that: another way with the same goods or order. How an order is paid or where it goes
  /// is another wish beside them, and so is what nobody is served with.
  private func bears(_ id: Int, _ verb: Wish.Verb) -> Bool {
    let own: Set<VerbKind> = [.cancel, .giveBack, .swap]
    guard let kind = entry(id)?.wish.verb?.kind else { return true }
    return kind == verb.kind && !verb.isUnserved || own.contains(kind) && own.contains(verb.kind)
  }

  /// "Leave it if it has been sent, otherwise cancel it": cancel it if it has not. Nil when nothing else is wanted, or the condition cannot
  /// be turned round.
  private func elseOfKeeping(_ wish: Wish) -> Wish? {
    guard wish.verb == .keep, wish.mood == .wanted, let condition = wish.condition?.opposite,
      var other = wish.otherwise.first, other.verb != nil, other.verb != .keep
    else { return nil }
    if other.goods == nil, other.orders == nil { (other.goods, other.orders) = (wish.goods, wish.orders) }
    other.condition = condition
    other.otherwise = Array(wish.otherwise.dropFirst())
    return other
  }

  /// "Add the bottle" while goods are being put together to go back, be swapped or called off: the same with the bottle, when it is the
  /// customer's and that can be done with it. Nil when something is to be put on an order.
  private func addedToList(_ wish: Wish) -> Wish? {
    guard wish.mood == .wanted, let last = lastItemEntry, let verb = last.wish.verb, let goods = wish.goods,
      goods.things.isEmpty || !goods.things.contains(where: ThingFilter.saysNothing),
      !text.lowercased().contains("to order"), !text.lowercased().contains("to my order")
    else { return nil }
    let fitting = verbs.fitting(verb)
    let findings = GoodsResolver(records: records, mentions: mentions, fitting: fitting).resolve(
      goods, orders: wish.orders)
    let keys = findings.flatMap { $0.targets.map(\.key) + $0.candidates }
    guard !keys.isEmpty, findings.allSatisfy({ !$0.targets.isEmpty || !$0.candidates.isEmpty }),
      keys.contains(where: { key in fitting.first.map { $0.contains(key.order) } ?? true })
    else { return nil }
    return alike(wish, last)
  }

  /// A wish for more goods, with what was said of the last one: the variant only where they are of the same kind.
  func alike(_ wish: Wish, _ last: Entry) -> Wish {
    var more = wish
    more.verb = last.wish.verb
    more.mood = last.wish.mood
    if more.wallet == nil { more.wallet = last.wish.wallet }
    guard more.variant == nil, more.verb?.kind == .swap, let goods = wish.goods else { return more }
    let findings = GoodsResolver(records: records, mentions: mentions, fitting: verbs.fitting(more.verb))
      .resolve(goods, orders: wish.orders)
    let keys = findings.flatMap { $0.targets.map(\.key) + $0.candidates }.distinct
    if keys.count == 1, let variant = wanted(of: keys[0], in: &more) {
      more.variant = variant
      return more
    }
    let kinds = Set(findings.flatMap { $0.targets.map(\.key) + $0.candidates }.compactMap { records.line($0)?.product })
    let own = last.line.flatMap { records.line($0.key)?.product }
    if kinds.count <= 1, own == nil || kinds.first == own { more.variant = last.wish.variant }
    return more
  }

  /// "Add the kettle too, 2 litres" of a kettle that has another size: what it shall become.
  private func wanted(of key: LineKey, in wish: inout Wish) -> VariantWish? {
    guard let thing = wish.goods?.things.first, wish.goods?.things.count == 1, let line = records.line(key) else {
      return nil
    }
    let filter = ThingFilter(records: records)
    let own = Set(line.options.keys.map(OptionWords.folded))
    let other = thing.options.filter { value in
      value.option.map { own.contains(OptionWords.folded($0)) } ?? false && !filter.meets(key, value)
    }
    guard !other.isEmpty else { return nil }
    wish.goods?.things[0].options.removeAll(where: other.contains)
    var variant = VariantWish()
    variant.must = other
    return variant
  }

  /// A way to pay that was heard as a change of an order's payment and can only be about the money of goods that come back or are swapped:
  /// "put the refund on my card", "use the gift card for the difference". Nil when it is no such thing.
  private func walletOnly(_ wish: Wish) -> Wish? {
    guard wish.verb == .changePayment, wish.wallet != nil, wish.mood == .wanted else { return nil }
    let words = text.lowercased()
    let isOfMoney = ["difference", "refund", "money back"].contains { words.contains($0) }
    var part = wish
    part.verb = nil
    let open = entries.filter { $0.isOpen && $0.wish.verb?.isOfGoods == true }
    guard let orders = wish.orders else {
      // "Make it my visa" while money of goods is being settled is of that money, unless a word says that the order is meant.
      let isOfOrder = ["payment", "paid", "pay for", "order"].contains { words.contains($0) }
      return !open.isEmpty && (isOfMoney || !isOfOrder) ? part : nil
    }
    let numbers = self.numbers(orders)
    let own = open.filter { entry in
      let concerned = entry.order.map { [$0] } ?? entry.wish.orders.map(self.numbers) ?? []
      return concerned.contains(where: numbers.contains)
    }
    guard !own.isEmpty else { return nil }
    let able = verbs.fitting(.changePayment).first ?? []
    if !numbers.contains(where: able.contains) { return part }
    // Said to a list in which money of that order moves, without a word of how the order itself is paid.
    let isOfOrder = ["payment", "paid", "pay for", "pay the order"].contains { words.contains($0) }
    return isOfMoney || wasReadOut && !isOfOrder ? part : nil
  }

  private func numbers(_ reference: OrderReference) -> [OrderNumber] {
    if case .orders(let numbers) = OrderResolver(records: records, mentions: mentions).resolve(reference) {
      numbers
    } else {
      []
    }
  }

  /// "Cancel order 4711, I ordered it by mistake": "it" is the order, not what was spoken of before.
  private func isElsewhere(_ wish: Wish) -> Bool {
    guard let orders = wish.orders, !orders.numbers.isEmpty else { return false }
    let numbers = numbers(orders)
    return !mentions.lines.contains { numbers.contains($0.order) }
  }

  /// A new wish.
  mutating func add(_ wish: Wish) {
    var wish = wish
    if wish.wallet == nil { wish.wallet = spareWallet }
    if wish.reason == nil { wish.reason = spareReason }
    (spareWallet, spareReason) = (nil, nil)
    entries.append(Entry(id: nextEntry, wish: wish, said: text))
    touched.append(nextEntry)
    nextEntry += 1
  }

  /// The entry that words without goods are about: the one in question, otherwise the last one spoken of.
  func current(for verb: Wish.Verb?) -> Int? {
    if let id = focusEntries.first(where: { entry($0) != nil }) { return id }
    let open = entries.filter { $0.isOpen || $0.state == .offered }
    guard let last = open.last else { return nil }
    return open.count == 1 ? last.id : (touched.last { id in open.contains { $0.id == id } } ?? last.id)
  }

  /// The entries that the question in focus is about.
  var focusEntries: [Int] {
    switch focus {
    case .goods(let id), .howMany(let id), .orders(let id), .variant(let id), .offer(let id), .condition(let id),
      .address(let id):
      [id]
    case .wallet(let ids, _), .reason(let ids), .offered(let ids): ids
    case .wholeOrNothing(let order), .exclusion(let order):
      entries.filter { $0.isOpen && $0.order == order }.map(\.id)
    default: []
    }
  }

  /// More was said of a wish: it is looked at anew from where that matters.
  mutating func change(_ id: Int, with later: Wish) {
    guard let index = index(id) else { return }
    let table = entries[index].line.flatMap { records.product(of: $0.key) }.map(OptionTable.init)
    let old = entries[index]
    entries[index].wish = old.wish.merged(with: later, table: table)
    touched.append(id)
    if let variant = later.variant { entries[index].latest = old.wish.variant == nil ? nil : variant }
    if later.variant != nil || later.verb != nil && later.verb != old.wish.verb {
      entries[index].sku = nil
      entries[index].choices = []
      entries[index].told.removeAll { ["none", "present", "offer", "holds", "fails"].contains($0) }
    }
    if later.wallet != nil { entries[index].wallet = nil }
    if later.variant != nil || later.wallet != nil { entries[index].ruledOut = [] }
    if later.address != nil {
      entries[index].address = nil
      entries[index].addressChoices = []
    }
    if later.reason != nil { entries[index].reason = nil }
    if later.condition != nil || later.verb != nil { entries[index].holds = nil }
    if later.verb != nil, later.verb != old.wish.verb || old.state == .postponed || old.state == .withdrawn {
      entries[index].action = nil
      entries[index].told = []
    }
    if case .refused = old.state { entries[index].told = [] }
    if let goods = later.goods, later.corrects || old.target == nil {
      entries[index].wish.goods = goods
      if let orders = later.orders { entries[index].wish.orders = orders }
      retarget(index)
    } else if let orders = later.orders, old.target == nil || later.corrects {
      entries[index].wish.orders = orders
      retarget(index)
    } else {
      entries[index].state = old.target == nil ? .heard : .found
    }
  }

  private mutating func retarget(_ index: Int) {
    let old = entries[index]
    entries[index] = Entry(id: old.id, wish: old.wish, said: old.said)
    entries[index].wish.corrects = false
  }

  /// The open entries that a reference names; those in question when it names none.
  func meant(by wish: Wish) -> [Int] {
    let open = entries.filter { $0.isOpen || $0.state == .postponed || $0.state == .offered }
    var ids: [Int]
    if let goods = wish.goods,
      !goods.things.isEmpty && !goods.things.allSatisfy(ThingFilter.saysNothing) || goods.extent == .rest
    {
      let lines = planned(goods, among: open)
      ids = open.filter { entry in entry.line.map { lines.contains($0.key) } ?? false }.map(\.id)
      // The whole order that it is in.
      if ids.isEmpty { ids = open.filter { holds($0, goods) }.map(\.id) }
    } else if let orders = wish.orders {
      switch OrderResolver(records: records, mentions: mentions).resolve(orders) {
      case .orders(let numbers), .several(let numbers):
        ids = open.filter { $0.order.map(numbers.contains) ?? false }.map(\.id)
      case .none, .unknown: ids = []
      }
    } else if wish.goods?.extent == .all {
      ids = open.map(\.id)
    } else {
      let own = wish.verb.map { verb in open.filter { $0.wants(verb) || verb == .keep } } ?? open
      ids =
        focusEntries.isEmpty || !open.contains(where: { focusEntries.contains($0.id) }) ? own.map(\.id) : focusEntries
    }
    if let verb = wish.verb, verb != .keep, ids.contains(where: { entry($0)?.wants(verb) == true }) {
      ids.removeAll { entry($0)?.wants(verb) != true }
    }
    return ids
  }

  /// Whether a wish about a whole order is about the order that holds goods.
  private func holds(_ entry: Entry, _ goods: GoodsReference) -> Bool {
    guard case .order(let number) = entry.target, let order = records.order(number) else { return false }
    let filter = ThingFilter(records: records)
    return goods.things.contains { !filter.matches($0, among: records.lines(of: order)).isEmpty }
  }

  /// The lines among those planned that goods name.
  func planned(_ goods: GoodsReference, among open: [Entry]) -> [LineKey] {
    let keys = open.compactMap { $0.line?.key }
    let filter = ThingFilter(records: records)
    let left = goods.except.flatMap { filter.matches($0, among: keys) }
    if goods.things.isEmpty { return keys.filter { !left.contains($0) } }
    return goods.things.flatMap { thing -> [LineKey] in
      if ThingFilter.saysNothing(thing) { return keys.filter { mentions.lines.contains($0) } }
      return filter.pick(thing, from: filter.matches(thing, among: keys))
    }.filter { !left.contains($0) }
  }

  /// What an entry is about, in words.
  func subject(_ entry: Entry) -> Fact {
    switch entry.target {
    case .line(let line): return words.goods(line.key, quantity: line.quantity)
    case .order(let number):
      let order = words.order(number)
      return Fact(spoken: "order \(order.spoken)", written: "order \(order.written)")
    case .profile: return Fact("your address")
    case nil:
      let noun = entry.wish.goods?.things.first?.noun ?? ""
      return Fact(noun.isEmpty ? "that" : "the \(noun)")
    }
  }
}

extension Discourse.Condition {
  /// What holds where this does not; nil where that cannot be told.
  fileprivate var opposite: Discourse.Condition? {
    switch self {
    case .available(let isTrue): .available(!isTrue)
    case .possible(let isTrue): .possible(!isTrue)
    case .standing(let status, let isTrue): .standing(status, !isTrue)
    case .price, .has, .covered, .other: nil
    }
  }
}
