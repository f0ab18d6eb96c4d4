/// What a movement of money is (commercetools `TransactionType`).
public enum PaymentKind: String, CaseIterable, Codable, Sendable {
  /// Held; let go; taken; given back; taken back by the bank.
  case authorization, cancelAuthorization, charge, refund, chargeback
}

/// Where a movement of money stands (commercetools `TransactionState`).
public enum PaymentStatus: String, CaseIterable, Codable, Sendable {
  /// From asked for to done.
  case initial, pending, success, failure
}

/// One movement of money for an order.
public struct Payment: ContractValue {
  /// The identifier.
  public var id: String
  /// What it is.
  public var kind: PaymentKind
  /// How much; never negative.
  public var amount: Money
  /// The payment method's identifier.
  public var method: String
  /// Where it stands.
  public var status: PaymentStatus = .success
  /// When it was asked for.
  public var at: Timestamp

  /// Makes the value from its parts.
  public init(
    id: String, kind: PaymentKind, amount: Money, method: String, status: PaymentStatus = .success, at: Timestamp
  ) {
    self.id = id
    self.kind = kind
    self.amount = amount
    self.method = method
    self.status = status
    self.at = at
  }

  enum CodingKeys: String, CodingKey {
    case id, kind, amount, method, status, at
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    id = try parts.decode(String.self, forKey: .id)
    kind = try parts.decode(PaymentKind.self, forKey: .kind)
    amount = try parts.decode(Money.self, forKey: .amount)
    method = try parts.decode(String.self, forKey: .method)
    try parts.fill(&status, .status)
    at = try parts.decode(Timestamp.self, forKey: .at)
  }
}

/// Where a refund stands (Square `Refund.status`).
public enum RefundStatus: String, CaseIterable, Codable, Sendable {
  /// From asked for to given or not.
  case pending, approved, rejected, failed
}

/// Money given back.
public struct Refund: ContractValue {
  /// The identifier.
  public var id: String
  /// For which order; nil when the payment is of none.
  public var order: OrderNumber?
  /// The payment it gives back.
  public var payment: String
  /// How much.
  public var amount: Money
  /// Where it goes; empty when the back end does not tell.
  public var method: String = ""
  /// Where it stands.
  public var status: RefundStatus
  /// When it was asked for.
  public var at: Timestamp

  /// Makes the value from its parts.
  public init(
    id: String, order: OrderNumber? = nil, payment: String, amount: Money, method: String = "", status: RefundStatus,
    at: Timestamp
  ) {
    self.id = id
    self.order = order
    self.payment = payment
    self.amount = amount
    self.method = method
    self.status = status
    self.at = at
  }

  enum CodingKeys: String, CodingKey {
    case id, order, payment, amount, method, status, at
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    id = try parts.decode(String.self, forKey: .id)
    order = try parts.decodeIfPresent(OrderNumber.self, forKey: .order)
    payment = try parts.decode(String.self, forKey: .payment)
    amount = try parts.decode(Money.self, forKey: .amount)
    try parts.fill(&method, .method)
    status = try parts.decode(RefundStatus.self, forKey: .status)
    at = try parts.decode(Timestamp.self, forKey: .at)
  }
}

/// Some refunds, oldest first.
public struct RefundList: ContractValue {
  /// The refunds.
  public var refunds: [Refund]

  /// Makes the value from its parts.
  public init(refunds: [Refund]) {
    self.refunds = refunds
  }
}

/// An address at which something can be paid.
public struct PaymentLink: ContractValue {
  /// The identifier.
  public var id: String
  /// The address.
  public var url: String
  /// What is to be paid.
  public var amount: Money
  /// For which order; nil when for none.
  public var order: OrderNumber?
  /// Where it stands.
  public var state: PaymentLinkState
  /// When it stops to work; nil: never by itself.
  public var expires: Timestamp?

  /// Makes the value from its parts.
  public init(
    id: String, url: String, amount: Money, order: OrderNumber? = nil, state: PaymentLinkState,
    expires: Timestamp? = nil
  ) {
    self.id = id
    self.url = url
    self.amount = amount
    self.order = order
    self.state = state
    self.expires = expires
  }
}

/// Where a payment link stands.
public enum PaymentLinkState: String, CaseIterable, Codable, Sendable {
  /// Waiting; done; called off; over.
  case open, paid, deactivated, expired
}

/// A gift card, without its number.
public struct GiftCard: ContractValue {
  /// The identifier.
  public var id: String
  /// What is left.
  public var balance: Money
  /// The last day it can be used; nil: no such day.
  public var expires: LocalDate?

  /// Makes the value from its parts.
  public init(id: String, balance: Money, expires: LocalDate? = nil) {
    self.id = id
    self.balance = balance
    self.expires = expires
  }
}

/// Credit with the retailer.
public struct StoreCredit: ContractValue {
  /// Whose.
  public var customer: String
  /// The payment method it is kept as.
  public var method: String
  /// What is there now.
  public var balance: Money

  /// Makes the value from its parts.
  public init(customer: String, method: String, balance: Money) {
    self.customer = customer
    self.method = method
    self.balance = balance
  }
}
