internal import Commerce
internal import Policy

/// Who the customer is, where a step needs to know it.
extension Conversation {
  /// Tells the identity what happened; its decisions go to the journal.
  @discardableResult
  mutating func identity(_ event: IdentityEvent) -> [IdentityStep] {
    let steps = state.identity.handle(event, at: state.now, artefacts.policy.identification)
    for case .decided(let decision) in steps { effects.append(.decided(decision)) }
    return steps
  }

  /// Whether the caller has shown enough for an order to be told of.
  func isVerified(_ order: String) -> Bool {
    let rules = artefacts.policy
    return state.identity.level(order: order, at: state.now, rules.identification) >= rules.rule(.findOrder)?.level
      ?? .v1
  }

  mutating func identify(_ level: String) -> Progress {
    if state.customer != nil { return .next }
    giveUp("verification-failed")
    return .waits
  }
}
