internal import Commerce
internal import Policy

/// The rules of the business that the desk plans by, so that nothing is proposed which policy or a back end would refuse.
struct DeskRules: Hashable, Codable, Sendable {
  var policy: PolicyRules
  /// How long a refund to a card takes, in business days.
  var refundDays = 5...7

  init(_ policy: PolicyRules) { self.policy = policy }

  /// Whether an operation could be done to an order as it stands, and what speaks against it.
  func possible(_ name: OperationName, _ order: Order) -> (allowed: Bool, reason: RefusalReason?) {
    guard let rule = policy.rule(name) else { return (false, .notApplicable) }
    let stage = OrderStage(of: order)
    let isReturn = name == .returnItems || name == .exchangeItems
    if stage == .cancelled { return (false, .alreadyCancelled) }
    if let stages = rule.stages, !stages.contains(stage) {
      return (false, isReturn ? .notDelivered : .alreadyShipped)
    }
    if isReturn {
      if rule.once, order.goesBack { return (false, .alreadyReturning) }
    } else if order.changed {
      let closed = policy.rule(.changeOrderItems).map { $0.closes.contains(name) || name == .changeOrderItems && $0.once }
      if closed ?? false { return (false, .alreadyChanged) }
    }
    return (true, nil)
  }

  /// Whether one of two writes forbids the other on the same order.
  func excludes(_ one: OperationName, _ other: OperationName) -> Bool {
    policy.rule(one)?.excludes.contains(other) ?? false || policy.rule(other)?.excludes.contains(one) ?? false
  }

  /// Whether a write can be made only once, or closes the order for others: then everything has to be told before it.
  func isOnce(_ name: OperationName) -> Bool {
    policy.rule(name).map { $0.once || !$0.closes.isEmpty } ?? false
  }

  /// Whether the same variant may come again.
  func allowsSame(_ name: OperationName) -> Bool { policy.rule(name)?.sameVariant ?? false }

  /// The reasons for calling an order off that are accepted.
  var cancelReasons: [CancelReason] {
    policy.reasons(.cancelOrder)?.compactMap(CancelReason.init(rawValue:)) ?? []
  }

  /// The methods that an operation may take money from or give it back to, the original first.
  func wallets(_ name: OperationName, _ order: Order, _ customer: Customer) -> [String] {
    let all = customer.paymentMethods
    let original = order.paidWith
    var fitting = all.filter { method in policy.rule(name)?.wallets?.contains(method.kind) ?? true }
    if name == .returnItems, let targets = policy.rule(name)?.refundTo {
      fitting = all.filter { method in
        targets.contains { target in
          switch target {
          case .original: method.id == order.firstPaidWith
          case .giftCard: method.kind == .giftCard
          case .storeCredit: method.kind == .storeCredit
          case .any: true
          }
        }
      }
    }
    if name == .changeOrderPayment { fitting.removeAll { $0.id == original } }
    return fitting.filter { $0.id == original }.map(\.id) + fitting.filter { $0.id != original }.map(\.id)
  }
}

extension Order {
  /// Whether something of it is on its way back, or was exchanged.
  var goesBack: Bool { returns.contains { ![.denied, .rejected, .cancelled].contains($0.state) } }
}
