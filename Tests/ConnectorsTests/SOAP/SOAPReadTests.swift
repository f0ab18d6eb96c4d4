import Commerce
import Foundation
import Testing
import Vendors

@testable import Connectors

@Suite(.enabled(if: SimulatorProcess.isAvailable, Comment(rawValue: SimulatorProcess.unavailable)), .serialized)
struct SOAPReadTests {
  private let simulator: SimulatorProcess
  private let context = OperationContext(budget: .seconds(60))

  init() throws { simulator = try SimulatorProcess.erp() }

  @Test func findsOrdersOfACustomerPageByPage() async throws {
    let backend = simulator.erpBackend()
    let all = try await backend.perform(FindOrders(customer: "cus-1"), context).outcome.orders
    #expect(all.count > 2 && all.map(\.placed) == all.map(\.placed).sorted(by: >))
    let open = try await backend.perform(FindOrders(customer: "cus-1", state: .open, limit: 1), context).outcome.orders
    #expect(open == Array(all.filter { $0.state == .open }.prefix(1)))
    await #expect(throws: OperationFailure.self) { try await backend.perform(FindOrders(customer: "cus-99"), context) }
  }

  @Test func tellsWhichOrdersExistAndWhetherAPostcodeFits() async throws {
    let backend = simulator.erpBackend()
    let existing = try await backend.perform(ExistingOrders(among: ["40217", "99999", "x", "40210"]), context).outcome
    #expect(existing == ExistingOrders.Outcome(existing: ["40217", "40210"]))
    #expect(
      try await backend.perform(CheckPostcode(order: "40217", candidates: ["11201", "97214-1234"]), context).outcome
        .matches)
    let failure = await #expect(throws: OperationFailure.self) {
      try await backend.perform(CheckPostcode(order: "99999", candidates: ["11201"]), context)
    }
    #expect(failure?.code == .notFound)
  }

  @Test func tellsTheStockAndNothingOfSinglePlaces() async throws {
    let backend = simulator.erpBackend {
      $0.place = "all"
      $0.placeName = "our house"
    }
    let levels = try await backend.perform(CheckInventory(sku: "ALDER-M"), context).outcome.levels
    #expect(levels.map(\.onHand) == [16] && levels.map(\.placeName) == ["our house"])
    #expect(
      try await backend.perform(CheckInventory(sku: "ALDER-M", places: ["loc-seattle"]), context).outcome.levels == [])
  }

  @Test func readsLatin1() async throws {
    let umlauts = try SimulatorProcess("erp_soap", ["--password", SimulatorProcess.erpPassword, "--latin1"])
    let order = try await umlauts.erpBackend().perform(FindOrder(order: "40217"), context).outcome
    #expect(order.deliverTo.street == "Lindenstraße 12")
    #expect(order.shipments.first?.carrier == "DHL")
  }

  @Test(arguments: [
    ("drop-before", OperationFailure.Code.unavailable), ("drop-after", .unavailable), ("malformed", .invalidResponse),
    ("cut", .invalidResponse), ("wrong-success", .invalidResponse), ("status", .unavailable), ("hang", .timedOut),
  ])
  func saysWhatWentWrongWithARead(_ kind: String, _ code: OperationFailure.Code) async throws {
    let options: [String: JSONValue] =
      switch kind {
      case "status": ["code": .whole(502)]
      case "hang": ["ms": .whole(30_000)]
      default: [:]
      }
    try await simulator.peerFault(kind, body: "GetOrder", options)
    let failure = await #expect(throws: OperationFailure.self) {
      try await simulator.erpBackend().perform(
        FindOrder(order: "40217"), OperationContext(budget: kind == "hang" ? .seconds(1) : .seconds(30)))
    }
    #expect(failure?.code == code && failure?.mayHaveHappened == false)
    #expect(try await simulator.erpBackend().perform(FindOrder(order: "40217"), context).outcome.number == "40217")
  }

  @Test func neverUsesMoreSessionsThanThereAre() async throws {
    let narrow = try SimulatorProcess.erp(["--sessions", "1"])
    let backend = narrow.erpBackend { $0.sessions = 1 }
    try await withThrowingTaskGroup(of: OrderNumber.self) { group in
      for number in ["40210", "40211", "40212", "40213", "40214", "40215"] {
        group.addTask { try await backend.perform(FindOrder(order: number), context).outcome.number }
      }
      var found: Set<OrderNumber> = []
      for try await number in group { found.insert(number) }
      #expect(found.count == 6)
    }
  }

  @Test func aWrongPasswordIsSaid() async throws {
    let backend = simulator.erpBackend { $0.password = "wrong" }
    let failure = await #expect(throws: OperationFailure.self) {
      try await backend.perform(FindOrder(order: "40217"), context)
    }
    #expect(failure?.code == .unauthorized)
    #expect(await !backend.check().passed)
    #expect(await simulator.erpBackend().check().passed)
  }
}
