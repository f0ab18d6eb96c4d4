import Commerce
import Testing

@testable import Shop

/// Catalogue, stock, carts, customers and money.
@Suite struct GoodsRuleTests {
  private let clock = Clock(ShopKit.noon)
  private var plenty: VariantStock {
    get throws { try #require(ShopKit.world.stock.first { $0.free(at: ShopKit.noon) > 20 }) }
  }

  @Test func everyOperationHasARule() {
    #expect(ShopRules.all.names == Set(OperationName.allCases))
  }

  @Test func searchPutsWhatIsThereFirst() async throws {
    let shop = try ShopKit.sandbox()
    let tents = try await shop.ask(SearchProducts(text: "tents", limit: 100))
    #expect(tents.total > 3 && tents.products.allSatisfy { $0.category.contains("Tents") })
    let there = tents.products.map { $0.variants.contains { $0.availability.isOnHand } }
    #expect(there == there.sorted { $0 && !$1 })
    let green = try await shop.ask(
      SearchProducts(
        text: "tent", options: ["colour": "Green"], maximumPrice: Money(minorUnits: 30_000, currency: "USD")))
    #expect(green.products.allSatisfy { $0.variants.contains { $0.price.minorUnits <= 30_000 } })
    let near = try await shop.ask(SearchProducts(category: "tents", place: "S01"))
    for product in near.products {
      let levels = try await shop.ask(CheckInventory(sku: product.variants[0].sku)).levels
      #expect(levels.count == 13)
    }
    #expect(try await shop.ask(SearchProducts(text: "unobtainable")).total == 0)
    let sku = try plenty.sku
    #expect(
      try await shop.ask(FindProduct(sku: sku)).variants.contains { $0.sku == sku && $0.availability == .inStock })
    #expect(await shop.failure(FindProduct(product: "none"))?.code == .notFound)
    #expect(await shop.failure(CheckInventory(sku: "none"))?.code == .notFound)
  }

  @Test func aReservationHoldsUntilItLapses() async throws {
    let shop = try ShopKit.sandbox(clock)
    let stock = try plenty
    let place = stock.places[0]
    let all = place.free(at: clock.now)
    let held = try await shop.ask(ReserveStock(sku: stock.sku, place: place.id, quantity: all, minutes: 60))
    #expect(held.state == .held)
    #expect(await shop.failure(ReserveStock(sku: stock.sku, place: place.id))?.code == .outOfStock)
    let level = try await shop.ask(CheckInventory(sku: stock.sku, places: [place.id])).levels[0]
    #expect(level.reserved == all && level.availability != .inStock)
    clock.advance(minutes: 60)
    let again = try await shop.ask(ReserveStock(sku: stock.sku, place: place.id, quantity: all))
    #expect(await shop.reason(ReleaseReservation(reservation: held.id)) == .expired)
    #expect(try await shop.ask(ReleaseReservation(reservation: again.id)).state == .released)
    #expect(await shop.reason(ReleaseReservation(reservation: again.id)) == .alreadyClosed)
    for bad in [
      ReserveStock(sku: stock.sku, place: place.id, quantity: 0), .init(sku: stock.sku, place: "W01", minutes: 0),
    ] {
      #expect(await shop.failure(bad)?.code == .invalidArguments)
    }
    #expect(await shop.failure(ReserveStock(sku: stock.sku, place: "S99"))?.code == .notFound)
  }

  @Test func aCartBecomesAnOrderAcrossPlaces() async throws {
    let shop = try ShopKit.sandbox(clock)
    let stock = try plenty
    let customer = ShopKit.world.customers[0]
    try shop.edit(Customer.self, customer.id) { $0.paymentMethods = [.init(id: "card", kind: .creditCard)] }
    let quantity = stock.places[0].free(at: clock.now) + 1
    // What the customer has had set aside is theirs to buy.
    let store = try #require(stock.places.dropFirst().first { $0.free(at: clock.now) > 0 })
    let held = try await shop.ask(ReserveStock(sku: stock.sku, place: store.id, customer: customer.id))
    let cart = try await shop.ask(
      CreateCart(customer: customer.id, lines: [LineQuantity(sku: stock.sku, quantity: quantity)]))
    #expect(
      cart.total.minorUnits == cart.subtotal.minorUnits + (cart.shipping?.price.minorUnits ?? 0)
        - cart.discount.minorUnits)
    let place = PlaceOrder(cart: cart.id, customer: customer.id, paymentMethod: "card")
    let order = try await shop.ask(place)
    #expect(order.total == cart.total && order.taken == order.total.minorUnits && order.paymentState == .paid)
    #expect(order.lines.map(\.quantity) == [quantity] && order.deliverTo == customer.address)
    #expect(try shop.document(Customer.self, customer.id).orders.last == order.number)
    #expect(try shop.document(Reservation.self, held.id).state == .collected)
    let after = try shop.document(VariantStock.self, stock.sku)
    #expect(after.free(at: clock.now) == stock.free(at: clock.now) - quantity)
    #expect(await shop.reason(place) == .alreadyClosed)
    #expect(await shop.reason(ChangeCart(cart: cart.id, lines: [])) == .alreadyClosed)
    _ = try await shop.ask(CancelOrder(order: order.number, reason: .noLongerNeeded))
    #expect(try shop.document(VariantStock.self, stock.sku).free(at: clock.now) == stock.free(at: clock.now))
  }

  @Test func cartsLapseAndRefuse() async throws {
    let shop = try ShopKit.sandbox(clock)
    let sku = try plenty.sku
    #expect(await shop.failure(CreateCart(lines: [LineQuantity(sku: sku, quantity: 900)]))?.code == .outOfStock)
    #expect(await shop.failure(CreateCart(lines: [LineQuantity(sku: sku, quantity: 0)]))?.code == .invalidArguments)
    #expect(await shop.failure(CreateCart(lines: [LineQuantity(sku: "none")]))?.code == .notFound)
    let cart = try await shop.ask(CreateCart(lines: [LineQuantity(sku: sku)]))
    let faster = try await shop.ask(ChangeCart(cart: cart.id, lines: [LineQuantity(sku: sku)], shipping: "express"))
    #expect(faster.shipping?.id == "express" && faster.total.minorUnits > cart.total.minorUnits)
    #expect(
      await shop.failure(ChangeCart(cart: cart.id, lines: [], shipping: "rocket"))?.code == .invalidArguments)
    let empty = try await shop.ask(ChangeCart(cart: cart.id, lines: []))
    #expect(empty.total.minorUnits == 0)
    let owner = ShopKit.world.customers[0]
    #expect(
      await shop.failure(PlaceOrder(cart: cart.id, customer: owner.id, paymentMethod: "x"))?.code == .invalidArguments)
    clock.advance(minutes: 24 * 60)
    #expect(try await shop.ask(FindCart(cart: cart.id)).state == .expired)
    #expect(await shop.reason(ChangeCart(cart: cart.id, lines: [])) == .expired)
  }

  @Test func customersAreIdentifiedByAllThatIsGiven() async throws {
    let shop = try ShopKit.sandbox()
    let one = ShopKit.world.customers[5]
    let other = ShopKit.world.customers[6]
    func found(_ asked: IdentifyCustomer) async throws -> [String] { try await shop.ask(asked).customers }
    #expect(try await found(IdentifyCustomer(email: one.email.uppercased())) == [one.id])
    #expect(try await found(IdentifyCustomer(phone: one.phone)) == [one.id])
    #expect(try await found(IdentifyCustomer(email: one.email, phone: other.phone)).isEmpty)
    #expect(
      try await found(
        IdentifyCustomer(
          givenName: one.givenName.lowercased(), familyName: one.familyName, postcode: one.address.postcode)
      ).contains(one.id))
    #expect(try await found(IdentifyCustomer(givenName: one.givenName)).isEmpty)
    #expect(try await found(IdentifyCustomer()).isEmpty)
    #expect(await shop.failure(ChangeContact(customer: one.id, email: other.email))?.code == .conflict)
    #expect(await shop.failure(ChangeContact(customer: one.id, email: "nothing"))?.code == .invalidArguments)
    #expect(await shop.failure(ChangeContact(customer: one.id, phone: "206"))?.code == .invalidArguments)
    #expect(try await shop.ask(ChangeContact(customer: one.id, email: "new@example.com")).email == "new@example.com")
    #expect(try await found(IdentifyCustomer(email: "new@example.com")) == [one.id])
    #expect(try await found(IdentifyCustomer(email: one.email)).isEmpty)
  }

  @Test func refundsFollowPayments() async throws {
    let shop = try ShopKit.sandbox()
    let order = try #require(ShopKit.world.orders.first { $0.shipmentState == .delivered })
    let payment = order.payments[0]
    func refund(_ cents: Int) -> RefundPayment {
      RefundPayment(payment: payment.id, amount: Money(minorUnits: cents, currency: "USD"), reason: "late")
    }
    #expect(await shop.failure(refund(0))?.code == .invalidArguments)
    #expect(await shop.reason(refund(payment.amount.minorUnits + 1)) == .amountTooLarge)
    _ = try await shop.ask(refund(100))
    #expect(await shop.reason(refund(payment.amount.minorUnits)) == .amountTooLarge)
    _ = try await shop.ask(refund(payment.amount.minorUnits - 100))
    #expect(await shop.reason(refund(1)) == .nothingToRefund)
    #expect(try await shop.ask(FindRefunds(order: order.number)).refunds.count == 2)
    #expect(
      await shop.failure(RefundPayment(payment: "none", amount: payment.amount, reason: ""))?.code == .notFound)
  }

  @Test func linksArePaidOnce() async throws {
    let shop = try ShopKit.sandbox(clock)
    let due = try #require(ShopKit.world.orders.first { $0.paymentState == .balanceDue })
    let rest = Money(minorUnits: due.total.minorUnits - due.taken, currency: "USD")
    let link = try await shop.ask(CreatePaymentLink(amount: rest, description: "rest", order: due.number))
    #expect(link.state == .open && link.url.hasPrefix("/pay/"))
    let pay: () throws -> PaymentLink = {
      try shop.inWorld { world in Result { () throws in try PaymentLinkRules.pay(link.url, in: world) } }.get()
    }
    #expect(try pay().state == .paid)
    #expect(try await shop.ask(FindOrder(order: due.number)).paymentState == .paid)
    #expect(throws: OperationFailure.self) { try pay() }
    #expect(await shop.reason(CancelPaymentLink(link: link.id)) == .alreadyPaid)
    #expect(
      await shop.reason(CreatePaymentLink(amount: rest, description: "again", order: due.number)) == .alreadyPaid)
    let free = try await shop.ask(CreatePaymentLink(amount: rest, description: "deposit"))
    clock.advance(minutes: 73 * 60)
    #expect(try await shop.ask(FindPaymentLink(link: free.id)).state == .expired)
    #expect(await shop.reason(CancelPaymentLink(link: free.id)) == .expired)
  }

  @Test func giftCardsAndCredit() async throws {
    let shop = try ShopKit.sandbox()
    let card = try #require(ShopKit.world.giftCards.first { $0.customer != nil })
    let spaced = String(card.number.prefix(4)) + " " + card.number.dropFirst(4)
    #expect(try await shop.ask(CheckGiftCard(number: spaced)).balance == card.balance)
    #expect(await shop.failure(CheckGiftCard(number: "1"))?.code == .notFound)
    let owner = try #require(card.customer)
    let five = Money(minorUnits: 500, currency: "USD")
    let first = try await shop.ask(IssueStoreCredit(customer: owner, amount: five, reason: "delay"))
    let second = try await shop.ask(IssueStoreCredit(customer: owner, amount: five, reason: "delay"))
    #expect(first.method == second.method && second.balance.minorUnits == 1_000)
  }

  @Test func wordOfStockNeedsConsent() async throws {
    let shop = try ShopKit.sandbox()
    let soldOut = try #require(ShopKit.world.stock.first { $0.free(at: ShopKit.noon) == 0 })
    let customer = ShopKit.world.customers[3].id
    let asked = NotifyWhenAvailable(sku: soldOut.sku, customer: customer, channel: .sms)
    #expect(await shop.reason(asked) == .consentMissing)
    _ = try await shop.ask(
      RecordConsent(customer: customer, purpose: .serviceMessages, channel: .sms, granted: true, proof: "c-1"))
    let notice = try await shop.ask(asked)
    #expect(try await shop.ask(asked) == notice)
    #expect(
      await shop.reason(NotifyWhenAvailable(sku: try plenty.sku, customer: customer, channel: .sms)) == .notApplicable)
  }
}
