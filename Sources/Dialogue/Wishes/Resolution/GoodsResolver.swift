internal import Commerce
internal import Discourse

/// Some of a line.
struct LineTarget: Hashable, Codable, Sendable {
  var key: LineKey
  var quantity: Int
}

/// Which of the customer's goods a reference means. The number of an order is used when it is given, and only if the thing is in it.
struct GoodsResolver {
  var records: CustomerRecords
  var mentions: Mentions
  /// The orders to which the wish can be done, by preference; empty: all.
  var fitting: [Set<OrderNumber>] = []
  /// Lines that something is already to be done with: what "the rest" leaves out.
  var planned: [LineKey] = []

  /// What came of one thing that was named.
  struct Finding: Hashable, Sendable {
    enum Doubt: Hashable, Sendable {
      /// One of these; how many of these, which are alike; so many were named and these are there.
      case which, howMany
    }
    /// The part of the reference that this answers.
    var part: GoodsReference
    var targets: [LineTarget] = []
    /// Set when the customer must be asked; then `candidates` are what for.
    var doubt: Doubt?
    var candidates: [LineKey] = []
    /// An order that was named and does not hold it.
    var notIn: OrderNumber?
  }

  func resolve(_ goods: GoodsReference, orders: OrderReference?) -> [Finding] {
    let left = Set(goods.except.flatMap { lines(of: $0, orders, fits: false).0 })
    if goods.things.isEmpty || goods.extent == .rest { return [everything(goods, orders, left)] }
    // Each thing by itself, then those in doubt by the orders of those that are clear: what is named together was ordered together.
    var pools = goods.things.map { thing -> ([LineKey], OrderNumber?) in
      let (keys, notIn) = lines(of: thing, orders, fits: true)
      return (keys.filter { !left.contains($0) }, notIn)
    }
    // "The small grill, the portable one": said twice, and meant once.
    var things = goods.things
    for index in things.indices.dropFirst().reversed() {
      let (thing, own, before) = (things[index], Set(pools[index].0), Set(pools[index - 1].0))
      guard thing.noun.isEmpty, thing.products.isEmpty, !thing.options.isEmpty, thing.quantity == nil, !own.isEmpty,
        own.isStrictSubset(of: before)
      else { continue }
      pools[index - 1].0 = pools[index].0
      pools.remove(at: index)
      things.remove(at: index)
    }
    let clear = Set(pools.filter { Set($0.0.map(\.order)).count == 1 }.flatMap { $0.0.map(\.order) })
    for index in pools.indices where Set(pools[index].0.map(\.order)).count > 1 {
      let near = pools[index].0.filter { clear.contains($0.order) }
      if !near.isEmpty { pools[index].0 = near }
    }
    // "The blue helmet, the gloves and the helmet": what another of them means for certain is not meant again.
    for index in pools.indices where pools[index].0.count > 1 {
      let taken = Set(pools.indices.filter { $0 != index && pools[$0].0.count == 1 }.map { pools[$0].0[0] })
      let left = pools[index].0.filter { !taken.contains($0) }
      if !left.isEmpty { pools[index].0 = left }
    }
    return zip(things, pools).map { thing, pool in
      finding(thing, goods, pool.0, notIn: pool.1, alone: things.count == 1)
    }
  }

  private func everything(_ goods: GoodsReference, _ orders: OrderReference?, _ left: Set<LineKey>) -> Finding {
    var pool = records.lines.filter { (records.line($0)?.kept ?? 0) > 0 }
    if let orders, let numbers = numbers(orders) {
      pool = pool.filter { numbers.contains($0.order) }
    } else if !mentions.orders.isEmpty {
      let near = pool.filter { mentions.orders.contains($0.order) }
      if !near.isEmpty { pool = near }
    }
    if goods.extent == .rest { pool = pool.filter { !planned.contains($0) } }
    for thing in goods.things {
      let named = ThingFilter(records: records).matches(thing, among: pool)
      if !named.isEmpty { pool = named }
    }
    pool = fit(pool).filter { !left.contains($0) }
    var finding = Finding(part: goods)
    if case .both = goods.extent, pool.count > 2 {
      let near = pool.filter { mentions.offered.contains($0) || mentions.lines.contains($0) }
      if near.count == 2 { pool = near } else { (finding.doubt, finding.candidates) = (.which, pool) }
    }
    if case .count(let count) = goods.extent, pool.count > count {
      (finding.doubt, finding.candidates) = (.which, pool)
    }
    if case .named = goods.extent, pool.count > 1 { (finding.doubt, finding.candidates) = (.which, pool) }
    if finding.doubt == nil { finding.targets = pool.map { LineTarget(key: $0, quantity: kept($0)) } }
    return finding
  }

  private func finding(
    _ thing: Thing, _ goods: GoodsReference, _ pool: [LineKey], notIn: OrderNumber?, alone: Bool
  ) -> Finding {
    var finding = Finding(part: GoodsReference([thing], extent: alone ? goods.extent : .named), notIn: notIn)
    guard !pool.isEmpty else { return finding }
    func take(_ keys: [LineKey]) { finding.targets = keys.map { LineTarget(key: $0, quantity: kept($0)) } }
    let count = pool.reduce(0) { $0 + kept($1) }
    let wanted: Int? =
      switch finding.part.extent {
      case .all, .rest: nil
      case .both: 2
      case .count(let count): count
      case .named: thing.pronoun == .them ? nil : thing.quantity ?? 1
      }
    guard let wanted, wanted < count else {
      take(pool)
      return finding
    }
    let alike = Set(pool.map { "\($0.order) \(records.line($0)?.sku ?? "")" }).count == 1
    if alike {
      let isTold = thing.quantity != nil || finding.part.extent != .named
      guard isTold else {
        (finding.doubt, finding.candidates) = (.howMany, pool)
        return finding
      }
      finding.targets = some(wanted, of: pool)
      return finding
    }
    // "The two bookshelves": of several orders the one that holds just so many.
    let whole = pool.map(\.order).distinct.filter { order in
      wanted > 1 && pool.filter { $0.order == order }.reduce(0) { $0 + kept($1) } == wanted
    }
    if whole.count == 1 {
      take(pool.filter { $0.order == whole[0] })
      return finding
    }
    (finding.doubt, finding.candidates) = (.which, pool)
    return finding
  }

  /// So many of lines that are alike, the first of them.
  func some(_ count: Int, of keys: [LineKey]) -> [LineTarget] {
    var left = count
    return keys.compactMap { key in
      let quantity = min(left, kept(key))
      left -= quantity
      return quantity > 0 ? LineTarget(key: key, quantity: quantity) : nil
    }
  }

  func kept(_ key: LineKey) -> Int { max(1, records.line(key)?.kept ?? 1) }

  /// The lines that one thing can be; `notIn` names an order that was given and does not hold it.
  func lines(of thing: Thing, _ orders: OrderReference?, fits: Bool) -> ([LineKey], notIn: OrderNumber?) {
    let filter = ThingFilter(records: records)
    var keys = records.lines
    if let pointed = pointed(thing, among: keys) { keys = pointed }
    keys = filter.matches(thing, among: keys)
    var notIn: OrderNumber?
    if let reference = thing.order ?? orders, let numbers = numbers(reference) {
      let inside = keys.filter { numbers.contains($0.order) }
      if inside.isEmpty {
        notIn = reference.numbers.isEmpty && reference.numberEnd == nil ? nil : numbers.first
      } else {
        keys = inside
      }
    }
    if !thing.cameWith.isEmpty {
      let company = Set(thing.cameWith.flatMap { filter.matches($0, among: records.lines) }.map(\.order))
      let inside = keys.filter { company.contains($0.order) }
      if !inside.isEmpty { keys = inside }
    }
    if fits { keys = fit(keys) }
    keys = filter.pick(thing, from: keys)
    // What was just spoken of is meant, when several would do.
    if keys.count > 1, fits, thing.order == nil, orders == nil {
      let spoken = keys.filter { mentions.lines.contains($0) }
      let near = spoken.isEmpty ? keys.filter { mentions.orders.contains($0.order) } : spoken
      if !near.isEmpty, Set(near.map(\.order)).count < Set(keys.map(\.order)).count { keys = near }
    }
    return (keys, notIn)
  }

  /// What a pronoun points to; nil when the thing has none or it points to nothing.
  private func pointed(_ thing: Thing, among keys: [LineKey]) -> [LineKey]? {
    let isBare = ThingFilter.saysNothing(thing)
    switch thing.pronoun {
    case .it, .them, .same: return mentions.lines.isEmpty ? nil : mentions.lines
    case .one: return isBare || mentions.offered.isEmpty ? nil : mentions.offered
    case .other:
      let others = mentions.offered.filter { !mentions.lines.contains($0) }
      if !others.isEmpty { return others }
      // The other of the same kind.
      let kinds = Set(mentions.lines.compactMap { records.line($0)?.product })
      let alike = keys.filter { key in
        !mentions.lines.contains(key) && (!isBare || records.line(key).map { kinds.contains($0.product) } ?? false)
      }
      return alike.isEmpty ? nil : alike
    case nil:
      let isEmpty = isBare && thing.order == nil
      return isEmpty && !mentions.lines.isEmpty ? mentions.lines : nil
    }
  }

  /// The lines of orders that stand so that the wish can be done; all when there are none.
  func fit(_ keys: [LineKey]) -> [LineKey] {
    for orders in fitting {
      let able = keys.filter { orders.contains($0.order) }
      if !able.isEmpty { return able }
    }
    return keys
  }

  private func numbers(_ reference: OrderReference) -> [OrderNumber]? {
    switch OrderResolver(records: records, mentions: mentions, fitting: fitting).resolve(reference) {
    case .orders(let numbers), .several(let numbers): numbers
    case .none, .unknown: nil
    }
  }
}
