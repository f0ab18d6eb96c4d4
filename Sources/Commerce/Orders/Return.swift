/// Where a return or an exchange stands.
public enum ReturnState: String, CaseIterable, Codable, Sendable {
  /// From asked for to settled.
  case requested, approved, denied, labelIssued, inTransit, received, inspected, refunded, exchanged, rejected,
    cancelled
}

/// How goods come back (schema.org `ReturnMethodEnumeration`).
public enum ReturnMethod: String, CaseIterable, Codable, Sendable {
  /// By post; at a counter; at a machine; not at all.
  case byMail, inStore, atKiosk, keepProduct
}

/// What is given for goods that come back (schema.org `RefundTypeEnumeration`).
public enum RefundKind: String, CaseIterable, Codable, Sendable {
  /// Money; other goods; credit.
  case fullRefund, exchange, storeCredit
}

/// Why goods come back.
public enum ReturnReason: String, CaseIterable, Codable, Sendable {
  /// In the customer's view.
  case noLongerWanted, wrongSize, damaged, notAsDescribed, wrongItem, arrivedLate, other
}

/// Goods that come back, for money or for other goods.
public struct Return: ContractValue {
  /// The number of it (RMA).
  public var id: String
  /// The order they were in.
  public var order: OrderNumber
  /// Where it stands.
  public var state: ReturnState
  /// What comes back.
  public var lines: [LineQuantity]
  /// For an exchange: what is sent instead.
  public var replacements: [LineChange] = []
  /// What is given for it.
  public var kind: RefundKind
  /// How it comes back.
  public var method: ReturnMethod = .byMail
  /// Why.
  public var reason: ReturnReason = .other
  /// What the customer gets back; for an exchange negative when there is something to pay.
  public var amount: Money
  /// What is kept of it; nil when nothing.
  public var fee: Money?
  /// The payment method it goes to or is taken from.
  public var refundTo: String
  /// When it was asked for.
  public var requested: Timestamp
  /// The address of the label to print; nil when there is none.
  public var label: String?

  /// Makes the value from its parts.
  public init(
    id: String, order: OrderNumber, state: ReturnState, lines: [LineQuantity], replacements: [LineChange] = [],
    kind: RefundKind, method: ReturnMethod = .byMail, reason: ReturnReason = .other, amount: Money, fee: Money? = nil,
    refundTo: String, requested: Timestamp, label: String? = nil
  ) {
    self.id = id
    self.order = order
    self.state = state
    self.lines = lines
    self.replacements = replacements
    self.kind = kind
    self.method = method
    self.reason = reason
    self.amount = amount
    self.fee = fee
    self.refundTo = refundTo
    self.requested = requested
    self.label = label
  }

  enum CodingKeys: String, CodingKey {
    case id, order, state, lines, replacements, kind, method, reason, amount, fee, refundTo, requested, label
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    id = try parts.decode(String.self, forKey: .id)
    order = try parts.decode(OrderNumber.self, forKey: .order)
    state = try parts.decode(ReturnState.self, forKey: .state)
    lines = try parts.decode([LineQuantity].self, forKey: .lines)
    try parts.fill(&replacements, .replacements)
    kind = try parts.decode(RefundKind.self, forKey: .kind)
    try parts.fill(&method, .method)
    try parts.fill(&reason, .reason)
    amount = try parts.decode(Money.self, forKey: .amount)
    fee = try parts.decodeIfPresent(Money.self, forKey: .fee)
    refundTo = try parts.decode(String.self, forKey: .refundTo)
    requested = try parts.decode(Timestamp.self, forKey: .requested)
    label = try parts.decodeIfPresent(String.self, forKey: .label)
  }
}

/// Whether something may be sent back, and for what.
public struct ReturnQuote: ContractValue {
  /// The order.
  public var order: OrderNumber
  /// Each line asked about, or all.
  public var lines: [ReturnLineQuote]
  /// The payment methods that the money may go to, the original first.
  public var refundTo: [String]

  /// Makes the value from its parts.
  public init(order: OrderNumber, lines: [ReturnLineQuote], refundTo: [String]) {
    self.order = order
    self.lines = lines
    self.refundTo = refundTo
  }
}

/// Whether one line may be sent back.
public struct ReturnLineQuote: ContractValue {
  /// The variant.
  public var sku: String
  /// How many can still be sent back.
  public var quantity: Int
  /// Whether they may.
  public var allowed: Bool
  /// The rule against it; nil when it is allowed.
  public var reason: RefusalReason?
  /// The last day for it; nil when there is none.
  public var until: LocalDate?
  /// What would be given for one.
  public var amount: Money

  /// Makes the value from its parts.
  public init(
    sku: String, quantity: Int, allowed: Bool, reason: RefusalReason? = nil, until: LocalDate? = nil, amount: Money
  ) {
    self.sku = sku
    self.quantity = quantity
    self.allowed = allowed
    self.reason = reason
    self.until = until
    self.amount = amount
  }
}

/// Some returns, oldest first.
public struct ReturnList: ContractValue {
  /// The returns.
  public var returns: [Return]

  /// Makes the value from its parts.
  public init(returns: [Return]) {
    self.returns = returns
  }
}
