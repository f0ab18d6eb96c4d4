public import Commerce
public import Discourse

/// Level R: what a person of the house must have a hand in, whatever the level.
public enum Restriction: String, CaseIterable, Codable, Sendable {
  /// Somebody approves it; somebody takes over.
  case approval, person
}

/// What happens when a rule does not allow an action.
public enum Escalation: String, CaseIterable, Codable, Sendable {
  /// It is refused with what is possible instead; somebody approves it; somebody takes over.
  case refuse, approval, person
}

/// The rule of one operation: policy data. Everything has a default that forbids nothing, but for the level.
public struct ActionRule: Hashable, Codable, Sendable {
  /// What must be known of the customer first.
  public var level: VerificationLevel
  /// Level R.
  public var restricted: Restriction?
  /// The stages of an order in which it is done; nil: any.
  public var stages: [OrderStage]?
  /// The reasons that are accepted, as in `CancelReason` or `ReturnReason`; nil: any.
  public var reasons: [String]?
  /// Where money may go back to; nil: to whatever the customer has.
  public var refundTo: [RefundTarget]?
  /// The kinds of wallet that a payment or a difference may be taken from; nil: any of the customer's.
  public var wallets: [PaymentMethodKind]?
  /// Whether a gift card or store credit must hold all that is taken from it.
  public var walletMustCover: Bool
  /// Whether a change or an exchange may be for the very same variant.
  public var sameVariant: Bool
  /// Whether it is done once for each order, all its lines together.
  public var once: Bool
  /// What cannot be done to the order after it.
  public var closes: [OperationName]
  /// What is never done together with it to the same order.
  public var excludes: [OperationName]
  /// How much and how often.
  public var limits: Limits
  /// When it is done; nil: at any time.
  public var hours: ClockHours?
  /// The channels by which it is done; nil: all.
  public var channels: [Channel]?
  /// The intents that may do it; nil: all.
  public var intents: [String]?
  /// For whom it is done already.
  public var rollout: Rollout
  /// What happens instead, by what stands in the way; `refuse` where nothing is said.
  public var beyond: [Obstacle: Escalation]

  /// Makes a rule.
  public init(level: VerificationLevel) {
    self.level = level
    walletMustCover = true
    sameVariant = false
    once = false
    closes = []
    excludes = []
    limits = Limits()
    rollout = Rollout()
    beyond = [:]
  }

  /// What can stand in the way of an action that the customer is known well enough for.
  public enum Obstacle: String, CaseIterable, Codable, Sendable {
    /// The amount; how often; the order's state, or what was done before; the reason; where the money goes or comes from; hours; the share of
    /// a rollout; the kill switch.
    case amount, count, state, reason, money, hours, rollout, switches
  }
}

/// How much and how often.
public struct Limits: Hashable, Codable, Sendable {
  /// At most so much money; nil: any amount.
  public var amount: Money?
  /// At most so often a day for a customer.
  public var perDay: Int?
  /// At most so often in a conversation.
  public var perConversation: Int?

  /// Makes limits.
  public init(amount: Money? = nil, perDay: Int? = nil, perConversation: Int? = nil) {
    self.amount = amount
    self.perDay = perDay
    self.perConversation = perConversation
  }
}

/// For whom an action is done already.
public struct Rollout: Hashable, Codable, Sendable {
  /// For so many of a hundred conversations.
  public var percent: Int
  /// For these customers in any case.
  public var customers: [String]

  /// Makes a rollout.
  public init(percent: Int = 100, customers: [String] = []) {
    self.percent = percent
    self.customers = customers
  }
}

/// Where money may go back to.
public enum RefundTarget: String, CaseIterable, Codable, Sendable {
  /// What the order was paid with; a gift card of the customer's; their store credit; anything of theirs.
  case original
  case giftCard = "gift_card"
  case storeCredit = "store_credit"
  case any
}

/// Hours of a day, local time; `until` before `from` goes over midnight.
public struct ClockHours: Hashable, Codable, Sendable {
  /// From, inclusive.
  public var from: TimeOfDay
  /// Until, exclusive.
  public var until: TimeOfDay

  /// Makes hours.
  public init(from: TimeOfDay, until: TimeOfDay) {
    self.from = from
    self.until = until
  }

  /// Whether a time lies within.
  public func contain(_ time: TimeOfDay) -> Bool {
    from <= until ? from <= time && time < until : time >= from || time < until
  }
}
