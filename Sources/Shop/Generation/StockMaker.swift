internal import Commerce

/// Fills the warehouse and the stores: most of everything is there, some of it is low, sold out or on its way.
struct StockMaker {
  var random: SplitMix64
  var today: LocalDate
  var stores: [Store]

  /// The place that sends what is ordered.
  static let warehouse = (id: "W01", name: "the Reno warehouse")

  mutating func make(_ products: [Product]) -> [VariantStock] {
    products.flatMap(\.variants).map { stock($0) }.sorted { $0.sku < $1.sku }
  }

  private mutating func stock(_ variant: Variant) -> VariantStock {
    let fate = random.below(100)
    var stock = VariantStock(
      sku: variant.sku, places: [VariantStock.Place(id: Self.warehouse.id, name: Self.warehouse.name, onHand: 0)])
    stock.places += stores.map { VariantStock.Place(id: $0.id, name: $0.name, onHand: 0) }
    for index in stock.places.indices {
      let isWarehouse = index == 0
      switch fate {
      // Sold out everywhere.
      case 0..<5: break
      // The last few.
      case 5..<15: stock.places[index].onHand = isWarehouse ? random.below(3) : random.below(8) == 0 ? 1 : 0
      default:
        stock.places[index].onHand =
          isWarehouse ? random.pick(15...80) : random.chance(percent: 25) ? 0 : random.pick(1...9)
      }
      if isWarehouse, fate >= 15 { stock.places[index].safetyStock = 2 }
    }
    if fate < 15, random.chance(percent: 60) {
      stock.places[0].incoming = random.pick(1...5) * 10
      stock.places[0].incomingOn = today.adding(days: random.pick(3...21))
    }
    return stock
  }

  /// Sets aside in the warehouse, besides what is free, what orders that have not been packed were promised.
  static func commit(_ orders: [Order], to stock: inout [VariantStock]) -> [Allocation] {
    let places = Dictionary(uniqueKeysWithValues: stock.enumerated().map { ($1.sku, $0) })
    var allocations: [Allocation] = []
    for order in orders where order.state != .cancelled && order.shipmentState != .backorder {
      var allocation = Allocation(owner: order.number, parts: [])
      for line in order.lines where line.fulfilled < line.quantity {
        guard let index = places[line.sku] else { continue }
        let open = line.quantity - line.fulfilled
        stock[index].places[0].onHand += open
        stock[index].places[0].committed += open
        allocation.parts.append(Allocation.Part(sku: line.sku, place: warehouse.id, quantity: open))
      }
      if !allocation.parts.isEmpty { allocations.append(allocation) }
    }
    return allocations
  }
}
