internal import Commerce

/// What the tau retail world's rules share (`RuleProfile.tau`). They are those that its `tools.json` states for the first
/// edition, with what is peculiar about them, because its reference end states follow from them.
enum TauRules {
  /// That world has no such operation.
  static func refuse(in world: any World) throws(OperationFailure) {
    guard !world.profile.isTau else { throw .refused(.notApplicable, "this world has no such operation") }
  }

  /// An order that nothing has happened to yet: its lines can be changed once, and then nothing of it any more.
  /// `loosely`: the second edition lets address and payment change after the lines did.
  static func pending(
    _ number: OrderNumber, loosely: Bool = false, in world: any World
  ) throws(OperationFailure) -> Order {
    let order = try OrderReads.find(number, in: world)
    guard order.state != .cancelled else { throw .refused(.alreadyCancelled, "the order is called off") }
    guard order.state == .open else { throw .refused(.alreadyShipped, "the order is being processed or has left") }
    guard !order.changed || loosely && world.profile == .tau2 else {
      throw .refused(.alreadyChanged, "its lines were changed already")
    }
    return order
  }

  /// A delivered order that nothing goes back of yet.
  static func delivered(_ number: OrderNumber, in world: any World) throws(OperationFailure) -> Order {
    let order = try OrderReads.find(number, in: world)
    guard order.state == .complete else { throw .refused(.notDelivered, "the order is not delivered") }
    guard order.returns.isEmpty else { throw .refused(.alreadyReturning, "a return or an exchange is under way") }
    return order
  }

  /// Where a method stands among the customer's.
  static func method(_ id: String, of customer: Customer) throws(OperationFailure) -> Int {
    guard let index = customer.paymentMethods.firstIndex(where: { $0.id == id }) else {
      throw .refused(.paymentMethodUnknown, "that is not one of the customer's payment methods")
    }
    return index
  }

  /// Throws when a gift card does not hold so much.
  static func cover(_ amount: Int, _ method: PaymentMethod) throws(OperationFailure) {
    guard method.kind != .giftCard || (method.balance?.minorUnits ?? 0) >= amount else {
      throw .refused(.balanceTooLow, "the gift card's balance is too low")
    }
  }

  /// Adds to a gift card's balance; other methods have none.
  static func credit(_ amount: Int, _ method: inout PaymentMethod) {
    if method.kind == .giftCard { method.balance?.minorUnits += amount }
  }

  /// One item for each that is meant.
  static func single(_ lines: [LineQuantity]) -> [String] {
    lines.flatMap { Array(repeating: $0.sku, count: max(0, $0.quantity)) }
  }

  /// One change for each that is meant.
  static func single(_ changes: [LineChange]) -> [LineChange] {
    changes.flatMap { change in
      Array(repeating: LineChange(sku: change.sku, newSku: change.newSku), count: max(0, change.quantity))
    }
  }

  /// Throws unless the order holds every item as often as it is named.
  static func hold(_ skus: [String], in order: Order) throws(OperationFailure) {
    var have: [String: Int] = [:]
    for line in order.lines { have[line.sku, default: 0] += line.quantity }
    for sku in skus { have[sku, default: 0] -= 1 }
    guard have.values.allSatisfy({ $0 >= 0 }) else { throw .refused(.notInOrder, "the order does not hold it") }
  }

  /// The new variants in the order of the changes, and what they cost more than the lines say.
  static func plan(
    _ changes: [LineChange], of order: Order, in world: any World
  ) throws(OperationFailure) -> (variants: [Variant], difference: Int) {
    try hold(changes.map(\.sku), in: order)
    var variants: [Variant] = []
    var difference = 0
    for change in changes {
      guard let line = order.lines.first(where: { $0.sku == change.sku }) else {
        throw .refused(.notInOrder, "the order does not hold it")
      }
      guard let variant = try world.find(Product.self, line.product)?.variants.first(where: { $0.sku == change.newSku })
      else { throw .refused(.differentProduct, "the new one is not of the same product") }
      guard variant.availability.isOnHand else {
        throw OperationFailure(.outOfStock, "the new one cannot be had")
      }
      difference += variant.price.minorUnits - line.unitPrice.minorUnits
      variants.append(variant)
    }
    return (variants, difference)
  }
}
