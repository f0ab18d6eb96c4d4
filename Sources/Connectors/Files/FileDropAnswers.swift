import Commerce
import Vendors

/// What the files say to an operation.
struct FileDropAnswers {
  var index: FileDropIndex

  /// The result; nil when there is no such thing.
  func answer(_ operation: Commerce.Operation) -> OperationResult? {
    switch operation.value {
    case let asked as FindOrder: order(asked.order).map { OperationResult(FindOrder.self, $0.order) }
    case let asked as FindOrders: orders(asked).map { OperationResult(FindOrders.self, $0) }
    case let asked as ExistingOrders: OperationResult(ExistingOrders.self, existing(asked))
    case let asked as CheckPostcode:
      order(asked.order).map { found in
        let postcode = CanonicalWords.postcode(found.order.deliverTo.postcode)
        let matches = !postcode.isEmpty && asked.candidates.contains { CanonicalWords.postcode($0) == postcode }
        return OperationResult(CheckPostcode.self, CheckPostcode.Outcome(matches: matches))
      }
    case let asked as CheckInventory: stock(asked).map { OperationResult(CheckInventory.self, $0) }
    case let asked as TrackShipment: parcels(asked).map { OperationResult(TrackShipment.self, $0) }
    default: nil
    }
  }

  private func order(_ number: OrderNumber) -> DroppedOrder? {
    index.orders[CanonicalWords.orderNumber(number)]?.value
  }

  private func orders(_ asked: FindOrders) -> OrderList? {
    let all = index.orders.values.compactMap { $0.value?.order }.filter { $0.customer == asked.customer }
    // A customer whom no order names is not known here.
    guard !all.isEmpty, !asked.customer.isEmpty else { return nil }
    let wanted = all.filter { asked.state == nil || $0.state == asked.state }
    let sorted = wanted.sorted { ($0.placed, $0.number) > ($1.placed, $1.number) }
    return OrderList(orders: Array(sorted.prefix(min(max(asked.limit, 1), 100))))
  }

  private func existing(_ asked: ExistingOrders) -> ExistingOrders.Outcome {
    let existing = asked.among.filter { order($0) != nil }
    let ofCaller = existing.filter { number in
      asked.caller.map { CanonicalWords.isSamePhone(order(number)?.phone ?? "", $0) } ?? false
    }
    return ExistingOrders.Outcome(existing: existing, ofCaller: ofCaller)
  }

  private func stock(_ asked: CheckInventory) -> StockLevels? {
    let all = index.stock.values.compactMap(\.value).filter { $0.sku == asked.sku }
    guard !all.isEmpty else { return nil }
    let wanted = all.filter { asked.places.isEmpty || asked.places.contains($0.place) }
    return StockLevels(levels: wanted.sorted { ($1.onHand, $0.place) < ($0.onHand, $1.place) })
  }

  /// What a carrier's file says of a parcel counts before what the order's says.
  private func parcels(_ asked: TrackShipment) -> ShipmentList? {
    if let number = asked.order {
      let known = order(number)
      let carriers = index.parcels.values.compactMap(\.value).filter { $0.order == number }.map(\.shipment)
      guard known != nil || !carriers.isEmpty else { return nil }
      var shipments = known?.order.shipments ?? []
      for index in shipments.indices {
        shipments[index] = self.index.parcels[shipments[index].trackingNumber]?.value?.shipment ?? shipments[index]
      }
      let told = Set(shipments.map(\.trackingNumber))
      let more = carriers.filter { !told.contains($0.trackingNumber) }.sorted { $0.trackingNumber < $1.trackingNumber }
      return ShipmentList(shipments: shipments + more)
    }
    guard let number = asked.trackingNumber else { return nil }
    let shipment =
      index.parcels[number]?.value?.shipment
      ?? index.orders.values.lazy.compactMap { $0.value }.flatMap(\.order.shipments)
      .first { $0.trackingNumber == number }
    return shipment.map { ShipmentList(shipments: [$0]) }
  }
}
