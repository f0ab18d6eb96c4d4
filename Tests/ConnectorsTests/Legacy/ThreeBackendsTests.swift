import AisleTesting
import Commerce
import Foundation
import Operations
import Synchronization
import TestServers
import Testing
import Vendors

@testable import Connectors

/// One call that needs three systems: the customers' database, the ERP, and what the warehouse exports.
@Suite(
  .enabled(if: SimulatorProcess.isAvailable && Servers.postgresAddress != nil, Comment(rawValue: Servers.noPostgres)),
  .serialized)
struct ThreeBackendsTests {
  /// What a call sees: the gateway, and the ERP behind it.
  private struct House {
    var gateway: Gateway
    var erp: SimulatorProcess
    var files: SharedWorldFiles
    var seen: Witness
  }

  private func withHouse(_ body: (House) async throws -> Void) async throws {
    let erp = try SimulatorProcess.erp()
    let database = try await SharedWorldDatabase(try #require(Servers.postgresAddress))
    let files = try SharedWorldFiles()
    defer { files.remove() }
    try files.write("STOCK.TXT", SharedWorldFiles.stock(), ago: .seconds(5_400))
    // The customers' database alone, as a CRM would be.
    let crm = database.backend {
      $0.statements = $0.statements.filter { $0.key == .identifyCustomer }
    }
    var guarded = BackendSettings()
    guarded.hedge.share = 0
    let table = RoutingTable(
      fallback: nil,
      routes: [
        .identifyCustomer: "warehouse", .findOrder: "erp", .checkPostcode: "erp", .cancelOrder: "erp",
        .checkInventory: "drop",
      ])
    let witness = Witness()
    let gateway = try Gateway(
      [(crm, guarded), (erp.erpBackend(), guarded), (files.backend(), guarded)], table: table, store: InMemoryLedger(),
      observer: witness)
    do {
      try await body(House(gateway: gateway, erp: erp, files: files, seen: witness))
    } catch {
      try await database.drop()
      throw error
    }
    await gateway.whenIdle()
    try await database.drop()
  }

  private func context(_ budget: Duration, key: String? = nil) -> OperationContext {
    OperationContext(key: key.flatMap { IdempotencyKey($0) }, budget: budget, conversation: "call-42", subject: "cus-1")
  }

  @Test func oneCallUsesThree() async throws {
    try await withHouse { house async throws in
      let gateway = house.gateway
      let who = try await gateway.perform(IdentifyCustomer(phone: "+15035550141"), context(.seconds(10)))
      #expect(who.outcome.customers == ["cus-1"] && who.freshness.origin == "warehouse")
      let order = try await gateway.perform(FindOrder(order: "40217"), context(.seconds(10)))
      #expect(order.outcome.customer == "cus-1" && order.freshness.origin == "erp")
      let sku = try #require(order.outcome.lines.first?.sku)
      let stock = try await gateway.perform(CheckInventory(sku: sku), context(.seconds(10)))
      #expect(stock.outcome.common.levels.map(\.onHand) == [16] && stock.freshness.origin == "drop")
      // Each answer is as old as its system says: the export was made an hour and a half ago.
      #expect(SystemClock.now().milliseconds - stock.freshness.asOf.milliseconds > 5_390_000)
      #expect(SystemClock.now().milliseconds - order.freshness.asOf.milliseconds < 600_000)
      // And a write goes to the one that keeps orders.
      let cancelled = try await gateway.perform(
        CancelOrder(order: "40221", reason: .noLongerNeeded), context(.seconds(20), key: "call-42.1"))
      #expect(cancelled.outcome.state == .cancelled && cancelled.freshness.origin == "erp")
      #expect(try await house.erp.erpRevision("40221") == 2)
    }
  }

  /// The ERP takes eight seconds. The two others answer as ever; what it would have said is a failure in time, or what it said
  /// before, with its age.
  @Test func aSlowOneHoldsUpNobody() async throws {
    try await withHouse { house async throws in
      let gateway = house.gateway
      let budget = FindOrder.contract.budgetMilliseconds
      let before = try await gateway.perform(FindOrder(order: "40217"), context(.seconds(10)))
      try await house.erp.control(
        "POST", "faults",
        .array([
          .object([
            "kind": .string("delay"), "ms": .whole(8_000), "count": .whole(50),
            "match": .object(["body": .string("GetOrder")]),
          ])
        ]))
      async let stale = gateway.perform(FindOrder(order: "40217"), context(.milliseconds(budget)))
      async let unknown = Result {
        try await gateway.perform(FindOrder(order: "40219"), context(.milliseconds(budget)))
      }
      async let customer = gateway.perform(IdentifyCustomer(phone: "+15035550141"), context(.seconds(10)))
      async let stock = gateway.perform(CheckInventory(sku: "ALDER-M"), context(.seconds(10)))
      #expect(try await customer.outcome.customers == ["cus-1"])
      #expect(try await !stock.outcome.levels.isEmpty)
      // Known before: the same, told as old as it is.
      let kept = try await stale
      #expect(kept.outcome == before.outcome && kept.freshness.stale && kept.freshness.asOf == before.freshness.asOf)
      // Never known: a failure, and certainly none that says that there is no such order.
      guard case .failure(let failure as OperationFailure) = await unknown else {
        throw SimulatorFailure("an answer that nobody gave")
      }
      #expect([.timedOut, .unavailable].contains(failure.code))
      // Neither took what the ERP takes. By what the attempts were allowed, not by the clock of a busy machine.
      let attempts = house.seen.attempts(of: .findOrder).filter { $0.failed }
      #expect(!attempts.isEmpty)
      #expect(attempts.allSatisfy { $0.after < .seconds(8) })
    }
  }
}

/// What the gateway did, attempt by attempt.
private final class Witness: GatewayObserver {
  private let events = Mutex<[GatewayEvent]>([])

  func observe(_ event: GatewayEvent) { events.withLock { $0.append(event) } }

  func attempts(of operation: OperationName) -> [(after: Duration, failed: Bool)] {
    events.withLock { $0 }.compactMap {
      guard case .answered(_, operation, let after, let failure) = $0 else { return nil }
      return (after, failure != nil)
    }
  }
}

extension Result where Failure == any Error {
  /// What an asynchronous piece of work came to.
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
