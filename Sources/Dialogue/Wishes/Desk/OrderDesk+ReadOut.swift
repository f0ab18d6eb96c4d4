internal import Commerce
internal import Discourse
internal import Policy
internal import Understanding

/// The one list of all that is about to happen, and the yes to exactly that.
extension OrderDesk {
  /// Reads the plan out, grouped by order, with every amount, and asks for the yes.
  mutating func present(_ plan: [PlannedWrite]) {
    if let level = missingLevel(plan) {
      identity.needs = level
      flush()
      return acts.append(.need(level, order: plan.first?.order))
    }
    let isAgain = entries.contains { $0.state == .readOut }
    say(isAgain ? .planHeadAgain : .planHead)
    for write in plan { read(out: write) }
    sum(plan)
    tellOpen()
    warn(plan)
    say(.planGo)
    for id in plan.flatMap(\.entries) {
      guard let index = index(id) else { continue }
      entries[index].state = .readOut
      if entries[index].wish.mood == .asked { entries[index].wish.mood = .wanted }
    }
    mentions.speak(of: plan.flatMap(\.entries).compactMap { entry($0)?.line?.key })
    setFocus(.readOut)
    readOut = plan
    ask(.yesNo)
  }

  private func missingLevel(_ plan: [PlannedWrite]) -> VerificationLevel? {
    let needed = plan.compactMap { setting.rules.policy.rule($0.action.operation)?.level }.max()
    return needed.flatMap { $0 > identity.level ? $0 : nil }
  }

  private mutating func read(out write: PlannedWrite) {
    var facts: [String: Fact] = [:]
    if let order = write.order { facts["order"] = words.order(order) }
    let own = write.entries.compactMap { entry($0) }
    switch write.action {
    case .cancelOrder:
      guard let order = write.order.flatMap(records.order) else { return }
      facts["goods"] = words.contents(order)
      facts["amount"] = DeskWords.money(write.net, write.currency)
      // What was never paid goes nowhere.
      facts["wallet"] = write.moves.isEmpty ? nil : DeskWords.list(write.moves.map(\.wallet).map(words.wallet))
      if let reason = own.last?.reason, reason != .other { facts["reason"] = Fact(DeskWords.reason(reason)) }
      say(.planCancel, facts, item: true)
    case .changePayment:
      guard let taken = write.moves.first else { return }
      facts["wallet"] = words.wallet(taken.wallet)
      facts["amount"] = DeskWords.money(-taken.amount, write.currency)
      let back = write.moves.dropFirst().map(\.wallet).map(words.wallet)
      if !back.isEmpty { facts["old"] = DeskWords.list(back) }
      say(.planPayment, facts, item: true)
    case .changeAddress, .changeProfileAddress:
      guard let address = own.last?.address else { return }
      facts["address"] = DeskWords.address(address)
      say(write.action == .changeAddress ? .planAddress : .planProfileAddress, facts, item: true)
    case .changeItems, .exchangeItems:
      for entry in own { readSwap(entry, facts) }
      settle(write)
    case .returnItems:
      for entry in own {
        guard let line = entry.line else { continue }
        facts["goods"] = words.goods(line.key, quantity: line.quantity)
        facts["amount"] = DeskWords.money(calculator.paid(entry), write.currency)
        say(.planReturn, facts, item: true)
      }
      facts["amount"] = DeskWords.money(write.net, write.currency)
      facts["wallet"] = words.wallet(write.moves.first?.wallet ?? "")
      say(.planRefund, facts, item: true)
    }
  }

  /// One line's old and new options, with what stays, and both prices.
  private mutating func readSwap(_ entry: Entry, _ base: [String: Fact]) {
    guard let target = entry.line, let line = records.line(target.key), let sku = entry.sku,
      let product = records.product(of: target.key), let variant = product.variants.first(where: { $0.sku == sku })
    else { return }
    var facts = base
    facts["goods"] = words.goods(target.key, quantity: target.quantity)
    facts["changes"] = DeskWords.changes(from: line.options, to: variant.options)
    facts["variant"] = Fact(DeskWords.options(variant.options))
    facts["paid"] = Spoken.money(line.unitPrice)
    facts["price"] = Spoken.money(variant.price)
    say(entry.action == .changeItems ? .planChange : .planExchange, facts, item: true)
  }

  /// What is paid or comes back for other variants, and by which wallet.
  private mutating func settle(_ write: PlannedWrite) {
    var facts = ["amount": DeskWords.money(abs(write.net), write.currency)]
    if let order = write.order { facts["order"] = words.order(order) }
    facts["wallet"] = words.wallet(write.moves.first?.wallet ?? "")
    say(write.net < 0 ? .planPays : write.net > 0 ? .planGetsBack : .planNoDifference, facts, item: true)
  }

  private mutating func sum(_ plan: [PlannedWrite]) {
    let moving = plan.filter { $0.action != .changePayment && !$0.moves.isEmpty }
    guard moving.count > 1 else { return }
    let net = moving.reduce(0) { $0 + $1.net }
    let facts = ["amount": DeskWords.money(abs(net), plan[0].currency)]
    say(net > 0 ? .planSumBack : net < 0 ? .planSumPay : .planSumEven, facts, item: true)
  }

  /// What was spoken of and is not in the list.
  private mutating func tellOpen() {
    let left = entries.filter { $0.state == .postponed }
    guard !left.isEmpty else { return }
    say(.planOpen, ["goods": DeskWords.list(left.map(subject).distinct)], item: true)
  }

  private mutating func warn(_ plan: [PlannedWrite]) {
    let once = plan.filter { $0.action.isOfItems && setting.rules.isOnce($0.action.operation) }
    guard !once.isEmpty else { return }
    // Changes before delivery and what follows it have rules of their own.
    func tell(_ writes: [PlannedWrite], _ one: DeskLine, _ several: DeskLine) {
      let orders = writes.compactMap(\.order).distinct
      guard !orders.isEmpty else { return }
      say(orders.count == 1 ? one : several, ["order": DeskWords.list(orders.map(words.order))])
    }
    tell(once.filter { $0.action == .changeItems }, .planOnce, .planOnceEach)
    tell(once.filter { $0.action != .changeItems }, .planOnceReturn, .planOnceReturnEach)
    say(.planAll)
  }

  /// How much was read out.
  var extent: AssentExtent {
    let read = readOut ?? []
    let isWhole = read.allSatisfy { write in
      guard write.action != .cancelOrder else { return true }
      guard write.action.isOfItems, let order = write.order.flatMap(records.order) else { return false }
      return records.lines(of: order).filter { (records.line($0)?.kept ?? 1) > 0 }.count == write.entries.count
    }
    return AssentExtent(
      orders: Set(read.compactMap(\.order)).count, things: read.reduce(0) { $0 + $1.entries.count }, isWhole: isWhole)
  }

  /// Words that only name again what stands in a list of one thing: its name, and what it becomes.
  var restated: Set<String> {
    guard let read = readOut, read.count == 1, read[0].entries.count == 1, let entry = entry(read[0].entries[0]),
      let key = entry.line?.key, let line = records.line(key)
    else { return [] }
    var said = [line.name]
    if let sku = entry.sku, let variant = records.product(of: key)?.variants.first(where: { $0.sku == sku }) {
      for (name, value) in variant.options where line.options[name] != value {
        // "No" and "none" say no by themselves.
        if value.lowercased() == "yes" { said.append(name) } else { said.append(value) }
      }
    }
    let words = said.flatMap { $0.lowercased().split { !$0.isLetter } }.map(String.init)
    return Set(words).subtracting(["no", "none", "not", "without", "yes"])
  }

  // MARK: Yes and no

  /// A plain yes, against what was asked.
  mutating func affirm(_ read: [PlannedWrite]?) {
    misunderstandings = 0
    switch focus {
    case .readOut:
      let plan = Planner(records: records).plan(entries)
      guard let read, !read.isEmpty, plan.operations == read.operations else { return proceed() }
      for id in read.flatMap(\.entries) { if let index = index(id) { entries[index].state = .agreed } }
      focus = .none
      queue = read
      writeNext()
    case .offered(let ids):
      for id in ids {
        guard let index = index(id) else { continue }
        entries[index].wish.mood = .wanted
        entries[index].state = entries[index].target == nil ? .heard : .found
        touched.append(id)
      }
      focus = .none
      proceed()
    case .offer(let id), .variant(let id):
      guard let index = index(id), shown(entries[index].choices.count) == 1 else { return notUnderstood() }
      choose(index, entries[index].choices[0])
      proceed()
    case .condition(let id):
      if let index = index(id) { entries[index].holds = true }
      proceed()
    case .goods(let id), .howMany(let id):
      guard let index = index(id), entries[index].candidates.count == 1 else { return notUnderstood() }
      let key = entries[index].candidates[0]
      locate(index, as: [LineTarget(key: key, quantity: max(1, records.line(key)?.kept ?? 1))])
      proceed()
    case .wallet(let ids, let options):
      guard let original = options.first else { return notUnderstood() }
      // "Keep that, or …?" answered with yes: the first that was named.
      for id in ids { if let index = index(id) { entries[index].wallet = original } }
      proceed()
    case .beforeGoodbye, .beforePerson:
      offeredBeforeGoodbye = false
      let wantsPerson = focus == .beforePerson
      focus = .none
      reopen()
      // The person is still wanted when that is done.
      if wantsPerson { needsPerson = "person-asked-for" }
      proceed()
    case .reason(let ids):
      // Yes to "this or that": the list says which was taken, and can be put right there.
      for id in ids { if let index = index(id) { entries[index].reason = shrug } }
      proceed()
    case .wholeOrNothing, .exclusion, .orders, .address, .amend: notUnderstood()
    case .anythingElse:
      say(.whatCanIDo)
      focus = .none
      ask(.anything)
    case .none, .identity: proceed()
    }
  }

  /// A plain no, against what was asked.
  mutating func deny(leaving: Bool) {
    switch focus {
    case .readOut where !leaving:
      setFocus(.amend)
      say(.whatToChange)
      ask(.anything)
    case .amend: withdrawFocus()
    case .offered(let ids):
      withdraw(ids)
      proceed()
    case .offer(let id), .variant(let id):
      withdraw([id])
      proceed()
    case .wholeOrNothing:
      withdraw(focusEntries)
      proceed()
    case .condition(let id):
      if let index = index(id) { entries[index].holds = false }
      proceed()
    case .reason(let ids):
      // A shrug is no reason that is asked for twice.
      for id in ids { if let index = index(id) { entries[index].reason = shrug } }
      proceed()
    case .beforeGoodbye: leave()
    case .beforePerson:
      flush()
      acts.append(.person("person-asked-for"))
    case .anythingElse, .none: goodbye()
    case .readOut: goodbye()
    case .identity where misunderstandings < setting.patience:
      misunderstandings += 1
      say(.whyIdentity)
      proceed()
    default: notUnderstood()
    }
  }

  /// What was left for later is taken up, from its beginning where it led nowhere.
  private mutating func reopen() {
    for index in entries.indices where entries[index].state == .postponed {
      entries[index].told.removeAll { ["later", "unknown"].contains($0) }
      entries[index].state = entries[index].target == nil ? .heard : .found
      touched.append(entries[index].id)
    }
    if needsPerson == Self.unclear { needsPerson = nil }
  }

  private var shrug: CancelReason {
    let accepted = setting.rules.cancelReasons
    return accepted.contains(.noLongerNeeded) ? .noLongerNeeded : accepted.first ?? .other
  }

  /// "Never mind": what is asked about is left as it is.
  mutating func withdrawFocus() {
    let own = focusEntries.filter { id in entry(id)?.isOpen ?? false }
    let open = entries.filter { $0.isOpen || $0.state == .offered || $0.state == .postponed }.map(\.id)
    if open.isEmpty { return close() }
    withdraw(own.isEmpty ? open : own)
    focus = .none
    proceed()
  }
}
