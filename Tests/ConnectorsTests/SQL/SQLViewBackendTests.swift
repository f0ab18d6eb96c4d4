import Commerce
import Databases
import Foundation
import TestServers
import Testing
import Vendors

@testable import Connectors

@Suite(.enabled(if: Servers.postgresAddress != nil, Comment(rawValue: Servers.noPostgres)))
struct SQLViewBackendTests {
  private let context = OperationContext(budget: .seconds(60))

  /// Runs a test upon a database of its own.
  private func withDatabase(_ body: (SharedWorldDatabase) async throws -> Void) async throws {
    let database = try await SharedWorldDatabase(try #require(Servers.postgresAddress))
    do { try await body(database) } catch {
      try await database.drop()
      throw error
    }
    try await database.drop()
  }

  @Test func findsOrders() async throws {
    try await withDatabase { database async throws in
      let backend = database.backend()
      let order = try await backend.perform(FindOrder(order: "40214"), context).outcome
      #expect(order.shipmentState == .partial && order.lines.map(\.fulfilled) == [1, 0])
      #expect(order.total == Money(minorUnits: 13_000, currency: "USD"))
      #expect(order.placed.rfc3339 == "2026-11-06T16:20:00.000Z")
      let all = try await backend.perform(FindOrders(customer: "cus-1"), context).outcome.orders
      #expect(all.count > 2 && all.map(\.placed) == all.map(\.placed).sorted(by: >))
      let open = try await backend.perform(FindOrders(customer: "cus-1", state: .open), context).outcome.orders
      #expect(open == all.filter { $0.state == .open })
    }
  }

  @Test func tellsWhichOrdersExistAndWhose() async throws {
    try await withDatabase { database async throws in
      let asked = ExistingOrders(among: ["40217", "99999", "a\"},{\\", "40210"], caller: "(503) 555-0141")
      let outcome = try await database.backend().perform(asked, context).outcome
      #expect(outcome == ExistingOrders.Outcome(existing: ["40217", "40210"], ofCaller: ["40217"]))
      let fits = CheckPostcode(order: "40217", candidates: ["97 214-0001"])
      #expect(try await database.backend().perform(fits, context).outcome.matches)
    }
  }

  @Test func identifiesByAllThatIsGiven() async throws {
    try await withDatabase { database async throws in
      let backend = database.backend()
      func found(_ asked: IdentifyCustomer) async throws -> [String] {
        try await backend.perform(asked, context).outcome.customers
      }
      #expect(try await found(IdentifyCustomer(email: "Marta.Ellison@example.com")) == ["cus-1"])
      #expect(try await found(IdentifyCustomer(phone: "+15035550141")) == ["cus-1"])
      #expect(
        try await found(IdentifyCustomer(givenName: "marta", familyName: "ELLISON", postcode: "97214")) == ["cus-1"])
      #expect(try await found(IdentifyCustomer(email: "marta.ellison@example.com", postcode: "11201")) == [])
      #expect(try await found(IdentifyCustomer()) == [])
      #expect(try await found(IdentifyCustomer(email: "' OR 1=1 --")) == [])
    }
  }

  @Test func tellsStockByPlace() async throws {
    try await withDatabase { database async throws in
      let levels = try await database.backend().perform(CheckInventory(sku: "ALDER-M"), context).outcome.levels
      #expect(levels.map(\.place) == ["loc-warehouse", "loc-portland", "loc-seattle"])
      #expect(levels.map(\.availability) == [.inStock, .limitedAvailability, .outOfStock])
      let one = CheckInventory(sku: "ALDER-M", places: ["loc-portland"])
      #expect(try await database.backend().perform(one, context).outcome.levels.map(\.onHand) == [2])
    }
  }

  @Test func readsColumnsOfOtherNamesAndTheAgeThatTheySay() async throws {
    try await withDatabase { database async throws in
      let backend = database.backend {
        $0.statements[.checkInventory] = SQLStatement(
          "SELECT sku, qty, now() - interval '2 hours' AS as_of FROM \(database.schema).shelf WHERE place = 'loc-portland' "
            + "AND sku = $1", columns: ["onHand": "qty"])
      }
      let answer = try await backend.perform(CheckInventory(sku: "ALDER-M"), context)
      #expect(answer.outcome.levels.map(\.onHand) == [2])
      #expect(SystemClock.now().milliseconds - answer.freshness.asOf.milliseconds >= 7_190_000)
      #expect(answer.freshness.asOf == answer.outcome.levels.first?.asOf)
    }
  }

  @Test func writesNothing() async throws {
    try await withDatabase { database async throws in
      let backend = database.backend {
        $0.statements[.findOrder] = SQLStatement(
          "DELETE FROM \(database.schema).heads WHERE nr = $1 RETURNING nr AS number")
      }
      let failure = await #expect(throws: OperationFailure.self) {
        try await backend.perform(FindOrder(order: "40217"), context)
      }
      #expect(failure?.code == .invalidResponse && failure?.mayHaveHappened == false)
      #expect(try await database.backend().perform(FindOrder(order: "40217"), context).outcome.number == "40217")
      #expect(await !backend.check().passed)
      let well = await database.backend().check()
      #expect(well.passed, "\(well.finding)")
    }
  }

  @Test func aSlowViewEndsWithinTheBudget() async throws {
    try await withDatabase { database async throws in
      let backend = database.backend {
        $0.statements[.findOrder] = SQLStatement("SELECT $1 AS number, pg_sleep(30)")
      }
      let start = ContinuousClock.now
      let failure = await #expect(throws: OperationFailure.self) {
        try await backend.perform(FindOrder(order: "40217"), OperationContext(budget: .seconds(4)))
      }
      #expect(failure?.code == .timedOut)
      // Far under the thirty seconds that the view takes. The budget is long enough to connect on a busy machine.
      #expect(ContinuousClock.now - start < .seconds(15))
    }
  }

  @Test func saysThatThereIsNoDatabase() async throws {
    var settings = SQLViewSettings(conninfo: "host=127.0.0.1 port=1 user=x dbname=x")
    settings.addViews(orders: "v")
    let backend = SQLViewBackend(settings)
    let failure = await #expect(throws: OperationFailure.self) {
      try await backend.perform(FindOrder(order: "40217"), OperationContext(budget: .seconds(2)))
    }
    #expect(failure?.code == .unavailable)
    let unconnected = await #expect(throws: OperationFailure.self) {
      try await backend.perform(CheckInventory(sku: "A"), context)
    }
    #expect(unconnected?.code == .unsupported)
  }
}
