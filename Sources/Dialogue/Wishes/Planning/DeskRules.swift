internal import Commerce
internal import Discourse
internal import Policy

/// The policy in force as the desk plans by it, so that nothing is proposed which would be refused.
struct DeskRules: Hashable, Codable, Sendable {
  var policy: PolicyRules
  var channel = Channel.chat
  /// Where this conversation stands among a hundred, for shares of a rollout.
  var share = 0
  /// How long a refund to a card takes, in business days.
  var refundDays = 5...7

  init(_ policy: PolicyRules) { self.policy = policy }

  /// Whether an operation could be done to an order as it stands, and what speaks against it. Who asks is another question.
  func possible(_ name: OperationName, _ order: Order) -> Possibility {
    var facts = PolicyFacts(now: Timestamp(milliseconds: 0), channel: channel, identity: CallerIdentity())
    facts.share = share
    return policy.possible(name, order: order, facts: facts)
  }

  /// Whether one of two writes rules the other out on the same order, whichever comes first.
  func excludes(_ one: OperationName, _ other: OperationName) -> Bool {
    guard let first = policy.rule(one), let second = policy.rule(other) else { return false }
    if first.excludes.contains(other) || second.excludes.contains(one) { return true }
    return first.closes.contains(other) && second.closes.contains(one)
  }

  /// Whether a write can be made only once, or closes the order for others: then everything has to be told before it.
  func isOnce(_ name: OperationName) -> Bool { policy.rule(name).map { $0.once || !$0.closes.isEmpty } ?? false }

  /// Whether the same variant may come again.
  func allowsSame(_ name: OperationName) -> Bool { policy.rule(name)?.sameVariant ?? false }

  /// The reasons for calling an order off that are accepted; empty: any.
  var cancelReasons: [CancelReason] { policy.reasons(.cancelOrder)?.compactMap(CancelReason.init(rawValue:)) ?? [] }

  /// The methods that an operation may take money from or give it back to, the original first. Whether they hold enough shows when
  /// the whole plan is summed.
  func wallets(_ name: OperationName, _ order: Order, _ customer: Customer) -> [String] {
    let methods =
      name == .returnItems
      ? policy.refundTargets(name, order: order, customer: customer)
      : policy.wallets(name, order: order, customer: customer, amount: 0)
    return methods.map(\.id)
  }
}

extension Order {
  /// Whether something of it is on its way back, or was exchanged.
  var goesBack: Bool { returns.contains { ![.denied, .rejected, .cancelled].contains($0.state) } }
}
