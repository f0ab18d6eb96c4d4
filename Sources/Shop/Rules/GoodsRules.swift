internal import Commerce

/// What concerns goods, money and who buys.
enum GoodsRules {
  /// Adds the rules.
  static func register(in rules: inout ShopRules) {
    StoreRules.register(in: &rules)
  }
}
