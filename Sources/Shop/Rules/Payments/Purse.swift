internal import Commerce

/// Taking money from customers' payment methods and giving it back.
enum Purse {
  /// Cards that end in these digits are declined, so that a declined payment can be tried.
  static let declined = "0002"

  /// Takes an amount. Throws `.paymentMethodUnknown`, `.balanceTooLow`, `.expired` or `.declined`, and takes nothing then.
  /// The status is `pending` where the money comes later.
  static func take(
    _ amount: Money, from method: String, of customer: inout Customer, in world: any World
  ) throws(OperationFailure) -> PaymentStatus {
    guard let index = customer.paymentMethods.firstIndex(where: { $0.id == method }) else {
      throw .refused(.paymentMethodUnknown, "that is not one of the customer's payment methods")
    }
    switch customer.paymentMethods[index].kind {
    case .giftCard, .storeCredit:
      let balance = customer.paymentMethods[index].balance
      guard let balance, balance.currency == amount.currency, balance.minorUnits >= amount.minorUnits else {
        throw .refused(.balanceTooLow, "the balance does not cover the amount")
      }
      if let card = try world.list(GiftCardRecord.self, "method", method).first, let last = card.expires,
        last < world.today
      {
        throw .refused(.expired, "the gift card has expired")
      }
      customer.paymentMethods[index].balance?.minorUnits -= amount.minorUnits
      return .success
    case .invoice, .bankTransfer, .cash: return .pending
    case .creditCard, .debitCard, .paypal:
      guard customer.paymentMethods[index].lastFour != declined else {
        throw OperationFailure(.declined, "the payment was declined")
      }
      return .success
    }
  }

  /// Gives an amount back: to a balance at once; through a bank it takes its days. What can go nowhere any more becomes
  /// store credit. Gives the method it went to.
  static func give(
    _ amount: Money, to method: String, of customer: inout Customer
  ) -> (method: String, status: PaymentStatus) {
    guard let index = customer.paymentMethods.firstIndex(where: { $0.id == method }) else {
      let credit = credit(of: &customer, currency: amount.currency)
      customer.paymentMethods[credit].balance?.minorUnits += amount.minorUnits
      return (customer.paymentMethods[credit].id, .success)
    }
    switch customer.paymentMethods[index].kind {
    case .giftCard, .storeCredit:
      let before = customer.paymentMethods[index].balance?.minorUnits ?? 0
      customer.paymentMethods[index].balance = Money(
        minorUnits: before + amount.minorUnits, currency: amount.currency)
      return (method, .success)
    default: return (method, .pending)
    }
  }

  /// The customer's store credit, made when there is none.
  static func credit(of customer: inout Customer, currency: String) -> Int {
    if let index = customer.paymentMethods.firstIndex(where: { $0.kind == .storeCredit }) { return index }
    customer.paymentMethods.append(
      PaymentMethod(
        id: "store_credit_\(customer.id)", kind: .storeCredit, balance: Money(minorUnits: 0, currency: currency)))
    return customer.paymentMethods.count - 1
  }
}

/// A gift card by the number on it.
struct GiftCardRecord: ShopDocument {
  static let kind = "giftCard"
  /// The number on it.
  var number: String
  /// Its identifier, which is the payment method's where a customer has it.
  var method: String
  /// Whose it is; nil when nobody has put it in their account.
  var customer: String?
  /// What is left, while it is nobody's; a customer's card keeps its balance with the customer's payment methods.
  var balance: Money
  /// The last day it can be used.
  var expires: LocalDate?

  var documentID: String { number }
  var lookups: [Lookup] { [Lookup("method", method)] }
}
