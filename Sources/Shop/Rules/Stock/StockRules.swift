internal import Commerce

/// How much there is, and setting some of it aside.
enum StockRules {
  static func register(in rules: inout ShopRules) {
    rules.on(CheckInventory.self, check)
    rules.on(ReserveStock.self, reserve)
    rules.on(ReleaseReservation.self, release)
    rules.on(NotifyWhenAvailable.self, notify)
  }

  @Sendable private static func check(
    _ asked: CheckInventory, _ world: any World
  ) throws(OperationFailure) -> StockLevels {
    guard let stock = try world.find(VariantStock.self, asked.sku) else {
      // A world that counts nothing still knows whether a variant can be had.
      let (_, variant) = try CatalogueRules.variant(asked.sku, in: world)
      return StockLevels(levels: [
        StockLevel(
          sku: asked.sku, place: "online", placeName: "online", onHand: variant.availability.isOnHand ? 1 : 0,
          availability: variant.availability, asOf: world.now)
      ])
    }
    let places = asked.places.isEmpty ? stock.places : stock.places.filter { asked.places.contains($0.id) }
    let fullest = places.sorted { ($1.free(at: world.now), $0.id) < ($0.free(at: world.now), $1.id) }
    return StockLevels(levels: fullest.map { stock.level($0, at: world.now) })
  }

  @Sendable private static func reserve(
    _ asked: ReserveStock, _ world: any World
  ) throws(OperationFailure) -> Reservation {
    guard (1...1_000).contains(asked.quantity), (1...10_080).contains(asked.minutes) else {
      throw OperationFailure(.invalidArguments, "a reservation is of 1 to 1000 for 1 to 10080 minutes")
    }
    if let customer = asked.customer { _ = try world.need(Customer.self, customer) }
    var stock = try world.need(VariantStock.self, asked.sku)
    stock.sweep(at: world.now)
    guard let place = stock.places.firstIndex(where: { $0.id == asked.place }) else {
      throw OperationFailure(.notFound, "there is no such place")
    }
    guard stock.places[place].free(at: world.now) >= asked.quantity else {
      throw OperationFailure(.outOfStock, "there is not enough of this variant left in that place")
    }
    let reservation = Reservation(
      id: try world.identifier("V"), sku: asked.sku, place: asked.place, quantity: asked.quantity,
      customer: asked.customer, until: world.now.adding(milliseconds: Int64(asked.minutes) * 60_000), state: .held)
    stock.places[place].holds.append(
      VariantStock.Hold(
        reservation: reservation.id, quantity: asked.quantity, until: reservation.until, customer: asked.customer))
    try world.put(stock)
    try world.put(reservation)
    return reservation
  }

  @Sendable private static func release(
    _ asked: ReleaseReservation, _ world: any World
  ) throws(OperationFailure) -> Reservation {
    var reservation = try world.need(Reservation.self, asked.reservation)
    guard reservation.state == .held else { throw .refused(.alreadyClosed, "the reservation is over") }
    guard reservation.until > world.now else { throw .refused(.expired, "the reservation has lapsed") }
    if var stock = try world.find(VariantStock.self, reservation.sku) {
      for place in stock.places.indices { stock.places[place].holds.removeAll { $0.reservation == reservation.id } }
      try world.put(stock)
    }
    reservation.state = .released
    try world.put(reservation)
    return reservation
  }

  /// Needs the customer's consent to service messages by that way; asking twice is asking once.
  @Sendable private static func notify(
    _ asked: NotifyWhenAvailable, _ world: any World
  ) throws(OperationFailure) -> StockNotice {
    let (_, variant) = try CatalogueRules.variant(asked.sku, in: world)
    let customer = try world.need(Customer.self, asked.customer)
    let consent = customer.consents.last { $0.purpose == .serviceMessages && $0.channel == asked.channel }
    guard consent?.granted == true else {
      throw .refused(.consentMissing, "the customer has not agreed to service messages by that way")
    }
    let stock = try world.find(VariantStock.self, asked.sku)
    if let place = asked.place {
      guard let found = stock?.places.first(where: { $0.id == place }) else {
        throw OperationFailure(.notFound, "there is no such place")
      }
      guard found.free(at: world.now) == 0 else { throw .refused(.notApplicable, "it can be had there now") }
    } else {
      guard try !Stockroom.availability(of: variant, in: world).isOnHand else {
        throw .refused(.notApplicable, "it can be had now")
      }
    }
    let open = try world.list(StockNotice.self, "customer", asked.customer)
    if let same = open.first(where: {
      $0.sku == asked.sku && $0.place == asked.place && $0.channel == asked.channel
    }) {
      return same
    }
    let notice = StockNotice(
      id: try world.identifier("SN"), sku: asked.sku, place: asked.place, customer: asked.customer,
      channel: asked.channel)
    try world.put(notice)
    return notice
  }
}
