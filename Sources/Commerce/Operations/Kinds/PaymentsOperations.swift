/// Makes an address at which something can be paid.
public struct CreatePaymentLink: TypedOperation {
  /// What it brings back.
  public typealias Outcome = PaymentLink
  /// What it promises.
  public static let contract = Contract(
    .createPaymentLink, .write, risk: .medium, errors: [.notFound, .refused, .invalidArguments],
    budgetMilliseconds: 5_000)

  /// How much; more than nothing.
  public var amount: Money
  /// What the payer reads, without personal data.
  public var description: String
  /// For which order.
  public var order: OrderNumber?
  /// Who pays.
  public var customer: String?

  /// Makes the operation.
  public init(amount: Money, description: String, order: OrderNumber? = nil, customer: String? = nil) {
    self.amount = amount
    self.description = description
    self.order = order
    self.customer = customer
  }
}

/// Where a payment link stands.
public struct FindPaymentLink: TypedOperation {
  /// What it brings back.
  public typealias Outcome = PaymentLink
  /// What it promises.
  public static let contract = Contract(
    .findPaymentLink, .read, risk: .low, errors: [.notFound], budgetMilliseconds: 4_000)

  /// The link's identifier.
  public var link: String

  /// Makes the operation.
  public init(link: String) {
    self.link = link
  }
}

/// Stops a payment link from working.
public struct CancelPaymentLink: TypedOperation {
  /// What it brings back.
  public typealias Outcome = PaymentLink
  /// What it promises.
  public static let contract = Contract(
    .cancelPaymentLink, .write, risk: .medium, errors: [.notFound, .refused], budgetMilliseconds: 4_000)

  /// The link's identifier.
  public var link: String

  /// Makes the operation.
  public init(link: String) {
    self.link = link
  }
}

/// Gives money of a payment back.
public struct RefundPayment: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Refund
  /// What it promises.
  public static let contract = Contract(
    .refundPayment, .write, risk: .critical, errors: [.notFound, .refused, .conflict, .invalidArguments],
    budgetMilliseconds: 6_000)

  /// The payment.
  public var payment: String
  /// How much: no more than is left of it.
  public var amount: Money
  /// Why, without personal data.
  public var reason: String
  /// For which order.
  public var order: OrderNumber?

  /// Makes the operation.
  public init(payment: String, amount: Money, reason: String, order: OrderNumber? = nil) {
    self.payment = payment
    self.amount = amount
    self.reason = reason
    self.order = order
  }
}

/// The refunds of an order.
public struct FindRefunds: TypedOperation {
  /// What it brings back.
  public typealias Outcome = RefundList
  /// What it promises.
  public static let contract = Contract(.findRefunds, .read, risk: .low, errors: [.notFound], budgetMilliseconds: 4_000)

  /// The order.
  public var order: OrderNumber

  /// Makes the operation.
  public init(order: OrderNumber) {
    self.order = order
  }
}

/// What is left on a gift card.
public struct CheckGiftCard: TypedOperation {
  /// What it brings back.
  public typealias Outcome = GiftCard
  /// What it promises.
  public static let contract = Contract(
    .checkGiftCard, .read, risk: .low, errors: [.notFound], budgetMilliseconds: 4_000)

  /// The number on it.
  public var number: String

  /// Makes the operation.
  public init(number: String) {
    self.number = number
  }

  /// What is about a person.
  public static let personal: Set<String> = ["number"]
}

/// Gives a customer credit.
public struct IssueStoreCredit: TypedOperation {
  /// What it brings back.
  public typealias Outcome = StoreCredit
  /// What it promises.
  public static let contract = Contract(
    .issueStoreCredit, .write, risk: .critical, errors: [.notFound, .invalidArguments, .refused],
    budgetMilliseconds: 5_000)

  /// The customer.
  public var customer: String
  /// How much.
  public var amount: Money
  /// Why, without personal data.
  public var reason: String

  /// Makes the operation.
  public init(customer: String, amount: Money, reason: String) {
    self.customer = customer
    self.amount = amount
    self.reason = reason
  }
}
