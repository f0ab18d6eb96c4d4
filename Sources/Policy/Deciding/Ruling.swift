internal import Commerce

/// A decision in the making: collects the facts looked at.
struct Ruling {
  let operation: Operation
  let subject: OperationSubject
  let facts: PolicyFacts
  private var seen: [String: String] = [:]

  init(_ operation: Operation, _ facts: PolicyFacts) {
    self.operation = operation
    self.facts = facts
    subject = OperationSubject(operation)
    if operation.isWrite { seen["risk"] = operation.contract.risk.rawValue }
  }

  /// Whether a person of the house approved exactly this.
  var isApproved: Bool { facts.approved.contains(operation) }

  /// Notes facts for the decision.
  mutating func facts(_ more: [String: String]) { seen.merge(more) { $1 } }

  func decision(
    _ verdict: Decision.Verdict, _ rule: DecisionRule, _ reason: RefusalReason? = nil
  ) -> Decision {
    Decision(
      action: operation.name.rawValue, verdict: verdict, rule: rule.rawValue, facts: seen, reason: reason)
  }

  func stepUp(_ needed: VerificationLevel) -> Decision {
    var decision = decision(.stepUp, .levelTooLow)
    decision.needs = needed
    return decision
  }

  func verdict(_ escalation: Escalation, _ rule: DecisionRule, _ reason: RefusalReason? = nil) -> Decision {
    switch escalation {
    case .refuse: decision(.refuse, rule, reason)
    case .approval: decision(.needsApproval, rule, reason)
    case .person: decision(.person, rule, reason)
    }
  }

  /// The verdict that a rule escalates to; nil when what it asks for was approved.
  func escalate(_ escalation: Escalation, _ rule: DecisionRule, _ reason: RefusalReason? = nil) -> Decision? {
    escalation == .approval && isApproved ? nil : verdict(escalation, rule, reason)
  }

  /// The verdict for what stands in the way.
  mutating func stop(_ hindrance: Hindrance, _ rule: ActionRule) -> Decision? {
    facts(hindrance.facts)
    return escalate(rule.beyond[hindrance.obstacle] ?? .refuse, hindrance.rule, hindrance.reason)
  }
}
