internal import Commerce

/// The units of a limited release: promised to it in the stockroom from the start, as to an order, so that nobody else can
/// buy them meanwhile.
enum DropStock {
  /// Promises the units of a release, which come besides what is on the shelves, in the first of a variant's places.
  static func setAside(_ drop: Drop, in stock: inout VariantStock) -> Allocation {
    stock.places[0].onHand += drop.units
    stock.places[0].committed += drop.units
    return Allocation(
      owner: drop.id, parts: [Allocation.Part(sku: drop.sku, place: stock.places[0].id, quantity: drop.units)])
  }

  /// What was promised to the release is now promised to a winner's order. Throws `.outOfStock`.
  static func hand(one drop: Drop, to order: OrderNumber, in world: any World) throws(OperationFailure) {
    guard var all = try world.find(Allocation.self, drop.id),
      let index = all.parts.firstIndex(where: { $0.sku == drop.sku && $0.quantity > 0 })
    else { throw OperationFailure(.outOfStock, "the release has no units left") }
    let place = all.parts[index].place
    all.parts[index].quantity -= 1
    all.parts.removeAll { $0.quantity == 0 }
    if all.parts.isEmpty { try world.remove(Allocation.self, drop.id) } else { try world.put(all) }
    try world.put(Allocation(owner: order, parts: [Allocation.Part(sku: drop.sku, place: place, quantity: 1)]))
  }

  /// Whether units are promised to the release.
  static func holdsUnits(_ drop: Drop, in world: any World) throws(OperationFailure) -> Bool {
    try world.find(Allocation.self, drop.id) != nil
  }
}
