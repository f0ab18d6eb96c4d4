import Commerce
import Testing

@testable import Shop

/// What holds for every shop, whatever the seed and the day.
@Suite struct GeneratorTests {
  static let days = [
    LocalDate(year: 2026, month: 11, day: 21), LocalDate(year: 2027, month: 1, day: 1),
    LocalDate(year: 2028, month: 2, day: 29),
  ]
  static let seeds: [UInt64] = [0, 1, 42, .max]

  private func world(_ seed: UInt64, _ today: LocalDate) -> ShopWorld {
    ShopGenerator(seed: seed, today: today).generate(customers: 300, orders: 1_500)
  }

  @Test func isDeterministic() {
    let world = world(7, Self.days[0])
    #expect(world == self.world(7, Self.days[0]))
    #expect(world != self.world(8, Self.days[0]))
  }

  @Test func theDayMovesDatesOnly() {
    let one = world(7, Self.days[0])
    let other = world(7, Self.days[0].adding(days: 40))
    #expect(one.customers == other.customers)
    #expect(one.products == other.products)
    #expect(one.orders.map(\.number) == other.orders.map(\.number))
    #expect(one.orders.map(\.shipmentState) == other.orders.map(\.shipmentState))
    for (before, after) in zip(one.orders, other.orders) {
      #expect(after.placed.milliseconds - before.placed.milliseconds == 40 * 86_400_000)
    }
  }

  /// Fixed for ever: a change here needs a new `ShopGenerator.version`. The first sum is version 1's: order numbers, sums
  /// and times have stayed as they were.
  @Test func versionThreeStaysAsItIs() {
    let world = ShopGenerator(seed: 1, today: Self.days[0]).generate()
    func mixed(_ sum: UInt64, _ text: String) -> UInt64 {
      text.utf8.reduce(sum) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    }
    let first = world.orders.reduce(0 as UInt64) { sum, order in
      (sum ^ UInt64(order.number)! ^ UInt64(order.total.minorUnits) ^ UInt64(order.placed.milliseconds))
        &* 1_099_511_628_211
    }
    #expect(first == 16_088_878_134_508_138_715)
    #expect(ShopGenerator.version == 3)
    var sum = 0 as UInt64
    for order in world.orders { for payment in order.payments { sum = mixed(sum, payment.method) } }
    for customer in world.customers {
      for method in customer.paymentMethods { sum = mixed(sum, method.id + method.kind.rawValue + method.lastFour) }
    }
    for product in world.products { sum = mixed(sum, product.description + "\(product.returnDays)") }
    for stock in world.stock { for place in stock.places { sum = mixed(sum, "\(place.onHand) \(place.incoming)") } }
    for card in world.giftCards { sum = mixed(sum, card.number) }
    #expect(sum == 8_033_924_220_499_351_633)
  }

  @Test(arguments: seeds) func theCatalogueHolds(_ seed: UInt64) {
    let world = world(seed, Self.days[0])
    #expect((150...300).contains(world.products.count))
    #expect(Set(world.products.map(\.name)).count == world.products.count)
    let variants = world.products.flatMap(\.variants)
    #expect(Set(variants.map(\.sku)).count == variants.count)
    #expect(Set(variants.compactMap(\.gtin)).count == variants.count)
    for variant in variants {
      #expect(variant.price.minorUnits > 500 && variant.price.currency == "USD")
      let digits = (variant.gtin ?? "").compactMap(\.wholeNumberValue)
      #expect(digits.count == 14)
      let sum = digits.enumerated().reduce(0) { $0 + $1.element * ($1.offset.isMultiple(of: 2) ? 3 : 1) }
      #expect(sum % 10 == 0)
    }
  }

  @Test(arguments: seeds) func customersHold(_ seed: UInt64) {
    let world = world(seed, Self.days[0])
    #expect(world.customers.count == 300)
    #expect(Set(world.customers.map(\.phone)).count == 300)
    #expect(Set(world.customers.map(\.email)).count == 300)
    for customer in world.customers {
      #expect(customer.phone.wholeMatch(of: /\+1[2-9]\d\d555\d{4}/) != nil)
      #expect(customer.email.wholeMatch(of: /[a-z]+\.[a-z]+\d*@example\.(com|org|net)/) != nil)
      #expect(customer.address.postcode.wholeMatch(of: /\d{5}/) != nil)
    }
    let towns = Dictionary(grouping: world.customers.map(\.address), by: \.postcode)
    for addresses in towns.values { #expect(Set(addresses.map { $0.city + $0.region }).count == 1) }
  }

  @Test(arguments: seeds, days) func storesHold(_ seed: UInt64, _ today: LocalDate) {
    let stores = world(seed, today).stores
    #expect(stores.count == 12)
    #expect(Set(stores.map(\.name)).count == 12)
    #expect(Set(stores.map(\.timeZone)).count >= 4)
    for store in stores {
      #expect(store.hours.count == 7)
      #expect(store.hours.compactMap { $0 }.allSatisfy { $0.from < $0.until })
      #expect(store.special.map(\.date) == store.special.map(\.date).sorted())
      #expect(Set(store.special.map(\.date)).count == store.special.count)
      #expect(store.special.allSatisfy { $0.date >= today && $0.date < today.adding(days: 365) })
      let thanksgiving = store.special.first { $0.reason == "Thanksgiving" }
      #expect(thanksgiving?.hours == nil && thanksgiving?.date.weekday == .thursday && thanksgiving?.date.month == 11)
      #expect(store.special.contains { $0.reason == "Christmas Day" && $0.hours == nil && $0.date.day == 25 })
    }
  }

  @Test(arguments: seeds) func numbersAreSpread(_ seed: UInt64) {
    let orders = world(seed, Self.days[0]).orders
    let numbers = orders.compactMap { Int($0.number) }
    #expect(Set(numbers).count == 1_500)
    #expect(numbers.allSatisfy { (10_000...99_999).contains($0) })
    for decade in 1...9 { #expect(numbers.filter { $0 / 10_000 == decade }.count > 100) }
    #expect(zip(numbers, numbers.dropFirst()).filter { abs($0 - $1) == 1 }.count < 5)
  }

  @Test(arguments: seeds) func everyStatusIsThere(_ seed: UInt64) {
    for count in [400, 1_500] {
      let orders = ShopGenerator(seed: seed, today: Self.days[0]).generate(customers: 100, orders: count).orders
      #expect(Set(orders.map(\.state)) == Set(OrderState.allCases))
      #expect(Set(orders.map(\.shipmentState)) == Set(ShipmentState.allCases))
      #expect(Set(orders.map(\.paymentState)) == Set(PaymentState.allCases))
      #expect(Set(orders.flatMap(\.shipments).map(\.status)) == Set(ParcelStatus.allCases))
      #expect(orders.contains { $0.shipments.count > 1 })
    }
  }
}
