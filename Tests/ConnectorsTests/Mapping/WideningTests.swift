import Commerce
import Foundation
import TestSockets
import Testing

@testable import Connectors

/// What a mapped back end does not send, and does not believe.
@Suite struct WideningTests {
  private static let file = """
    backend: api
    kind: http
    url: URL
    auth: { bearer: env:KEY }
    zone: Europe/Berlin
    errors:
      - { status: 409, code: conflict, without_json: true }
    operations:
      identifyCustomer:
        request: { send: POST /search, changes_nothing: true, body: { filter: { email: "{email}", phone: "{phone}" } } }
        refuses: [loyaltyNumber, givenName, familyName, postcode]
        result: { customers: ids }
      existingOrders:
        request: { send: GET /orders, query: { number: "{among}" } }
        ignores: [caller]
        success: number in {among}
        result: { existing: { each: orders, where: "no in {among}", take: no } }
      cancelOrder:
        idempotency: { header: Key, repeats_safely: true }
        request: POST /orders/{order}/cancel
        ignores: reason
        outcome: { request: "GET /keys/{$key}", done: state = done, not_done: 404 }
        result: { const: {} }

    """

  private static func backend(_ server: ScriptedServer) throws -> MappedBackend {
    // A result without fields is not what cancelOrder's contract says: it takes a whole order, so none is made here.
    let text = file.replacing("URL", with: server.url).replacing(
      "    result: { const: {} }", with: "    result: \(order)")
    let file = try BackendFileReader().read(file: "api.yaml", text: text)
    let factory = BackendFactory(environment: ["KEY": "k"], directory: URL(filePath: "/nowhere/api.yaml"))
    return try MappedBackend(name: file.name, mapping: #require(file.mapping), peer: factory.peer(file))
  }

  private static let order = """
    { number: no, customer: { const: C1 }, placed: { path: placed, as: moment }, state: { const: cancelled },
              shipmentState: { const: pending }, paymentState: { const: paid }, total: { money: total, currency: EUR },
              lines: { const: [] }, shipments: { const: [] }, deliverTo: { const: { street: "", city: "", region: "", postcode: "1", country: DE } } }
    """

  private static func failure(
    _ backend: MappedBackend, _ operation: Commerce.Operation, key: String? = nil
  ) async -> OperationFailure? {
    let context = OperationContext(key: key.flatMap(IdempotencyKey.init), budget: .seconds(60))
    do throws(OperationFailure) { _ = try await backend.perform(operation, context) } catch { return error }
    return nil
  }

  @Test func nothingAskedForIsLeftOut() async throws {
    let server = try await ScriptedServer { _ in .init(200, #"{"ids": ["everybody"]}"#) }
    defer { server.stop() }
    let backend = try Self.backend(server)
    let all: [(Commerce.Operation, OperationFailure.Code)] = [
      (Commerce.Operation(IdentifyCustomer()), .invalidArguments),
      (Commerce.Operation(IdentifyCustomer(email: "")), .invalidArguments),
      (Commerce.Operation(IdentifyCustomer(email: "a@example.com", postcode: "10115")), .unsupported),
      (Commerce.Operation(IdentifyCustomer(loyaltyNumber: "L1")), .unsupported),
    ]
    for (operation, code) in all {
      let failure = await Self.failure(backend, operation)
      #expect(failure?.code == code && failure?.mayHaveHappened == false, "\(failure?.message ?? "")")
    }
    #expect(server.requests.isEmpty)
    #expect(await Self.failure(backend, Commerce.Operation(IdentifyCustomer(phone: "+49301"))) == nil)
    #expect(server.requests.map(\.body) == [#"{"filter":{"phone":"+49301"}}"#])
  }

  @Test func aReadOfNothingIsNotMade() async throws {
    let server = try await ScriptedServer { _ in .init(200, #"{"number": "7", "orders": []}"#) }
    defer { server.stop() }
    let backend = try Self.backend(server)
    let failure = await Self.failure(backend, Commerce.Operation(ExistingOrders(among: [])))
    #expect(failure?.code == .invalidArguments && failure?.mayHaveHappened == false)
    #expect(server.requests.isEmpty)
  }

  @Test func listsAreComparedElementByElement() async throws {
    let server = try await ScriptedServer { _ in
      .init(200, #"{"number": 7, "orders": {"a": {"no": "7"}, "b": {"no": "8"}, "c": {"no": "9"}}}"#)
    }
    defer { server.stop() }
    let backend = try Self.backend(server)
    let context = OperationContext(budget: .seconds(60))
    let found = try await backend.perform(ExistingOrders(among: ["9", "7"], caller: "+4930"), context).outcome
    #expect(found.existing == ["7", "9"])
    #expect(server.requests.map(\.target) == ["/orders?number=9&number=7"])
    #expect(await Self.failure(backend, Commerce.Operation(ExistingOrders(among: ["8"])))?.code == .invalidResponse)
  }

  @Test(arguments: [
    (404, "<html>no such page</html>", OperationFailure.Code.invalidResponse, true),
    (404, "", .invalidResponse, true), (404, "Not Found", .invalidResponse, true),
    (400, "<h1>Bad Request</h1>", .invalidResponse, true), (404, #"{"error": "no such order"}"#, .notFound, false),
    (409, "busy", .conflict, false), (401, "<html>", .unauthorized, false), (502, "<html>", .unavailable, true),
  ]) func aProxysWordIsNotTheSystems(
    _ status: Int, _ body: String, _ code: OperationFailure.Code, _ mayHaveHappened: Bool
  ) async throws {
    let server = try await ScriptedServer { _ in .init(status, body) }
    defer { server.stop() }
    let backend = try Self.backend(server)
    let read = await Self.failure(backend, Commerce.Operation(IdentifyCustomer(email: "a@example.com")))
    #expect(read?.code == code && read?.mayHaveHappened == false)
    if code == .invalidResponse { #expect(read?.message.contains("without_json: true") == true) }
    let write = await Self.failure(
      backend, Commerce.Operation(CancelOrder(order: "7", reason: .noLongerNeeded)), key: "k")
    #expect(write?.code == code && write?.mayHaveHappened == mayHaveHappened)
  }

  @Test func aProxysWordIsNoOutcomeEither() async throws {
    let answers = [
      ScriptedServer.Answer(404, "<html>"), .init(404, #"{"error": "unknown key"}"#),
      .init(200, #"{"state": "done", "no": "7", "placed": "2026-07-14 09:12", "total": "19.90"}"#),
    ]
    let server = try await ScriptedServer { request in
      answers[Int(request.target.split(separator: "-").last ?? "0") ?? 0]
    }
    defer { server.stop() }
    let backend = try Self.backend(server)
    let operation = Commerce.Operation(CancelOrder(order: "7", reason: .noLongerNeeded))
    func outcome(_ number: Int) async throws -> WriteOutcome {
      let context = OperationContext(key: IdempotencyKey("k-\(number)"), budget: .seconds(60))
      return try await backend.outcome(of: operation, context)
    }
    let failure = await #expect(throws: OperationFailure.self) { try await outcome(0) }
    #expect(failure?.code == .invalidResponse)
    #expect(try await outcome(1) == .notDone)
    guard case .done(let result) = try await outcome(2), let order = result.value as? Order else {
      Issue.record("it was done")
      return
    }
    // By the clock of the whole file.
    #expect(order.placed.rfc3339 == "2026-07-14T07:12:00.000Z")
  }
}
