internal import Commerce
internal import Discourse

/// Words that answer the question in focus.
extension OrderDesk {
  /// A verb that answers a choice between verbs.
  mutating func answersChoice(_ verb: Wish.Verb, _ wish: Wish) -> Bool {
    let isBare = wish.orders == nil && (wish.goods?.things.allSatisfy(ThingFilter.saysNothing) ?? true)
    switch focus {
    case .wholeOrNothing(let order):
      switch verb {
      case .cancel, .remove, .refund, .return:
        // "Cancel the whole order", or the order's number again.
        let whole = wish.goods?.extent == .all || wish.orders != nil || wish.goods == nil && verb == .cancel
        guard whole else { return false }
        cancelWhole(order, wish)
        return true
      case .exchange where isBare, .change where isBare:
        for id in focusEntries { change(id, with: wish) }
        return true
      default: return false
      }
    case .exclusion(let order):
      guard verb == .return || verb == .refund || verb == .exchange || verb == .change, isBare else { return false }
      settleExclusion(order, keepsReturn: verb == .return || verb == .refund)
      return true
    case .reason(let ids):
      // "I do not want it any more" says why.
      guard isBare, verb == .remove || verb == .cancel else { return false }
      var part = Wish()
      part.reason = wish.reason ?? "no longer needed"
      for id in ids { change(id, with: part) }
      return true
    default: return false
    }
  }

  /// The whole order instead of some of it.
  mutating func cancelWhole(_ order: OrderNumber, _ wish: Wish) {
    let parts = entries.filter { $0.isOpen && $0.order == order && $0.action == nil }
    for part in parts { if let index = index(part.id) { entries.remove(at: index) } }
    var whole = parts.first?.wish ?? wish
    whole.verb = .cancel
    whole.mood = .wanted
    whole.goods = nil
    whole.orders = OrderReference(numbers: [Candidate(order, score: 1)])
    if let reason = wish.reason { whole.reason = reason }
    focus = .none
    add(whole)
  }

  /// Of return and exchange one is kept, the other refused.
  mutating func settleExclusion(_ order: OrderNumber, keepsReturn: Bool) {
    for index in entries.indices where entries[index].isOpen && entries[index].order == order {
      let isReturn = entries[index].action == .returnItems
      if entries[index].action?.isOfItems ?? false, isReturn != keepsReturn {
        entries[index].state = .refused(.excluded)
      }
    }
    focus = .none
  }

  /// A verbless wish as the answer to what was asked. False when it is none.
  mutating func answersFocus(_ wish: Wish) -> Bool {
    switch focus {
    case .goods(let id), .howMany(let id): return pickGoods(id, wish)
    case .orders(let id):
      guard pickOrders(id, wish) else { return false }
      // "The one that ends in 66, I placed it by mistake"
      if let reason = wish.reason, entry(id)?.target != nil {
        var part = Wish()
        part.reason = reason
        change(id, with: part)
      }
      return true
    case .variant(let id), .offer(let id): return pickVariant(id, wish)
    case .wallet(let ids, let options):
      guard let wallet = wish.wallet ?? picked(options, wish) else { return false }
      var part = Wish()
      part.wallet = wallet
      for id in ids { change(id, with: part) }
      return true
    case .reason(let ids):
      guard let reason = wish.reason else { return false }
      var part = Wish()
      part.reason = reason
      for id in ids { change(id, with: part) }
      return true
    case .address(let id):
      guard let index = index(id) else { return false }
      if let address = wish.address {
        var part = Wish()
        part.address = address
        change(id, with: part)
        return true
      }
      if let place = wish.goods?.things.first?.ordinal, entries[index].addressChoices.indices.contains(place - 1) {
        entries[index].address = entries[index].addressChoices[place - 1]
        touched.append(id)
        return true
      }
      if let orders = wish.orders {
        var part = Wish()
        part.address = .order(orders)
        change(id, with: part)
        return true
      }
      return false
    case .wholeOrNothing(let order):
      if wish.goods?.extent == .all {
        cancelWhole(order, wish)
        return true
      }
      guard let variant = wish.variant else { return false }
      var part = Wish(.change)
      part.variant = variant
      for id in focusEntries.prefix(1) { change(id, with: part) }
      return true
    default: return false
    }
  }

  /// "The second one", of payment methods.
  private func picked(_ options: [String], _ wish: Wish) -> WalletReference? {
    guard let place = wish.goods?.things.first?.ordinal else { return nil }
    let index = place > 0 ? place - 1 : options.count + place
    guard options.indices.contains(index) else { return nil }
    var reference = WalletReference()
    reference.id = options[index]
    return reference
  }

  private mutating func pickGoods(_ id: Int, _ wish: Wish) -> Bool {
    guard let index = index(id) else { return false }
    let candidates = entries[index].candidates
    guard !candidates.isEmpty else {
      guard wish.goods != nil || wish.orders != nil else { return false }
      change(id, with: wish)
      return true
    }
    let resolver = GoodsResolver(records: records, mentions: mentions, fitting: verbs.fitting(entries[index].wish.verb))
    guard let keys = narrowed(candidates, wish) else { return false }
    guard !keys.isEmpty else {
      // Something else than what was offered: that is what is meant.
      guard let goods = wish.goods, !goods.things.isEmpty else { return false }
      entries[index].wish.goods = goods
      if let orders = wish.orders { entries[index].wish.orders = orders }
      entries[index] = Entry(id: id, wish: entries[index].wish.merged(with: wish, table: nil))
      touched.append(id)
      return true
    }
    touched.append(id)
    var rest = wish
    (rest.goods, rest.orders) = (nil, nil)
    rest.variant = besides(candidates, rest.variant)
    if rest != Wish() { entries[index].wish = entries[index].wish.merged(with: rest, table: nil) }
    let count = keys.reduce(0) { $0 + resolver.kept($1) }
    let alike = Set(keys.map { "\($0.order) \(records.line($0)?.sku ?? "")" }).count == 1
    let goods = wish.goods ?? GoodsReference()
    let wanted = CountSaid.count(in: goods, text: alike ? text : "", of: count) ?? (alike && count > 1 ? 0 : 1)
    if wanted >= count {
      locate(index, as: keys.map { LineTarget(key: $0, quantity: resolver.kept($0)) })
    } else if alike, wanted > 0 {
      locate(index, as: resolver.some(wanted, of: keys))
    } else if goods.things.count > 1, keys.count == goods.things.count {
      locate(index, as: keys.map { LineTarget(key: $0, quantity: resolver.kept($0)) })
    } else {
      entries[index].candidates = keys
    }
    return true
  }

  /// Whether a value is one that some of what is in question have now.
  private func describes(_ constraint: OptionConstraint, _ candidates: [LineKey]) -> Bool {
    let filter = ThingFilter(records: records)
    return constraint.comparison == .is && candidates.contains { filter.meets($0, constraint) }
  }

  /// What an answer wants of the variant besides describing what is there.
  private func besides(_ candidates: [LineKey], _ variant: VariantWish?) -> VariantWish? {
    guard var variant else { return nil }
    variant.must.removeAll { describes($0, candidates) }
    return variant.isEmpty ? nil : variant
  }

  /// The candidates that an answer leaves; nil when it says nothing of goods or orders.
  private func narrowed(_ candidates: [LineKey], _ wish: Wish) -> [LineKey]? {
    let filter = ThingFilter(records: records)
    var keys = candidates
    if let orders = wish.orders ?? wish.goods?.things.first?.order {
      switch OrderResolver(records: records, mentions: Mentions()).resolve(orders) {
      case .orders(let numbers), .several(let numbers): keys = keys.filter { numbers.contains($0.order) }
      case .none, .unknown: keys = []
      }
    } else if wish.goods == nil {
      // "The black one" may come as values wanted.
      guard let variant = wish.variant, !variant.must.isEmpty else { return nil }
      for constraint in variant.must { keys = keys.filter { filter.meets($0, constraint) } }
      return keys
    }
    guard let goods = wish.goods else { return keys }
    // "The kettle with 1.5 litres", where that tells them apart.
    for constraint in wish.variant?.must ?? [] where describes(constraint, candidates) {
      let meeting = keys.filter { filter.meets($0, constraint) }
      if !meeting.isEmpty { keys = meeting }
    }
    let left = goods.except.flatMap { filter.matches($0, among: candidates) }
    if !goods.things.isEmpty, !goods.things.allSatisfy({ ThingFilter.saysNothing($0) }) {
      keys = goods.things.flatMap { thing in
        var fitting = filter.matches(thing, among: keys)
        for constraint in thing.options { fitting = fitting.filter { filter.meets($0, constraint) } }
        return filter.pick(thing, from: fitting)
      }
    }
    return keys.filter { !left.contains($0) }
  }

  private mutating func pickOrders(_ id: Int, _ wish: Wish) -> Bool {
    guard let index = index(id) else { return false }
    let offered = entries[index].orderCandidates
    if let place = wish.goods?.things.first?.ordinal ?? wish.orders?.ordinal, !offered.isEmpty {
      let at = place > 0 ? place - 1 : offered.count + place
      guard offered.indices.contains(at) else { return false }
      take(id, [offered[at]])
      return true
    }
    if wish.goods?.extent == .all || wish.goods?.extent == .both || wish.orders?.all == true,
      wish.goods?.things.isEmpty ?? true
    {
      take(id, offered)
      return true
    }
    var reference = wish.orders ?? OrderReference()
    if wish.orders == nil {
      guard let goods = wish.goods, !goods.things.isEmpty else { return false }
      reference.containing = goods.things
    }
    let resolver = OrderResolver(records: records, mentions: mentions, fitting: [Set(offered)])
    switch resolver.resolve(reference) {
    case .orders(let numbers): take(id, numbers)
    case .several(let numbers):
      let kept = numbers.filter { offered.isEmpty || offered.contains($0) }
      entries[index].orderCandidates = kept.isEmpty ? numbers : kept
      touched.append(id)
    case .none, .unknown:
      entries[index].wish.orders = reference
      entries[index].orderCandidates = []
      entries[index].state = .heard
    }
    return true
  }

  /// The orders that an entry is about were named.
  private mutating func take(_ id: Int, _ numbers: [OrderNumber]) {
    guard let asked = index(id) else { return }
    touched.append(id)
    // The same wish said twice is not asked about twice.
    let (wish, candidates) = (entries[asked].wish, entries[asked].orderCandidates)
    entries.removeAll { other in
      other.id != id && other.state == .heard && other.wish.verb == wish.verb && other.wish.goods == nil
        && wish.goods == nil
        && !candidates.isEmpty && other.orderCandidates == candidates
    }
    guard let index = index(id) else { return }
    entries[index].orderCandidates = []
    locate(index, as: numbers)
  }

  private mutating func pickVariant(_ id: Int, _ wish: Wish) -> Bool {
    guard let index = index(id), let target = entries[index].line, let product = records.product(of: target.key) else {
      return false
    }
    let table = OptionTable(product)
    let listed = entries[index].choices.compactMap { sku in product.variants.first { $0.sku == sku } }
    let thing = wish.goods?.things.first
    if let place = thing?.ordinal {
      let at = place > 0 ? place - 1 : shown(listed.count) + place
      guard listed.indices.contains(at) else { return false }
      choose(index, listed[at].sku)
      return true
    }
    var constraints = (thing?.options ?? []) + (wish.variant?.must ?? [])
    let isOther = thing.map { !$0.products.isEmpty && !$0.products.contains { $0.id == product.id } } ?? false
    if isOther, wish.variant == nil { return false }
    let extremes = [thing?.extreme].compactMap { $0 } + (wish.variant?.extremes ?? [])
    let chooser = VariantChooser(product, present: records.line(target.key))
    var fitting = listed.filter { variant in constraints.allSatisfy { table.meets(variant.options, $0) } }
    for extreme in extremes { fitting = chooser.best(fitting, extreme) }
    for preference in wish.variant?.preferences ?? [] {
      let liked = fitting.filter { table.meets($0.options, preference) }
      if !liked.isEmpty { fitting = liked }
    }
    let hasSteps = !(wish.variant?.steps.isEmpty ?? true) || wish.variant?.price != nil
    let saysAnything = !constraints.isEmpty || !extremes.isEmpty || !(wish.variant?.preferences.isEmpty ?? true)
    if saysAnything, !hasSteps, fitting.count == 1, wish.variant?.listWanted != true {
      choose(index, fitting[0].sku)
      return true
    }
    var variant = wish.variant ?? VariantWish()
    for constraint in thing?.options ?? [] where !variant.must.contains(constraint) { variant.must.append(constraint) }
    constraints = variant.must
    if variant.extremes.isEmpty { variant.extremes = extremes }
    guard !variant.isEmpty else { return false }
    var part = Wish()
    part.variant = variant
    part.wallet = wish.wallet
    // What was offered did not meet the old words: the new ones stand for themselves.
    if case .offer = focus { entries[index].wish.variant = nil }
    change(id, with: part)
    return true
  }

  /// How many of a list are shown.
  func shown(_ count: Int) -> Int { min(count, setting.isVoice ? 3 : 5) }

  /// A variant was chosen out of those offered.
  mutating func choose(_ index: Int, _ sku: String) {
    // Of several that are alike, with the same to choose from, all become that.
    let chosen = entries[index], model = chosen.line.flatMap { records.line($0.key)?.sku }
    for other in entries.indices
    where other == index
      || entries[other].isOpen && entries[other].sku == nil
        && entries[other].action == chosen.action && entries[other].order == chosen.order
        && entries[other].choices == chosen.choices && !chosen.choices.isEmpty && model != nil
        && entries[other].line.flatMap({ records.line($0.key)?.sku }) == model
    {
      entries[other].sku = sku
      entries[other].choices = []
      entries[other].state = .found
      touched.append(entries[other].id)
    }
  }
}
