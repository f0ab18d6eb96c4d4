internal import Commerce

/// A promotion as the shop keeps it.
struct PromotionRecord: ShopDocument {
  static let kind = "promotion"
  var promotion: Promotion
  /// The only customer who may use it; nil: anybody.
  var owner: String?

  /// The code as it is compared, or the name of what needs no code.
  var documentID: String {
    promotion.code.isEmpty ? "auto:" + promotion.name : PromotionShelf.folded(promotion.code)
  }
  var lookups: [Lookup] {
    owner.map { [Lookup("owner", $0)] } ?? [Lookup("owner", ""), Lookup("automatic", "\(promotion.code.isEmpty)")]
  }
}

/// The promotions there are: by code, by themselves, and how often they can still be used.
enum PromotionShelf {
  /// A code as it is compared: codes are spoken and spelled.
  static func folded(_ code: String) -> String { code.uppercased().filter { $0.isLetter || $0.isNumber } }

  /// The promotion of a code that a customer may use, whether it holds or not; nil when there is none.
  static func find(
    _ code: String, for customer: String?, in world: any World
  ) throws(OperationFailure) -> Promotion? {
    let key = folded(code)
    guard !key.isEmpty, let record = try world.find(PromotionRecord.self, key),
      record.owner == nil || record.owner == customer
    else { return nil }
    return record.promotion
  }

  /// What applies without a code, whether it holds or not.
  static func automatic(in world: any World) throws(OperationFailure) -> [Promotion] {
    try world.list(PromotionRecord.self, "automatic", "true").map(\.promotion)
  }

  /// What anybody may be told of.
  static func open(in world: any World) throws(OperationFailure) -> [Promotion] {
    try world.list(PromotionRecord.self, "owner", "").map(\.promotion)
  }

  /// What promotions take off a cart: those of some codes that its customer may use, and those without a code.
  static func discount(
    on cart: Cart, codes: [String], in world: any World
  ) throws(OperationFailure) -> PromotionMath.Discount {
    var given: [Promotion] = []
    for code in codes {
      if let found = try find(code, for: cart.customer, in: world), !given.contains(found) { given.append(found) }
    }
    let basket = try basket(of: cart, in: world)
    return PromotionMath.best(codes: given, automatic: try automatic(in: world), basket: basket, now: world.now)
  }

  /// Takes one use off each of the promotions that an order was placed with: call it once for each order, in the
  /// transaction that places it. Refuses with `.limitReached` when one has been used up in the meantime.
  static func use(_ promotions: [Promotion], in world: any World) throws(OperationFailure) {
    for used in promotions {
      var record = try world.need(PromotionRecord.self, PromotionRecord(promotion: used).documentID)
      guard let left = record.promotion.left else { continue }
      guard left > 0 else { throw OperationFailure.refused(.limitReached, "the promotion is used up") }
      record.promotion.left = left - 1
      try world.put(record)
    }
  }
}
