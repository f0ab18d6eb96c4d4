import AisleTesting
import Commerce
import Foundation
import Testing
import Vendors

@testable import Connectors

extension VendorTests {
  /// What the vendors send by themselves, and what polls find of what was lost.
  @Suite(.serialized) struct VendorEvents {
    private struct Delivery {
      var topic: String
      var body: String
      var headers: EventHeaders
    }

    private func deliveries(_ simulator: SimulatorProcess) async throws -> [Delivery] {
      (try await simulator.control("GET", "webhooks")["deliveries"]?.array ?? []).map { delivery in
        let pairs = (delivery["headers"]?.object ?? [:]).map { ($0.key, $0.value.string ?? "") }
        let headers = EventHeaders(pairs)
        return Delivery(
          topic: headers["x-shopify-topic"] ?? headers["x-wc-webhook-topic"] ?? "",
          body: delivery["body"]?.string ?? "", headers: headers)
      }
    }

    private func subscribe(_ simulator: SimulatorProcess, _ topics: [String]) async throws {
      for topic in topics {
        let hook = JSONValue.object([
          "topic": .string(topic), "url": .string("http://127.0.0.1:1/"), "secret": .string("hush"),
        ])
        try await simulator.control("POST", "webhooks", .object(["subscribe": hook, "hold": .bool(true)]))
      }
    }

    private let received = Timestamp(milliseconds: 1_795_000_000_000)

    @Test func shopifyTellsOfParcels() async throws {
      let (simulator, _) = try await ShopifyFixture.ready()
      try await subscribe(
        simulator, ["orders/updated", "fulfillments/update", "refunds/create", "inventory_levels/update"])
      try await simulator.touch("shipment", ["order": .string("40217"), "status": .string("out_for_delivery")])
      try await simulator.touch("refund", ["order": .string("40217"), "amount": .whole(500)])
      try await simulator.touch(
        "inventory", ["sku": .string("ALDER-M"), "location": .string("loc-portland"), "available": .whole(9)])
      let all = try await deliveries(simulator)
      #expect(all.count == 5)
      for delivery in all {
        let header = delivery.headers["x-shopify-hmac-sha256"]
        let body = Array(delivery.body.utf8)
        #expect(BodySignature.check(header, body: body, secrets: WebhookSecrets(["old", "hush"])) == .valid)
        #expect(BodySignature.check(header, body: body + [0x20], secrets: WebhookSecrets(["hush"])) == .wrong)
        let parsed = try JSONValue(parsing: Data(body))
        let reading = ShopifyWebhook.updates(topic: delivery.topic, body: parsed, receivedAt: received)
        switch (delivery.topic, reading) {
        case ("fulfillments/update", .updates(let updates, _)), ("orders/updated", .updates(let updates, _)):
          #expect(updates.first?.key == FactKey(.order, "40217"))
          guard case .value(.shipment(let parcel)) = updates.last?.change else {
            Issue.record("no parcel")
            continue
          }
          #expect((parcel.trackingNumber, parcel.status) == ("1Z555AA0402170001", .outForDelivery))
        case ("refunds/create", .ignored), ("inventory_levels/update", .ignored): break
        default: Issue.record("\(delivery.topic) is read as \(reading)")
        }
      }
    }

    @Test func wooTellsWholeOrders() async throws {
      let (simulator, backend) = try await WooFixture.ready()
      try await subscribe(simulator, ["order.updated"])
      try await simulator.touch("ship", ["order": .string("40219"), "carrier": .string("DHL")])
      let delivery = try #require(try await deliveries(simulator).first)
      let body = Array(delivery.body.utf8)
      let header = delivery.headers["x-wc-webhook-signature"]
      #expect(BodySignature.check(header, body: body, secrets: WebhookSecrets(["hush"])) == .valid)
      let parsed = try JSONValue(parsing: Data(body))
      let reading = WooWebhook.updates(topic: delivery.topic, body: parsed, receivedAt: received)
      guard case .updates(let updates, _) = reading, case .value(.order(let told)) = updates.first?.change else {
        Issue.record("read as \(reading)")
        return
      }
      let asked = try await backend.perform(FindOrder(order: "40219"), ShopifyFixture.reading).outcome
      #expect(told == asked)
    }

    /// Reads a stream to its end. Returns what it told and where it ended.
    private func round(
      _ poll: some PollSource, _ cursor: String?, limit: Int = 4
    ) async throws -> (orders: [String: Order], cursor: String?) {
      var orders: [String: Order] = [:]
      var cursor = cursor
      for _ in 0..<100 {
        let page = try await poll.changes(after: cursor, limit: limit)
        for update in page.updates {
          if case .value(.order(let order)) = update.change { orders[order.number] = order }
        }
        cursor = page.cursor
        if page.isLast { return (orders, cursor) }
      }
      Issue.record("the stream does not end")
      return (orders, cursor)
    }

    @Test func shopifyPollFindsWhatWasLost() async throws {
      let (simulator, backend) = try await ShopifyFixture.ready()
      try await pollFinds(simulator, ShopifyOrderPoll(backend), topic: "orders/updated") { number in
        try await backend.perform(FindOrder(order: number), ShopifyFixture.reading).outcome
      }
    }

    @Test func wooPollFindsWhatWasLost() async throws {
      let (simulator, backend) = try await WooFixture.ready()
      try await pollFinds(simulator, WooOrderPoll(backend), topic: "order.updated") { number in
        try await backend.perform(FindOrder(order: number), ShopifyFixture.reading).outcome
      }
    }

    private func pollFinds(
      _ simulator: SimulatorProcess, _ poll: some PollSource, topic: String, _ find: (String) async throws -> Order
    ) async throws {
      let first = try await round(poll, nil)
      #expect(first.orders.count == 13)
      // All in one second: whole-second times must lose none of them, however often it is asked in between.
      try await simulator.control("POST", "webhooks", .object(["drop": .whole(100)]))
      var cursor = first.cursor
      var seen: [String: Order] = [:]
      for number in ["40218", "40219", "40220", "40221", "40222"] {
        try await simulator.touch("note", ["order": .string(number), "text": .string("called")])
        let next = try await round(poll, cursor, limit: 2)
        seen.merge(next.orders) { _, new in new }
        cursor = next.cursor
      }
      try await simulator.touch("ship", ["order": .string("40219")])
      let last = try await round(poll, cursor, limit: 2)
      seen.merge(last.orders) { _, new in new }
      #expect(Set(seen.keys).isSuperset(of: ["40218", "40219", "40220", "40221", "40222"]))
      for (number, order) in seen { #expect(try await find(number) == order) }
      #expect(seen["40219"]?.shipments.count == 1)
    }

    @Test func aCursorThatCannotBeReadBeginsAnew() async throws {
      let (_, backend) = try await WooFixture.ready()
      #expect(try await round(WooOrderPoll(backend), "nonsense").orders.count == 13)
      #expect(try await round(WooOrderPoll(backend), "x y z").orders.count == 13)
    }
  }
}
