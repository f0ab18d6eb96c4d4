public import Commerce

extension PolicyRules {
  /// What must be known before anything about an order is told.
  public var orderDisclosure: VerificationLevel { actions[.findOrder]?.level ?? .v1 }
  /// How many details may be tried in one conversation.
  public var detailAttempts: Int {
    get { identification.tries.perConversation }
    set { identification.tries.perConversation = newValue }
  }

  /// Decides an operation before it happens, for conversations that keep level and tries themselves.
  public func decide(
    _ operation: Operation, level: VerificationLevel, failedAttempts: Int, agreed: Bool = false
  ) -> Decision {
    if operation.isWrite { return decide(write: operation, level: level, agreed: agreed) }
    let attempts = ["failedAttempts": String(failedAttempts), "limit": String(detailAttempts)]
    let action = operation.name.rawValue
    switch operation.name {
    case .findStores:
      return Decision(action: action, verdict: .allow, rule: "stores-are-public", facts: [:])
    case .existingOrders:
      return Decision(action: action, verdict: .allow, rule: "existence-of-a-said-number", facts: [:])
    case .checkPostcode:
      return failedAttempts < detailAttempts
        ? Decision(action: action, verdict: .allow, rule: "detail-attempts-left", facts: attempts)
        : Decision(action: action, verdict: .refuse, rule: "detail-attempts-used-up", facts: attempts)
    case .findOrder:
      let facts = ["level": level.name, "needed": orderDisclosure.name]
      if level >= orderDisclosure {
        return Decision(action: action, verdict: .allow, rule: "order-detail-matched", facts: facts)
      }
      return failedAttempts < detailAttempts
        ? Decision(action: action, verdict: .stepUp, rule: "order-needs-matching-detail", facts: facts)
        : Decision(action: action, verdict: .refuse, rule: "detail-attempts-used-up", facts: attempts)
    default:
      // What no rule names, and what is not public, is not done.
      return rule(operation.name)?.level == .v0
        ? Decision(action: action, verdict: .allow, rule: "public-facts", facts: [:])
        : Decision(action: action, verdict: .refuse, rule: "no-rule", facts: [:])
    }
  }

  private func decide(write operation: Operation, level: VerificationLevel, agreed: Bool) -> Decision {
    let action = operation.name.rawValue
    guard let needed = actions[operation.name]?.level else {
      return Decision(action: action, verdict: .refuse, rule: "no-rule", facts: [:])
    }
    let facts = [
      "level": level.name, "needed": needed.name, "agreed": String(agreed),
      "risk": operation.contract.risk.rawValue,
    ]
    guard level >= needed else {
      return Decision(action: action, verdict: .stepUp, rule: "change-needs-matching-detail", facts: facts)
    }
    guard agreed else {
      return Decision(action: action, verdict: .refuse, rule: "change-needs-explicit-yes", facts: facts)
    }
    return Decision(action: action, verdict: .allow, rule: "change-agreed", facts: facts)
  }
}
