internal import Commerce

/// Committing stock to orders and giving it back.
enum Stockroom {
  /// Commits some of a variant to an order or an exchange, across places where one does not have enough: first what the
  /// customer has had set aside, then the warehouse, then the fullest store. Throws `.outOfStock`, and nothing is taken.
  static func commit(
    _ sku: String, _ quantity: Int, to owner: String, for customer: String, in world: any World
  ) throws(OperationFailure) {
    guard var stock = try world.find(VariantStock.self, sku) else {
      throw OperationFailure(.outOfStock, "there is no stock of this variant")
    }
    stock.sweep(at: world.now)
    var left = quantity
    var parts: [Allocation.Part] = []
    try collect(&stock, &left, &parts, customer, in: world)
    let order = stock.places.indices.sorted {
      ($0 == 0 ? 0 : 1, -stock.places[$0].free(at: world.now), $0)
        < ($1 == 0 ? 0 : 1, -stock.places[$1].free(at: world.now), $1)
    }
    for index in order where left > 0 {
      let taken = min(left, stock.places[index].free(at: world.now))
      guard taken > 0 else { continue }
      stock.places[index].committed += taken
      left -= taken
      parts.append(Allocation.Part(sku: sku, place: stock.places[index].id, quantity: taken))
    }
    guard left == 0 else { throw OperationFailure(.outOfStock, "there is not enough of this variant left") }
    try world.put(stock)
    var allocation = try world.find(Allocation.self, owner) ?? Allocation(owner: owner, parts: [])
    allocation.parts += parts
    try world.put(allocation)
  }

  /// Turns what the customer had set aside into what is promised; what is left over of a hold stays set aside.
  private static func collect(
    _ stock: inout VariantStock, _ left: inout Int, _ parts: inout [Allocation.Part], _ customer: String,
    in world: any World
  ) throws(OperationFailure) {
    for place in stock.places.indices {
      for hold in stock.places[place].holds where hold.customer == customer && left > 0 {
        let taken = min(left, hold.quantity)
        left -= taken
        stock.places[place].committed += taken
        parts.append(Allocation.Part(sku: stock.sku, place: stock.places[place].id, quantity: taken))
        if var reservation = try world.find(Reservation.self, hold.reservation) {
          reservation.quantity -= taken
          if reservation.quantity == 0 {
            reservation.quantity = hold.quantity
            reservation.state = .collected
          }
          try world.put(reservation)
        }
        guard let index = stock.places[place].holds.firstIndex(of: hold) else { continue }
        stock.places[place].holds[index].quantity -= taken
        if stock.places[place].holds[index].quantity == 0 { stock.places[place].holds.remove(at: index) }
      }
    }
  }

  /// Gives back some of a variant that was committed, the last committed first; all of everything when `sku` is nil.
  static func release(
    _ sku: String? = nil, _ quantity: Int = .max, of owner: String, in world: any World
  ) throws(OperationFailure) {
    guard var allocation = try world.find(Allocation.self, owner) else { return }
    var left = quantity
    for index in allocation.parts.indices.reversed() where left > 0 {
      let part = allocation.parts[index]
      guard sku == nil || part.sku == sku else { continue }
      let given = min(left, part.quantity)
      left -= given
      allocation.parts[index].quantity -= given
      guard var stock = try world.find(VariantStock.self, part.sku),
        let place = stock.places.firstIndex(where: { $0.id == part.place })
      else { continue }
      stock.places[place].committed -= given
      try world.put(stock)
    }
    allocation.parts.removeAll { $0.quantity == 0 }
    if allocation.parts.isEmpty {
      try world.remove(Allocation.self, owner)
    } else {
      try world.put(allocation)
    }
  }

  /// Whether some of a variant can be sold now: by its stock, or, where none is kept, by what its product says.
  static func availability(
    of variant: Variant, in world: any World
  ) throws(OperationFailure) -> Availability {
    try world.find(VariantStock.self, variant.sku)?.availability(at: world.now) ?? variant.availability
  }
}

extension Availability {
  /// Whether it can be had now.
  var isOnHand: Bool {
    switch self {
    case .inStock, .limitedAvailability, .inStoreOnly, .onlineOnly: true
    default: false
    }
  }
}
