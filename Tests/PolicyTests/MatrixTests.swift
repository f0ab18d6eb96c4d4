import AisleTesting
import Commerce
import Operations
import Policy
import Testing

/// Every action at every level, each cell, from the two files as they stand.
@Suite struct MatrixTests {
  /// What a cell's decision must be once the level suffices.
  enum Then { case done, approval }

  static let retail: [OperationName: (VerificationLevel, Then)] = [
    .existingOrders: (.v0, .done), .checkPostcode: (.v0, .done), .identifyCustomer: (.v0, .done),
    .findOrder: (.v1, .done), .findOrders: (.v1, .done), .trackShipment: (.v1, .done), .findRefunds: (.v1, .done),
    .findReturns: (.v1, .done), .checkReturn: (.v1, .done), .findLoyalty: (.v1, .done), .findAppointments: (.v1, .done),
    .findCases: (.v1, .done), .findDropEntry: (.v1, .done), .findCustomer: (.v2, .done), .checkGiftCard: (.v0, .done),
    .findPaymentLink: (.v0, .done), .findCart: (.v0, .done),
    .cancelOrder: (.v1, .done), .changeOrderAddress: (.v2, .done), .changeOrderPayment: (.v2, .done),
    .changeOrderItems: (.v2, .done), .returnItems: (.v2, .done), .exchangeItems: (.v2, .done),
    .cancelReturn: (.v2, .done),
    .createPaymentLink: (.v1, .done), .cancelPaymentLink: (.v1, .done), .refundPayment: (.v2, .approval),
    .issueStoreCredit: (.v2, .approval), .changeCustomerAddress: (.v2, .done), .changeContact: (.v3, .done),
    .recordConsent: (.v1, .done), .redeemReward: (.v2, .done), .createCart: (.v0, .done), .changeCart: (.v0, .done),
    .applyPromotion: (.v0, .done), .placeOrder: (.v2, .done), .reserveStock: (.v0, .done),
    .releaseReservation: (.v0, .done), .notifyWhenAvailable: (.v1, .done), .registerForDrop: (.v2, .done),
    .withdrawFromDrop: (.v2, .done), .claimDrop: (.v2, .done), .bookAppointment: (.v1, .done),
    .rescheduleAppointment: (.v2, .done), .cancelAppointment: (.v2, .done), .joinWaitlist: (.v1, .done),
    .openCase: (.v0, .done), .addToCase: (.v1, .done), .scheduleCallback: (.v0, .done), .recordFeedback: (.v0, .done),
    .searchProducts: (.v0, .done), .findProduct: (.v0, .done), .checkInventory: (.v0, .done),
    .findPromotions: (.v0, .done), .checkPromotion: (.v0, .done), .findStores: (.v0, .done), .findStore: (.v0, .done),
    .findServices: (.v0, .done), .findSlots: (.v0, .done), .findDrops: (.v0, .done), .findNotices: (.v0, .done),
  ]
  static let tau: [OperationName: (VerificationLevel, Then)] = [
    .identifyCustomer: (.v0, .done), .findCustomer: (.v2, .done), .findOrder: (.v2, .done), .findOrders: (.v2, .done),
    .trackShipment: (.v2, .done), .checkReturn: (.v2, .done), .findReturns: (.v2, .done), .findRefunds: (.v2, .done),
    .cancelOrder: (.v2, .done), .changeOrderPayment: (.v2, .done), .changeOrderAddress: (.v2, .done),
    .changeOrderItems: (.v2, .done), .returnItems: (.v2, .done), .exchangeItems: (.v2, .done),
    .changeCustomerAddress: (.v2, .done), .existingOrders: (.v0, .done),
    .searchProducts: (.v0, .done), .findProduct: (.v0, .done), .checkInventory: (.v0, .done),
    .findPromotions: (.v0, .done), .checkPromotion: (.v0, .done), .findStores: (.v0, .done), .findStore: (.v0, .done),
    .findServices: (.v0, .done), .findSlots: (.v0, .done), .findDrops: (.v0, .done), .findNotices: (.v0, .done),
  ]

  @Test(arguments: OperationName.allCases) func retail(_ name: OperationName) throws {
    try check(name, try Fixture.retail(), Self.retail[name])
  }

  @Test(arguments: OperationName.allCases) func tau(_ name: OperationName) throws {
    try check(name, try Fixture.tau(), Self.tau[name])
  }

  /// One row: all four levels, and without the yes.
  private func check(_ name: OperationName, _ rules: PolicyRules, _ expected: (VerificationLevel, Then)?) throws {
    var rules = rules
    // In the tau world nobody can be at V1 or V3; the cells are looked at all the same.
    for way in [
      IdentityWay(by: [.callingNumber], earns: .v1), IdentityWay(by: [.session, .code], earns: .v3),
      IdentityWay(by: [.code], earns: .v2),
    ]
    where !rules.identification.ways.contains(where: { $0.by == way.by }) {
      rules.identification.ways.append(way)
    }
    let callers: [VerificationLevel: [ClueKind]] = [
      .v0: [], .v1: [.callingNumber], .v2: [.code], .v3: [.session, .code],
    ]
    for level in VerificationLevel.allCases {
      let (operation, order) = try sample(name, rules)
      var facts = Fixture.facts(rules, order, by: callers[level] ?? [])
      #expect(facts.identity.level(at: Fixture.now, rules.identification) == level)
      facts.owner = "C1"
      facts.amount = Fixture.dollars(1_000)
      let decision = rules.agreed(operation, facts)
      let cell = "\(name.rawValue) at \(level.name): \(decision)"
      guard let (needed, then) = expected else {
        #expect(decision.verdict == .refuse && decision.rule == "no-rule", "\(cell)")
        continue
      }
      if level < needed {
        #expect(decision.verdict == .stepUp && decision.needs == needed, "\(cell)")
      } else {
        #expect(decision.verdict == (then == .approval ? .needsApproval : .allow), "\(cell)")
      }
      // Without the yes to exactly this no write is done, at whatever level.
      if operation.isWrite {
        #expect(rules.decide(operation, facts).verdict != .allow, "\(cell)")
        facts.approved = [operation]
        #expect(rules.decide(operation, facts).verdict != .allow, "\(cell)")
        #expect((rules.agreed(operation, facts).verdict == .allow) == (level >= needed), "\(cell)")
      }
      #expect(
        decision.facts.values.allSatisfy { !$0.contains("C1") && !$0.contains("1000") || $0.hasSuffix("USD") },
        "\(cell)")
    }
  }

  /// An operation of the customer's on an order in a stage in which it is done.
  private func sample(_ name: OperationName, _ rules: PolicyRules) throws -> (Commerce.Operation, Order?) {
    let order = Fixture.order(rules.actions[name]?.stages?.first ?? .pending)
    let plain = OperationSubject(try Samples.operation(name, optionals: false))
    var given: [String: FieldTree] = [
      "order": .text(order.number), "paymentMethod": .text(name == .changeOrderPayment ? "paypal" : "visa"),
      "refundTo": .text("visa"), "amount": .fields(["minorUnits": .whole(1_000), "currency": .text("USD")]),
    ]
    if plain.customer != nil { given["customer"] = .text("C1") }
    if plain.order == nil, name != .trackShipment { given["order"] = nil }
    return (try Samples.operation(name, optionals: false, given: given), order)
  }
}
