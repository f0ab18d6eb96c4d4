/// What of an order may be sent back, until when, and for what.
public struct CheckReturn: TypedOperation {
  /// What it brings back.
  public typealias Outcome = ReturnQuote
  /// What it promises.
  public static let contract = Contract(.checkReturn, .read, risk: .low, errors: [.notFound], budgetMilliseconds: 4_000)

  /// The order.
  public var order: OrderNumber

  /// Makes the operation.
  public init(order: OrderNumber) {
    self.order = order
  }
}

/// Takes goods of a delivered order back for money.
public struct ReturnItems: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Return
  /// What it promises.
  public static let contract = Contract(
    .returnItems, .write, risk: .high, errors: [.notFound, .refused, .conflict, .invalidArguments],
    budgetMilliseconds: 6_000)

  /// The order.
  public var order: OrderNumber
  /// What comes back.
  public var lines: [LineQuantity]
  /// The payment method the money goes to: the original or a gift card of the customer's.
  public var refundTo: String
  /// Why.
  public var reason: ReturnReason = .other
  /// How it comes back.
  public var method: ReturnMethod = .byMail

  /// Makes the operation.
  public init(
    order: OrderNumber, lines: [LineQuantity], refundTo: String, reason: ReturnReason = .other,
    method: ReturnMethod = .byMail
  ) {
    self.order = order
    self.lines = lines
    self.refundTo = refundTo
    self.reason = reason
    self.method = method
  }

  enum CodingKeys: String, CodingKey {
    case order, lines, refundTo, reason, method
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    order = try parts.decode(OrderNumber.self, forKey: .order)
    lines = try parts.decode([LineQuantity].self, forKey: .lines)
    refundTo = try parts.decode(String.self, forKey: .refundTo)
    try parts.fill(&reason, .reason)
    try parts.fill(&method, .method)
  }
}

/// Exchanges goods of a delivered order for other variants of the same products.
public struct ExchangeItems: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Return
  /// What it promises.
  public static let contract = Contract(
    .exchangeItems, .write, risk: .high, errors: [.notFound, .refused, .conflict, .outOfStock, .invalidArguments],
    budgetMilliseconds: 6_000)

  /// The order.
  public var order: OrderNumber
  /// What for what.
  public var changes: [LineChange]
  /// Where the difference is taken from or goes to.
  public var paymentMethod: String
  /// Why.
  public var reason: ReturnReason = .other
  /// How it comes back.
  public var method: ReturnMethod = .byMail

  /// Makes the operation.
  public init(
    order: OrderNumber, changes: [LineChange], paymentMethod: String, reason: ReturnReason = .other,
    method: ReturnMethod = .byMail
  ) {
    self.order = order
    self.changes = changes
    self.paymentMethod = paymentMethod
    self.reason = reason
    self.method = method
  }

  enum CodingKeys: String, CodingKey {
    case order, changes, paymentMethod, reason, method
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    order = try parts.decode(OrderNumber.self, forKey: .order)
    changes = try parts.decode([LineChange].self, forKey: .changes)
    paymentMethod = try parts.decode(String.self, forKey: .paymentMethod)
    try parts.fill(&reason, .reason)
    try parts.fill(&method, .method)
  }
}

/// What of an order goes or went back.
public struct FindReturns: TypedOperation {
  /// What it brings back.
  public typealias Outcome = ReturnList
  /// What it promises.
  public static let contract = Contract(.findReturns, .read, risk: .low, errors: [.notFound], budgetMilliseconds: 4_000)

  /// The order.
  public var order: OrderNumber

  /// Makes the operation.
  public init(order: OrderNumber) {
    self.order = order
  }
}

/// Calls a return or an exchange off before anything was sent back.
public struct CancelReturn: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Return
  /// What it promises.
  public static let contract = Contract(
    .cancelReturn, .write, risk: .medium, errors: [.notFound, .refused], budgetMilliseconds: 4_000)

  /// The number of it.
  public var returnID: String

  /// Makes the operation.
  public init(returnID: String) {
    self.returnID = returnID
  }

  enum CodingKeys: String, CodingKey {
    case returnID = "return"
  }
}

/// Takes in the goods of a return or an exchange and settles it: what was promised for them is given; done by staff.
public struct ReceiveReturn: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Return
  /// What it promises.
  public static let contract = Contract(
    .receiveReturn, .write, risk: .high, errors: [.notFound, .refused, .declined, .invalidArguments],
    budgetMilliseconds: 6_000)

  /// The number of it.
  public var returnID: String
  /// The store or warehouse where the goods are; nil for the warehouse.
  public var place: String?
  /// Whether they are as they must be; if not, nothing is given and they stay the customer's.
  public var accepted: Bool = true
  /// Whether they can be sold again: only then they go back to the shelves.
  public var resellable: Bool = true

  /// Makes the operation.
  public init(returnID: String, place: String? = nil, accepted: Bool = true, resellable: Bool = true) {
    self.returnID = returnID
    self.place = place
    self.accepted = accepted
    self.resellable = resellable
  }

  enum CodingKeys: String, CodingKey {
    case returnID = "return"
    case place, accepted, resellable
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    returnID = try parts.decode(String.self, forKey: .returnID)
    place = try parts.decodeIfPresent(String.self, forKey: .place)
    try parts.fill(&accepted, .accepted)
    try parts.fill(&resellable, .resellable)
  }
}
