internal import Commerce

/// Carts, and ordering what is in them. A cart sets nothing aside: stock goes with the order (commercetools
/// `ReserveOnOrder`), or before it with a reservation.
enum CartRules {
  static func register(in rules: inout ShopRules) {
    rules.on(CreateCart.self, create)
    rules.on(FindCart.self) { asked, world throws(OperationFailure) in
      current(try world.need(Cart.self, asked.cart), in: world)
    }
    rules.on(ChangeCart.self, change)
    rules.on(PlaceOrder.self, OrderPlacing.place)
  }

  /// The cart as it now stands: a day untouched, it is over.
  static func current(_ cart: Cart, in world: any World) -> Cart {
    var cart = cart
    if cart.state == .active, cart.expires <= world.now { cart.state = .expired }
    return cart
  }

  /// The cart, if it can still be changed and ordered.
  static func active(_ id: String, in world: any World) throws(OperationFailure) -> Cart {
    let cart = current(try world.need(Cart.self, id), in: world)
    switch cart.state {
    case .active: return cart
    case .converted: throw .refused(.alreadyClosed, "it was ordered already")
    case .expired, .abandoned: throw .refused(.expired, "the cart has expired")
    }
  }

  /// Prices a changed cart anew, keeps it for another day and stores it.
  static func saved(_ cart: Cart, in world: any World) throws(OperationFailure) -> Cart {
    var cart = try CartPricing.priced(cart, in: world)
    cart.expires = world.now.adding(milliseconds: CartPricing.lifetime)
    try world.put(cart)
    return cart
  }

  @Sendable private static func create(_ asked: CreateCart, _ world: any World) throws(OperationFailure) -> Cart {
    if let customer = asked.customer { _ = try world.need(Customer.self, customer) }
    let nothing = Money(minorUnits: 0, currency: "USD")
    let cart = Cart(
      id: try world.identifier("K"), customer: asked.customer, state: .active,
      lines: try CartPricing.lines(asked.lines, in: world), subtotal: nothing, discount: nothing, total: nothing,
      expires: world.now)
    return try saved(cart, in: world)
  }

  @Sendable private static func change(_ asked: ChangeCart, _ world: any World) throws(OperationFailure) -> Cart {
    var cart = try active(asked.cart, in: world)
    cart.lines = try CartPricing.lines(asked.lines, in: world)
    if let wanted = asked.shipping {
      guard let option = CartPricing.shipping(for: cart.subtotal).first(where: { $0.id == wanted }) else {
        throw OperationFailure(.invalidArguments, "there is no such shipping option")
      }
      cart.shipping = option
    }
    return try saved(cart, in: world)
  }
}

extension Cart: ShopDocument {
  static let kind = "cart"
  var documentID: String { id }
  var lookups: [Lookup] { customer.map { [Lookup("customer", $0)] } ?? [] }
}
