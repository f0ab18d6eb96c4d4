internal import Commerce

/// What was shown right, and for whom: one customer in a conversation.
extension CallerIdentity {
  /// Clues were right.
  mutating func prove(
    _ by: [ClueKind], order: OrderNumber? = nil, customer: String? = nil, expires: Timestamp? = nil, _ now: Timestamp,
    _ rules: IdentityRules
  ) -> [IdentityStep] {
    let subject = customer ?? order.flatMap(owner(of:))
    if let own = self.customer, let subject, own != subject { return stranger() }
    if let order, let customer, owner(of: order) == nil { owners.append(Owned(order: order, customer: customer)) }
    proofs.append(Proof(by: by.sorted(), order: order, customer: customer, at: now, expires: expires))
    let level = level(order: order, customer: subject, at: now, rules)
    guard level > .v0 else { return proceed(now, rules) }
    settle(on: subject)
    let facts = ["by": by.map(\.rawValue).joined(separator: "+"), "level": level.name]
    return [
      .decided(decision(.allow, .identification, facts)), .established(customer: self.customer, order: order, level),
    ] + (need == nil ? [] : proceed(now, rules))
  }

  /// From here on this is the customer: what was shown for others does not count any more.
  private mutating func settle(on subject: String?) {
    guard let subject, customer == nil else { return }
    customer = subject
    proofs = proofs.filter { proof in whose(proof).map { $0 == subject } ?? true }
  }

  /// The record of an order says whose it is.
  mutating func learn(
    owner: String, of order: OrderNumber, _ now: Timestamp, _ rules: IdentityRules
  ) -> [IdentityStep] {
    if self.owner(of: order) == nil { owners.append(Owned(order: order, customer: owner)) }
    guard let customer else {
      if level(order: order, at: now, rules) > .v0 { settle(on: self.owner(of: order)) }
      return []
    }
    guard customer != self.owner(of: order) else { return [] }
    let hadProof = proofs.contains { $0.order == order }
    proofs.removeAll { $0.order == order }
    return hadProof ? stranger() : []
  }

  private func stranger() -> [IdentityStep] {
    [.decided(decision(.refuse, .anotherCustomer, [:])), .anotherCustomer]
  }
}
