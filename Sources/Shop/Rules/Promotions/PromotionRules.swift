internal import Commerce

/// Promotions told, tried on a cart, and applied to it.
enum PromotionRules {
  /// Adds the rules.
  static func register(in rules: inout ShopRules) {
    rules.on(FindPromotions.self, find)
    rules.on(CheckPromotion.self, check)
    rules.on(ApplyPromotion.self, apply)
  }

  /// Those that hold now and anybody may have; a customer's own codes are not told.
  private static func find(_ asked: FindPromotions, in world: any World) throws(OperationFailure) -> PromotionList {
    let now = world.now
    let holding = try PromotionShelf.open(in: world).filter { promotion in
      guard promotion.from <= now, now < promotion.until, promotion.left != 0 else { return false }
      guard let category = asked.category, !promotion.categories.isEmpty else { return true }
      return promotion.categories.contains { $0.lowercased() == category.lowercased() }
    }
    return PromotionList(promotions: holding.sorted { ($0.until, $0.code, $0.name) < ($1.until, $1.code, $1.name) })
  }

  private static func check(_ asked: CheckPromotion, in world: any World) throws(OperationFailure) -> PromotionCheck {
    let cart = try world.need(Cart.self, asked.cart)
    guard let promotion = try PromotionShelf.find(asked.code, for: cart.customer, in: world) else {
      throw OperationFailure(.notFound, "there is no such code")
    }
    let tried = try trial(promotion, on: cart, in: world)
    return PromotionCheck(
      promotion: promotion, applies: tried.refusal == nil, reason: tried.refusal,
      discount: Money(minorUnits: tried.gain, currency: cart.subtotal.currency))
  }

  private static func apply(_ asked: ApplyPromotion, in world: any World) throws(OperationFailure) -> Cart {
    var cart = try CartRules.active(asked.cart, in: world)
    guard let promotion = try PromotionShelf.find(asked.code, for: cart.customer, in: world) else {
      throw OperationFailure.refused(.codeInvalid, "there is no such code")
    }
    let tried = try trial(promotion, on: cart, in: world)
    if let refusal = tried.refusal {
      throw OperationFailure.refused(refusal, "the code does not count for this cart")
    }
    cart.promotions = tried.discount.counted.map(\.code).filter { !$0.isEmpty }
    return try CartRules.saved(cart, in: world)
  }

  /// What becomes of a cart when a code is added to those it has.
  private static func trial(
    _ promotion: Promotion, on cart: Cart, in world: any World
  ) throws(OperationFailure) -> (discount: PromotionMath.Discount, gain: Int, refusal: RefusalReason?) {
    let others = cart.promotions.filter { PromotionShelf.folded($0) != PromotionShelf.folded(promotion.code) }
    let without = try PromotionShelf.discount(on: cart, codes: others, in: world)
    let with = try PromotionShelf.discount(on: cart, codes: others + [promotion.code], in: world)
    let basket = try PromotionShelf.basket(of: cart, in: world)
    if let refusal = PromotionMath.refusal(of: promotion, basket: basket, now: world.now) {
      return (without, 0, refusal)
    }
    // It holds, but what goes together takes off more without it.
    guard with.counted.contains(promotion) else { return (without, 0, .notApplicable) }
    return (with, with.total - without.total, nil)
  }
}

extension PromotionShelf {
  /// A cart as promotions see it.
  static func basket(of cart: Cart, in world: any World) throws(OperationFailure) -> PromotionMath.Basket {
    var lines: [PromotionMath.Basket.Line] = []
    for line in cart.lines {
      let product = try world.list(Product.self, "sku", line.sku).first
      lines.append(
        PromotionMath.Basket.Line(
          categories: product?.category ?? [], quantity: line.quantity, unitPrice: line.unitPrice.minorUnits))
    }
    let tier: String? = if let id = cart.customer { try world.find(Customer.self, id)?.loyalty?.tier } else { nil }
    return PromotionMath.Basket(
      lines: lines, shipping: cart.shipping?.price.minorUnits ?? 0, currency: cart.subtotal.currency, tier: tier)
  }
}
