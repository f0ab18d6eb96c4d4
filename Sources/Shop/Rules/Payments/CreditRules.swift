internal import Commerce

/// Gift cards and store credit.
enum CreditRules {
  static func register(in rules: inout ShopRules) {
    rules.on(CheckGiftCard.self, check)
    rules.on(IssueStoreCredit.self, issue)
  }

  /// Digits and letters count, however they are grouped.
  @Sendable private static func check(_ asked: CheckGiftCard, _ world: any World) throws(OperationFailure) -> GiftCard {
    let number = asked.number.uppercased().filter { $0.isLetter || $0.isNumber }
    guard let card = try world.find(GiftCardRecord.self, number) else {
      throw OperationFailure(.notFound, "there is no gift card of this number")
    }
    var balance = card.balance
    if let owner = card.customer, let customer = try world.find(Customer.self, owner),
      let held = customer.paymentMethods.first(where: { $0.id == card.method })?.balance
    {
      balance = held
    }
    return GiftCard(id: card.method, balance: balance, expires: card.expires)
  }

  @Sendable private static func issue(
    _ asked: IssueStoreCredit, _ world: any World
  ) throws(OperationFailure) -> StoreCredit {
    try TauRules.refuse(in: world)
    guard asked.amount.minorUnits > 0 else {
      throw OperationFailure(.invalidArguments, "credit is of more than nothing")
    }
    var customer = try world.need(Customer.self, asked.customer)
    let index = Purse.credit(of: &customer, currency: asked.amount.currency)
    let held = customer.paymentMethods[index].balance ?? Money(minorUnits: 0, currency: asked.amount.currency)
    guard held.currency == asked.amount.currency else {
      throw OperationFailure(.invalidArguments, "the customer's credit is in another currency")
    }
    let balance = Money(minorUnits: held.minorUnits + asked.amount.minorUnits, currency: held.currency)
    customer.paymentMethods[index].balance = balance
    try world.put(customer)
    return StoreCredit(customer: customer.id, method: customer.paymentMethods[index].id, balance: balance)
  }
}
