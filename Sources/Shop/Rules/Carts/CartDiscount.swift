internal import Commerce

/// What promotions take off carts.
enum CartDiscount {
  /// In minor units, postage included. A code that does not hold at the moment takes nothing off and may again later.
  static func discount(on cart: Cart, in world: any World) throws(OperationFailure) -> Int {
    try PromotionShelf.discount(on: cart, codes: cart.promotions, in: world).total
  }

  /// An order was placed with what a cart counted: in the same transaction, and once for each order.
  static func used(by cart: Cart, in world: any World) throws(OperationFailure) {
    try PromotionShelf.use(try PromotionShelf.discount(on: cart, codes: cart.promotions, in: world).counted, in: world)
  }
}
