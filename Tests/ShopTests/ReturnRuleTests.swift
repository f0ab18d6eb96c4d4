import Commerce
import Testing

@testable import Shop

/// Sending back and exchanging.
@Suite struct ReturnRuleTests {
  /// Another variant of a line's product that can be had, for five dollars more.
  private func dearer(_ line: OrderLine, _ shop: ShopSandbox) throws -> Variant {
    let product = try #require(ShopKit.world.products.first { $0.id == line.product })
    let new = try #require(product.variants.first { $0.sku != line.sku })
    try shop.edit(VariantStock.self, new.sku) { $0.places[0].onHand += 10 }
    try shop.edit(Product.self, line.product) { product in
      for index in product.variants.indices where product.variants[index].sku == new.sku {
        product.variants[index].price.minorUnits = line.unitPrice.minorUnits + 500
      }
    }
    return new
  }

  /// A delivered order that was paid in full, in one line of one, with its product taken back for `days`, delivered so
  /// many days ago.
  private func delivered(
    _ shop: ShopSandbox, days: Int = 30, ago: Int = 5
  ) throws -> Order {
    let order = try #require(
      ShopKit.world.orders.sorted { $0.number < $1.number }.first { order in
        order.shipmentState == .delivered && order.lines.count == 1 && order.lines[0].quantity == 1
          && ShopKit.world.products.contains { $0.id == order.lines[0].product && $0.variants.count > 1 }
      })
    try shop.edit(Product.self, order.lines[0].product) { $0.returnDays = days }
    try shop.edit(Order.self, order.number) {
      for index in $0.shipments.indices { $0.shipments[index].deliveredOn = ShopKit.today.adding(days: -ago) }
    }
    return try shop.document(Order.self, order.number)
  }

  private func goBack(_ order: Order, to method: String? = nil, by way: ReturnMethod = .byMail) -> ReturnItems {
    ReturnItems(
      order: order.number, lines: [LineQuantity(sku: order.lines[0].sku)],
      refundTo: method ?? order.payments[0].method, method: way)
  }

  @Test(
    arguments: [(30, 5, nil), (30, 30, nil), (30, 31, .windowClosed), (0, 1, .notReturnable), (60, 45, nil)]
      as [(Int, Int, RefusalReason?)])
  func windowsAreThoseOfTheProduct(_ days: Int, _ ago: Int, _ reason: RefusalReason?) async throws {
    let shop = try ShopKit.sandbox()
    let order = try delivered(shop, days: days, ago: ago)
    let quote = try await shop.ask(CheckReturn(order: order.number))
    #expect(quote.lines.map(\.reason) == [reason] && quote.lines.map(\.allowed) == [reason == nil])
    if days > 0 { #expect(quote.lines[0].until == ShopKit.today.adding(days: days - ago)) }
    #expect(quote.refundTo.first == order.payments[0].method)
    #expect(await shop.reason(goBack(order)) == reason)
  }

  @Test func aReturnPromisesItsMoneyOnce() async throws {
    let shop = try ShopKit.sandbox()
    let order = try delivered(shop)
    let result = try await shop.ask(goBack(order))
    #expect(result.state == .labelIssued && result.amount == order.lines[0].unitPrice && result.label != nil)
    let after = try await shop.ask(FindOrder(order: order.number))
    #expect(after.lines[0].returned == 1 && after.returns == [result] && after.version == order.version + 1)
    let refunds = try await shop.ask(FindRefunds(order: order.number)).refunds
    #expect(refunds.map(\.status) == [.pending] && refunds.map(\.amount) == [result.amount])
    #expect(await shop.reason(goBack(order)) == .alreadyReturning)
    // What is promised cannot be given a second time.
    let payment = order.payments[0]
    let second = await shop.reason(RefundPayment(payment: payment.id, amount: payment.amount, reason: "x"))
    #expect(second == (order.shipping?.minorUnits == 0 ? .nothingToRefund : .amountTooLarge))
    let off = try await shop.ask(CancelReturn(returnID: result.id))
    #expect(off.state == .cancelled)
    #expect(try await shop.ask(FindOrder(order: order.number)).lines[0].returned == 0)
    #expect(await shop.reason(CancelReturn(returnID: result.id)) == .alreadyClosed)
    #expect(try await shop.ask(goBack(order)).state == .labelIssued)
  }

  @Test func whatIsKeptIsPaidAtOnce() async throws {
    let shop = try ShopKit.sandbox()
    let order = try delivered(shop)
    try shop.edit(Customer.self, order.customer) {
      $0.paymentMethods.append(.init(id: "gift", kind: .giftCard, balance: Money(minorUnits: 0, currency: "USD")))
    }
    let result = try await shop.ask(goBack(order, to: "gift", by: .keepProduct))
    #expect(result.state == .refunded)
    let customer = try shop.document(Customer.self, order.customer)
    #expect(customer.paymentMethods.last?.balance == order.lines[0].unitPrice)
    #expect(try await shop.ask(FindOrder(order: order.number)).givenBack == result.amount.minorUnits)
    #expect(await shop.reason(CancelReturn(returnID: result.id)) == .tooLate)
  }

  @Test func moneyGoesWhereItMay() async throws {
    let shop = try ShopKit.sandbox()
    let order = try delivered(shop)
    try shop.edit(Customer.self, order.customer) { $0.paymentMethods.append(.init(id: "other", kind: .creditCard)) }
    #expect(await shop.reason(goBack(order, to: "other")) == .refundMethodNotAllowed)
    #expect(await shop.reason(goBack(order, to: "nobody's")) == .paymentMethodUnknown)
    let sent = try #require(ShopKit.world.orders.first { $0.shipmentState == .pending && $0.paymentState == .paid })
    #expect(await shop.reason(goBack(sent)) == .notDelivered)
  }

  @Test func whatPromotionsTookOffIsNotGivenBack() async throws {
    let shop = try ShopKit.sandbox()
    let order = try delivered(shop)
    try shop.edit(Order.self, order.number) {
      $0.discount = Money(minorUnits: $0.lines[0].unitPrice.minorUnits / 2, currency: "USD")
    }
    let half = order.lines[0].unitPrice.minorUnits - order.lines[0].unitPrice.minorUnits / 2
    #expect(try await shop.ask(goBack(order)).amount.minorUnits == half)
  }

  @Test func anExchangeTakesTheReplacementAndLetsItGo() async throws {
    let shop = try ShopKit.sandbox()
    let order = try delivered(shop)
    let line = order.lines[0]
    let new = try dearer(line, shop)
    let total = Money(minorUnits: 700, currency: "USD")
    try shop.edit(Customer.self, order.customer) {
      $0.paymentMethods.append(.init(id: "gift", kind: .giftCard, balance: total))
    }
    func balance() throws -> Int? {
      try shop.document(Customer.self, order.customer).paymentMethods.last?.balance?.minorUnits
    }
    let before = try shop.document(VariantStock.self, new.sku).free(at: ShopKit.noon)
    let exchange = ExchangeItems(
      order: order.number, changes: [LineChange(sku: line.sku, newSku: new.sku)], paymentMethod: "gift")
    let result = try await shop.ask(exchange)
    #expect(result.kind == .exchange && result.amount.minorUnits == -500 && result.replacements == exchange.changes)
    #expect(try shop.document(VariantStock.self, new.sku).free(at: ShopKit.noon) == before - 1)
    #expect(try balance() == 200)
    #expect(await shop.reason(exchange) == .alreadyReturning)
    _ = try await shop.ask(CancelReturn(returnID: result.id))
    #expect(try shop.document(VariantStock.self, new.sku).free(at: ShopKit.noon) == before)
    #expect(try balance() == 700)
  }

  private func onHand(_ shop: ShopSandbox, _ sku: String) throws -> [Int] {
    try shop.document(VariantStock.self, sku).places.map(\.onHand)
  }

  @Test(arguments: [true, false]) func goodsThatArriveArePaidForAndSoldAgain(_ resellable: Bool) async throws {
    let shop = try ShopKit.sandbox()
    let order = try delivered(shop)
    try shop.edit(Customer.self, order.customer) {
      $0.paymentMethods.append(.init(id: "gift", kind: .giftCard, balance: Money(minorUnits: 0, currency: "USD")))
    }
    let asked = try await shop.ask(goBack(order, to: "gift"))
    let sku = order.lines[0].sku
    let before = try onHand(shop, sku)
    let places = try shop.document(VariantStock.self, sku).places.map(\.id)
    let nowhere = await shop.failure(ReceiveReturn(returnID: asked.id, place: "nowhere"))
    #expect(nowhere?.code == .notFound)
    let settled = try await shop.ask(
      ReceiveReturn(returnID: asked.id, place: places.last, resellable: resellable))
    #expect(settled.state == .refunded && settled.label == nil)
    var wanted = before
    if resellable { wanted[wanted.count - 1] += 1 }
    #expect(try onHand(shop, sku) == wanted)
    let after = try await shop.ask(FindOrder(order: order.number))
    #expect(after.returns == [settled] && after.givenBack == asked.amount.minorUnits)
    #expect(try await shop.ask(FindRefunds(order: order.number)).refunds.map(\.status) == [.approved])
    #expect(try shop.document(Customer.self, order.customer).paymentMethods.last?.balance == asked.amount)
    // Once.
    #expect(await shop.reason(ReceiveReturn(returnID: asked.id)) == .alreadyClosed)
    #expect(await shop.reason(CancelReturn(returnID: asked.id)) == .tooLate)
    #expect(await shop.failure(ReceiveReturn(returnID: "R9"))?.code == .notFound)
    #expect(try onHand(shop, sku) == wanted)
  }

  @Test func whatABankPaysTakesItsDays() async throws {
    let clock = Clock(ShopKit.noon)
    let shop = try ShopKit.sandbox(clock)
    let order = try delivered(shop)
    let method = try #require(
      try shop.document(Customer.self, order.customer).paymentMethods.first { $0.id == order.payments[0].method })
    let asked = try await shop.ask(goBack(order))
    clock.advance(minutes: 6 * 1_440)
    #expect(try await shop.ask(FindRefunds(order: order.number)).refunds.map(\.status) == [.pending])
    _ = try await shop.ask(ReceiveReturn(returnID: asked.id))
    let atOnce = method.kind == .giftCard || method.kind == .storeCredit
    #expect(
      try await shop.ask(FindRefunds(order: order.number)).refunds.map(\.status) == [atOnce ? .approved : .pending])
    clock.advance(minutes: 4 * 1_440)
    #expect(try await shop.ask(FindRefunds(order: order.number)).refunds.map(\.status) == [.approved])
  }

  @Test func goodsThatAreNotAsTheyMustBeStayTheCustomers() async throws {
    let shop = try ShopKit.sandbox()
    let order = try delivered(shop)
    let asked = try await shop.ask(goBack(order))
    let before = try onHand(shop, order.lines[0].sku)
    #expect(try await shop.ask(ReceiveReturn(returnID: asked.id, accepted: false)).state == .rejected)
    let after = try await shop.ask(FindOrder(order: order.number))
    #expect(after.lines[0].returned == 0 && after.givenBack == 0)
    #expect(try await shop.ask(FindRefunds(order: order.number)).refunds.map(\.status) == [.rejected])
    #expect(try onHand(shop, order.lines[0].sku) == before)
    #expect(await shop.reason(ReceiveReturn(returnID: asked.id)) == .alreadyClosed)
    // What was promised can be given again.
    #expect(try await shop.ask(goBack(order)).state == .labelIssued)
  }

  @Test func anExchangeIsSettledWhenTheOldGoodsAreThere() async throws {
    let shop = try ShopKit.sandbox()
    let order = try delivered(shop)
    let line = order.lines[0]
    let new = try dearer(line, shop)
    try shop.edit(Customer.self, order.customer) {
      $0.paymentMethods.append(.init(id: "gift", kind: .giftCard, balance: Money(minorUnits: 700, currency: "USD")))
    }
    let asked = try await shop.ask(
      ExchangeItems(
        order: order.number, changes: [LineChange(sku: line.sku, newSku: new.sku)], paymentMethod: "gift"))
    let taken = try await shop.ask(FindOrder(order: order.number)).taken
    let settled = try await shop.ask(ReceiveReturn(returnID: asked.id))
    #expect(settled.state == .exchanged)
    #expect(try await shop.ask(FindOrder(order: order.number)).taken == taken + 500)
    #expect(try shop.document(Customer.self, order.customer).paymentMethods.last?.balance?.minorUnits == 200)
    #expect(try shop.document(Allocation.self, asked.id).parts.map(\.quantity) == [1])
    #expect(await shop.reason(CancelReturn(returnID: asked.id)) == .tooLate)
  }
}
