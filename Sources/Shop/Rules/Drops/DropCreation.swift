internal import Commerce

/// Announcing a limited release.
enum DropCreation {
  /// The units come in besides what is on the shelves and are promised to the release at once; the seed of the draw is made
  /// here, by the system's generator, and kept secret until the draw.
  static func create(_ asked: CreateDrop, in world: any World) throws(OperationFailure) -> Drop {
    try TauRules.refuse(in: world)
    guard let product = try world.list(Product.self, "sku", asked.sku).first,
      let variant = product.variants.first(where: { $0.sku == asked.sku }),
      var stock = try world.find(VariantStock.self, asked.sku)
    else { throw OperationFailure(.notFound, "there is no such variant of which stock is kept") }
    let price = asked.price ?? variant.price
    guard (1...100_000).contains(asked.units), (1...43_200).contains(asked.windowMinutes),
      (1...100).contains(asked.limitPerHousehold), !asked.name.allSatisfy(\.isWhitespace), price.minorUnits >= 0,
      price.currency == variant.price.currency, asked.opens < asked.closes
    else {
      throw OperationFailure(
        .invalidArguments,
        "a release has a name, 1 to 100,000 units, a price in the shop's currency, a registration that opens before it "
          + "closes, 1 to 43,200 minutes to buy and 1 to 100 registrations a household")
    }
    guard asked.opens >= world.now else { throw .refused(.inThePast, "registration would have begun already") }
    // By the system's generator: nobody can guess it.
    let secret = DrawMath.seed { UInt64.random(in: .min ... .max) }
    let record = DropRecord(
      drop: Drop(
        id: try world.identifier("D"), name: asked.name, sku: asked.sku, units: asked.units, price: price,
        state: .announced, opens: asked.opens, closes: asked.closes, windowMinutes: asked.windowMinutes,
        limitPerHousehold: asked.limitPerHousehold, seedCommitment: DrawMath.commitment(to: secret)), secret: secret)
    let allocation = DropStock.setAside(record.drop, in: &stock)
    try world.put(stock)
    try world.put(allocation)
    try world.put(record)
    return try DropRules.published(record, in: world)
  }
}
