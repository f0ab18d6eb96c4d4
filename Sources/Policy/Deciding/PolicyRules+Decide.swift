public import Commerce

extension PolicyRules {
  /// Decides an operation before it happens. A write that was not agreed to exactly is never allowed.
  public func decide(_ operation: Operation, _ facts: PolicyFacts) -> Decision {
    Decision(action: operation.name.rawValue, verdict: .refuse, rule: DecisionRule.noRule.rawValue, facts: [:])
  }
}
