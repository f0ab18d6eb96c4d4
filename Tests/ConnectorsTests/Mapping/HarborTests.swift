import Commerce
import Foundation
import Testing
import Vendors

@testable import Connectors

/// `examples/backends/harbor.yaml` against the system it was written for.
@Suite(.serialized, .enabled(if: SimulatorProcess.isAvailable, Comment(rawValue: SimulatorProcess.unavailable)))
struct HarborTests {
  private static let simulator = Result { try SimulatorProcess("crm_json", ["--api-key", "harbor-test"]) }
  private let simulator: SimulatorProcess
  private let harbor: MappedBackend

  init() async throws {
    simulator = try Self.simulator.get()
    try await simulator.reset()
    try await simulator.control("DELETE", "faults")
    harbor = try Self.backend(simulator.url)
  }

  private static func backend(
    _ url: String, key: String = "harbor-test", replacing old: String = "", with new: String = ""
  ) throws -> MappedBackend {
    let folder = SimulatorProcess.root.appending(path: "examples/backends/harbor.yaml")
    let text = try String(contentsOf: folder, encoding: .utf8).replacingOccurrences(of: old, with: new)
    let file = try BackendFileReader().read(file: "examples/backends/harbor.yaml", text: text)
    #expect(file.warnings == [])
    let factory = BackendFactory(
      environment: ["HARBOR_URL": url + "/api/v2", "HARBOR_KEY": key], directory: folder)
    return try MappedBackend(name: file.name, mapping: #require(file.mapping), peer: factory.peer(file))
  }

  private static let context = OperationContext(budget: .seconds(60))
  private static func context(_ key: String, _ budget: Duration = .seconds(60)) -> OperationContext {
    OperationContext(key: IdempotencyKey(key), budget: budget)
  }

  @Test func findsCustomers() async throws {
    let byMail = try await harbor.perform(IdentifyCustomer(email: "maria.keller@example.com"), Self.context)
    #expect(byMail.outcome.customers == ["C1001"])
    #expect(byMail.freshness.origin == "harbor")
    let byPhone = try await harbor.perform(IdentifyCustomer(phone: "+493023125015"), Self.context)
    #expect(byPhone.outcome.customers == ["C1002"])
    // Who fits must fit all that is given.
    let both = try await harbor.perform(
      IdentifyCustomer(email: "maria.keller@example.com", phone: "+493023125014"), Self.context)
    #expect(both.outcome.customers == ["C1001"])
    let another = try await harbor.perform(
      IdentifyCustomer(email: "maria.keller@example.com", phone: "+493023125015"), Self.context)
    #expect(another.outcome.customers == [])
    let nobody = try await harbor.perform(IdentifyCustomer(email: "nobody@example.com"), Self.context)
    #expect(nobody.outcome.customers == [])
    let customer = try await harbor.perform(FindCustomer(customer: "C1001"), Self.context).outcome
    #expect(customer.givenName == "Maria" && customer.phone == "+493023125014")
    #expect(customer.address.postcode == "10969" && customer.address.country == "DE")
  }

  @Test func readsAnOrderWithItsCustomersAddress() async throws {
    let order = try await harbor.perform(FindOrder(order: "40217"), Self.context).outcome
    #expect(order.number == "40217" && order.customer == "C1001")
    #expect(order.total == Money(minorUnits: 12_380, currency: "EUR"))
    #expect(order.state == .confirmed && order.shipmentState == .shipped && order.paymentState == .paid)
    #expect(order.lines.map(\.unitPrice.minorUnits) == [8_990, 1_450])
    #expect(order.lines.map(\.variant) == ["red, medium", ""])
    #expect(order.shipments.first?.status == .inTransit && order.shipments.first?.events.count == 3)
    #expect(order.shipments.first?.estimatedDelivery == LocalDate(year: 2026, month: 11, day: 23))
    #expect(order.deliverTo.street == "Lindenstraße 12")
    #expect(order.placed == Timestamp(rfc3339: "2026-11-14T09:12:00Z"))
  }

  @Test func findsOrdersOverPages() async throws {
    let whole = try await harbor.perform(FindOrders(customer: "C1001"), Self.context).outcome.orders
    #expect(whole.map(\.number) == ["40220", "40217", "40221"])
    let small = try Self.backend(
      simulator.url, replacing: "limit > 50, then: { const: 50 }", with: "limit > 0, then: { const: 1 }")
    #expect(try await small.perform(FindOrders(customer: "C1001"), Self.context).outcome.orders == whole)
    let two = try await small.perform(FindOrders(customer: "C1001", limit: 2), Self.context).outcome.orders
    #expect(two == Array(whole.prefix(2)))
    let cancelled = try await harbor.perform(FindOrders(customer: "C1001", state: .cancelled), Self.context).outcome
    #expect(cancelled.orders.map(\.number) == ["40221"] && cancelled.orders.first?.state == .cancelled)
    let nobody = await #expect(throws: OperationFailure.self) {
      try await harbor.perform(FindOrders(customer: "C9"), Self.context)
    }
    #expect(nobody?.code == .notFound)
  }

  @Test func readsErrorsThatComeWithStatus200() async throws {
    for (code, ask) in [
      (OperationFailure.Code.notFound, Commerce.Operation(FindCustomer(customer: "C9"))),
      (.invalidArguments, Commerce.Operation(FindOrder(order: "../customers"))),
      (.invalidArguments, Commerce.Operation(IdentifyCustomer(email: "no address"))),
      (.invalidArguments, Commerce.Operation(IdentifyCustomer(givenName: "Maria"))),
    ] {
      let failure = await #expect(throws: OperationFailure.self) { try await harbor.perform(ask, Self.context) }
      #expect(failure?.code == code, "\(ask.name): \(failure?.message ?? "")")
      #expect(failure?.mayHaveHappened == false)
    }
    try await simulator.control("POST", "touch", .object(["action": .string("maintenance")]))
    let failure = await #expect(throws: OperationFailure.self) {
      try await harbor.perform(FindCustomer(customer: "C1001"), Self.context)
    }
    #expect(failure?.code == .unavailable)
    try await simulator.control("POST", "touch", .object(["action": .string("maintenance"), "on": .bool(false)]))
    let wrongKey = try Self.backend(simulator.url, key: "other")
    let refused = await #expect(throws: OperationFailure.self) {
      try await wrongKey.perform(FindCustomer(customer: "C1001"), Self.context)
    }
    #expect(refused?.code == .unauthorized)
  }

  private static let move = ChangeCustomerAddress(
    customer: "C1001",
    address: Address(
      street: "Neue Straße 4", city: "Berlin", region: "", postcode: "10117", country: "DE", street2: "Hof 2"))
  private static let ticket = OpenCase(
    subject: "Late", description: "Where is it?", customer: "C1001", order: "40217", priority: .urgent)

  @Test func changesAnAddressOnlyAsItWasRead() async throws {
    let changed = try await harbor.perform(Self.move, Self.context("move.1")).outcome
    #expect(changed.address.street == "Neue Straße 4, Hof 2" && changed.address.postcode == "10117")
    let again = try await harbor.perform(Self.move, Self.context("move.1")).outcome
    #expect(again == changed)
    try await fault(["kind": .string("version-conflict")], on: "PUT")
    let failure = await #expect(throws: OperationFailure.self) {
      try await harbor.perform(Self.move, Self.context("move.2"))
    }
    #expect(failure?.code == .conflict && failure?.mayHaveHappened == false)
    guard case .refused(let later) = try await harbor.outcome(of: Commerce.Operation(Self.move), Self.context("move.2"))
    else {
      Issue.record("the conflict is not remembered")
      return
    }
    #expect(later.code == .conflict)
    #expect(try await effects() == 1)
  }

  @Test func opensATicketOnce() async throws {
    let opened = try await harbor.perform(Self.ticket, Self.context("case.1")).outcome
    #expect(opened.customer == "C1001" && opened.order == "40217" && opened.priority == .high && opened.state == .open)
    #expect(try await harbor.perform(Self.ticket, Self.context("case.1")).outcome == opened)
    let asked = try await harbor.outcome(of: Commerce.Operation(Self.ticket), Self.context("case.1"))
    #expect(asked == .done(OperationResult(OpenCase.self, opened)))
    #expect(try await harbor.outcome(of: Commerce.Operation(Self.ticket), Self.context("case.2")) == .notDone)
    #expect(try await effects() == 1)
  }

  @Test(arguments: TransportFault.allCases, [true, false]) func eachWriteHasOneOutcome(
    _ kind: TransportFault, _ isTicket: Bool
  ) async throws {
    let operation = isTicket ? Commerce.Operation(Self.ticket) : Commerce.Operation(Self.move)
    try await fault(kind.fault, on: isTicket ? "POST" : "PUT")
    let context = Self.context("f.\(kind.rawValue)", .milliseconds(1_500))
    let settled = await WriteTrial.settle(harbor, operation, context) {
      _ = try? await simulator.control("POST", "release", .object([:]))
    }
    #expect(settled.claimed, "\(kind): \(settled.story)")
    #expect(try await effects() == 1, "\(kind): \(settled.story)")
  }

  private func fault(_ fault: [String: JSONValue], on method: String) async throws {
    var fault = fault
    fault["match"] = .object(["method": .string(method)])
    try await simulator.control("POST", "faults", .array([.object(fault)]))
  }

  private func effects() async throws -> Int { try await simulator.effects() }
}
