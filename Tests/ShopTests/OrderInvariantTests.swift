import Commerce
import Shop
import Testing

/// An order never contradicts itself, its customer, the catalogue or the calendar.
@Suite struct OrderInvariantTests {
  static let cases: [(UInt64, LocalDate)] = [
    (1, LocalDate(year: 2026, month: 11, day: 21)), (2, LocalDate(year: 2026, month: 3, day: 9)),
    (3, LocalDate(year: 2027, month: 1, day: 2)), (99, LocalDate(year: 2028, month: 2, day: 29)),
  ]

  private func world(_ index: Int) -> (ShopWorld, LocalDate) {
    let (seed, today) = Self.cases[index]
    return (ShopGenerator(seed: seed, today: today).generate(customers: 200, orders: 1_200), today)
  }

  /// Milliseconds at the end of a day in the westernmost zone, in winter.
  private func end(of day: LocalDate) -> Int64 { Int64(day.daysSinceEpoch + 1) * 86_400_000 + 8 * 3_600_000 }

  @Test(arguments: cases.indices) func referencesHold(_ index: Int) {
    let (world, _) = world(index)
    let customers = Dictionary(uniqueKeysWithValues: world.customers.map { ($0.id, $0) })
    let variants = Dictionary(
      uniqueKeysWithValues: world.products.flatMap { product in product.variants.map { ($0.sku, (product, $0)) } })
    for order in world.orders {
      #expect(customers[order.customer] != nil)
      #expect(!order.lines.isEmpty)
      #expect(Set(order.lines.map(\.name)).count == order.lines.count)
      for line in order.lines {
        let (product, variant) = variants[line.sku] ?? (world.products[0], world.products[0].variants[0])
        #expect(product.name == line.name)
        #expect(line.variant.isEmpty == variant.options.isEmpty)
        #expect(line.quantity > 0 && line.unitPrice.minorUnits > 0)
        #expect(line.unitPrice.minorUnits <= variant.price.minorUnits)
      }
      let goods = order.lines.reduce(0) { $0 + $1.quantity * $1.unitPrice.minorUnits }
      #expect(order.total.minorUnits == goods || order.total.minorUnits == goods + 695)
      #expect(order.deliverTo.postcode.count == 5)
    }
    let own = world.orders.filter { $0.deliverTo == customers[$0.customer]?.address }
    #expect(own.count * 10 > world.orders.count * 8)
    #expect(own.count < world.orders.count)
  }

  @Test(arguments: cases.indices) func axesAgree(_ index: Int) {
    let (world, _) = world(index)
    for order in world.orders {
      let statuses = order.shipments.map(\.status)
      switch order.shipmentState {
      case .pending, .backorder, .canceled: #expect(statuses.isEmpty)
      case .ready: #expect(statuses.allSatisfy { [.pending, .infoReceived].contains($0) } && !statuses.isEmpty)
      case .delivered: #expect(statuses.allSatisfy { $0 == .delivered } && !statuses.isEmpty)
      case .shipped: #expect(statuses.contains { ![.pending, .infoReceived, .delivered].contains($0) })
      case .partial: #expect(statuses.count == 1 && order.lines.count > 1)
      case .delayed: #expect(statuses.allSatisfy { [.exception, .expired].contains($0) })
      }
      #expect((order.state == .complete) == (order.shipmentState == .delivered))
      #expect((order.state == .cancelled) == (order.shipmentState == .canceled))
      #expect((order.state == .open) == (order.shipmentState == .pending))
      if !statuses.isEmpty { #expect(order.paymentState == .paid) }
      if order.paymentState == .creditOwed { #expect(order.state == .cancelled) }
    }
  }

  @Test(arguments: cases.indices) func datesAgree(_ index: Int) {
    let (world, today) = world(index)
    let yesterdayEnds = end(of: today.adding(days: -1))
    for order in world.orders {
      #expect(order.placed.milliseconds < yesterdayEnds)
      for parcel in order.shipments {
        #expect((parcel.status == .delivered) == (parcel.deliveredOn != nil))
        if let day = parcel.deliveredOn { #expect(day < today) }
        switch parcel.status {
        case .inTransit:
          #expect(parcel.estimatedDelivery.map { $0 >= today && $0 <= today.adding(days: 6) } == true)
        case .outForDelivery: #expect(parcel.estimatedDelivery == today)
        case .infoReceived: #expect(parcel.estimatedDelivery.map { $0 > today } == true)
        case .exception, .expired, .availableForPickup, .pending: #expect(parcel.estimatedDelivery == nil)
        case .attemptFail: #expect(parcel.estimatedDelivery.map { $0 > today } != false)
        case .delivered: break
        }
        #expect(parcel.events.map(\.at) == parcel.events.map(\.at).sorted())
        #expect(parcel.events.isEmpty == (parcel.status == .pending))
        if let last = parcel.events.last { #expect(last.status == parcel.status) }
        for event in parcel.events {
          #expect(event.at > order.placed)
          // Going out for delivery happens this morning; all else before today, wherever it is.
          let limit = event.status == .outForDelivery ? end(of: today) : yesterdayEnds
          #expect(event.at.milliseconds < limit)
        }
      }
      #expect(Set(order.shipments.map(\.trackingNumber)).count == order.shipments.count)
    }
  }
}
