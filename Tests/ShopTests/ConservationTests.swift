import Commerce
import Testing

@testable import Shop

/// Whatever is asked in whatever order: goods and money are conserved and the axes agree.
@Suite struct ConservationTests {
  /// Prices have moved since the orders were placed, up and down.
  private static let small = {
    var world = ShopGenerator(seed: 5, today: ShopKit.today).generate(customers: 40, orders: 120)
    for product in world.products.indices {
      for variant in world.products[product].variants.indices {
        world.products[product].variants[variant].price.minorUnits += (variant % 3 - 1) * 450
      }
    }
    return world
  }()

  private static let image = Result { () throws in try ShopImage(small.documents, profile: .retail) }
  /// Few, so that much happens to each.
  fileprivate static let numbers = Array(small.orders.map(\.number).sorted().prefix(12))

  @Test(arguments: 0..<8 as Range<UInt64>) func nothingIsLostOrMade(_ seed: UInt64) async throws {
    let clock = Clock(ShopKit.noon)
    let shop = ShopSandbox(try Self.image.get()) { clock.now }
    var walk = Walk(random: SplitMix64(seed: seed), shop: shop)
    for _ in 0..<250 {
      try await walk.step()
      clock.advance(minutes: walk.random.pick([0, 1, 30, 600]))
    }
    #expect(walk.done > 30)
    let (extra, now) = (walk.extra, clock.now)
    let wrong = shop.inWorld { world in Result { () throws in try Self.mistakes(in: world, extra, now) } }
    #expect(try wrong.get() == [])
  }

  /// What does not hold.
  private static func mistakes(in world: any World, _ extra: [OrderNumber: Int], _ now: Timestamp) throws -> [String] {
    var wrong: [String] = []
    var promised: [String: Int] = [:]
    for part in try world.all(Allocation.self).flatMap(\.parts) {
      promised["\(part.sku) \(part.place)", default: 0] += part.quantity
    }
    let before = Dictionary(uniqueKeysWithValues: small.stock.map { ($0.sku, $0) })
    for stock in try world.all(VariantStock.self) {
      for (place, was) in zip(stock.places, before[stock.sku]?.places ?? []) {
        if place.committed != promised["\(stock.sku) \(place.id)", default: 0] {
          wrong.append("committed \(stock.sku)")
        }
        if place.onHand != was.onHand { wrong.append("on hand \(stock.sku)") }
        if place.onHand < place.committed + place.reserved(at: now) { wrong.append("sold twice \(stock.sku)") }
      }
    }
    for customer in try world.all(Customer.self) {
      for method in customer.paymentMethods where (method.balance?.minorUnits ?? 0) < 0 { wrong.append("balance") }
    }
    for order in try world.all(Order.self) {
      func check(_ holds: Bool, _ what: String) { if !holds { wrong.append("\(what) of \(order.number)") } }
      check(order.taken >= order.givenBack && order.givenBack >= 0, "money back")
      for payment in order.payments where payment.isTaken {
        check(try Till.remaining(of: payment, order, in: world) >= 0, "payment")
      }
      let goods = order.lines.reduce(0) { $0 + $1.quantity * $1.unitPrice.minorUnits }
      let sum = goods + (order.shipping?.minorUnits ?? 0) - (order.discount?.minorUnits ?? 0)
      check(sum == order.total.minorUnits, "sum")
      check((order.state == .cancelled) == (order.shipmentState == .canceled), "axes")
      check(order.lines.allSatisfy { $0.returned >= 0 && $0.returned + $0.cancelled <= $0.quantity }, "quantities")
      if order.state == .cancelled {
        check(order.taken == order.givenBack || order.paymentState == .creditOwed, "cancelled money")
        check(try world.find(Allocation.self, order.number) == nil, "cancelled stock")
      } else if order.paymentState == .paid {
        check(order.taken - order.givenBack == order.total.minorUnits - extra[order.number, default: 0], "paid")
      }
    }
    return wrong
  }

  /// A customer base gone wild.
  private struct Walk {
    var random: SplitMix64
    var shop: ShopSandbox
    /// Money given back beyond what changes of the order explain.
    var extra: [OrderNumber: Int] = [:]
    var done = 0
    /// The orders there are; those placed on the way come to them.
    var numbers = ConservationTests.numbers

    mutating func step() async throws {
      do throws(OperationFailure) {
        try await act()
        done += 1
      } catch {
        guard error.code.isBusiness else { throw error }
      }
    }

    private mutating func act() async throws(OperationFailure) {
      // Half of the time one that has not left, where most can happen.
      var order = try await shop.ask(FindOrder(order: random.pick(numbers)))
      let tries = random.pick([0, 4])
      for _ in 0..<tries where order.state == .complete || order.hasLeft || order.state == .cancelled {
        order = try await shop.ask(FindOrder(order: random.pick(numbers)))
      }
      let customer = try await shop.ask(FindCustomer(customer: order.customer))
      let method = random.pick(customer.paymentMethods).id
      let line = random.pick(order.lines)
      let product = try await shop.ask(FindProduct(sku: line.sku))
      let variant = random.pick(product.variants).sku
      let quantity = random.pick(1...max(1, line.quantity))
      switch random.below(12) {
      case 0: _ = try await shop.ask(CancelOrder(order: order.number, reason: .other))
      case 1: _ = try await shop.ask(ChangeOrderPayment(order: order.number, paymentMethod: method))
      case 2, 3:
        _ = try await shop.ask(
          ChangeOrderItems(
            order: order.number, changes: [LineChange(sku: line.sku, newSku: variant, quantity: quantity)],
            paymentMethod: method))
      case 4: _ = try await shop.ask(ChangeOrderAddress(order: order.number, address: customer.address))
      case 5, 6:
        let way = random.pick(ReturnMethod.allCases)
        let result = try await shop.ask(
          ReturnItems(
            order: order.number, lines: [LineQuantity(sku: line.sku, quantity: quantity)],
            refundTo: random.chance(percent: 60) ? order.payments[0].method : method, method: way))
        if way == .keepProduct { extra[order.number, default: 0] += result.amount.minorUnits }
      case 7:
        _ = try await shop.ask(
          ExchangeItems(
            order: order.number, changes: [LineChange(sku: line.sku, newSku: variant, quantity: quantity)],
            paymentMethod: method))
      case 8:
        guard let last = order.returns.last else { return }
        _ = try await shop.ask(CancelReturn(returnID: last.id))
      case 9:
        let amount = Money(
          minorUnits: random.pick(1...max(1, order.total.minorUnits / random.pick([1, 4, 8]))), currency: "USD")
        let payment = random.pick(order.payments)
        _ = try await shop.ask(RefundPayment(payment: payment.id, amount: amount, reason: "test"))
        extra[order.number, default: 0] += amount.minorUnits
      case 10: _ = try await shop.ask(ReserveStock(sku: variant, place: "W01", quantity: 3, customer: customer.id))
      default:
        let cart = try await shop.ask(
          CreateCart(customer: customer.id, lines: [LineQuantity(sku: variant, quantity: quantity)]))
        let placed = try await shop.ask(PlaceOrder(cart: cart.id, customer: customer.id, paymentMethod: method))
        numbers.append(placed.number)
      }
    }
  }
}
