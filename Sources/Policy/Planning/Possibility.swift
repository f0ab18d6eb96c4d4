public import Commerce
public import Discourse

/// Whether something could be done to an order, without doing it: for plans, and for "could I return it?".
public struct Possibility: Hashable, Codable, Sendable {
  /// What was looked at: of the operations that a verb may mean the one that can be done, or the first; nil when there is none for it.
  public var operation: OperationName?
  /// Whether nothing stands in the way but level and yes.
  public var allowed: Bool
  /// What stands in the way.
  public var rule: DecisionRule?
  /// Why, in the words that back ends refuse with too.
  public var reason: RefusalReason?
  /// What happens when it is wanted all the same; nil when it is allowed.
  public var escalation: Escalation?
  /// What can be done to this order instead, in the order of the vocabulary.
  public var instead: [OperationName]
  /// The level it needs.
  public var level: VerificationLevel
  /// Whether a person must have a hand in it.
  public var restricted: Restriction?

  /// Makes a possibility.
  public init(
    operation: OperationName?, allowed: Bool, rule: DecisionRule? = nil, reason: RefusalReason? = nil,
    escalation: Escalation? = nil, instead: [OperationName] = [], level: VerificationLevel = .v0,
    restricted: Restriction? = nil
  ) {
    self.operation = operation
    self.allowed = allowed
    self.rule = rule
    self.reason = reason
    self.escalation = escalation
    self.instead = instead
    self.level = level
    self.restricted = restricted
  }
}

extension PolicyRules {
  /// Whether an operation could be done to an order as its record stands, after what `facts.done` says was done. Who asks is not looked at.
  public func possible(_ name: OperationName, order: Order, facts: PolicyFacts) -> Possibility {
    var answer = alone(name, order, facts)
    if !answer.allowed {
      answer.instead = OperationName.orderChanges.filter { $0 != name && alone($0, order, facts).allowed }
    }
    return answer
  }

  /// Whether what a customer calls it could be done. The state of the order decides the operation where a verb may mean several: an exchange of
  /// what was not sent yet is a change in place. It never turns into something that was not asked for: that stands in `instead`.
  public func possible(_ verb: Wish.Verb, order: Order, facts: PolicyFacts) -> Possibility {
    let operations = Self.operations(for: verb)
    guard let first = operations.first else {
      let instead = OperationName.orderChanges.filter { alone($0, order, facts).allowed }
      return Possibility(operation: nil, allowed: false, rule: .noRule, reason: .notApplicable, instead: instead)
    }
    let fitting = operations.first { alone($0, order, facts).allowed } ?? first
    return possible(fitting, order: order, facts: facts)
  }

  /// The operations on an order that a verb may mean, the nearest first; none for those that nothing does (a line taken off, or put on).
  public static func operations(for verb: Wish.Verb) -> [OperationName] {
    switch verb {
    case .cancel: [.cancelOrder]
    case .return, .refund: [.returnItems]
    case .exchange, .replace: [.exchangeItems, .changeOrderItems]
    case .change: [.changeOrderItems, .exchangeItems]
    case .changeAddress: [.changeOrderAddress]
    case .changePayment: [.changeOrderPayment]
    case .changeProfileAddress: [.changeCustomerAddress]
    case .remove, .add, .keep, .undo, .discount, .matchPrice, .merge, .split, .expedite, .promise, .repair,
      .unsubscribe:
      []
    }
  }

  private func alone(_ name: OperationName, _ order: Order, _ facts: PolicyFacts) -> Possibility {
    guard let rule = actions[name] else { return Possibility(operation: name, allowed: false, rule: .noRule) }
    var answer = Possibility(operation: name, allowed: true, level: rule.level, restricted: rule.restricted)
    func stop(_ rule: DecisionRule, _ reason: RefusalReason? = nil, _ escalation: Escalation) {
      answer.allowed = false
      answer.rule = rule
      answer.reason = reason
      answer.escalation = escalation
    }
    let isOff = switches.allOff || switches.writesOff || facts.switches.allOff || facts.switches.writesOff
    if isOff {
      stop(.switchedOff, nil, rule.beyond[.switches] ?? .person)
    } else if let channels = rule.channels, !channels.contains(facts.channel) {
      stop(.channel, nil, .refuse)
    } else if facts.share >= rule.rollout.percent,
      !(facts.identity.customer.map(rule.rollout.customers.contains) ?? false)
    {
      stop(.rollout, nil, rule.beyond[.rollout] ?? .person)
    } else if let hours = rule.hours, facts.clock.map(hours.contain) != true {
      stop(.hours, nil, rule.beyond[.hours] ?? .refuse)
    } else if let limit = rule.limits.perDay, facts.today[name] ?? 0 >= limit {
      stop(.tooOften, .limitReached, rule.beyond[.count] ?? .refuse)
    } else if name.changesOrder, let hindrance = hindrance(name, rule, order, done: facts.done) {
      stop(hindrance.rule, hindrance.reason, rule.beyond[hindrance.obstacle] ?? .refuse)
    }
    return answer
  }
}
