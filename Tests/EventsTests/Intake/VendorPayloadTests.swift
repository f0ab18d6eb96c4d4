import Commerce
import Foundation
import Testing
import Vendors

@testable import Events

/// True payloads of every vendor, and every part of them replaced by something strange, through the whole way in.
@Suite struct VendorPayloadTests {
  static let payloads: [(source: String, topic: String, body: String)] = [
    (
      "woo", "order.updated",
      #"""
      {"id": 9, "number": "9", "status": "processing", "currency": "USD", "total": "20.00", "customer_id": 3,
       "date_created_gmt": "2026-11-12T10:15:00", "date_modified_gmt": "2026-11-12T10:15:01", "line_items":
       [{"sku": "A", "name": "Mug - M", "quantity": 2, "total": "20.00"}], "refunds": [{"id": 1, "total": "-1.00"}],
       "shipping": {"city": "X", "postcode": "97201", "country": "US"}}
      """#
    ),
    (
      "shop", "orders/updated",
      ##"""
      {"id": 1, "name": "#1001", "updated_at": "2026-11-12T10:15:00Z", "fulfillments": [{"id": 1, "tracking_number": "1Z",
       "tracking_company": "UPS", "shipment_status": "in_transit", "status": "success",
       "updated_at": "2026-11-12T10:15:00Z", "line_items": [{"sku": "A", "quantity": 1}]}]}
      """##
    ),
    (
      "stripe", "",
      #"""
      {"id": "evt_1", "object": "event", "type": "refund.updated", "created": 1795000000, "pending_webhooks": 1, "data":
       {"object": {"id": "re_3", "object": "refund", "amount": 1450, "currency": "usd", "created": 1794999000,
       "payment_intent": "pi_1", "charge": "ch_1", "status": "succeeded", "metadata": {"order_number": "40217"}}}}
      """#
    ),
    (
      "aftership", "",
      #"""
      {"ts": 1795000000, "event": "tracking_update", "event_id": "8d5c4f1e-0000-4000-8000-000000000001", "msg":
       {"id": "216a", "tracking_number": "1Z12345E0205271688", "slug": "ups", "tag": "Delivered", "order_number": "40217",
       "updated_at": "2026-11-18T10:00:00+00:00", "expected_delivery": "2026-11-18", "checkpoints":
       [{"checkpoint_time": "2026-11-18T09:00:00+00:00", "tag": "Delivered", "city": "Reno"}]}}
      """#
    ),
    (
      "erp", "",
      #"""
      {"specversion": "1.0", "id": "e-1", "source": "/erp", "type": "retail.stock.updated", "time": "2026-11-18T10:00:00Z",
       "data": {"sku": "T-1", "place": "S04", "placeName": "Fifth Street", "onHand": 3, "availability": "inStock",
       "asOf": "2026-11-18T10:00:00Z"}}
      """#
    ),
  ]

  static let strange: [JSONValue] = [
    .null, .bool(true), .number(-1), .number(Decimal(string: "1e30")!), .number(Decimal(Int64.max)),
    .number(Decimal(Int64.min)), .number(Decimal(string: "0.5")!), .string("9223372036854775807"), .string(""),
    .string("💥"), .string("9999-12-31T23:59:59Z"), .string("-0001-01-01"), .array([]), .array([.null]), .object([:]),
  ]

  func send(_ intake: WebhookIntake, _ house: House, _ source: String, _ topic: String, _ body: [UInt8], _ id: Int)
    async
    -> WebhookAnswer
  {
    var headers: [(String, String)] = []
    let seconds = house.clock.now.milliseconds / 1_000
    switch source {
    case "woo":
      headers = [
        ("x-wc-webhook-signature", BodySignature.make(body: body, secret: "hush")), ("x-wc-webhook-topic", topic),
        ("x-wc-webhook-delivery-id", "\(id)"),
      ]
    case "shop":
      headers = [
        ("x-shopify-hmac-sha256", BodySignature.make(body: body, secret: "hush")), ("x-shopify-topic", topic),
        ("x-shopify-webhook-id", "\(id)"),
      ]
    case "stripe": headers = [("stripe-signature", StripeSignature.make(body: body, secret: "whsec_x", at: seconds))]
    case "aftership": headers = [("aftership-hmac-sha256", BodySignature.make(body: body, secret: "hush"))]
    default:
      headers = StandardWebhooks.sign(id: "m-\(id)", at: seconds, body: body, secret: "hush")!
    }
    return await intake.receive(source: source, headers: EventHeaders(headers), body: body)
  }

  func house() async throws -> (House, WebhookIntake) {
    let sources: [WebhookSource] = [
      .shopify(name: "shop", secrets: WebhookSecrets(["hush"]), mapping: ShopifyWebhook.self),
      .wooCommerce(name: "woo", secrets: WebhookSecrets(["hush"]), mapping: WooWebhook.self),
      .stripe(secrets: WebhookSecrets(["whsec_x"]), mapping: StripeWebhook.self),
      .afterShip(secrets: WebhookSecrets(["hush"]), mapping: AfterShipWebhook.self),
      .cloudEvents(name: "erp", secrets: WebhookSecrets(["hush"])),
    ]
    let house = try await House(formats: sources.map(\.format))
    house.clock.advance(3_600)
    return (
      house,
      WebhookIntake(
        sources: sources, processor: house.processor, logger: House.logger, now: { house.clock.now })
    )
  }

  @Test func truePayloadsBecomeFacts() async throws {
    let (house, intake) = try await house()
    for (number, payload) in Self.payloads.enumerated() {
      let body = Array(payload.body.utf8)
      #expect(await send(intake, house, payload.source, payload.topic, body, number) == WebhookAnswer(200, "taken in"))
      #expect(await send(intake, house, payload.source, payload.topic, body, number) == WebhookAnswer(200, "duplicate"))
    }
    #expect(
      house.model.keys().map(\.description) == [
        "order/1001", "order/9", "refund/re_3", "shipment/1Z", "shipment/1Z12345E0205271688", "stock/T-1@S04",
      ])
    #expect(house.model.fact(FactKey(.order, "9"))?.origin == "woo")
    #expect(house.model.facts(by: .parts(of: FactKey(.order, "40217"))).count == 2)
  }

  @Test(arguments: payloads.map(\.source)) func strangePartsNeitherCrashNorSpread(_ source: String) async throws {
    let (house, intake) = try await house()
    let payload = try #require(Self.payloads.first { $0.source == source })
    let whole = try JSONValue(parsing: Data(payload.body.utf8))
    var (number, answers) = (0, [Int: Int]())
    for path in Self.paths(whole) {
      for value in Self.strange {
        number += 1
        let body = Array(try Self.replaced(whole, path[...], value).text())
        let answer = await send(intake, house, payload.source, payload.topic, body, number)
        answers[answer.status, default: 0] += 1
        #expect([200, 400, 422].contains(answer.status), "\(path) \(answer)")
      }
    }
    #expect(answers[422, default: 0] > 0)
    // What was taken in can be told: it keeps the contract.
    for key in house.model.keys() {
      guard let record = house.model.fact(key)?.value?.record else { continue }
      #expect(record.brokenRule == nil && record.impossibleAmount == nil, "\(key)")
    }
    // Whatever was taken in can be kept, opened and read again.
    try await house.processor.checkpoint()
    #expect(try await house.processor.rebuild().isIdentical)
    let kept = try await FactStore(database: house.database, sealing: .none).load()
    #expect(kept.count == house.model.count)
    house.database.close()
    let reopened = try await House(in: house.folder)
    #expect(try await reopened.model.digest() == house.model.digest())
  }

  /// What would be told wrongly is not taken in.
  @Test(arguments: [
    ("woo", ["total"], #""-20.00""#), ("woo", ["total"], #""20.005""#), ("woo", ["total"], "2e30"),
    ("woo", ["currency"], #""usd""#),
    ("woo", ["currency"], #""DOLLAR""#), ("woo", ["currency"], "[]"),
    ("woo", ["line_items", "0", "total"], #""-20.00""#),
    ("woo", ["line_items", "0", "quantity"], "-2"), ("woo", ["line_items", "0", "quantity"], #""two""#),
    ("woo", ["line_items"], "{}"), ("woo", ["line_items", "0"], "[]"), ("woo", ["customer_id"], #""3; 4""#),
    ("woo", ["customer_id"], "-3"), ("woo", ["number"], "{}"), ("woo", ["refunds"], #""none""#),
    ("woo", ["shipping", "country"], #""United States""#), ("woo", ["date_modified_gmt"], #""yesterday""#),
    ("shop", ["fulfillments"], "{}"), ("shop", ["fulfillments", "0", "line_items"], #"["A"]"#),
    ("shop", ["fulfillments", "0", "line_items", "0", "quantity"], #""1""#), ("shop", ["updated_at"], "1795000000"),
    ("stripe", ["data", "object", "amount"], "-1450"), ("stripe", ["data", "object", "amount"], "14.5"),
    ("stripe", ["data", "object", "currency"], #""dollars""#), ("stripe", ["created"], "-1"),
    ("stripe", ["data"], "[]"),
    ("aftership", ["msg", "updated_at"], #""soon""#), ("aftership", ["msg", "updated_at"], "{}"),
    ("aftership", ["msg"], "[]"),
    ("erp", ["data", "onHand"], #""3""#), ("erp", ["data", "availability"], #""perhaps""#), ("erp", ["data"], "[]"),
  ]) func whatWouldBeToldWronglyIsADeadLetter(_ source: String, _ path: [String], _ value: String) async throws {
    let (house, intake) = try await house()
    let payload = try #require(Self.payloads.first { $0.source == source })
    let new = try JSONValue(parsing: Data("[\(value)]".utf8))[0] ?? .null
    let body = Array(
      try Self.replaced(JSONValue(parsing: Data(payload.body.utf8)), path[...], new).text())
    #expect(await send(intake, house, source, payload.topic, body, 1).status == 422)
    #expect(house.model.count == 0)
    #expect(try await house.processor.deadLetterCount() == 1)
  }

  /// An order that is delivered nowhere is an order.
  @Test func aDownloadIsAnOrder() async throws {
    let (house, intake) = try await house()
    let payload = try #require(Self.payloads.first { $0.source == "woo" })
    let nowhere = JSONValue.object(["city": .string(""), "postcode": .string(""), "country": .string("")])
    let body = try Self.replaced(JSONValue(parsing: Data(payload.body.utf8)), ["shipping"], nowhere)
    #expect(
      await send(intake, house, "woo", payload.topic, Array(try body.text()), 1) == WebhookAnswer(200, "taken in"))
    #expect(house.model.fact(FactKey(.order, "9"))?.value?.record.brokenRule == nil)
  }

  static func paths(_ value: JSONValue) -> [[String]] {
    switch value {
    case .object(let members): members.flatMap { key, member in [[key]] + paths(member).map { [key] + $0 } }
    case .array(let elements): elements.indices.flatMap { index in paths(elements[index]).map { ["\(index)"] + $0 } }
    default: []
    }
  }

  static func replaced(_ value: JSONValue, _ path: ArraySlice<String>, _ new: JSONValue) -> JSONValue {
    guard let first = path.first else { return new }
    switch value {
    case .object(var members):
      members[first] = members[first].map { replaced($0, path.dropFirst(), new) }
      return .object(members)
    case .array(var elements):
      guard let index = Int(first) else { return value }
      elements[index] = replaced(elements[index], path.dropFirst(), new)
      return .array(elements)
    default: return value
    }
  }
}
