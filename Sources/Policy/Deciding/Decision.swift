public import Commerce

/// What policy says of one action, with the rule and the facts that decided. It goes to the journal with the action.
public struct Decision: Hashable, Codable, Sendable {
  /// The possible verdicts.
  public enum Verdict: String, Codable, Sendable, CaseIterable {
    /// Do it; first raise the verification level to `needs`; first have a person of the house approve it; do not do it; hand over to a
    /// person.
    case allow, stepUp, needsApproval, refuse, person
  }

  /// The operation decided on ("findOrder").
  public var action: String
  /// The verdict.
  public var verdict: Verdict
  /// The rule's name, of `DecisionRule` ("level-too-low").
  public var rule: String
  /// The facts looked at, by name: no personal data.
  public var facts: [String: String]
  /// The level to raise to, with `stepUp`.
  public var needs: VerificationLevel?
  /// Why, in the words that back ends refuse with too, so that there is a sentence for the customer; nil when the rule says it all.
  public var reason: RefusalReason?

  /// Makes a decision.
  public init(
    action: String, verdict: Verdict, rule: String, facts: [String: String], needs: VerificationLevel? = nil,
    reason: RefusalReason? = nil
  ) {
    self.action = action
    self.verdict = verdict
    self.rule = rule
    self.facts = facts
    self.needs = needs
    self.reason = reason
  }
}

/// The rules there are, by the names that decisions carry.
public enum DecisionRule: String, CaseIterable, Codable, Sendable {
  /// Allowed: nothing forbids it; it was agreed to exactly; it only serves to find out who calls; that, but later.
  case allowed, agreed, identification, slowed
  /// Refused: not named in the policy; switched off for all; not by this channel; not for this intent; not in this share of the
  /// rollout; outside its hours.
  case noRule = "no-rule"
  case switchedOff = "switched-off"
  case channel, intent, rollout, hours
  /// The level is too low; no more tries; no more one-time codes; another customer's; whose it is is not known.
  case levelTooLow = "level-too-low"
  case triesUsedUp = "tries-used-up"
  case codesUsedUp = "codes-used-up"
  case anotherCustomer = "another-customer"
  case ownerUnknown = "owner-unknown"
  /// The order's state; already done and only once; closed by something done before; cannot be done together with something else.
  case orderState = "order-state"
  case once, closed, excluded
  /// The record that it changes was not looked at; the reason; where the money goes; the wallet; the same variant.
  case recordUnseen = "record-unseen"
  case reason
  case refundTarget = "refund-target"
  case wallet
  case sameVariant = "same-variant"
  /// The amount is too large, or not known; too often today, or in this conversation.
  case amount
  case amountUnknown = "amount-unknown"
  case tooOften = "too-often"
  /// Always needs a person of the house; the customer has not agreed to exactly this.
  case restricted
  case notAgreed = "not-agreed"
}
