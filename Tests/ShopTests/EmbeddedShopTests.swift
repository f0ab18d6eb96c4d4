import Commerce
import Foundation
import GRDB
import Testing

@testable import Shop

@Suite struct EmbeddedShopTests {
  static let today = LocalDate(year: 2026, month: 11, day: 21)
  let folder: String
  let path: String

  init() throws {
    folder = NSTemporaryDirectory() + "aisle-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    path = folder + "/shop.db"
  }

  /// Opens the shop; the first time one of today is there already, unless a new one is wanted.
  private func open(
    seed: UInt64 = 1, today: LocalDate = Self.today, new: Bool = false
  ) async throws -> EmbeddedShop {
    if !new, !FileManager.default.fileExists(atPath: path) { try ShopKit.copyGenerated(to: path) }
    return try await EmbeddedShop.open(path: path, seed: seed, today: today)
  }

  private func removed(_ body: () async throws -> Void) async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body()
  }

  private func ask<Typed: TypedOperation>(
    _ shop: EmbeddedShop, _ operation: Typed
  ) async throws(OperationFailure) -> Typed.Outcome {
    try await shop.perform(operation, OperationContext(budget: .seconds(5))).outcome
  }

  private func refusal(_ shop: EmbeddedShop, _ operation: some TypedOperation) async -> OperationFailure.Code? {
    do throws(OperationFailure) {
      _ = try await ask(shop, operation)
      return nil
    } catch { return error.code }
  }

  @Test func givesBackWhatTheGeneratorMade() async throws {
    try await removed {
      let shop = try await open(new: true)
      #expect(shop.opening == .created)
      let world = ShopKit.world
      #expect(try await shop.products() == world.products)
      #expect(try await shop.orders(limit: 10_000) == world.orders.sorted { $0.number < $1.number })
      for customer in world.customers.prefix(20) { #expect(try await shop.customer(customer.id) == customer) }
      #expect(try await shop.customer("nobody") == nil)
      let counts = try await shop.counts()
      #expect(counts.customers == 2_000 && counts.orders == 4_000 && counts.stores == 12)
      #expect(counts.products == world.products.count)
    }
  }

  @Test func performsTheOperations() async throws {
    try await removed {
      let shop = try await open()
      let order = try #require(try await shop.randomOrder(seed: 3, where: OrderFilter(parcel: .inTransit)))
      let known = order.number
      let other = try #require(try await shop.randomOrder(seed: 4)).number
      #expect(
        try await ask(shop, ExistingOrders(among: [other, "00000", known, "", "x' OR 1=1"])).existing == [other, known])
      let orders = try await shop.orders(limit: 200)
      let mine = try #require(orders.first)
      let customer = try #require(try await shop.customer(mine.customer))
      let stranger = try #require(orders.first { $0.customer != mine.customer })
      #expect(
        try await ask(shop, ExistingOrders(among: [stranger.number, mine.number], caller: customer.phone))
          == .init(existing: [stranger.number, mine.number], ofCaller: [mine.number]))
      #expect(
        try await ask(shop, ExistingOrders(among: [])).existing.isEmpty)
      #expect(try await ask(shop, FindOrder(order: known)) == order)
      let postcode = order.deliverTo.postcode
      for (candidates, matches) in [
        ([postcode], true), (["00000", postcode], true), ([postcode + "-1234"], true), ([" \(postcode) "], true),
        (["00000"], false), ([], false), ([""], false), ([String(postcode.dropLast())], false),
      ] {
        #expect(
          try await ask(shop, CheckPostcode(order: known, candidates: candidates)).matches == matches)
      }
      #expect(await refusal(shop, FindOrder(order: "00000")) == .notFound)
      #expect(await refusal(shop, CheckPostcode(order: "00000", candidates: [postcode])) == .notFound)
    }
  }

  @Test func tellsTheOffsetInForce() async throws {
    try await removed {
      _ = try await open()
      for (milliseconds, seattle, phoenix) in [(1_763_700_000_000, -8, -7), (1_752_000_000_000, -7, -7)]
        as [(Int64, Int, Int)]
      {
        let shop = try await EmbeddedShop.open(
          path: path, seed: 1, today: Self.today, clock: { Timestamp(milliseconds: milliseconds) })
        let stores = try await shop.stores()
        #expect(stores.first { $0.name == "Fifth Street" }?.utcOffsetSeconds == seattle * 3_600)
        #expect(stores.first { $0.name == "Desert Ridge" }?.utcOffsetSeconds == phoenix * 3_600)
      }
    }
  }

  @Test func findsOrdersOfEveryState() async throws {
    try await removed {
      let shop = try await open()
      for status in ParcelStatus.allCases {
        let orders = try await shop.orders(where: OrderFilter(parcel: status), limit: 5)
        #expect(orders.count == 5)
        #expect(orders.allSatisfy { $0.shipments.contains { $0.status == status } })
      }
      for state in ShipmentState.allCases {
        let order = try #require(try await shop.randomOrder(seed: 1, where: OrderFilter(shipmentState: state)))
        #expect(order.shipmentState == state)
        #expect(try await shop.randomOrder(seed: 1, where: OrderFilter(shipmentState: state)) == order)
      }
      let impossible = OrderFilter(state: .cancelled, shipmentState: .delivered)
      #expect(try await shop.orders(where: impossible).isEmpty)
      #expect(try await shop.randomOrder(seed: 1, where: impossible) == nil)
    }
  }

  @Test func reusesOrRegeneratesAndSaysSo() async throws {
    try await removed {
      let first = try await open()
      let numbers = try await first.orders(limit: 5).map(\.number)
      #expect(try await open().opening == .reused)
      let tomorrow = Self.today.adding(days: 1)
      let next = try await open(today: tomorrow)
      #expect(next.opening == .regenerated(previously: Self.today))
      #expect(try await next.orders(limit: 5).map(\.number) == numbers)
      // Who has the file open reads the new one from now on.
      #expect(try await ask(first, FindOrder(order: numbers[0])) == ask(next, FindOrder(order: numbers[0])))
      #expect(try await next.refresh(today: tomorrow) == .reused)
      let later = tomorrow.adding(days: 1)
      #expect(try await next.refresh(today: later) == .regenerated(previously: tomorrow))
      let moving = try await next.orders(where: OrderFilter(parcel: .outForDelivery), limit: 3)
      #expect(moving.allSatisfy { $0.shipments.contains { $0.estimatedDelivery == later } })
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(Set(names).isSubset(of: ["shop.db", "shop.db-wal", "shop.db-shm"]))
    }
  }

  @Test func saysWhatIsWrong() async throws {
    try await removed {
      _ = try await open()
      func code(_ path: String, seed: UInt64) async -> ShopError.Code? {
        do {
          _ = try await EmbeddedShop.open(path: path, seed: seed, today: Self.today)
          return nil
        } catch { return (error as? ShopError)?.code }
      }
      #expect(await code(path, seed: 2) == .otherSeed)
      #expect(await code("/proc/nowhere/shop.db", seed: 1) == .cannotWrite)
      try Data(repeating: 65, count: 5_000).write(to: URL(fileURLWithPath: folder + "/text"))
      #expect(await code(folder + "/text", seed: 1) == .notAShop)
      try await DatabaseQueue(path: folder + "/other.db").write { try $0.execute(sql: "CREATE TABLE t (a)") }
      #expect(await code(folder + "/other.db", seed: 1) == .notAShop)
    }
  }

  @Test func aForeignShopIsLeftAlone() async throws {
    try await removed {
      _ = try await open()
      try await DatabaseQueue(path: path).write {
        try $0.execute(sql: "UPDATE meta SET value = 'us' WHERE name = 'owner'")
      }
      let shop = try await open(seed: 77, today: Self.today.adding(days: 300))
      #expect(shop.opening == .foreign)
      #expect(try await shop.counts().orders == 4_000)
    }
  }

  /// Files of before there were writes: another layout, and nothing in them to lose.
  @Test func anOldFileIsGeneratedAnew() async throws {
    try await removed {
      let day = Self.today.adding(days: -3)
      try await DatabaseQueue(path: path).write { database in
        try database.execute(
          sql: """
            CREATE TABLE meta (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE customer (id TEXT PRIMARY KEY NOT NULL);
            CREATE TABLE sales_order (number TEXT PRIMARY KEY NOT NULL, customer TEXT NOT NULL REFERENCES customer);
            INSERT INTO customer VALUES ('C00001');
            INSERT INTO sales_order VALUES ('10000', 'C00001');
            INSERT INTO meta VALUES
              ('owner', 'generator'), ('version', '2'), ('seed', '1'), ('generatedOn', '\(day.daysSinceEpoch)');
            """)
      }
      let shop = try await open()
      #expect(shop.opening == .regenerated(previously: day))
      #expect(try await shop.counts().orders == 4_000)
      #expect(try await open().opening == .reused)
    }
  }

  @Test func aFileThatWasNeverFilledIsFilled() async throws {
    try await removed {
      try Data().write(to: URL(fileURLWithPath: path))
      #expect(try await open().opening == .created)
    }
  }

  @Test func writesAreOnDiskWhenTheyAreAnswered() async throws {
    try await removed {
      let file = try ShopFile.open(path)
      // 2 is FULL.
      let settings = try await file.pool.write { database in
        (
          try Int.fetchOne(database, sql: "PRAGMA synchronous"),
          try String.fetchOne(database, sql: "PRAGMA journal_mode")
        )
      }
      #expect(settings == (2, "wal"))
    }
  }

  @Test func theDayIsThatOfTheWesternmostStore() {
    // 2026-11-21 07:59 and 08:01 UTC.
    #expect(EmbeddedShop.today(at: Timestamp(milliseconds: 1_795_247_940_000)) == Self.today.adding(days: -1))
    #expect(EmbeddedShop.today(at: Timestamp(milliseconds: 1_795_248_060_000)) == Self.today)
  }

  @Test func lookupsUseIndexes() async throws {
    try await removed {
      _ = try await open()
      let plans = try await DatabaseQueue(path: path).read { database in
        try [
          "SELECT body FROM document WHERE kind = 'order' AND id = '1'",
          """
          SELECT document.id, body FROM lookup JOIN document ON document.kind = lookup.kind AND document.id = lookup.id
          WHERE lookup.kind = 'order' AND name = 'customer' AND value = '1' ORDER BY lookup.id
          """,
          "SELECT name, value FROM lookup WHERE kind = 'order' AND id = '1'",
          "SELECT kind, id FROM changed WHERE step > 3",
        ].flatMap { try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + $0).map { $0["detail"] as String } }
      }
      #expect(plans.count == 5)
      #expect(plans.allSatisfy { $0.hasPrefix("SEARCH") }, "\(plans)")
    }
  }
}
