internal import Commerce

/// What concerns goods, money and who buys.
enum GoodsRules {
  /// Adds the rules.
  static func register(in rules: inout ShopRules) {
    StoreRules.register(in: &rules)
    CatalogueRules.register(in: &rules)
    StockRules.register(in: &rules)
    CustomerRules.register(in: &rules)
    CartRules.register(in: &rules)
    OrderReads.register(in: &rules)
    OrderRules.register(in: &rules)
    ReturnRules.register(in: &rules)
    PaymentLinkRules.register(in: &rules)
    RefundRules.register(in: &rules)
    CreditRules.register(in: &rules)
  }
}
