internal import Commerce

/// Makes orders of given customers over a given catalogue.
struct OrderMaker {
  var random: SplitMix64
  var today: LocalDate
  var products: [Product]
  var customers: [Customer]

  /// At most 90,000, as many as there are five-digit numbers.
  mutating func make(_ count: Int) -> [Order] {
    let numbers = random.shuffled(Array(10_000...99_999)).prefix(count)
    let stories = OrderStory.cast(numbers.count, &random)
    return zip(numbers, stories).map { order(String($0), story: $1) }
  }

  private mutating func order(_ number: OrderNumber, story: OrderStory) -> Order {
    let customer = customers[recurring(customers.count)]
    // Now and then a present, sent elsewhere.
    let deliverTo =
      random.chance(percent: 7) ? CustomerMaker.address(in: random.pick(City.all), &random) : customer.address
    let city = City.all.first { $0.name == deliverTo.city && $0.region == deliverTo.region } ?? City.all[0]
    let lines = self.lines(atLeast: story.needsSeveralLines ? 2 : 1)
    let goods = lines.reduce(0) { $0 + $1.quantity * $1.unitPrice.minorUnits }
    let (shipments, placed) = parcels(story, number: number, city: city)
    return Order(
      number: number, customer: customer.id, placed: placed, state: story.state, shipmentState: story.shipmentState,
      paymentState: story.paymentState, lines: lines, shipments: shipments,
      total: Money(minorUnits: goods + (goods < 7_500 ? 695 : 0), currency: "USD"), deliverTo: deliverTo)
  }

  /// The parcels, older first, and when the order was placed.
  private mutating func parcels(_ story: OrderStory, number: OrderNumber, city: City) -> ([Shipment], Timestamp) {
    let maker = ParcelMaker(today: today, city: city)
    // Most deliveries are recent.
    let daysAgo = 1 + min(random.below(350), random.below(350))
    var shipments: [Shipment] = []
    var earliest: LocalDate?
    for (index, status) in story.parcels.enumerated() {
      // The first of two was delivered before the second: ten days when the other still travels, some when both are
      // there.
      let earlier = index == story.parcels.count - 1 ? 0 : random.pick(1...3)
      let age = story == .halfDelivered ? random.pick(1...3) : daysAgo + earlier
      let (shipment, dispatched) = maker.make(status, id: "\(number)-\(index + 1)", daysAgo: age, &random)
      shipments.append(shipment)
      earliest = min(earliest ?? dispatched, dispatched)
    }
    let day = earliest?.adding(days: -random.pick(1...2)) ?? today.adding(days: -random.pick(story.age))
    return (shipments, city.moment(day, hour: random.pick(6...22), minute: random.below(60)))
  }

  private mutating func lines(atLeast least: Int) -> [OrderLine] {
    let count = max(least, random.pick([1, 1, 1, 1, 2, 2, 3, 4]))
    var lines: [OrderLine] = []
    while lines.count < count {
      let product = random.pick(products)
      let variant = random.pick(product.variants)
      // A product once in an order, so that its name tells the line.
      guard !lines.contains(where: { $0.name == product.name }) else { continue }
      let full = variant.price.minorUnits
      let paid = random.chance(percent: 15) ? full * (100 - random.pick([10, 15, 20])) / 100 : full
      lines.append(
        OrderLine(
          sku: variant.sku, name: product.name, variant: variant.words,
          quantity: full < 10_000 ? random.pick([1, 1, 1, 2, 3]) : 1,
          unitPrice: Money(minorUnits: paid, currency: variant.price.currency)))
    }
    return lines
  }

  /// An index that falls on some customers far more often than on others.
  private mutating func recurring(_ count: Int) -> Int {
    random.chance(percent: 40) ? random.below(max(1, count / 5)) : random.below(count)
  }
}
