public import Commerce

/// Whether something could be done to an order, without doing it: for plans, and for "could I return it?".
public struct Possibility: Hashable, Codable, Sendable {
  /// Whether nothing stands in the way but level and yes.
  public var allowed: Bool
  /// What stands in the way.
  public var rule: DecisionRule?
  /// Why, in the words that back ends refuse with too.
  public var reason: RefusalReason?
  /// What can be done to this order instead, in the order of the policy file.
  public var instead: [OperationName]
  /// The level it needs.
  public var level: VerificationLevel
  /// Whether a person must have a hand in it.
  public var restricted: Restriction?

  /// Makes a possibility.
  public init(
    allowed: Bool, rule: DecisionRule? = nil, reason: RefusalReason? = nil, instead: [OperationName] = [],
    level: VerificationLevel, restricted: Restriction? = nil
  ) {
    self.allowed = allowed
    self.rule = rule
    self.reason = reason
    self.instead = instead
    self.level = level
    self.restricted = restricted
  }
}

extension PolicyRules {
  /// Whether an operation could be done to an order as its record stands, after what `facts.done` says was done.
  public func possible(_ name: OperationName, order: Order, facts: PolicyFacts) -> Possibility {
    Possibility(allowed: false, rule: .noRule, level: .v0)
  }
}
