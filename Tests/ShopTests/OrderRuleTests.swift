import Commerce
import Testing

@testable import Shop

/// Cancelling and changing orders that have not left yet.
@Suite struct OrderRuleTests {
  /// An order of a sandbox that fits.
  private func order(_ fits: (Order) -> Bool) throws -> Order {
    let found = ShopKit.world.orders.sorted { $0.number < $1.number }.first(where: fits)
    return try #require(found)
  }

  private func fresh() throws -> Order {
    try order { $0.shipmentState == .pending && $0.paymentState == .paid && $0.lines[0].quantity == 1 }
  }

  @Test func cancellingGivesStockAndMoneyBack() async throws {
    let shop = try ShopKit.sandbox()
    let order = try fresh()
    let before = try shop.document(VariantStock.self, order.lines[0].sku)
    let cancelled = try await shop.ask(CancelOrder(order: order.number, reason: .noLongerNeeded))
    #expect(cancelled.state == .cancelled && cancelled.shipmentState == .canceled)
    #expect(cancelled.version == order.version + 1 && cancelled.cancelReason == .noLongerNeeded)
    #expect(cancelled.taken == order.total.minorUnits && cancelled.givenBack == order.total.minorUnits)
    #expect(cancelled.paymentState == .creditOwed)
    let after = try shop.document(VariantStock.self, order.lines[0].sku)
    #expect(after.free(at: ShopKit.noon) == before.free(at: ShopKit.noon) + 1)
    let refunds = try await shop.ask(FindRefunds(order: order.number)).refunds
    #expect(refunds.map(\.amount) == [order.total] && refunds.map(\.method) == [order.payments[0].method])
    #expect(await shop.reason(CancelOrder(order: order.number, reason: .other)) == .alreadyCancelled)
  }

  @Test func aGiftCardHasItsBalanceAgain() async throws {
    let shop = try ShopKit.sandbox()
    let order = try fresh()
    let total = order.total
    try shop.edit(Customer.self, order.customer) { customer in
      customer.paymentMethods.append(
        PaymentMethod(id: "gift", kind: .giftCard, balance: Money(minorUnits: total.minorUnits + 100, currency: "USD")))
    }
    func balance() throws -> Int? {
      try shop.document(Customer.self, order.customer).paymentMethods.last?.balance?.minorUnits
    }
    let changed = try await shop.ask(ChangeOrderPayment(order: order.number, paymentMethod: "gift"))
    #expect(changed.paymentState == .paid && changed.taken - changed.givenBack == total.minorUnits)
    #expect(try balance() == 100)
    #expect(
      await shop.reason(ChangeOrderPayment(order: order.number, paymentMethod: "gift")) == .samePaymentMethod)
    #expect(
      await shop.reason(ChangeOrderPayment(order: order.number, paymentMethod: "nobody's")) == .paymentMethodUnknown)
    let cancelled = try await shop.ask(CancelOrder(order: order.number, reason: .noLongerNeeded))
    #expect(try balance() == total.minorUnits + 100)
    #expect(cancelled.taken == cancelled.givenBack)
  }

  @Test func whatHasLeftStays() async throws {
    let shop = try ShopKit.sandbox()
    let sent = try order { $0.shipments.contains { $0.status == .inTransit } }
    #expect(await shop.reason(CancelOrder(order: sent.number, reason: .other)) == .alreadyShipped)
    #expect(
      await shop.reason(ChangeOrderAddress(order: sent.number, address: sent.deliverTo)) == .alreadyShipped)
    let there = try order { $0.shipmentState == .delivered }
    #expect(await shop.reason(CancelOrder(order: there.number, reason: .other)) == .alreadyShipped)
    #expect(await shop.failure(CancelOrder(order: "00000", reason: .other))?.code == .notFound)
  }

  @Test func aPackedOrderIsOpenedAgainForAnotherAddress() async throws {
    let shop = try ShopKit.sandbox()
    let packed = try order { $0.shipmentState == .ready }
    var address = packed.deliverTo
    address.street = "1 Other Street"
    let changed = try await shop.ask(ChangeOrderAddress(order: packed.number, address: address))
    #expect(changed.deliverTo == address && changed.shipments.isEmpty && changed.shipmentState == .pending)
    address.postcode = " "
    #expect(
      await shop.failure(ChangeOrderAddress(order: packed.number, address: address))?.code == .invalidArguments)
  }

  @Test func anOrderThatWasNeverPaidIsPaidByAnotherMethod() async throws {
    let shop = try ShopKit.sandbox()
    let failed = try order { $0.paymentState == .failed && $0.state == .open }
    try shop.edit(Customer.self, failed.customer) { $0.paymentMethods.append(.init(id: "card", kind: .creditCard)) }
    let paid = try await shop.ask(ChangeOrderPayment(order: failed.number, paymentMethod: "card"))
    #expect(paid.paymentState == .paid && paid.taken == paid.total.minorUnits && paid.givenBack == 0)
  }

  @Test func aDeclinedCardChangesNothing() async throws {
    let shop = try ShopKit.sandbox()
    let order = try fresh()
    try shop.edit(Customer.self, order.customer) {
      $0.paymentMethods.append(.init(id: "bad", kind: .creditCard, lastFour: "0002"))
    }
    #expect(
      await shop.failure(ChangeOrderPayment(order: order.number, paymentMethod: "bad"))?.code == .declined)
    #expect(try shop.document(Order.self, order.number) == order)
  }

  /// An order with a line that has another variant on the shelf, and that variant.
  private func changeable(_ shop: ShopSandbox, dearer: Bool? = nil) throws -> (Order, Variant) {
    for order in ShopKit.world.orders.sorted(by: { $0.number < $1.number })
    where order.shipmentState == .pending && order.paymentState == .paid {
      let line = order.lines[0]
      let product = try #require(ShopKit.world.products.first { $0.id == line.product })
      for variant in product.variants where variant.sku != line.sku {
        let difference = variant.price.minorUnits - line.unitPrice.minorUnits
        guard dearer == nil || (difference > 0) == dearer, dearer == nil || difference != 0 else { continue }
        let stock = try shop.document(VariantStock.self, variant.sku)
        if stock.free(at: ShopKit.noon) >= line.quantity { return (order, variant) }
      }
    }
    throw ShopError(.cannotRead, "no order to change")
  }

  @Test func linesChangeOnceAndTheDifferenceIsCharged() async throws {
    let shop = try ShopKit.sandbox()
    let (order, variant) = try changeable(shop, dearer: true)
    let line = order.lines[0]
    let method = order.payments[0].method
    let change = ChangeOrderItems(
      order: order.number, changes: [LineChange(sku: line.sku, newSku: variant.sku, quantity: line.quantity)],
      paymentMethod: method)
    let before = try shop.document(VariantStock.self, variant.sku).free(at: ShopKit.noon)
    let changed = try await shop.ask(change)
    let difference = (variant.price.minorUnits - line.unitPrice.minorUnits) * line.quantity
    #expect(changed.difference.minorUnits == difference && changed.method == method)
    #expect(changed.order.total.minorUnits == order.total.minorUnits + difference)
    #expect(changed.order.taken - changed.order.givenBack == changed.order.total.minorUnits)
    #expect(changed.order.lines.contains { $0.sku == variant.sku } && changed.order.changed)
    #expect(try shop.document(VariantStock.self, variant.sku).free(at: ShopKit.noon) == before - line.quantity)
    #expect(await shop.reason(change) == .alreadyChanged)
  }

  @Test func changesAreRefused() async throws {
    let shop = try ShopKit.sandbox()
    let (order, variant) = try changeable(shop)
    let line = order.lines[0]
    let method = order.payments[0].method
    func change(_ old: String, _ new: String, _ quantity: Int = 1, by method: String) -> ChangeOrderItems {
      ChangeOrderItems(
        order: order.number, changes: [LineChange(sku: old, newSku: new, quantity: quantity)], paymentMethod: method)
    }
    let other = try #require(ShopKit.world.products.first { $0.id != line.product }?.variants.first).sku
    #expect(await shop.reason(change(line.sku, other, by: method)) == .differentProduct)
    #expect(await shop.reason(change(line.sku, line.sku, by: method)) == .sameVariant)
    #expect(await shop.reason(change(other, variant.sku, by: method)) == .notInOrder)
    #expect(await shop.reason(change(line.sku, variant.sku, 99, by: method)) == .notInOrder)
    #expect(await shop.reason(change(line.sku, variant.sku, by: "x")) == .paymentMethodUnknown)
    #expect(await shop.failure(change(line.sku, "none", by: method))?.code == .notFound)
    try shop.edit(VariantStock.self, variant.sku) { stock in
      for index in stock.places.indices { stock.places[index].onHand = stock.places[index].committed }
    }
    #expect(await shop.failure(change(line.sku, variant.sku, by: method))?.code == .outOfStock)
    #expect(try shop.document(Order.self, order.number) == order)
  }

  @Test func aGiftCardMustCoverTheDifference() async throws {
    let shop = try ShopKit.sandbox()
    let (order, variant) = try changeable(shop, dearer: true)
    try shop.edit(Customer.self, order.customer) {
      $0.paymentMethods.append(.init(id: "gift", kind: .giftCard, balance: Money(minorUnits: 1, currency: "USD")))
    }
    let line = order.lines[0]
    let change = ChangeOrderItems(
      order: order.number, changes: [LineChange(sku: line.sku, newSku: variant.sku)], paymentMethod: "gift")
    #expect(await shop.reason(change) == .balanceTooLow)
  }
}
