internal import Commerce

/// Other variants of the same products, in an order that has not left or for goods that come back.
enum OrderItemRules {
  /// One change with what it needs.
  struct Swap {
    var line: Int
    var product: Product
    var variant: Variant
    var quantity: Int
    /// What the new costs more than the old, for all of them.
    var difference: Int
  }

  /// Checks changes against the lines; `available` says how many of a line can be changed.
  static func plan(
    _ changes: [LineChange], of order: Order, in world: any World, available: (OrderLine) -> Int
  ) throws(OperationFailure) -> [Swap] {
    guard !changes.isEmpty, changes.allSatisfy({ $0.quantity > 0 }) else {
      throw OperationFailure(.invalidArguments, "no change is named, or one of nothing")
    }
    var used: [Int: Int] = [:]
    var swaps: [Swap] = []
    for change in changes {
      guard let line = order.lines.firstIndex(where: { $0.sku == change.sku }) else {
        throw .refused(.notInOrder, "the order has no such line")
      }
      used[line, default: 0] += change.quantity
      guard used[line, default: 0] <= available(order.lines[line]) else {
        throw .refused(.notInOrder, "the order has fewer of this line")
      }
      guard change.sku != change.newSku else { throw .refused(.sameVariant, "the new one is the old one") }
      let (product, variant) = try CatalogueRules.variant(change.newSku, in: world)
      let old = try world.list(Product.self, "sku", change.sku).first
      guard old?.id == product.id else { throw .refused(.differentProduct, "the new one is of another product") }
      swaps.append(
        Swap(
          line: line, product: product, variant: variant, quantity: change.quantity,
          difference: (variant.price.minorUnits - order.lines[line].unitPrice.minorUnits) * change.quantity))
    }
    return swaps
  }

  @Sendable static func change(
    _ asked: ChangeOrderItems, _ world: any World
  ) throws(OperationFailure) -> ChangedOrder {
    if world.profile.isTau { return try TauOrders.changeItems(asked, in: world) }
    var order = try OrderRules.open(asked.order, in: world)
    guard !order.changed else { throw .refused(.alreadyChanged, "its lines were changed once already") }
    let swaps = try plan(asked.changes, of: order, in: world) { $0.quantity - $0.cancelled - $0.fulfilled }
    var customer = try world.need(Customer.self, order.customer)
    guard customer.paymentMethods.contains(where: { $0.id == asked.paymentMethod }) else {
      throw .refused(.paymentMethodUnknown, "that is not one of the customer's payment methods")
    }
    for swap in swaps {
      try Stockroom.release(order.lines[swap.line].sku, swap.quantity, of: order.number, in: world)
      try Stockroom.commit(swap.variant.sku, swap.quantity, to: order.number, for: customer.id, in: world)
    }
    let difference = Money(
      minorUnits: swaps.reduce(0) { $0 + $1.difference }, currency: order.total.currency)
    order.total.minorUnits += difference.minorUnits
    let moved = try settle(difference, asked.paymentMethod, &order, &customer, in: world)
    order.lines = changed(order.lines, by: swaps)
    order.changed = true
    OrderRules.unpack(&order)
    try world.put(customer)
    order = try order.saved(in: world)
    return ChangedOrder(order: order, difference: difference, method: moved ? asked.paymentMethod : nil)
  }

  /// Takes or gives back the difference; of an order that is not paid yet only the total changes.
  private static func settle(
    _ difference: Money, _ method: String, _ order: inout Order, _ customer: inout Customer, in world: any World
  ) throws(OperationFailure) -> Bool {
    guard order.paymentState == .paid, difference.minorUnits != 0 else { return false }
    if difference.minorUnits > 0 {
      try Till.charge(difference, method, for: &order, &customer, in: world)
      if order.payments.last?.status == .pending { order.paymentState = .balanceDue }
      return true
    }
    try ReturnRules.checkDestination(method, of: order, customer)
    let back = Money(minorUnits: -difference.minorUnits, currency: difference.currency)
    try Till.refund(back, to: method, of: &order, &customer, in: world)
    return true
  }

  /// The lines after the changes: a line that is changed in part is split.
  static func changed(_ lines: [OrderLine], by swaps: [Swap]) -> [OrderLine] {
    var result: [OrderLine] = []
    for (index, line) in lines.enumerated() {
      let own = swaps.filter { $0.line == index }
      var rest = line
      rest.quantity -= own.reduce(0) { $0 + $1.quantity }
      if rest.quantity > 0 { result.append(rest) }
      for swap in own {
        result.append(
          OrderLine(
            sku: swap.variant.sku, name: swap.product.name, variant: swap.variant.words, quantity: swap.quantity,
            unitPrice: swap.variant.price, product: swap.product.id, options: swap.variant.options))
      }
    }
    return result
  }
}
