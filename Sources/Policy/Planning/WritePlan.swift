public import Commerce

/// Several writes to orders as planned: in which order, what stands against another, what is impossible afterwards.
public struct WritePlan: Hashable, Codable, Sendable {
  /// Two writes that cannot both be done.
  public struct Conflict: Hashable, Codable, Sendable {
    /// The order both are about.
    public var order: OrderNumber
    /// Their places in what was planned, the lower first.
    public var first: Int
    /// See `first`.
    public var second: Int
    /// Why: `excluded` (never both), `once` (the same twice: put the lines together).
    public var rule: DecisionRule

    /// Makes a conflict.
    public init(order: OrderNumber, first: Int, second: Int, rule: DecisionRule) {
      self.order = order
      self.first = first
      self.second = second
      self.rule = rule
    }
  }

  /// What an order is closed to once a write is done: told before the first write.
  public struct Closure: Hashable, Codable, Sendable {
    /// The order.
    public var order: OrderNumber
    /// The place of the write in what was planned.
    public var by: Int
    /// What can no longer be done afterwards, itself too when it is done once only; in the order of the vocabulary.
    public var closes: [OperationName]

    /// Makes a closure.
    public init(order: OrderNumber, by: Int, closes: [OperationName]) {
      self.order = order
      self.by = by
      self.closes = closes
    }
  }

  /// The places of what was planned, in the order to do them: order by order as they were first named; those that stand in a conflict too.
  public var sequence: [Int]
  /// What cannot both be done: nothing of it is written before the customer has chosen.
  public var conflicts: [Conflict]
  /// What is impossible afterwards.
  public var closures: [Closure]

  /// Makes a plan.
  public init(sequence: [Int], conflicts: [Conflict] = [], closures: [Closure] = []) {
    self.sequence = sequence
    self.conflicts = conflicts
    self.closures = closures
  }
}

extension PolicyRules {
  /// Looks at writes that are planned together. Only what changes an order can close or exclude; all else keeps its place.
  public func plan(_ writes: [Operation]) -> WritePlan {
    let orders = writes.map { $0.name.changesOrder ? OperationSubject($0).order : nil }
    var plan = WritePlan(sequence: [])
    var placed: [OrderNumber] = []
    for (index, order) in orders.enumerated() {
      guard let order else {
        plan.sequence.append(index)
        continue
      }
      guard !placed.contains(order) else { continue }
      placed.append(order)
      let own = writes.indices.filter { orders[$0] == order }
      plan.sequence += sorted(own, writes)
      for index in own {
        let closes = closed(by: writes[index].name)
        if !closes.isEmpty { plan.closures.append(.init(order: order, by: index, closes: closes)) }
        for other in own where other > index {
          guard let rule = conflict(writes[index].name, writes[other].name) else { continue }
          plan.conflicts.append(.init(order: order, first: index, second: other, rule: rule))
        }
      }
    }
    return plan
  }

  /// What an order is closed to once an operation is done, itself too when it is done once only.
  public func closed(by name: OperationName) -> [OperationName] {
    guard let rule = actions[name] else { return [] }
    return OperationName.orderChanges.filter { rule.closes.contains($0) || rule.once && $0 == name }
  }

  /// Why two operations cannot both be done to one order, whichever comes first.
  private func conflict(_ first: OperationName, _ second: OperationName) -> DecisionRule? {
    let (one, two) = (actions[first], actions[second])
    if first == second { return one?.once == true ? .once : nil }
    if one?.excludes.contains(second) == true || two?.excludes.contains(first) == true { return .excluded }
    return one?.closes.contains(second) == true && two?.closes.contains(first) == true ? .excluded : nil
  }

  /// By the file's order of writes; what closes an order to another comes after that other.
  private func sorted(_ places: [Int], _ writes: [Operation]) -> [Int] {
    func rank(_ place: Int) -> Int { orderOfWrites.firstIndex(of: writes[place].name) ?? orderOfWrites.count }
    var left = places.sorted { (rank($0), $0) < (rank($1), $1) }
    var done: [Int] = []
    while !left.isEmpty {
      let next =
        left.firstIndex { place in
          let closes = actions[writes[place].name]?.closes ?? []
          return !left.contains { $0 != place && closes.contains(writes[$0].name) }
        } ?? 0
      done.append(left.remove(at: next))
    }
    return done
  }
}
