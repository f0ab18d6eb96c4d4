import Commerce
import Testing

@testable import Shop

/// Many at once, on a file: what there is once goes to one.
@Suite struct ConcurrencyTests {
  /// What many tasks at once were answered: a result, or why not.
  private func atOnce<Outcome: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) async throws -> Outcome
  ) async -> [Result<Outcome, OperationFailure>] {
    await withTaskGroup(of: Result<Outcome, OperationFailure>.self) { group in
      for index in 0..<count {
        group.addTask {
          do { return .success(try await body(index)) } catch {
            return .failure(error as? OperationFailure ?? OperationFailure(.invalidResponse, "\(error)"))
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  /// Leaves so many of a variant, all in the warehouse.
  private func leave(_ units: Int, in shop: EmbeddedShop) async throws -> String {
    try await shop.write(at: ShopKit.noon) { world in
      var stock = try world.all(VariantStock.self)[0]
      for index in stock.places.indices {
        stock.places[index].onHand = stock.places[index].committed
        stock.places[index].safetyStock = 0
      }
      stock.places[0].onHand += units
      try world.put(stock)
      return stock.sku
    }
  }

  private func stock(_ sku: String, in shop: EmbeddedShop) async throws -> VariantStock {
    try await shop.read(at: ShopKit.noon) { try $0.need(VariantStock.self, sku) }
  }

  @Test func theLastTenGoToTen() async throws {
    try await ShopKit.withFile { path in
      let shop = try ShopKit.shop(at: path)
      let sku = try await leave(10, in: shop)
      let answers = await atOnce(200) { _ in try await shop.ask(ReserveStock(sku: sku, place: "W01")) }
      #expect(answers.count { (try? $0.get()) != nil } == 10)
      let refused = answers.compactMap { answer -> OperationFailure? in
        if case .failure(let failure) = answer { failure } else { nil }
      }
      #expect(refused.count == 190 && refused.allSatisfy { $0.code == .outOfStock })
      #expect(try await stock(sku, in: shop).places[0].reserved(at: ShopKit.noon) == 10)
    }
  }

  @Test func oneUnitIsSoldOnce() async throws {
    try await ShopKit.withFile { path in
      let shop = try ShopKit.shop(at: path)
      let sku = try await leave(1, in: shop)
      let customer = try await shop.write(at: ShopKit.noon) { world in
        var customer = try world.all(Customer.self)[0]
        customer.paymentMethods = [.init(id: "card", kind: .creditCard)]
        try world.put(customer)
        return customer.id
      }
      let answers = await atOnce(50) { _ in
        let cart = try await shop.ask(CreateCart(customer: customer, lines: [LineQuantity(sku: sku)]))
        return try await shop.ask(PlaceOrder(cart: cart.id, customer: customer, paymentMethod: "card"))
      }
      let orders = answers.compactMap { try? $0.get() }
      #expect(orders.count == 1)
      for case .failure(let failure) in answers { #expect(failure.code == .outOfStock) }
      let left = try await stock(sku, in: shop)
      #expect(left.free(at: ShopKit.noon) == 0 && left.places[0].onHand - left.places[0].committed == 0)
    }
  }

  @Test func cancellingAndChangingLeaveTheMoneyRight() async throws {
    try await ShopKit.withFile { path in
      let shop = try ShopKit.shop(at: path)
      let orders = try await shop.orders(where: OrderFilter(shipmentState: .pending, paymentState: .paid))
      for order in orders.prefix(6) {
        let method = "second"
        try await shop.write(at: ShopKit.noon) { world in
          var customer = try world.need(Customer.self, order.customer)
          customer.paymentMethods.append(.init(id: method, kind: .paypal))
          try world.put(customer)
        }
        _ = await atOnce(9) { index in
          switch index % 3 {
          case 0: _ = try await shop.ask(CancelOrder(order: order.number, reason: .noLongerNeeded))
          case 1: _ = try await shop.ask(ChangeOrderPayment(order: order.number, paymentMethod: method))
          default:
            _ = try await shop.ask(ChangeOrderAddress(order: order.number, address: order.deliverTo))
          }
        }
        let after = try await shop.ask(FindOrder(order: order.number))
        #expect(after.state == .cancelled && after.taken == after.givenBack)
        #expect(after.version > order.version)
      }
    }
  }

  @Test func oneKeyTakesEffectOnce() async throws {
    try await ShopKit.withFile { path in
      let shop = try ShopKit.shop(at: path)
      let sku = try await leave(100, in: shop)
      let answers = await atOnce(40) { _ in try await shop.ask(ReserveStock(sku: sku, place: "W01"), key: "same") }
      #expect(Set(answers.compactMap { try? $0.get() }).count == 1 && answers.count == 40)
      #expect(try await stock(sku, in: shop).places[0].reserved(at: ShopKit.noon) == 1)
    }
  }
}
