internal import Commerce
internal import Discourse

/// From words to wishes that are complete, as far as that goes without asking.
extension OrderDesk {
  /// Goes on as far as possible: finds, settles, answers, and then asks the one question that is next, or reads the plan out.
  mutating func proceed() {
    guard isLoaded else { return askIdentity() }
    guard writing == nil, queue.isEmpty, awaiting.isEmpty else { return }
    guard identity.seeks == nil else { return identity.isLooking ? () : askIdentity() }
    if showsAnother() { return }
    advance()
    answerQuestions()
    if sendReads() || learnsCustomer() { return }
    next()
  }

  /// Works on every open wish until nothing moves any more.
  mutating func advance() {
    for _ in 0..<12 {
      let before = entries
      for id in entries.map(\.id) {
        guard let index = index(id) else { continue }
        if entries[index].isUnlooked { find(index) }
      }
      for id in entries.map(\.id) { if let index = index(id), entries[index].state == .found { decide(index) } }
      reconcile()
      for id in entries.map(\.id) { if let index = index(id), entries[index].state == .found { settle(index) } }
      if entries == before { break }
    }
    leaveUnknown()
  }

  /// What nobody could find beside things that were found is told, and does not hold up the rest.
  private mutating func leaveUnknown() {
    for index in entries.indices where entries[index].state == .heard && entries[index].told.contains("unknown") {
      let entry = entries[index]
      guard entry.wish.goods?.things.isEmpty == false, !entry.said.isEmpty else { continue }
      let isBeside = entries.contains { other in
        other.id != entry.id && other.said == entry.said && other.isOpen && other.target != nil
          && other.wish.verb.map { $0.kind == entry.wish.verb?.kind } ?? false
      }
      if isBeside { entries[index].state = .refused(.nothingThere) }
    }
  }

  // MARK: What a wish is about

  private mutating func find(_ index: Int) {
    let entry = entries[index]
    guard let verb = entry.wish.verb else { return }
    switch verb {
    case .add: refuse(index, .cannotAdd)
    case .discount, .matchPrice, .merge, .split, .expedite, .promise, .repair, .unsubscribe:
      refuse(index, Refusal.unserved[verb] ?? .nothingThere)
    case .changeProfileAddress:
      entries[index].target = .profile
      entries[index].state = .found
    case .undo: undo(index)
    case .changeAddress, .changePayment: findOrders(index)
    case .cancel where entry.wish.goods == nil: findOrders(index)
    case .return, .refund, .remove:
      if entry.wish.goods == nil, entry.wish.orders != nil { findOrders(index) } else { findGoods(index) }
    default: findGoods(index)
    }
  }

  private mutating func findOrders(_ index: Int) {
    let wish = entries[index].wish
    let resolver = OrderResolver(records: records, mentions: mentions, fitting: verbs.fitting(wish.verb))
    if wish.orders == nil, let goods = wish.goods {
      let findings = GoodsResolver(records: records, mentions: mentions, fitting: verbs.fitting(wish.verb))
        .resolve(goods, orders: nil)
      let numbers = findings.flatMap { $0.targets.map(\.key.order) + $0.candidates.map(\.order) }.distinct
      return found(index, numbers.count == 1 ? .orders(numbers) : numbers.isEmpty ? .none : .several(numbers))
    }
    if wish.orders == nil {
      // Nothing said: what was just spoken of, otherwise all to which it can be done.
      let able = records.orders.filter { order in resolver.fitting.first?.contains(order.number) ?? true }.map(\.number)
      let spoken = able.filter { mentions.orders.contains($0) }
      if wish.verb != .cancel, !spoken.isEmpty { return found(index, .orders(Array(spoken.prefix(1)))) }
      return found(index, able.count == 1 ? .orders(able) : able.isEmpty ? .none : .several(able))
    }
    var reference = wish.orders ?? OrderReference()
    // "The headphones in my open order": the order that holds them.
    if reference.numbers.isEmpty, reference.containing.isEmpty, let goods = wish.goods {
      reference.containing = goods.things
    }
    let found = resolver.resolve(reference)
    if case .orders = found {
      for number in reference.meant where records.orderNumbered(number.id) == nil {
        tell(index, "unknown \(number.id)", .unknownOrder, ["order": words.order(number.id)])
      }
    }
    self.found(index, found)
  }

  private mutating func found(_ index: Int, _ found: OrderResolver.Found) {
    switch found {
    case .orders(let numbers): locate(index, as: numbers)
    case .several(let numbers): entries[index].orderCandidates = numbers
    case .none:
      if records.orders.isEmpty { return refuse(index, .nothingThere) }
      let all = records.orders.map(\.number)
      let able = verbs.fitting(entries[index].wish.verb).first.map { fit in all.filter(fit.contains) } ?? all
      if able.isEmpty { return refuse(index, .nothingThere) }
      tell(
        index, "unknown", .unknownGoods, ["goods": Fact(entries[index].wish.orders == nil ? "that" : "such an order")])
      entries[index].orderCandidates = able
    case .unknown(let number):
      tell(index, "unknown", .unknownOrder, ["order": words.order(number)])
      entries[index].orderCandidates = records.orders.map(\.number)
    }
  }

  /// The orders are known: one wish for each.
  mutating func locate(_ index: Int, as numbers: [OrderNumber]) {
    let copies = split(index, numbers.count)
    for (id, number) in zip(copies, numbers) {
      guard let index = self.index(id) else { continue }
      entries[index].target = .order(number)
      entries[index].orderCandidates = []
      entries[index].candidates = []
      entries[index].state = .found
    }
    mentions.speak(of: numbers)
  }

  /// The lines are known: one wish for each.
  mutating func locate(_ index: Int, as targets: [LineTarget]) {
    let copies = split(index, targets.count)
    for (id, target) in zip(copies, targets) {
      guard let index = self.index(id) else { continue }
      entries[index].target = .line(target)
      supersede(by: target.key, id)
      entries[index].candidates = []
      entries[index].orderCandidates = []
      entries[index].state = .found
    }
    mentions.speak(of: targets.map(\.key))
  }

  /// Makes so many wishes of one; gives their identifiers.
  private mutating func split(_ index: Int, _ count: Int) -> [Int] {
    var ids = [entries[index].id]
    var copy = entries[index]
    let isTouched = touched.contains(copy.id)
    for offset in 1..<max(1, count) {
      copy.id = nextEntry
      nextEntry += 1
      entries.insert(copy, at: index + offset)
      ids.append(copy.id)
      if isTouched { touched.append(copy.id) }
    }
    return ids
  }

  private mutating func findGoods(_ index: Int) {
    let wish = entries[index].wish
    let resolver = GoodsResolver(
      records: records, mentions: mentions, fitting: verbs.fitting(wish.verb),
      planned: entries.filter { $0.isOpen }.compactMap { $0.line?.key })
    var findings = resolver.resolve(wish.goods ?? GoodsReference(), orders: wish.orders)
    for place in findings.indices where findings[place].doubt == .which {
      narrow(&findings[place], by: wish.variant)
      narrow(&findings[place], to: spoken(of: entries[index]))
    }
    guard !findings.isEmpty else { return refuse(index, .nothingThere) }
    if records.orders.isEmpty {
      tell(index, "no orders", .noOrders)
      entries[index].state = .refused(.nothingThere)
      return
    }
    let ids = split(index, findings.count)
    for (id, finding) in zip(ids, findings) {
      guard let index = self.index(id) else { continue }
      entries[index].wish.goods = finding.part
      if let number = finding.notIn, !finding.targets.isEmpty || !finding.candidates.isEmpty {
        let first = finding.targets.first?.key ?? finding.candidates.first
        let noun = first.map(words.name) ?? finding.part.things.first?.noun ?? "that"
        tell(index, "notIn", .notInOrder, ["order": words.order(number), "goods": Fact(noun)])
      }
      if finding.doubt != nil {
        entries[index].candidates = finding.candidates
        mentions.offered = finding.candidates
      } else if finding.targets.isEmpty {
        let noun = finding.part.things.first?.noun ?? ""
        tell(index, "unknown", .unknownGoods, ["goods": Fact(noun.isEmpty ? "that" : "any \(noun)")])
        let able = resolver.fit(records.lines)
        entries[index].candidates = able.count <= 6 ? able : []
      } else {
        locate(index, as: finding.targets)
      }
    }
    apportion(wish)
  }

  /// "The kettle and the keyboard, with clicky switches": what only some of several kinds can have is wanted of those.
  private mutating func apportion(_ wish: Wish) {
    guard let variant = wish.variant, !variant.must.isEmpty else { return }
    let own = entries.filter { $0.isOpen && $0.wish.verb == wish.verb && $0.wish.variant == variant }
    let lines = own.compactMap { entry in entry.line.flatMap { records.line($0.key) }.map { (entry.id, $0) } }
    guard Set(lines.map(\.1.product)).count > 1 else { return }
    func has(_ line: OrderLine, _ constraint: OptionConstraint) -> Bool {
      guard let option = constraint.option.map(OptionWords.folded) else { return true }
      return line.options.keys.contains { OptionWords.folded($0) == option }
    }
    for (id, line) in lines {
      let foreign = variant.must.filter { value in !has(line, value) && lines.contains { has($0.1, value) } }
      guard !foreign.isEmpty, let index = index(id) else { continue }
      entries[index].wish.variant?.must.removeAll(where: foreign.contains)
      if entries[index].wish.variant?.isEmpty == true { entries[index].wish.variant = nil }
    }
  }

  /// Of several things those whose kind has the values that are wanted: "change it to the bamboo deck".
  private func narrow(_ finding: inout GoodsResolver.Finding, by variant: VariantWish?) {
    guard let variant, !variant.must.isEmpty || !variant.steps.isEmpty else { return }
    let able = finding.candidates.filter { key in
      guard let line = records.line(key) else { return false }
      return variant.must.allSatisfy { constraint in
        guard let option = constraint.option else { return true }
        return line.options.keys.contains { OptionWords.folded($0) == OptionWords.folded(option) }
      }
    }
    narrow(&finding, to: able)
  }

  private func narrow(_ finding: inout GoodsResolver.Finding, to able: [LineKey]) {
    let able = finding.candidates.filter(able.contains)
    guard !able.isEmpty, able.count < finding.candidates.count else { return }
    finding.candidates = able
    if able.count == 1 {
      finding.doubt = nil
      finding.targets = able.map { LineTarget(key: $0, quantity: max(1, records.line($0)?.kept ?? 1)) }
    }
  }

  /// The lines with which the same kind of thing is to be done by what was said before: a new mention means them.
  private func spoken(of entry: Entry) -> [LineKey] {
    guard let verb = entry.wish.verb else { return [] }
    return entries.filter { $0.isOpen && $0.id != entry.id && $0.said != entry.said && $0.wants(verb) }
      .compactMap { $0.line?.key }
  }

  /// What was left aside because nobody knew what it was about is settled by a later wish about the same.
  private mutating func supersede(by key: LineKey, _ id: Int) {
    let filter = ThingFilter(records: records)
    for index in entries.indices where entries[index].id != id && entries[index].target == nil {
      let things = entries[index].wish.goods?.things ?? []
      // "Before I send them back …" of nothing in sight, and now what is meant by name.
      let isPointing =
        entries[index].state == .heard && !things.isEmpty && things.allSatisfy(ThingFilter.saysNothing)
        && entries[index].wish.orders == nil && entries[index].said != entry(id)?.said
        && entries[index].wish.verb?.kind == entry(id)?.wish.verb?.kind
      guard entries[index].state == .postponed || isPointing else { continue }
      if things.isEmpty || things.contains(where: { !filter.matches($0, among: [key]).isEmpty }) {
        entries[index].state = .withdrawn
      }
    }
  }

  /// As it was before: an address that this conversation changed; nothing else can be undone.
  private mutating func undo(_ index: Int) {
    guard let last = made.last(where: { $0.action == .changeAddress || $0.action == .changeProfileAddress }) else {
      return refuse(index, .cannotUndo)
    }
    entries[index].wish.verb = last.action == .changeAddress ? .changeAddress : .changeProfileAddress
    entries[index].wish.address = .previous
    entries[index].target = last.order.map { .order($0) } ?? .profile
    entries[index].state = .found
  }
}
