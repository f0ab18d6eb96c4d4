public import Commerce

/// Several writes to orders as planned: in which order, what stands against another, what is impossible afterwards.
public struct WritePlan: Hashable, Codable, Sendable {
  /// Two writes that cannot both be done.
  public struct Conflict: Hashable, Codable, Sendable {
    /// The order both are about.
    public var order: OrderNumber
    /// Their places in what was planned.
    public var first: Int
    /// See `first`.
    public var second: Int
    /// Why: `excluded` (never both), `once` (the same twice: put the lines together).
    public var rule: DecisionRule
  }

  /// What an order is closed to once a write is done: told before the first write.
  public struct Closure: Hashable, Codable, Sendable {
    /// The order.
    public var order: OrderNumber
    /// The place of the write in what was planned.
    public var by: Int
    /// What can no longer be done afterwards; empty when it is only the same once more.
    public var closes: [OperationName]
  }

  /// The places of what was planned, in the order to do them; those that stand in a conflict too.
  public var sequence: [Int]
  /// What cannot both be done.
  public var conflicts: [Conflict]
  /// What is impossible afterwards.
  public var closures: [Closure]
}

extension PolicyRules {
  /// Looks at writes that are planned together.
  public func plan(_ writes: [Operation]) -> WritePlan { WritePlan(sequence: [], conflicts: [], closures: []) }
}
