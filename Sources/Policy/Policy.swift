public import Commerce

/// How well we know who is on the line, for one order.
public enum VerificationLevel: Int, Codable, Sendable, Comparable {
  /// Nobody knows; a detail of the order was matched.
  case none = 0
  case detailMatched = 1

  /// Weaker before stronger.
  public static func < (left: VerificationLevel, right: VerificationLevel) -> Bool { left.rawValue < right.rawValue }
}

/// The rules in force, from `retail/policy.yaml`.
public struct PolicyRules: Hashable, Codable, Sendable {
  /// What must be known before anything about an order is told.
  public var orderDisclosure: VerificationLevel
  /// How many details may be tried in one conversation.
  public var detailAttempts: Int
  /// The hours within which a promised call back is made.
  public var callbackWithinHours: Int
  /// The changes that may be made, each with what must be known about the caller first. What is not named is refused.
  public var actions: [OperationName: VerificationLevel]

  /// Makes rules.
  public init(
    orderDisclosure: VerificationLevel, detailAttempts: Int, callbackWithinHours: Int,
    actions: [OperationName: VerificationLevel] = [:]
  ) {
    self.actions = actions
    self.orderDisclosure = orderDisclosure
    self.detailAttempts = detailAttempts
    self.callbackWithinHours = callbackWithinHours
  }
}

/// What policy says of one action, with the rule and the facts that decided. It goes to the journal with the action.
public struct Decision: Hashable, Codable, Sendable {
  /// The possible verdicts.
  public enum Verdict: String, Codable, Sendable {
    /// Do it; first raise the verification level; do not do it.
    case allow, stepUp, refuse
  }

  /// The operation decided on ("findOrder").
  public var action: String
  /// The verdict.
  public var verdict: Verdict
  /// The rule's name ("order-needs-matching-detail").
  public var rule: String
  /// The facts looked at, by name: no personal data.
  public var facts: [String: String]

  /// Makes a decision.
  public init(action: String, verdict: Verdict, rule: String, facts: [String: String]) {
    self.action = action
    self.verdict = verdict
    self.rule = rule
    self.facts = facts
  }
}

extension PolicyRules {
  /// Decides an operation before it happens.
  /// - Parameters:
  ///   - level: What is known about the caller for the order concerned.
  ///   - failedAttempts: Details tried in vain in this conversation.
  ///   - agreed: Whether the caller said an explicit yes to exactly this change, read back whole.
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
      let facts = ["level": String(describing: level), "needed": String(describing: orderDisclosure)]
      if level >= orderDisclosure {
        return Decision(action: action, verdict: .allow, rule: "order-detail-matched", facts: facts)
      }
      return failedAttempts < detailAttempts
        ? Decision(action: action, verdict: .stepUp, rule: "order-needs-matching-detail", facts: facts)
        : Decision(action: action, verdict: .refuse, rule: "detail-attempts-used-up", facts: attempts)
    default:
      // What no rule names is not done.
      return Decision(action: action, verdict: .refuse, rule: "no-rule", facts: [:])
    }
  }

  private func decide(write operation: Operation, level: VerificationLevel, agreed: Bool) -> Decision {
    let action = operation.name.rawValue
    guard let needed = actions[operation.name] else {
      return Decision(action: action, verdict: .refuse, rule: "no-rule", facts: [:])
    }
    let facts = [
      "level": String(describing: level), "needed": String(describing: needed), "agreed": String(agreed),
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
