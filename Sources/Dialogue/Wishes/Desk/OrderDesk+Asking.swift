internal import Commerce
internal import Discourse

/// The one question that is next, and how it is put.
extension OrderDesk {
  /// What is still open, the question that removes most doubt first: which goods, what to do with them, which variant, whether a
  /// condition holds, which address, then wallet, then reason.
  func nextGap() -> DeskFocus? {
    let open = entries.filter(\.isOpen)
    for entry in open where entry.state == .heard {
      if !entry.orderCandidates.isEmpty { return .orders(entry.id) }
      let alike = Set(entry.candidates.map { "\($0.order) \(records.line($0)?.sku ?? "")" }).count
      return alike == 1 && entry.candidates.count >= 1 && (entry.candidates.count > 1 || kept(entry.candidates) > 1)
        && !entry.told.contains("unknown") ? .howMany(entry.id) : .goods(entry.id)
    }
    for entry in open where entry.action == nil { if let order = entry.order { return .wholeOrNothing(order) } }
    if let order = exclusion(open) { return .exclusion(order) }
    for entry in open where entry.action == .changeItems || entry.action == .exchangeItems {
      guard entry.sku == nil, !entry.choices.isEmpty else { continue }
      return entry.told.contains("offer") ? .offer(entry.id) : .variant(entry.id)
    }
    for entry in open where entry.state == .found && entry.wish.condition != nil && entry.holds == nil {
      return .condition(entry.id)
    }
    for entry in open where entry.action == .changeAddress || entry.action == .changeProfileAddress {
      if entry.address == nil { return .address(entry.id) }
    }
    if let wallet = walletGap(open) { return wallet }
    let reasonless = open.filter { $0.action == .cancelOrder && $0.reason == nil }.map(\.id)
    return reasonless.isEmpty ? nil : .reason(reasonless)
  }

  private func kept(_ keys: [LineKey]) -> Int { keys.reduce(0) { $0 + (records.line($1)?.kept ?? 1) } }

  /// An order of which some is to come back for money and some for other goods, where only one of both is done.
  private func exclusion(_ open: [Entry]) -> OrderNumber? {
    for entry in open where entry.action == .returnItems {
      guard let order = entry.order, setting.rules.excludes(.returnItems, .exchangeItems) else { continue }
      if open.contains(where: { $0.order == order && $0.action == .exchangeItems }) { return order }
    }
    return nil
  }

  /// The wishes that lack a wallet and can take the same ones are asked about together.
  private func walletGap(_ open: [Entry]) -> DeskFocus? {
    let lacking = open.filter { entry in
      guard entry.wallet == nil, entry.state == .found, let action = entry.action else { return false }
      return action.isOfItems || action == .changePayment
    }
    guard let first = lacking.first else { return nil }
    let options = allowedWallets(first)
    let alike = lacking.filter { entry in
      (entry.action == .changePayment) == (first.action == .changePayment) && allowedWallets(entry) == options
    }
    return .wallet(alike.map(\.id), options: options)
  }

  func allowedWallets(_ entry: Entry) -> [String] {
    guard let number = entry.order, let order = records.order(number), let customer = records.customer,
      let action = entry.action
    else { return [] }
    return setting.rules.wallets(action.operation, order, customer).filter { !entry.ruledOut.contains($0) }
  }

  /// Asks what is next, reads the plan out, or comes to the end.
  mutating func next() {
    if let gap = nextGap() {
      // Whoever only asks whether something is possible is not asked for details.
      let asked = involved(gap).filter { entry($0)?.wish.mood == .asked }
      if !asked.isEmpty, case .exclusion = gap {
      } else if !asked.isEmpty {
        for id in asked { if let index = index(id) { entries[index].state = .offered } }
        return next()
      }
      return put(gap)
    }
    let plan = Planner(records: records).plan(entries)
    if !plan.isEmpty {
      if let short = calculator.uncovered(plan) { return tooLow(short) }
      return present(plan)
    }
    let offered = entries.filter { $0.state == .offered }.map(\.id)
    if !offered.isEmpty, focus != .offered(offered) || asked < 1 {
      setFocus(.offered(offered))
      say(.shallI)
      return ask(.yesNo)
    }
    close()
  }

  private func involved(_ gap: DeskFocus) -> [Int] {
    switch gap {
    case .wholeOrNothing(let order): entries.filter { $0.isOpen && $0.order == order && $0.action == nil }.map(\.id)
    case .goods(let id), .howMany(let id), .orders(let id), .variant(let id), .offer(let id), .condition(let id),
      .address(let id):
      [id]
    case .wallet(let ids, _), .reason(let ids): ids
    default: []
    }
  }

  /// A gift card that does not hold enough is told before the yes, and another way asked for.
  private mutating func tooLow(_ write: PlannedWrite) {
    guard let move = write.moves.first(where: { $0.amount < 0 }) else { return present([write]) }
    let balance = records.method(move.wallet)?.balance?.minorUnits ?? 0
    say(
      .walletTooLow,
      [
        "wallet": words.wallet(move.wallet), "balance": DeskWords.money(balance, write.currency),
        "amount": DeskWords.money(-move.amount, write.currency),
      ])
    for id in write.entries {
      guard let index = index(id) else { continue }
      entries[index].ruledOut.append(move.wallet)
      entries[index].wallet = nil
      entries[index].wish.wallet = nil
      entries[index].state = .found
      if allowedWallets(entries[index]).isEmpty { refuse(index, .backend) }
    }
    proceed()
  }

  private mutating func put(_ gap: DeskFocus) {
    setFocus(gap)
    // An answer that led somewhere, or a question answered in between, is no failure.
    if asked > 0, ledgerAsked != entries || answeredNow { asked = 1 }
    ledgerAsked = entries
    guard asked < setting.patience else { return setAside(gap) }
    let isAgain = asked > 0
    switch gap {
    case .goods(let id): askGoods(id, isAgain)
    case .howMany(let id):
      guard let entry = entry(id), let key = entry.candidates.first else { return }
      let count = kept(entry.candidates)
      mentions.offered = entry.candidates
      say(
        .howMany,
        [
          "count": Fact(spoken: Spoken.number(count), written: String(count)), "goods": words.goods(key),
          "order": words.order(key.order),
        ])
      ask(.anything)
    case .orders(let id): askOrders(id, isAgain)
    case .wholeOrNothing(let order): askWhole(order, isAgain)
    case .exclusion(let order): askExclusion(order)
    case .variant(let id): askVariant(id, isAgain)
    case .offer(let id): askOffer(id)
    case .condition(let id):
      guard let entry = entry(id), let condition = entry.wish.condition else { return }
      let facts = ConditionJudge(desk: self).facts(condition, entry)
      let line: DeskLine = facts["fact"] == nil ? .conditionAskOpen : .conditionAsk
      say(line, facts.merging(orderFacts(entry.order)) { first, _ in first })
      ask(.yesNo)
    case .address(let id): askAddress(id)
    case .wallet(let ids, let options): askWallet(ids, options, isAgain)
    case .reason(let ids):
      let orders = ids.compactMap { entry($0)?.order }.map(words.order)
      let reasons = setting.rules.cancelReasons.map { Fact(DeskWords.reason($0)) }
      say(
        isAgain ? .askReasonAgain : .askReason,
        ["orders": DeskWords.list(orders), "options": DeskWords.list(reasons, or: true)])
      ask(.anything)
    default: ask(.anything)
    }
  }

  /// A question that led nowhere so often is not put again: what it is about is left for later, and all else goes on.
  private mutating func setAside(_ gap: DeskFocus) {
    let ids = involved(gap)
    let open = ids.isEmpty ? focusEntries : ids
    guard !open.isEmpty else {
      flush()
      return acts.append(.person("not-understood"))
    }
    for id in open { if let index = index(id) { entries[index].state = .postponed } }
    say(.setAside, ["goods": DeskWords.list(open.compactMap { entry($0) }.map(named))])
    focus = .none
    // A person only where nothing else has come of it.
    if made.isEmpty, !entries.contains(where: \.isOpen) { needsPerson = needsPerson ?? Self.unclear }
    next()
  }

  /// Why a person takes over when nobody could make out what was wanted.
  static let unclear = "not-understood"

  private mutating func askGoods(_ id: Int, _ isAgain: Bool) {
    guard let entry = entry(id) else { return }
    let verb = Self.verb(entry.wish.verb)
    guard !entry.candidates.isEmpty, entry.candidates.count <= (setting.isVoice ? 4 : 8) else {
      say(.whichGoodsOpen, ["verb": Fact(verb)])
      return ask(.anything)
    }
    mentions.offered = entry.candidates
    let options = DeskWords.list(words.distinctions(entry.candidates), or: true)
    say(isAgain ? .whichGoodsAgain : .whichGoods, ["options": options, "verb": Fact(verb)])
    ask(.anything)
  }

  private mutating func askOrders(_ id: Int, _ isAgain: Bool) {
    guard let entry = entry(id) else { return }
    let options = entry.orderCandidates.prefix(setting.isVoice ? 3 : 6).compactMap(records.order).map(words.summary)
    let verb = Self.verb(entry.wish.verb)
    say(isAgain ? .whichOrderAgain : .whichOrder, ["options": DeskWords.list(options, or: true), "verb": Fact(verb)])
    ask(.anything)
  }

  private mutating func askWhole(_ order: OrderNumber, _ isAgain: Bool) {
    let open = entries.filter { $0.isOpen && $0.order == order && $0.action == nil }
    let parts = open.compactMap { $0.line?.key }
    refusedJustNow += open.compactMap(\.wish.verb)
    mentions.speak(of: parts)
    say(
      isAgain ? .wholeOrNothingAgain : .wholeOrNothing,
      ["goods": words.list(parts), "order": words.order(order)])
    ask(.anything)
  }

  private mutating func askExclusion(_ order: OrderNumber) {
    let open = entries.filter { $0.isOpen && $0.order == order }
    let returned = open.filter { $0.action == .returnItems }, swapped = open.filter { $0.action == .exchangeItems }
    let currency = words.currency
    say(.exclusion, ["order": words.order(order)])
    let back = returned.reduce(0) { $0 + calculator.paid($1) }
    say(
      .exclusionReturn,
      [
        "goods": words.list(returned.compactMap { $0.line?.key }), "amount": DeskWords.money(back, currency),
      ])
    let difference = swapped.reduce(0) { $0 + calculator.difference($1) }
    var facts = ["goods": words.list(swapped.compactMap { $0.line?.key })]
    if swapped.allSatisfy({ $0.sku != nil }) {
      facts[difference > 0 ? "pay" : "back"] = DeskWords.money(abs(difference), currency)
    }
    say(.exclusionExchange, facts)
    say(.exclusionAsk)
    ask(.anything)
  }

  private mutating func askVariant(_ id: Int, _ isAgain: Bool) {
    guard let entry = entry(id), let key = entry.line?.key else { return }
    // What was listed a moment ago as the answer to a question is not listed again.
    if answeredNow, isAgain || entry.choices == mentions.variants, mentions.product == records.product(of: key)?.id {
      say(.whichVariant)
      return ask(.anything)
    }
    let count = entry.choices.count
    say(
      .variants, ["count": Fact(spoken: Spoken.number(count), written: String(count)), "goods": Fact(words.name(key))])
    let limit = shown(count)
    list(entry.choices.prefix(limit).map { $0 }, key, .variantItem)
    if count > limit {
      say(.moreVariants, ["count": Fact(spoken: Spoken.number(count - limit), written: String(count - limit))])
    }
    say(isAgain ? .whichVariantAgain : .whichVariant)
    mentions.speak(of: [key])
    ask(.anything)
  }

  private mutating func askOffer(_ id: Int) {
    guard let entry = entry(id), let key = entry.line?.key else { return }
    let choices = Array(entry.choices.prefix(shown(entry.choices.count)))
    // What was wanted cannot be had: whoever says so, and yes to the nearest, hangs it on nothing.
    if let verb = entry.wish.verb { refusedJustNow.append(verb) }
    if !answeredNow || asked == 0 || mentions.product != records.product(of: key)?.id {
      list(choices, key, .alternativeItem)
    }
    say(choices.count == 1 ? .takeOneAlternative : .takeAlternative)
    mentions.speak(of: [key])
    ask(choices.count == 1 ? .yesNo : .anything)
  }

  /// Variants with what they are, and what they cost more or less than was paid.
  mutating func list(_ skus: [String], _ key: LineKey, _ line: DeskLine) {
    guard let product = records.product(of: key) else { return }
    for (place, sku) in skus.enumerated() {
      guard let variant = product.variants.first(where: { $0.sku == sku }) else { continue }
      say(line, words.variantFacts(variant, of: product, than: records.line(key), place: place + 1), item: true)
    }
  }

  private mutating func askAddress(_ id: Int) {
    guard let entry = entry(id) else { return }
    if !entry.addressChoices.isEmpty {
      say(.whichAddress, ["options": DeskWords.list(entry.addressChoices.map(DeskWords.address), or: true)])
    } else if entry.told.contains(where: { $0.hasPrefix("missing") }) {
      flush()
    } else if let order = entry.order {
      say(.askAddressOf, ["order": words.order(order)])
    } else {
      say(.askAddress)
    }
    ask(entry.addressChoices.isEmpty ? .address : .anything)
  }

  private mutating func askWallet(_ ids: [Int], _ options: [String], _ isAgain: Bool) {
    let own = ids.compactMap { entry($0) }
    let list = DeskWords.list(options.map(words.wallet), or: true)
    var facts = options.isEmpty ? [:] : ["options": list]
    if let order = own.first?.order { facts["order"] = words.order(order) }
    if let original = own.first?.order.flatMap(records.order)?.paidWith { facts["original"] = words.wallet(original) }
    let line: DeskLine
    switch own.first?.action {
    case _ where isAgain && !options.isEmpty: line = .askWalletAgain
    case .changePayment: line = .askPayment
    case .returnItems where own.allSatisfy({ $0.action == .returnItems }): line = .askRefundWallet
    default:
      line = .askWallet
      let difference = own.reduce(0) { $0 + calculator.difference($1) }
      facts[difference > 0 ? "pay" : "back"] = DeskWords.money(abs(difference), words.currency)
    }
    say(line, facts)
    ask(.anything)
  }

  func orderFacts(_ number: OrderNumber?) -> [String: Fact] {
    guard let number, let order = records.order(number) else { return [:] }
    return ["order": words.order(number), "status": Fact(DeskWords.standing(order))]
  }

  static func verb(_ verb: Wish.Verb?) -> String {
    switch verb {
    case .cancel, .remove: "cancel"
    case .return, .refund: "return"
    case .exchange, .replace: "exchange"
    case .changeAddress: "send elsewhere"
    case .changePayment: "pay another way"
    default: "change"
    }
  }
}
