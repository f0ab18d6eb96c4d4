public import Commerce
internal import Discourse

extension PolicyRules {
  /// Decides an operation before it happens. Nothing is allowed that the file does not name, but for reads of public facts; a write that
  /// was not agreed to with exactly these arguments is never allowed.
  public func decide(_ operation: Operation, _ facts: PolicyFacts) -> Decision {
    var ruling = Ruling(operation, facts)
    return decide(&ruling)
  }

  /// Decides a matter that is no operation ("account_closure"): with a person, after an approval, or refused when no rule names it.
  public func decide(topic: String) -> Decision {
    guard let restriction = topics[topic] else {
      return Decision(action: topic, verdict: .refuse, rule: DecisionRule.noRule.rawValue, facts: [:])
    }
    return Decision(
      action: topic, verdict: restriction == .person ? .person : .needsApproval, rule: DecisionRule.restricted.rawValue,
      facts: [:])
  }

  private func decide(_ ruling: inout Ruling) -> Decision {
    let (operation, facts, subject) = (ruling.operation, ruling.facts, ruling.subject)
    let isOff = switches.allOff || facts.switches.allOff
    let areWritesOff = operation.isWrite && (switches.writesOff || facts.switches.writesOff)
    if isOff || areWritesOff {
      ruling.facts(["switch": isOff ? "all" : "writes"])
      return ruling.verdict(rule(operation.name)?.beyond[.switches] ?? .person, .switchedOff)
    }
    // What only finds out who calls is bounded by the identity's own tries.
    if facts.identity.isLooking(for: operation) { return ruling.decision(.allow, .identification) }
    guard let rule = rule(operation.name) else { return ruling.decision(.refuse, .noRule) }
    if let decision = opening(rule, &ruling) { return decision }
    if operation.name == .checkPostcode || operation.name == .identifyCustomer,
      facts.identity.isLocked || facts.identity.wrongTries >= identification.tries.perConversation
    {
      ruling.facts(["tries": String(facts.identity.wrongTries)])
      return ruling.decision(identification.tries.afterwards == .person ? .person : .refuse, .triesUsedUp)
    }
    if let decision = ownership(rule, &ruling) { return decision }
    guard operation.isWrite else { return often(rule, &ruling) ?? ruling.decision(.allow, .allowed) }
    if let decision = state(rule, &ruling) { return decision }
    if let hindrance = hindrance(subject, rule, operation.name, facts) {
      if let decision = ruling.stop(hindrance, rule) { return decision }
    }
    if let decision = amount(rule, &ruling) ?? often(rule, &ruling) { return decision }
    if let restriction = rule.restricted, restriction == .person || !ruling.isApproved {
      return ruling.decision(restriction == .person ? .person : .needsApproval, .restricted)
    }
    ruling.facts(["agreed": String(facts.agreed.contains(operation))])
    return facts.agreed.contains(operation) ? ruling.decision(.allow, .agreed) : ruling.decision(.refuse, .notAgreed)
  }

  /// By which channel, for which intent, for whom and when.
  private func opening(_ rule: ActionRule, _ ruling: inout Ruling) -> Decision? {
    let facts = ruling.facts
    if let channels = rule.channels, !channels.contains(facts.channel) {
      ruling.facts(["channel": facts.channel.rawValue])
      return ruling.decision(.refuse, .channel)
    }
    if let intents = rule.intents, !intents.contains(facts.intent ?? "") {
      ruling.facts(["intent": facts.intent ?? "none"])
      return ruling.decision(.refuse, .intent)
    }
    let isPilot = facts.identity.customer.map(rule.rollout.customers.contains) ?? false
    if facts.share >= rule.rollout.percent, !isPilot {
      ruling.facts(["percent": String(rule.rollout.percent)])
      if let decision = ruling.escalate(rule.beyond[.rollout] ?? .person, .rollout) { return decision }
    }
    if let hours = rule.hours, facts.clock.map(hours.contain) != true {
      ruling.facts(["clock": facts.clock?.text ?? "unknown", "from": hours.from.text, "until": hours.until.text])
      if let decision = ruling.escalate(rule.beyond[.hours] ?? .refuse, .hours) { return decision }
    }
    return nil
  }

  /// Whether the customer is known well enough, and the thing is theirs.
  private func ownership(_ rule: ActionRule, _ ruling: inout Ruling) -> Decision? {
    let (facts, subject) = (ruling.facts, ruling.subject)
    let identity = facts.identity
    // Whoever names a customer must be that customer, even where the rule asks for nothing; nothing is written about an unknown order.
    let isAnyones = subject.customer == nil && (subject.order == nil || !ruling.operation.isWrite)
    let needed = isAnyones ? rule.level : max(rule.level, .v1)
    ruling.facts(["needed": needed.name])
    guard needed > .v0 else { return nil }
    var level = identity.level(at: facts.now, identification)
    if let number = subject.order {
      let own = identity.level(order: number, at: facts.now, identification)
      let record = facts.order.flatMap { $0.number == number ? $0 : nil }
      if let customer = identity.customer, let record, record.customer != customer {
        return ruling.decision(.refuse, .anotherCustomer)
      }
      if own >= needed, subject.customer == nil {
        ruling.facts(["level": own.name])
        return nil
      }
      level = max(level, own)
    }
    ruling.facts(["level": level.name])
    guard let customer = identity.customer, level >= needed else {
      let isLocked = identity.isLocked && level == .v0
      guard !isLocked else {
        return ruling.decision(identification.tries.afterwards == .person ? .person : .refuse, .triesUsedUp)
      }
      return ruling.stepUp(needed)
    }
    if let named = subject.customer, named != customer { return ruling.decision(.refuse, .anotherCustomer) }
    if let number = subject.order { return owner(number, customer, &ruling, needed) }
    guard subject.customer == nil else { return nil }
    if let owner = facts.owner { return owner == customer ? nil : ruling.decision(.refuse, .anotherCustomer) }
    let isUnbound = ruling.operation.isWrite || subject.namesNobody
    return isUnbound ? ruling.decision(.refuse, .ownerUnknown) : nil
  }

  /// Whether an order is the customer's, as its record or the customer's says.
  private func owner(
    _ number: OrderNumber, _ customer: String, _ ruling: inout Ruling, _ needed: VerificationLevel
  ) -> Decision? {
    let facts = ruling.facts
    let known = facts.identity.owner(of: number) ?? facts.order.flatMap { $0.number == number ? $0.customer : nil }
    if let known {
      guard known == customer else { return ruling.decision(.refuse, .anotherCustomer) }
      // What was shown for one order reaches no other of theirs.
      let level = facts.identity.level(customer: customer, at: facts.now, identification)
      let own = facts.identity.level(order: number, at: facts.now, identification)
      return max(level, own) >= needed ? nil : ruling.stepUp(needed)
    }
    guard let record = facts.customer, record.id == customer else { return ruling.decision(.refuse, .ownerUnknown) }
    return record.orders.contains(number) ? nil : ruling.decision(.refuse, .anotherCustomer)
  }

  /// The order's state, and what was done to it before.
  private func state(_ rule: ActionRule, _ ruling: inout Ruling) -> Decision? {
    guard ruling.operation.name.changesOrder else { return nil }
    guard let order = ruling.facts.order, order.number == ruling.subject.order else {
      let isFree = rule.stages == nil && !rule.once && rule.refundTo == nil
      ruling.facts(isFree ? [:] : ["unseen": "order"])
      return isFree ? nil : ruling.decision(.refuse, .recordUnseen)
    }
    guard let hindrance = hindrance(ruling.operation.name, rule, order, done: ruling.facts.done) else { return nil }
    return ruling.stop(hindrance, rule)
  }

  /// How much money.
  private func amount(_ rule: ActionRule, _ ruling: inout Ruling) -> Decision? {
    guard let limit = rule.limits.amount else { return nil }
    ruling.facts(["limit": "\(limit.minorUnits) \(limit.currency)"])
    let escalation = rule.beyond[.amount] ?? .refuse
    guard let moved = moved(ruling.subject, ruling.operation.name, ruling.facts), moved.currency == limit.currency
    else {
      return ruling.escalate(escalation, .amountUnknown, .amountTooLarge)
    }
    ruling.facts(["amount": "\(moved.minorUnits) \(moved.currency)"])
    return moved.minorUnits <= limit.minorUnits ? nil : ruling.escalate(escalation, .amount, .amountTooLarge)
  }

  /// How often.
  private func often(_ rule: ActionRule, _ ruling: inout Ruling) -> Decision? {
    let name = ruling.operation.name
    let today = ruling.facts.today[name] ?? 0, here = ruling.facts.asked[name] ?? 0
    if let limit = rule.limits.perDay, today >= limit {
      ruling.facts(["today": String(today), "perDay": String(limit)])
      return ruling.escalate(rule.beyond[.count] ?? .refuse, .tooOften, .limitReached)
    }
    if let limit = rule.limits.perConversation, here >= limit {
      ruling.facts(["asked": String(here), "perConversation": String(limit)])
      return ruling.escalate(rule.beyond[.count] ?? .refuse, .tooOften, .limitReached)
    }
    return nil
  }
}
