internal import Commerce

/// What concerns appointments, drops, cases, promotions and loyalty.
enum ServiceRules {
  /// Adds the rules.
  static func register(in rules: inout ShopRules) {
    AppointmentRules.register(in: &rules)
    DropRules.register(in: &rules)
    PromotionRules.register(in: &rules)
    CaseRules.register(in: &rules)
    CallbackRules.register(in: &rules)
    NoticeRules.register(in: &rules)
    LoyaltyRules.register(in: &rules)
  }

  /// What a generated shop holds of them from the start. Each kind is drawn from a stream of its own.
  static func documents(of world: ShopWorld, seed: UInt64, today: LocalDate) -> [any ShopDocument] {
    func stream(_ purpose: String) -> SplitMix64 { SplitMix64(seed: seed, purpose: purpose) }
    var services = ServiceMaker(random: stream("services"), today: today, stores: world.stores)
    let (offered, staff) = services.make()
    let booked = services.appointments(of: world.customers, services: offered, staff: staff)
    var promotions = PromotionMaker(random: stream("promotions"), today: today)
    var drops = DropMaker(
      random: stream("drops"), today: today, products: world.products, customers: world.customers, stock: world.stock)
    var cases = CaseMaker(
      random: stream("cases"), today: today, orders: world.orders, customers: world.customers)
    var documents: [any ShopDocument] = offered
    documents += staff as [any ShopDocument]
    documents += booked as [any ShopDocument]
    documents += promotions.make().map { PromotionRecord(promotion: $0) } as [any ShopDocument]
    documents += PromotionMaker.rewards as [any ShopDocument]
    documents += drops.make()
    if !world.orders.isEmpty { documents += cases.cases(40) as [any ShopDocument] }
    documents += cases.callbacks(15) as [any ShopDocument]
    documents += cases.notices(products: world.products) as [any ShopDocument]
    return documents
  }
}
