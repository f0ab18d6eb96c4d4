import Commerce
import Testing

@testable import Shop

/// Keys: the same intention takes effect once, and its outcome can be asked for.
@Suite struct KeyTests {
  private func context(_ key: String?) -> OperationContext {
    OperationContext(key: key.flatMap { IdempotencyKey($0) }, budget: .seconds(5))
  }

  @Test(arguments: [true, false]) func outcomesAreKept(_ onFile: Bool) async throws {
    try await ShopKit.withFile { path in
      let shop: any CommerceBackend = onFile ? try ShopKit.shop(at: path) : try ShopKit.sandbox()
      let sku = try #require(ShopKit.world.stock.first { $0.places[0].free(at: ShopKit.noon) > 5 }).sku
      let reserve = Commerce.Operation(ReserveStock(sku: sku, place: "W01"))
      #expect(try await shop.outcome(of: reserve, context("k1")) == .notDone)
      let first = try await shop.perform(reserve, context("k1"))
      #expect(try await shop.perform(reserve, context("k1")).result == first.result)
      #expect(try await shop.outcome(of: reserve, context("k1")) == .done(first.result))
      #expect(try await shop.perform(reserve, context("k2")).result != first.result)
      // Another intention under a used name.
      let other = Commerce.Operation(ReserveStock(sku: sku, place: "W01", quantity: 2))
      await #expect(throws: OperationFailure.self) { try await shop.perform(other, context("k1")) }
      // A refusal is an outcome too, although the reason for it goes away.
      let refused = CancelReturn(returnID: "R000001")
      #expect(await shop.failure(refused, key: "k3")?.code == .notFound)
      if case .refused(let failure) = try await shop.outcome(of: Commerce.Operation(refused), context("k3")) {
        #expect(failure.code == .notFound)
      } else {
        Issue.record("the refusal was not kept")
      }
      #expect(await shop.failure(refused, key: "k3")?.code == .notFound)
      // Without a key, or for a read, nothing is kept.
      #expect(try await shop.outcome(of: reserve, context(nil)) == .notDone)
    }
  }

  @Test func aWriteOutlivesTheProcess() async throws {
    try await ShopKit.withFile { path in
      let reserve: ReserveStock
      let reservation: Reservation
      try ShopKit.copyGenerated(to: path)
      do {
        let shop = try await EmbeddedShop.open(path: path, seed: 1, today: ShopKit.today)
        let sku = try #require(ShopKit.world.stock.first { $0.places[0].free(at: ShopKit.noon) > 5 }).sku
        reserve = ReserveStock(sku: sku, place: "W01")
        reservation = try await shop.ask(reserve, key: "once")
      }
      let tomorrow = ShopKit.today.adding(days: 1)
      let shop = try await EmbeddedShop.open(path: path, seed: 1, today: tomorrow)
      // It is of yesterday, and kept for what it holds.
      #expect(shop.opening == .kept(since: ShopKit.today))
      #expect(try await shop.refresh(today: tomorrow.adding(days: 1)) == .kept(since: ShopKit.today))
      #expect(try await shop.ask(reserve, key: "once") == reservation)
    }
  }
}
