internal import Commerce

extension Reward: ShopDocument {
  static let kind = "reward"
  static let isKept = true
  var documentID: String { id }
}

/// Points and what they buy, and what customers agreed to.
enum LoyaltyRules {
  /// How long the code of a reward holds.
  static let codeDays: Int64 = 90

  /// Adds the rules.
  static func register(in rules: inout ShopRules) {
    rules.on(FindLoyalty.self, find)
    rules.on(RedeemReward.self, redeem)
    rules.on(RecordConsent.self, record)
  }

  private static func find(_ asked: FindLoyalty, in world: any World) throws(OperationFailure) -> LoyaltyAccount {
    try account(of: try world.need(Customer.self, asked.customer), in: world)
  }

  /// A customer's account with what its points can be spent on now. Throws `.notFound` when there is none.
  static func account(of customer: Customer, in world: any World) throws(OperationFailure) -> LoyaltyAccount {
    guard var account = customer.loyalty else {
      throw OperationFailure(.notFound, "the customer has no loyalty account")
    }
    let points = account.points
    account.rewards = try world.all(Reward.self).filter { $0.points <= points }
      .sorted { ($0.points, $0.id) < ($1.points, $1.id) }
    return account
  }

  /// Takes the points and makes a code of it that this customer can use once.
  private static func redeem(_ asked: RedeemReward, in world: any World) throws(OperationFailure) -> Redemption {
    var customer = try world.need(Customer.self, asked.customer)
    let reward = try world.need(Reward.self, asked.reward)
    guard var account = customer.loyalty else {
      throw OperationFailure(.notFound, "the customer has no loyalty account")
    }
    guard reward.points > 0, account.points >= reward.points else {
      throw OperationFailure.refused(.balanceTooLow, "the points do not reach for this reward")
    }
    account.points -= reward.points
    customer.loyalty = account
    try world.put(customer)
    let code = try world.identifier("RW")
    try world.put(
      PromotionRecord(
        promotion: Promotion(
          code: code, name: reward.name, kind: .amountOff, amount: reward.value, stackable: true, from: world.now,
          until: world.now.adding(milliseconds: codeDays * 86_400_000), left: 1), owner: customer.id))
    return Redemption(code: code, reward: reward, pointsLeft: account.points)
  }

  private static func record(_ asked: RecordConsent, in world: any World) throws(OperationFailure) -> Consent {
    var customer = try world.need(Customer.self, asked.customer)
    let consent = Consent(
      purpose: asked.purpose, channel: asked.channel, granted: asked.granted, at: world.now, proof: asked.proof)
    customer.consents.append(consent)
    try world.put(customer)
    return consent
  }
}
