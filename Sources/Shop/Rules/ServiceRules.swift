internal import Commerce

/// What concerns appointments, drops, cases, promotions and loyalty.
enum ServiceRules {
  /// Adds the rules.
  static func register(in rules: inout ShopRules) {
  }

  /// What a generated shop holds of them from the start. Draw from a `SplitMix64` of a purpose of your own.
  static func documents(of world: ShopWorld, seed: UInt64, today: LocalDate) -> [any ShopDocument] {
    []
  }
}
