package import Commerce

/// Why something cannot be done to an order as it stands.
package struct Hindrance: Hashable, Sendable {
  package var rule: DecisionRule
  package var reason: RefusalReason?
  package var obstacle: ActionRule.Obstacle
  package var facts: [String: String] = [:]
}

extension PolicyRules {
  /// What the state of an order, and what was done to it before, have against an operation. `done` are operations with a recorded result.
  func hindrance(_ name: OperationName, _ rule: ActionRule, _ order: Order, done: [Operation]) -> Hindrance? {
    let stage = OrderStage(of: order)
    let earlier = self.earlier(order, done)
    let facts = ["stage": stage.rawValue]
    if rule.once, earlier.contains(name) {
      return Hindrance(rule: .once, reason: Self.reason(after: name), obstacle: .state, facts: facts)
    }
    // What only excludes another is about one plan: done at different times, both may be meant.
    for before in earlier where before != name && actions[before]?.closes.contains(name) == true {
      return Hindrance(
        rule: .closed, reason: Self.reason(after: before), obstacle: .state,
        facts: ["stage": stage.rawValue, "after": before.rawValue])
    }
    if let stages = rule.stages, !stages.contains(stage) {
      return Hindrance(rule: .orderState, reason: Self.reason(stage, of: stages), obstacle: .state, facts: facts)
    }
    return nil
  }

  /// What was done to an order: as its record tells, and in this conversation, in the order of the vocabulary.
  private func earlier(_ order: Order, _ done: [Operation]) -> [OperationName] {
    let underWay = order.returns.filter { ![.cancelled, .denied, .rejected].contains($0.state) }
    let charges = order.payments.filter { $0.kind == .charge && $0.status != .failure && $0.amount.minorUnits > 0 }
    return OperationName.orderChanges.filter { name in
      if done.contains(where: { $0.name == name && OperationSubject($0).order == order.number }) { return true }
      switch name {
      case .cancelOrder: return order.state == .cancelled
      case .changeOrderItems: return order.changed
      case .returnItems: return underWay.contains { $0.kind != .exchange }
      case .exchangeItems: return underWay.contains { $0.kind == .exchange }
      // A change of lines may have been charged for as well: then the record does not tell.
      case .changeOrderPayment: return !order.changed && Self.methods(charges).count > 1
      default: return false
      }
    }
  }

  private static func methods(_ payments: [Payment]) -> [String] {
    payments.reduce(into: []) { methods, payment in
      if !methods.contains(payment.method) { methods.append(payment.method) }
    }
  }

  /// The word for what an earlier operation has made impossible.
  private static func reason(after name: OperationName) -> RefusalReason {
    switch name {
    case .cancelOrder: .alreadyCancelled
    case .returnItems, .exchangeItems: .alreadyReturning
    default: .alreadyChanged
    }
  }

  /// The word for a stage that is not one of those that are needed.
  private static func reason(_ stage: OrderStage, of stages: [OrderStage]) -> RefusalReason {
    if stage == .cancelled { return .alreadyCancelled }
    let reached = OrderStage.allCases.firstIndex(of: stage) ?? 0
    let latest = stages.compactMap { OrderStage.allCases.firstIndex(of: $0) }.max() ?? 0
    return reached > latest ? .alreadyShipped : .notDelivered
  }
}
