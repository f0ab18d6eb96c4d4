import AisleTesting
import Commerce
import Foundation
import TestServers
import Testing
import Vendors

@testable import Connectors

extension VendorTests {
  /// The shared world in five differently shaped back ends (GraphQL, REST, SOAP, a database's views, dropped files): the same
  /// question gives the same bytes from each, by the rules of docs/canonical.md.
  @Suite(
    .enabled(
      if: SimulatorProcess.isAvailable && Servers.postgresAddress != nil, Comment(rawValue: Servers.noPostgres)),
    .serialized)
  struct CanonicalAnswers {
    private let reading = OperationContext(budget: .seconds(60))

    /// A whole answer in canonical form.
    private func bytes(_ value: some Encodable) throws -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func withAll(_ body: ([any CommerceBackend]) async throws -> Void) async throws {
      let (_, shopify) = try await ShopifyFixture.ready()
      let (_, woo) = try await WooFixture.ready()
      let erp = try SimulatorProcess.erp()
      let database = try await SharedWorldDatabase(try #require(Servers.postgresAddress))
      let files = try SharedWorldFiles()
      defer { files.remove() }
      try files.write("orders-1.csv", SharedWorldFiles.orders())
      try files.write("STOCK.TXT", SharedWorldFiles.stock())
      do {
        try await body([shopify, woo, erp.erpBackend(), database.backend(), files.backend()])
      } catch {
        try await database.drop()
        throw error
      }
      try await database.drop()
    }

    /// Asks all the same and compares what `common` makes of their answers.
    private func compare<Typed: TypedOperation>(
      _ operation: Typed, _ backends: [any CommerceBackend], _ context: OperationContext,
      _ common: (Typed.Outcome) -> Typed.Outcome
    ) async throws {
      var answers: [(name: String, bytes: String)] = []
      for backend in backends {
        let (outcome, freshness) = try await backend.perform(operation, context)
        #expect(freshness.origin == backend.name)
        answers.append((backend.name, try bytes(common(outcome))))
      }
      let first = try #require(answers.first)
      for answer in answers.dropFirst() {
        #expect(
          answer.bytes == first.bytes, "\(answer.name) and \(first.name) differ in \(Typed.contract.name.rawValue)")
      }
    }

    @Test func everyOrder() async throws {
      try await withAll { backends async throws in
        let numbers = (try SharedWorldFiles.world()["orders"]?.array ?? []).compactMap { $0["number"]?.string }
        #expect(numbers.count == 13)
        for number in numbers {
          try await compare(FindOrder(order: number), backends, reading) { order in
            #expect(order.number == number && !order.lines.isEmpty)
            return order.common
          }
        }
      }
    }

    @Test func everyStock() async throws {
      try await withAll { backends async throws in
        let products = try SharedWorldFiles.world()["products"]?.array ?? []
        let skus = products.flatMap { $0["variants"]?.array ?? [] }.compactMap { $0["sku"]?.string }
        #expect(skus.count > 10)
        for sku in skus { try await compare(CheckInventory(sku: sku), backends, reading) { $0.common } }
      }
    }

    @Test func whatExistsAndWhichPostcodeFits() async throws {
      try await withAll { backends async throws in
        let asked = ExistingOrders(among: ["40217", "99999", "40210", "4021"], caller: "+15035550141")
        // The ERP knows no telephone numbers: whose they are is not in common.
        try await compare(asked, backends, reading) { ExistingOrders.Outcome(existing: $0.existing) }
        let others = backends.filter { $0.name != "erp" }
        try await compare(asked, others, reading) { outcome in
          #expect(outcome.ofCaller == ["40217"])
          return outcome
        }
        for candidates in [["97214"], ["97214-1234", "1"], ["11201"], []] {
          try await compare(CheckPostcode(order: "40217", candidates: candidates), backends, reading) { $0 }
        }
        for backend in backends {
          let failure = await #expect(throws: OperationFailure.self) {
            try await backend.perform(FindOrder(order: "99999"), reading)
          }
          #expect(failure?.code == .notFound && failure?.mayHaveHappened == false)
        }
      }
    }

    /// Those that write give the same record after it. An order that was paid is left out: shops give the money back with the
    /// cancellation, the ERP leaves that to the bookkeepers and says that it is owed.
    @Test func whatIsWritten() async throws {
      try await withAll { backends async throws in
        let writers = backends.filter { $0.operations.contains(.cancelOrder) }
        #expect(writers.count == 3)
        let writing = OperationContext(key: IdempotencyKey("canonical-1"), budget: .seconds(60))
        let address = Address(street: "1 Elm Street", city: "Salem", region: "OR", postcode: "97301", country: "US")
        try await compare(ChangeOrderAddress(order: "40221", address: address), writers, writing) { $0.common }
        let cancelling = OperationContext(key: IdempotencyKey("canonical-2"), budget: .seconds(60))
        try await compare(CancelOrder(order: "40218", reason: .noLongerNeeded), writers, cancelling) { order in
          #expect(order.state == .cancelled)
          return order.common
        }
        for backend in writers {
          let again = OperationContext(key: IdempotencyKey("canonical-3"), budget: .seconds(60))
          let failure = await #expect(throws: OperationFailure.self) {
            try await backend.perform(CancelOrder(order: "40210", reason: .other), again)
          }
          #expect(failure?.code == .refused && failure?.reason == .alreadyShipped)
        }
      }
    }
  }
}
