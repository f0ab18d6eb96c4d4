import Commerce
import Foundation
import Synchronization
import TestSockets
import Testing

@testable import Connectors

/// Operations of several requests: search first, then do it, then look what became of it.
@Suite struct StepsTests {
  static let file = """
    backend: api
    kind: http
    url: URL
    auth: { bearer: env:KEY }
    errors:
      - { when: err.code = E429, code: rateLimited, happened: false }
      - { when: err.code = E409, code: conflict, happened: false }
    records:
      order:
        number: no
        customer: who
        placed: { path: placed, as: moment }
        state: { path: status, map: { NEW: open, CNX: cancelled } }
        shipmentState: { const: pending }
        paymentState: { const: paid }
        total: { money: total, currency: EUR }
        lines: []
        shipments: []
        deliverTo: { street: { const: "" }, city: { const: "" }, region: { const: "" }, postcode: zip, country: { const: DE } }
      called_off:
        use: order
        cancelReason: { const: other }
    operations:
      findOrder:
        before:
          found: { send: GET /search, query: { no: "{order}" }, NEEDS }
        errors: [ERRORS]
        request: GET /orders/{$found.body.hits[0].id}
        result: { use: order, state: { const: open } }
      checkPostcode:
        before:
          found: { send: GET /search, query: { no: "{order}" }, needs: "hits[0]" }
        request: GET /orders/{$found.body.hits[0].id}
        result:
          matches: { if: "zip postcode_in {candidates}", then: { const: true }, else: { const: false } }
      existingOrders:
        refuses: [caller, "among[2]"]
        before:
          second: { if: "$arguments.among[1] exists", send: GET /search, query: { no: "{among[1]}" } }
        request: { send: GET /search, query: { no: "{among[0]}" } }
        result: { existing: ["hits[0].no", "$second.body.hits[0].no"] }
      identifyCustomer:
        refuses: [loyaltyNumber, givenName, familyName, postcode]
        request: { send: GET /customers, query: { email: "{email}", phone: { if: email missing, then: "{phone}" } } }
        result:
          customers: { each: hits, where: { any: [$arguments.phone missing, "phone phone_in {phone}"] }, take: id }
      checkInventory:
        request: GET /stock/{sku}
        result:
          levels:
            each: stock
            where: { any: [$arguments.places missing, "$name in {places}"] }
            sku: ^.sku
            place: $name
            placeName: $name
            onHand: .
            committed: { const: 0 }
            availability: { const: inStock }
            asOf: { path: ^.at, as: moment }
      cancelOrder:
        idempotency: { header: Key, form: hex, repeats_safely: true }
        ignores: reason
        before:
          found: { send: GET /search, query: { no: "{order}" }, needs: "hits[0]" }
        request: { send: "POST /orders/{$found.body.hits[0].id}/cancel", body: { rev: "{$found.body.hits[0].rev}" } }
        after:
          full: GET /orders/{$found.body.hits[0].id}
        outcome:
          request: GET /orders/{$found.body.hits[0].id}
          done: [status = CNX, "no = {order}"]
          refused: { when: status = SHP, reason: alreadyShipped }
          not_done: status = NEW
        result: { use: called_off, within: $full.body }

    """

  static func backend(
    _ server: ScriptedServer, needs: String = "changes_nothing: true", errors: String = ""
  ) throws -> MappedBackend {
    let text = file.replacing("URL", with: server.url).replacing("NEEDS", with: needs)
      .replacing("ERRORS", with: errors)
    let file = try BackendFileReader().read(file: "api.yaml", text: text)
    let factory = BackendFactory(environment: ["KEY": "k"], directory: URL(filePath: "/nowhere/api.yaml"))
    return try MappedBackend(name: file.name, mapping: #require(file.mapping), peer: factory.peer(file))
  }

  /// An order system: searches bring an identifier and a version, which grows with every search.
  final class Orders: Sendable {
    struct State {
      var version = 6
      var isCancelled = false
      var loses = false
      var stale = false
      var search = ScriptedServer.Answer(200)
      var order: ScriptedServer.Answer?
    }
    let state = Mutex(State())

    func answer(_ request: ScriptedServer.Request) -> ScriptedServer.Answer {
      state.withLock { state in
        if request.target.hasPrefix("/search") {
          if state.search.status != 200 || !state.search.body.isEmpty { return state.search }
          state.version += 1
          let number = request.target.split(separator: "=").last ?? ""
          return .init(200, #"{"hits": [{"id": 7, "no": "\#(number)", "rev": \#(state.version)}]}"#)
        }
        if request.method == "POST" {
          if state.stale { return .init(409, #"{"err": {"code": "E409"}}"#) }
          state.isCancelled = true
          return state.loses ? .init(502, "<html>") : .init(200, #"{"status": "CNX"}"#)
        }
        if let order = state.order { return order }
        let word = state.isCancelled ? "CNX" : "NEW"
        return .init(
          200,
          #"{"no": "7", "who": "C1", "placed": "2026-07-14", "status": "\#(word)", "total": "19.90", "zip": "ZZ12 5ML"}"#
        )
      }
    }
  }

  static func failure(
    _ backend: MappedBackend, _ operation: Commerce.Operation, key: String? = nil
  ) async -> OperationFailure? {
    let context = OperationContext(key: key.flatMap(IdempotencyKey.init), budget: .seconds(60))
    do throws(OperationFailure) { _ = try await backend.perform(operation, context) } catch { return error }
    return nil
  }

  private static let nothingFound = #"{ when: "$found.body.hits[0] missing", code: notFound }"#

  /// "Nothing was found" is said of a search that was answered, and of no other.
  @Test(
    arguments: [
      (ScriptedServer.Answer(429, #"{"err": {"code": "E429"}}"#), OperationFailure.Code.rateLimited),
      (.init(429, #"{"error": "slow down"}"#), .rateLimited), (.init(503, #"{"x": 1}"#), .unavailable),
      (.init(503, "<html>"), .unavailable), (.init(200, #"{"err": {"code": "E429"}}"#), .rateLimited),
      (.init(200, #"{"hits": []}"#), .notFound), (.init(200, "<html>"), .invalidResponse),
    ] as [(ScriptedServer.Answer, OperationFailure.Code)], [true, false]) func aFailedSearchFoundNothingOut(
      _ answer: (ScriptedServer.Answer, OperationFailure.Code), _ byNeeds: Bool
    ) async throws
  {
    let orders = Orders()
    orders.state.withLock { $0.search = answer.0 }
    let server = try await ScriptedServer { orders.answer($0) }
    defer { server.stop() }
    let backend =
      byNeeds
      ? try Self.backend(server, needs: #"needs: "hits[0]""#) : try Self.backend(server, errors: Self.nothingFound)
    let failure = await Self.failure(backend, Commerce.Operation(FindOrder(order: "7")))
    #expect(failure?.code == answer.1 && failure?.mayHaveHappened == false, "\(failure?.message ?? "")")
    #expect(server.requests.count == 1)
  }

  /// What is said of a read says nothing before that read is made.
  @Test func aLineAboutALaterAnswerWaitsForIt() async throws {
    let orders = Orders()
    let server = try await ScriptedServer { orders.answer($0) }
    defer { server.stop() }
    let line =
      #"{ when: "$found.body.hits[0].gone exists", code: notFound }, { when: "$.who missing", code: conflict }"#
    let backend = try Self.backend(server, errors: line)
    #expect(await Self.failure(backend, Commerce.Operation(FindOrder(order: "7"))) == nil)
    orders.state.withLock { $0.order = .init(200, #"{"no": "7"}"#) }
    #expect(await Self.failure(backend, Commerce.Operation(FindOrder(order: "7")))?.code == .conflict)
  }

  @Test func aReadIsMadeOnlyWhereItsConditionHolds() async throws {
    let orders = Orders()
    let server = try await ScriptedServer { orders.answer($0) }
    defer { server.stop() }
    let backend = try Self.backend(server)
    let context = OperationContext(budget: .seconds(60))
    let one = try await backend.perform(ExistingOrders(among: ["5"]), context).outcome
    #expect(one.existing == ["5"] && server.requests.map(\.target) == ["/search?no=5"])
    let two = try await backend.perform(ExistingOrders(among: ["5", "6"]), context).outcome
    #expect(two.existing == ["5", "6"] && server.requests.count == 3)
    let failure = await Self.failure(backend, Commerce.Operation(ExistingOrders(among: ["5", "6", "7"])))
    #expect(failure?.code == .unsupported && server.requests.count == 3)
    #expect(failure?.message == "api cannot do existingOrders by more than 2 of among")
  }

  @Test func anEmptyListSaysNothing() async throws {
    let server = try await ScriptedServer { _ in
      .init(200, #"{"sku": "S", "at": "2026-07-14T07:12:00Z", "stock": {"A": 1, "B": 2}}"#)
    }
    defer { server.stop() }
    let backend = try Self.backend(server)
    let context = OperationContext(budget: .seconds(60))
    let all = try await backend.perform(CheckInventory(sku: "S"), context).outcome
    #expect(all.levels.map(\.place) == ["A", "B"])
    let some = try await backend.perform(CheckInventory(sku: "S", places: ["B"]), context).outcome
    #expect(some.levels.map(\.place) == ["B"])
  }

  @Test func whoeverFitsFitsAllThatIsGiven() async throws {
    let server = try await ScriptedServer { _ in
      .init(200, #"{"hits": [{"id": "A", "phone": "+44 7700 900111"}, {"id": "B", "phone": "+447700900112"}]}"#)
    }
    defer { server.stop() }
    let backend = try Self.backend(server)
    let context = OperationContext(budget: .seconds(60))
    let byMail = try await backend.perform(IdentifyCustomer(email: "a@example.com"), context).outcome
    #expect(byMail.customers == ["A", "B"])
    let both = try await backend.perform(
      IdentifyCustomer(email: "a@example.com", phone: "+447700900111"), context
    ).outcome
    #expect(both.customers == ["A"])
    #expect(server.requests.map(\.target).allSatisfy { !$0.contains("phone") })
  }

  @Test(arguments: [("ZZ125ML", true), ("zz12 5ml", true), ("ZZ12-5ML", true), ("ZZ12 5MX", false)])
  func postcodesAreComparedAsLettersAndDigits(_ said: String, _ matches: Bool) async throws {
    let orders = Orders()
    let server = try await ScriptedServer { orders.answer($0) }
    defer { server.stop() }
    let asked = CheckPostcode(order: "7", candidates: ["99999", said])
    let answer = try await Self.backend(server).perform(asked, OperationContext(budget: .seconds(60)))
    #expect(answer.outcome.matches == matches)
  }

  private static let cancel = Commerce.Operation(CancelOrder(order: "7", reason: .other))

  /// Under the same key the same goes out, whatever the search says by then.
  @Test func aRepeatGoesOutAsItWentFirst() async throws {
    let orders = Orders()
    let server = try await ScriptedServer { orders.answer($0) }
    defer { server.stop() }
    let backend = try Self.backend(server)
    orders.state.withLock { $0.loses = true }
    #expect(await Self.failure(backend, Self.cancel, key: "k.1")?.mayHaveHappened == true)
    orders.state.withLock { $0.loses = false }
    #expect(await Self.failure(backend, Self.cancel, key: "k.1") == nil)
    let sent = server.requests.filter { $0.method == "POST" }.map(\.body)
    #expect(sent == [#"{"rev":7}"#, #"{"rev":7}"#])
    // Another order under the key, and another key, are other writes.
    _ = await Self.failure(backend, Commerce.Operation(CancelOrder(order: "8", reason: .other)), key: "k.1")
    _ = await Self.failure(backend, Self.cancel, key: "k.2")
    #expect(server.requests.filter { $0.method == "POST" }.map(\.body).suffix(2) == [#"{"rev":8}"#, #"{"rev":9}"#])
  }

  /// A write whose first read failed did not go out, however that read failed.
  @Test func aWriteThatWaitsForAReadHasNotHappened() async throws {
    let server = try await ScriptedServer { _ in
      Thread.sleep(forTimeInterval: 0.3)
      return .init(200, #"{"hits": [{"id": 7, "rev": 1}]}"#)
    }
    defer { server.stop() }
    let context = OperationContext(key: IdempotencyKey("k.1"), budget: .milliseconds(50))
    let failure = await #expect(throws: OperationFailure.self) {
      try await Self.backend(server).perform(Self.cancel, context)
    }
    #expect(failure?.code == .timedOut && failure?.mayHaveHappened == false)
    #expect(server.requests.allSatisfy { $0.method == "GET" })
  }

  /// What certainly did not take place is read anew.
  @Test func aRefusedWriteIsReadAnew() async throws {
    let orders = Orders()
    let server = try await ScriptedServer { orders.answer($0) }
    defer { server.stop() }
    let backend = try Self.backend(server)
    orders.state.withLock { $0.stale = true }
    #expect(await Self.failure(backend, Self.cancel, key: "k.1")?.code == .conflict)
    orders.state.withLock { $0.stale = false }
    #expect(await Self.failure(backend, Self.cancel, key: "k.1") == nil)
    #expect(server.requests.filter { $0.method == "POST" }.map(\.body) == [#"{"rev":7}"#, #"{"rev":8}"#])
  }

  /// The outcome is asked with the operation's own reads, and its result is the write's.
  @Test func outcomesAreAskedWithTheReadsTheyName() async throws {
    let orders = Orders()
    let server = try await ScriptedServer { orders.answer($0) }
    defer { server.stop() }
    let backend = try Self.backend(server)
    let context = OperationContext(key: IdempotencyKey("k.1"), budget: .seconds(60))
    #expect(try await backend.outcome(of: Self.cancel, context) == .notDone)
    #expect(server.requests.map(\.target) == ["/search?no=7", "/orders/7"])
    orders.state.withLock { $0.order = .init(200, #"{"status": "SHP"}"#) }
    guard case .refused(let failure) = try await backend.outcome(of: Self.cancel, context) else {
      Issue.record("it was refused")
      return
    }
    #expect(failure.code == .refused && failure.reason == .alreadyShipped)
    orders.state.withLock {
      $0.order = nil
      $0.isCancelled = true
    }
    guard case .done(let result) = try await backend.outcome(of: Self.cancel, context) else {
      Issue.record("it was done")
      return
    }
    let order = result.value as? Order
    #expect(order?.state == .cancelled && order?.cancelReason == .other)
    #expect(server.requests.count == 7 && backend.asksOutcome(of: .cancelOrder))
  }
}
