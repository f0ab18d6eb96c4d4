internal import Commerce

/// What promotions take off carts.
enum CartDiscount {
  /// In minor units.
  static func discount(on cart: Cart, in world: any World) throws(OperationFailure) -> Int { 0 }

  /// An order was placed with what a cart counted.
  static func used(by cart: Cart, in world: any World) throws(OperationFailure) {}
}
