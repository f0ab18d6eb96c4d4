internal import Commerce

/// Finding out: one attempt after the other, each counted, slowed and bounded.
extension CallerIdentity {
  /// The level worked towards.
  func target(_ rules: IdentityRules) -> VerificationLevel {
    need?.level ?? rules.ways.map(\.earns).filter { $0 > .v0 }.min() ?? .v1
  }

  /// Whether what is worked towards is reached: then nothing is asked any more.
  private func isSatisfied(_ now: Timestamp, _ rules: IdentityRules) -> Bool {
    let target = target(rules)
    if let need { return max(level(order: need.order, at: now, rules), level(at: now, rules)) >= target }
    let orders = proofs.compactMap(\.order)
    return level(at: now, rules) >= target || orders.contains { level(order: $0, at: now, rules) >= target }
  }

  /// Goes on with what is known: looks up what was not looked up yet, sends a code, or asks.
  mutating func proceed(_ now: Timestamp, _ rules: IdentityRules) -> [IdentityStep] {
    guard underway == nil, codes.requested == nil, codes.recalling == nil, !isSatisfied(now, rules) else { return [] }
    if wrongTries >= rules.tries.perConversation { lock = lock ?? rules.tries.afterwards }
    guard lock == nil else { return locked() }
    if let attempt = nextAttempt(rules) { return start(attempt, now, rules) }
    if let steps = code(now, rules) { return steps }
    let open = ways(to: target(rules), rules)
    if !open.isEmpty { return [.ask(open)] }
    return [.decided(decision(.person, .levelTooLow, ["needs": target(rules).name])), .person]
  }

  /// The next combination of things said that a way can use and that was not tried.
  private func nextAttempt(_ rules: IdentityRules) -> IdentityAttempt? {
    for way in ways(earning: target(rules), rules) {
      let lacks = lacks(way)
      guard lacks.allSatisfy({ $0 == .code || ClueMemory.said.contains($0) }), !claimed.contains(way.by) else {
        continue
      }
      let hasCode = way.by.contains(.code)
      if hasCode, codes.asked >= rules.code?.sends ?? 0 { continue }
      let said = way.by.filter(ClueMemory.said.contains)
      var attempts: [IdentityAttempt] = []
      // Whoever is not known yet may name themselves anew, whether or not the naming before led anywhere.
      if !said.isEmpty {
        let isOpen = lacks.contains(where: said.contains) || hasCode && customer == nil
        if isOpen { attempts = memory.attempts(said, hearings: rules.tries.hearings) }
      } else if hasCode, customer == nil {
        for kind in rules.code?.namedBy ?? [] { attempts += memory.attempts([kind], hearings: rules.tries.hearings) }
      }
      attempts = attempts.filter { !isTried($0) }
      if var first = attempts.first {
        first.way = way.by
        return hasCode ? first.naming(with: attempts, rules.tries.hearings) : first
      }
    }
    return nil
  }

  private func isTried(_ attempt: IdentityAttempt) -> Bool {
    attempt.lookups.allSatisfy { lookup in
      tried.contains { $0.order == attempt.order && $0.lookups.contains(lookup) }
    }
  }

  /// Begins an attempt: first how often this was tried elsewhere, then the look-up.
  mutating func start(_ attempt: IdentityAttempt, _ now: Timestamp, _ rules: IdentityRules) -> [IdentityStep] {
    underway = Underway(attempt: attempt, stage: .recalling)
    if let way = attempt.way { claimed.append(way) }
    guard attempt.counts, rules.tries.across != nil else { return look(0, delay: delay(rules)) }
    return [.recall([.caller] + attempt.keys)]
  }

  /// The counters of earlier conversations: the fullest of them decides.
  mutating func counted(_ counts: [Int], _ now: Timestamp, _ rules: IdentityRules) -> [IdentityStep] {
    guard codes.recalling != nil || checking != nil || underway?.stage == .recalling else { return [] }
    let across = rules.tries.across
    // Of a code that is asked for the first counters are of wrong tries, the others of codes sent.
    let most = (codes.recalling == nil ? counts[...] : counts.prefix(codes.wrongKeys.count)).max() ?? 0
    let facts = ["tries": String(most), "hours": String(across?.hours ?? AcrossRules.standardHours)]
    if let across, most >= across.refuseFrom {
      underway = nil
      codes.recalling = nil
      checking = nil
      lock = most >= across.personFrom ? .person : .refuse
      let verdict: Decision.Verdict = lock == .person ? .person : .refuse
      return [.decided(decision(verdict, .triesUsedUp, facts))] + locked()
    }
    if let customer = codes.recalling {
      codes.recalling = nil
      // Without the counters nobody could be kept from being flooded with codes.
      guard counts.count >= codes.wrongKeys.count, !counts.isEmpty else { return [.unavailable] }
      if let steps = flooded(counts.dropFirst(codes.wrongKeys.count).max() ?? 0, now, rules) { return steps }
      return request(for: customer.id, rules)
    }
    // Counters that cannot be read are taken for half full.
    let isSlow = most >= across?.slowFrom ?? .max || counts.count < (underway?.attempt.keys.count ?? 1) + 1
    let delay = isSlow ? rules.tries.delays.last ?? 0 : delay(rules)
    let decided: [IdentityStep] = isSlow ? [.decided(decision(.allow, .slowed, facts))] : []
    if checking != nil {
      checking = nil
      return decided + [.clear(delay: delay)]
    }
    return decided + look(0, delay: delay)
  }

  /// Something is about to be checked for an order: first how often that was tried elsewhere.
  mutating func check(_ order: OrderNumber, _ rules: IdentityRules) -> [IdentityStep] {
    guard lock == nil else { return locked() }
    guard rules.tries.across != nil else { return [.clear(delay: delay(rules))] }
    checking = order
    return [.recall([.caller, .order(order)])]
  }

  private func delay(_ rules: IdentityRules) -> Int {
    let delays = rules.tries.delays
    return delays.isEmpty ? 0 : delays[min(wrongTries, delays.count - 1)]
  }

  private mutating func look(_ index: Int, delay: Int) -> [IdentityStep] {
    underway?.stage = .looking(index)
    return underway?.operation.map { [.look($0, delay: delay)] } ?? []
  }

  /// A back end answered what was asked.
  mutating func answered(_ result: OperationResult, _ now: Timestamp, _ rules: IdentityRules) -> [IdentityStep] {
    guard let underway else { return [] }
    let attempt = underway.attempt
    switch underway.stage {
    case .recalling: return []
    case .looking(let index):
      if let checked = result.outcome(of: CheckPostcode.self),
        let asked = attempt.lookups[index].value as? CheckPostcode
      {
        return checked.matches ? matched(attempt, order: asked.order, customer: nil, now, rules) : next(now, rules)
      }
      guard let found = result.outcome(of: IdentifyCustomer.self) else { return unavailable() }
      if found.customers.count > 1, !attempt.isNaming {
        self.underway = nil
        remember(attempt)
        return [.ambiguous(ways(to: target(rules), rules).first { !attempt.by.contains($0[0]) } ?? [])]
      }
      guard found.customers.count == 1 else { return next(now, rules) }
      guard attempt.order == nil else {
        self.underway?.stage = .comparing(customer: found.customers[0])
        return self.underway?.operation.map { [.look($0, delay: 0)] } ?? []
      }
      return matched(attempt, order: nil, customer: found.customers[0], now, rules)
    case .comparing(let customer):
      guard let order = result.outcome(of: FindOrder.self) else { return unavailable() }
      guard order.customer == customer, order.number == attempt.order else { return miss(now, rules) }
      return matched(attempt, order: order.number, customer: customer, now, rules)
    case .owning(let number):
      guard let order = result.outcome(of: FindOrder.self), order.number == number else { return unavailable() }
      return matched(attempt, order: number, customer: order.customer, now, rules)
    }
  }

  /// A back end failed: what does not exist does not match, anything else is nobody's wrong try.
  mutating func failed(_ failure: OperationFailure, _ now: Timestamp, _ rules: IdentityRules) -> [IdentityStep] {
    guard let underway, underway.operation != nil else { return [] }
    guard [.notFound, .invalidArguments].contains(failure.code) else { return unavailable() }
    guard case .looking = underway.stage else { return miss(now, rules) }
    return next(now, rules)
  }

  private mutating func unavailable() -> [IdentityStep] {
    let isHint = underway?.attempt.counts == false
    underway = nil
    // A hint that cannot be followed up is nothing to tell; what was said meanwhile is looked at with the next event.
    return isHint ? [] : [.unavailable]
  }

  /// The next hearing of what was said.
  private mutating func next(_ now: Timestamp, _ rules: IdentityRules) -> [IdentityStep] {
    guard let underway, case .looking(let index) = underway.stage, index + 1 < underway.attempt.lookups.count else {
      return miss(now, rules)
    }
    return look(index + 1, delay: 0)
  }

  private mutating func matched(
    _ attempt: IdentityAttempt, order: OrderNumber?, customer: String?, _ now: Timestamp, _ rules: IdentityRules
  ) -> [IdentityStep] {
    if attempt.isNaming, let order, customer == nil, owner(of: order) == nil {
      underway?.stage = .owning(order)
      return underway?.operation.map { [.look($0, delay: 0)] } ?? []
    }
    underway = nil
    remember(attempt)
    guard attempt.isNaming else { return prove(attempt.by, order: order, customer: customer, now, rules) }
    // What names somebody is a part of the proof, and whether it fitted does not show; nor does it name somebody else than is known.
    var subject = customer ?? order.flatMap(owner(of:))
    if let own = self.customer, own != subject { subject = nil }
    if subject != nil { proofs.append(Proof(by: attempt.by, order: order, customer: subject, at: now)) }
    return named(subject, by: attempt)
  }

  private mutating func miss(_ now: Timestamp, _ rules: IdentityRules) -> [IdentityStep] {
    guard let attempt = underway?.attempt else { return [] }
    underway = nil
    remember(attempt)
    if attempt.isNaming { return named(nil, by: attempt) }
    // A hint that leads nowhere: what was said meanwhile is still to be looked at.
    guard attempt.counts else { return memory == ClueMemory() ? [] : proceed(now, rules) }
    return wrong(attempt.keys, attempt.by, rules) + afterWrong(now, rules)
  }

  private mutating func remember(_ attempt: IdentityAttempt) {
    tried.append(attempt)
    if tried.count > 32 { tried.removeFirst() }
  }

  /// Counts a wrong try.
  mutating func wrong(_ keys: [TryKey], _ by: [ClueKind], _ rules: IdentityRules) -> [IdentityStep] {
    wrongTries += 1
    let limit = rules.tries.perConversation
    if wrongTries >= limit { lock = lock ?? rules.tries.afterwards }
    let facts = [
      "by": by.map(\.rawValue).joined(separator: "+"), "tries": String(wrongTries), "limit": String(limit),
    ]
    let verdict: Decision.Verdict = lock == nil ? .stepUp : lock == .person ? .person : .refuse
    return [
      .count([.caller] + keys), .decided(decision(verdict, lock == nil ? .levelTooLow : .triesUsedUp, facts)),
    ]
  }

  /// What comes after a wrong try: the next combination, or the end of it.
  mutating func afterWrong(_ now: Timestamp, _ rules: IdentityRules) -> [IdentityStep] {
    guard lock == nil else { return locked() }
    // A code is not sent because of a wrong try, but when one is asked for.
    if let attempt = nextAttempt(rules), !attempt.isNaming { return start(attempt, now, rules) }
    return [.mismatch(triesLeft: rules.tries.perConversation - wrongTries)]
  }

  func locked() -> [IdentityStep] { [lock == .person ? .person : .refused] }

  func decision(_ verdict: Decision.Verdict, _ rule: DecisionRule, _ facts: [String: String]) -> Decision {
    Decision(action: "identify", verdict: verdict, rule: rule.rawValue, facts: facts)
  }
}
