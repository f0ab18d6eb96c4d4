public import Commerce

extension CallerIdentity {
  /// The level for an order, a customer, or nothing in particular (then for the customer of this conversation), at a moment.
  public func level(
    order: OrderNumber? = nil, customer: String? = nil, at now: Timestamp, _ rules: IdentityRules
  ) -> VerificationLevel {
    let owner = order.flatMap(owner(of:))
    let whose = customer ?? owner ?? (order == nil ? self.customer : nil)
    var best = VerificationLevel.v0
    for way in rules.ways {
      let counting = proofs.filter { proof in
        if let expires = proof.expires, expires <= now { return false }
        if way.covers == .order || whose == nil { return order != nil && proof.order == order }
        return self.whose(proof) == whose
      }
      guard way.by.allSatisfy({ kind in counting.contains { $0.by.contains(kind) } }) else { continue }
      // Of several proofs of the same clue the newest counts; of several clues the weakest.
      let used = way.by.compactMap { kind in counting.last { $0.by.contains(kind) } }
      best = max(best, used.map { remaining(way.earns, of: $0, at: now, rules) }.min() ?? way.earns)
    }
    return min(best, signalCap ?? .v3)
  }

  /// What would raise the level for an order or the customer: the ways that earn at least this, each with the clues it still lacks, without
  /// those that only the shell can bring (sessions, calling numbers) and the code itself.
  public func ways(to level: VerificationLevel, _ rules: IdentityRules) -> [[ClueKind]] {
    var lacking: [[ClueKind]] = []
    func offer(_ kinds: [ClueKind]) { if !lacking.contains(kinds) { lacking.append(kinds) } }
    for way in ways(earning: level, rules) {
      let lacks = lacks(way)
      guard lacks.allSatisfy({ $0 == .code || ClueMemory.said.contains($0) }) else { continue }
      let said = lacks.filter { $0 != .code }
      if !said.isEmpty {
        // What was said already is not asked again, unless all of it was and did not fit: which part was wrong is not known.
        let untold = said.filter { !memory.has($0) }
        offer(untold.isEmpty ? said : untold)
      } else if lacks == [.code] {
        if isNamed { offer([.code]) } else { for kind in rules.code?.namedBy ?? [] { offer([kind]) } }
      }
    }
    return lacking
  }

  /// Whose proofs name: the customer, or the owner of their order.
  func whose(_ proof: Proof) -> String? { proof.customer ?? proof.order.flatMap(owner(of:)) }

  func owner(of order: OrderNumber) -> String? { owners.first { $0.order == order }?.customer }

  /// The ways that can earn a level in this conversation.
  func ways(earning level: VerificationLevel, _ rules: IdentityRules) -> [IdentityWay] {
    rules.ways.filter { min($0.earns, signalCap ?? .v3) >= level }
  }

  /// The clues of a way that are not shown, or not any more, and were not claimed for a code either.
  func lacks(_ way: IdentityWay) -> [ClueKind] {
    // What shows one order to be theirs shows nothing of another.
    let order = way.covers == .order ? need?.order : nil
    let own = proofs.filter { proof in
      (customer == nil || whose(proof) == nil || whose(proof) == customer) && (order == nil || proof.order == order)
    }
    return way.by.filter { kind in
      !codes.claimed.contains(kind) && !own.contains { $0.by.contains(kind) && $0.cap >= way.earns }
    }
  }

  /// What is left of a level at a moment, by age, silence and what made it weaker. A level whose time is over takes those above with it.
  private func remaining(
    _ level: VerificationLevel, of proof: Proof, at now: Timestamp, _ rules: IdentityRules
  ) -> VerificationLevel {
    let left = min(level, proof.cap, awake(at: now, rules))
    for candidate in VerificationLevel.allCases where candidate > .v0 && candidate <= left {
      guard let minutes = rules.decay.lifetimes[candidate]?.minutes else { continue }
      if proof.at.adding(milliseconds: Int64(minutes) * 60_000) <= now { return candidate.below }
    }
    return left
  }

  /// What silence since the customer was last heard leaves at most.
  private func awake(at now: Timestamp, _ rules: IdentityRules) -> VerificationLevel {
    guard let lastHeard else { return .v3 }
    for level in VerificationLevel.allCases where level > .v0 {
      guard let idle = rules.decay.lifetimes[level]?.idleMinutes else { continue }
      if lastHeard.adding(milliseconds: Int64(idle) * 60_000) <= now { return level.below }
    }
    return .v3
  }

  /// What time and silence have cost is lost from here on. Where something lost its worth, what was said is to be said anew.
  mutating func lapse(at now: Timestamp, _ rules: IdentityRules) {
    proofs.removeAll { proof in proof.expires.map { $0 <= now } ?? false }
    weaken(proofs.map { remaining(.v3, of: $0, at: now, rules) })
  }

  /// Everything shown so far counts for no more than this from here on.
  mutating func limit(to cap: VerificationLevel) { weaken(proofs.map { _ in cap }) }

  private mutating func weaken(_ caps: [VerificationLevel]) {
    var isLost = false
    for index in proofs.indices {
      let left = min(proofs[index].cap, caps[index])
      // What V3 or V2 loses by its time is lost to what was had; what was only said never was above V1.
      let worth: VerificationLevel = proofs[index].by.contains(where: ClueMemory.said.contains) ? .v1 : .v3
      isLost = isLost || left < min(worth, proofs[index].cap)
      proofs[index].cap = left
    }
    guard isLost else { return }
    memory = ClueMemory()
    tried = []
    codes.claimed = []
  }
}
