internal import Commerce

/// Turning a cart into an order: stock, money and record together or not at all.
enum OrderPlacing {
  @Sendable static func place(_ asked: PlaceOrder, _ world: any World) throws(OperationFailure) -> Order {
    var cart = try CartRules.active(asked.cart, in: world)
    guard !cart.lines.isEmpty else { throw OperationFailure(.invalidArguments, "the cart is empty") }
    guard cart.customer == nil || cart.customer == asked.customer else {
      throw .refused(.notApplicable, "the cart is another customer's")
    }
    var customer = try world.need(Customer.self, asked.customer)
    if let address = asked.deliverTo { try CustomerRules.check(address, in: world) }
    cart.customer = customer.id
    // Prices and codes are those of the moment of ordering.
    for index in cart.lines.indices {
      cart.lines[index].unitPrice = try CatalogueRules.variant(cart.lines[index].sku, in: world).1.price
    }
    cart = try CartPricing.priced(cart, in: world)
    var order = try draft(cart, asked.deliverTo ?? customer.address, in: world)
    for line in order.lines {
      try Stockroom.commit(line.sku, line.quantity, to: order.number, for: customer.id, in: world)
    }
    if cart.total.minorUnits > 0 {
      try Till.charge(cart.total, asked.paymentMethod, for: &order, &customer, in: world)
      if order.payments.last?.status == .pending { order.paymentState = .pending }
    }
    cart.state = .converted
    customer.orders.append(order.number)
    try world.put(customer)
    try world.put(cart)
    try CartDiscount.used(by: cart, in: world)
    try world.put(order)
    return order
  }

  private static func draft(
    _ cart: Cart, _ address: Address, in world: any World
  ) throws(OperationFailure) -> Order {
    var lines: [OrderLine] = []
    for line in cart.lines {
      let (product, variant) = try CatalogueRules.variant(line.sku, in: world)
      lines.append(
        OrderLine(
          sku: line.sku, name: line.name, variant: line.variant, quantity: line.quantity, unitPrice: line.unitPrice,
          product: product.id, options: variant.options))
    }
    // What promotions take off the postage lowers the postage, so that the rest is what they took off the goods.
    let taken = try PromotionShelf.discount(on: cart, codes: cart.promotions, in: world)
    let goods = cart.discount.minorUnits - taken.shipping
    let currency = cart.total.currency
    return Order(
      number: try number(in: world), customer: cart.customer ?? "", placed: world.now, state: .open,
      shipmentState: .pending, paymentState: .paid, lines: lines, shipments: [], total: cart.total, deliverTo: address,
      shipping: cart.shipping.map { Money(minorUnits: $0.price.minorUnits - taken.shipping, currency: currency) },
      discount: goods == 0 ? nil : Money(minorUnits: goods, currency: currency))
  }

  /// A five-digit number that no order has: they are spread, so that one misheard digit does not name a neighbour's.
  static func number(in world: any World) throws(OperationFailure) -> OrderNumber {
    for _ in 0..<90_000 {
      // 48,271 shares no factor with 90,000, so every number comes once in 90,000.
      let number = String(10_000 + (try world.next("order number")) * 48_271 % 90_000)
      if try world.find(Order.self, number) == nil { return number }
    }
    throw OperationFailure(.unavailable, "the shop has no order number left", mayHaveHappened: false)
  }
}
