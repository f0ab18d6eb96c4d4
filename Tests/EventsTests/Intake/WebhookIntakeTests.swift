import Commerce
import Foundation
import Testing
import Vendors

@testable import Events

@Suite struct WebhookIntakeTests {
  static func body(_ number: String, _ state: String, at seconds: Int) -> [UInt8] {
    Array(#"{"number":"\#(number)","state":"\#(state)","updated_at":"\#(Sample.at(seconds).rfc3339)"}"#.utf8)
  }

  static func shop(_ body: [UInt8], id: String, topic: String = "orders/updated", secret: String = "hush")
    -> EventHeaders
  {
    EventHeaders([
      "X-Shopify-Hmac-SHA256": BodySignature.make(body: body, secret: secret), "X-Shopify-Topic": topic,
      "X-Shopify-Webhook-Id": id, "Content-Type": "application/json",
    ])
  }

  func send(_ intake: WebhookIntake, _ body: [UInt8], id: String, topic: String = "orders/updated") async
    -> WebhookAnswer
  {
    await intake.receive(source: "shop", headers: Self.shop(body, id: id, topic: topic), body: body)
  }

  func state(_ house: House, _ number: String) -> OrderState? {
    guard case .order(let order)? = house.model.fact(FactKey(.order, number))?.value else { return nil }
    return order.state
  }

  @Test func signedIsReadableAndReplayIsDuplicate() async throws {
    let house = try await House()
    let intake = house.intake()
    let body = Self.body("1", "confirmed", at: -5)
    #expect(await send(intake, body, id: "w-1") == WebhookAnswer(200, "taken in"))
    #expect(state(house, "1") == .confirmed)
    #expect(await send(intake, body, id: "w-1") == WebhookAnswer(200, "duplicate"))
    // The identifier stands in a header that nobody signed: the same body under another one is a replay too.
    #expect(await send(intake, body, id: "w-2") == WebhookAnswer(200, "duplicate"))
    #expect(try await house.database.lastSequence() == 1)
  }

  @Test func lateOlderStatusIsLoggedAndChangesNothing() async throws {
    let house = try await House()
    let intake = house.intake()
    _ = await send(intake, Self.body("1", "complete", at: -5), id: "w-2")
    #expect(await send(intake, Self.body("1", "open", at: -9), id: "w-1").status == 200)
    #expect(state(house, "1") == .complete)
    #expect(try await house.database.lastSequence() == 2)
  }

  @Test func unsignedAndWronglySignedStoreNothing() async throws {
    let house = try await House()
    let intake = house.intake()
    let body = Self.body("1", "open", at: 0)
    #expect(await intake.receive(source: "shop", headers: EventHeaders(), body: body).status == 401)
    #expect(
      await intake.receive(source: "shop", headers: Self.shop(body, id: "w", secret: "guess"), body: body).status == 401
    )
    #expect(await intake.receive(source: "shop", headers: Self.shop(body, id: "w"), body: body + [0x0A]).status == 401)
    #expect(await intake.receive(source: "nobody", headers: Self.shop(body, id: "w"), body: body).status == 404)
    #expect(try await house.database.lastSequence() == 0)
    #expect(try await house.processor.deadLetterCount() == 0)
    #expect(house.model.count == 0)
  }

  @Test(arguments: [
    "", "{", "null", "[]", "7", #"{"number":"1","#, #"{"number":1e999999}"#, "\u{FEFF}{}x", #"{"number": 01}"#,
    String(repeating: "[", count: 5_000),
  ]) func whatIsNotJSONIsRefusedAndNotStored(_ text: String) async throws {
    let house = try await House()
    #expect(await send(house.intake(), Array(text.utf8), id: "w").status == 400)
    #expect(try await house.database.lastSequence() == 0)
    #expect(try await house.processor.deadLetterCount() == 0)
  }

  @Test func notUTF8IsRefused() async throws {
    let house = try await House()
    #expect(await send(house.intake(), [0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A, 0x31, 0x7D], id: "w").status == 400)
  }

  @Test(arguments: [
    #"{"number":{},"state":"open","updated_at":"2026-11-21T09:30:00Z"}"#,
    #"{"number":"1","state":7,"updated_at":"2026-11-21T09:30:00Z"}"#,
    #"{"number":"1","state":"lost","updated_at":"2026-11-21T09:30:00Z"}"#,
    #"{"number":"1","state":"open","updated_at":"2026-13-41T09:30:00Z"}"#,
    #"{"number":"1","state":"open","updated_at":99999999999999999999}"#,
    #"{"number":"1","state":"open","updated_at":"9999-12-31T23:59:59Z"}"#,
    #"{"number":99999999999999999999999999,"state":"open","updated_at":"2026-11-21T09:30:00Z"}"#,
  ]) func whatIsNotAsPromisedIsADeadLetter(_ text: String) async throws {
    let house = try await House()
    let intake = house.intake()
    #expect(await send(intake, Array(text.utf8), id: "w").status == 422)
    #expect(await send(intake, Array(text.utf8), id: "w").status == 422)
    #expect(try await house.database.lastSequence() == 0)
    #expect(house.model.count == 0)
    let letters = try await house.processor.deadLetters()
    #expect(letters.map(\.times) == [2])
    #expect(letters.map(\.source) == ["shop"])
  }

  @Test func unknownTopicsAreAcknowledgedAndLogged() async throws {
    let house = try await House()
    let intake = house.intake()
    let answer = await send(intake, Array(#"{"id":1}"#.utf8), id: "w", topic: "themes/publish")
    #expect(answer == WebhookAnswer(200, "ignored: no use for this topic"))
    #expect(try await house.database.lastSequence() == 1)
    #expect(house.model.count == 0)
  }

  @Test func anotherContentUnderAKnownIdentifierIsKeptAside() async throws {
    let house = try await House()
    let intake = house.intake()
    _ = await send(intake, Self.body("1", "open", at: -9), id: "w-1")
    #expect(await send(intake, Self.body("1", "cancelled", at: -5), id: "w-1").status == 200)
    #expect(state(house, "1") == .open)
    #expect(
      try await house.processor.deadLetters().map(\.reason) == ["another content came under its identifier before"])
  }

  @Test func tooLargeIsRefusedAtTheBound() async throws {
    let house = try await House()
    var limits = WebhookIntake.Limits()
    limits.bodyBytes = 200
    let intake = house.intake(limits)
    let padding = String(repeating: " ", count: 200 - Self.body("1", "open", at: 0).count)
    let fits = Self.body("1", "open", at: 0) + Array(padding.utf8)
    #expect(await send(intake, fits, id: "w-1").status == 200)
    #expect(await send(intake, fits + [0x20], id: "w-2").status == 413)
  }

  @Test func aCapturedBodyCannotDeleteUnderAnotherTopic() async throws {
    let house = try await House()
    let intake = house.intake()
    let body = Self.body("1", "open", at: -9)
    _ = await send(intake, body, id: "w-1")
    _ = await send(intake, body, id: "w-2", topic: "orders/delete")
    #expect(state(house, "1") == .open)
    // Honest deletions of the same record have the same body; the second one at least makes us ask.
    let thin = Array(#"{"number":"1"}"#.utf8)
    house.clock.advance(10)
    #expect(await send(intake, thin, id: "w-3", topic: "orders/delete").reason == "taken in")
    #expect(house.model.fact(FactKey(.order, "1"))?.isDeleted == true)
    _ = await send(intake, Self.body("1", "confirmed", at: 11), id: "w-4")
    house.clock.advance(10)
    #expect(await send(intake, thin, id: "w-5", topic: "orders/delete").reason == "taken in")
    #expect(state(house, "1") == .confirmed)
    #expect(house.model.fact(FactKey(.order, "1"))?.isOutdated == true)
    #expect(try await house.processor.rebuild().isIdentical)
  }

  @Test func aDeadLetterCannotBecomeAnotherEvent() async throws {
    let house = try await House()
    let intake = house.intake()
    _ = await send(intake, Self.body("1", "open", at: -9), id: "w-1")
    // Signed, but not what its topic promises; as a deletion it would be.
    let letter = Array(#"{"number":"1","state":7,"updated_at":"\#(Sample.at(-5).rfc3339)"}"#.utf8)
    #expect(await send(intake, letter, id: "w-2").status == 422)
    #expect(await send(intake, letter, id: "w-3", topic: "orders/delete").status == 200)
    #expect(state(house, "1") == .open)
    #expect(house.model.fact(FactKey(.order, "1"))?.isDeleted == false)
    // What it is stays known as what it was, also to whoever sends it again.
    #expect(await send(intake, letter, id: "w-2").status == 422)
    #expect(try await house.processor.deadLetters().map(\.times) == [2])
    #expect(try await house.processor.rebuild().isIdentical)
  }

  @Test func stripeRepeatsDifferOnlyInWhoStillWaits() async throws {
    let house = try await House()
    let intake = house.intake()
    func receive(_ waiting: Int, _ state: String = "open") async -> WebhookAnswer {
      let body = Array(
        #"{"id":"evt_1","type":"orders/updated","pending_webhooks":\#(waiting),"order":{"number":"1","state":"\#(state)","updated_at":"\#(Sample.at(-5).rfc3339)"}}"#
          .utf8)
      let header = StripeSignature.make(body: body, secret: "whsec_x", at: house.clock.now.milliseconds / 1_000)
      return await intake.receive(source: "stripe", headers: EventHeaders(["Stripe-Signature": header]), body: body)
    }
    #expect(await receive(2).reason == "taken in")
    #expect(await receive(1).reason == "duplicate")
    #expect(await receive(1, "complete").reason.hasPrefix("known under this identifier"))
  }

  @Test func cloudEventsAreSignedAsStandardWebhooks() async throws {
    let house = try await House()
    let intake = house.intake()
    func receive(_ id: String, secret: String = "old secret", skew: Int64 = 0) async -> WebhookAnswer {
      let event = CloudEvent(
        id: id, source: "/erp", type: "retail.order.deleted", subject: "1", time: Sample.at(-1))
      let body = try! Array(event.structured.text())
      let seconds = house.clock.now.milliseconds / 1_000 + skew
      let headers = StandardWebhooks.sign(id: "msg_\(id)", at: seconds, body: body, secret: secret)!
      return await intake.receive(
        source: "erp", headers: EventHeaders(headers + [("content-type", CloudEvent.mediaType)]), body: body)
    }
    #expect(await receive("1").reason == "taken in")
    #expect(await receive("1", secret: "new secret").reason == "duplicate")
    #expect(await receive("2", skew: -301).status == 401)
    #expect(await receive("2", secret: "no secret").status == 401)
    #expect(house.model.fact(FactKey(.order, "1"))?.isDeleted == true)
  }

  /// What of a request is not signed must not make another event of it: neither its attributes in binary mode, by whatever
  /// prefix, nor the mode.
  @Test(arguments: [true, false], ["ce-", "ce_", "cloudevents_"])
  func aCapturedCloudEventStaysWhatItIs(_ isBinary: Bool, _ prefix: String) async throws {
    let house = try await House()
    let intake = house.intake()
    let order = try JSONValue(parsing: JSONEncoder().encode(Sample.order("1")))
    let event = CloudEvent(
      id: "e-1", source: "/erp", type: "retail.order.updated", subject: "1", time: Sample.at(-1), data: order)
    let body = Array(try (isBinary ? order : event.structured).text())
    let signed = try #require(
      StandardWebhooks.sign(
        id: "msg_1", at: house.clock.now.milliseconds / 1_000, body: body, secret: "new secret"))
    func receive(_ id: String, _ type: String, _ prefix: String?) async -> WebhookAnswer {
      var headers = signed + [("content-type", prefix == nil ? CloudEvent.mediaType : "application/json")]
      if let prefix {
        headers += [
          (prefix + "specversion", "1.0"), (prefix + "id", id), (prefix + "source", "/erp"), (prefix + "type", type),
          (prefix + "subject", "1"), (prefix + "time", Sample.at(5).rfc3339),
        ]
      }
      return await intake.receive(source: "erp", headers: EventHeaders(headers), body: body)
    }
    #expect(await receive("e-1", "retail.order.updated", isBinary ? "ce-" : nil).reason == "taken in")
    let forged = await receive("e-2", "retail.order.deleted", prefix)
    #expect(forged.status == 400 || forged.reason.hasPrefix("known under this identifier"), "\(forged)")
    #expect(house.model.fact(FactKey(.order, "1"))?.isDeleted == false)
    #expect(try await house.database.lastSequence() == 1)
    // Nor the other way about.
    if isBinary { #expect(await receive("e-3", "", nil).status == 400) }
  }

  /// WooCommerce's identifier stands in a header that nobody signed, as Shopify's does; Stripe's and AfterShip's in the body.
  @Test func theSameBodyUnderAnotherIdentifierIsNotAppliedTwice() async throws {
    let house = try await House()
    let intake = house.intake()
    func woo(_ id: String, _ topic: String, _ body: [UInt8]) async -> WebhookAnswer {
      await intake.receive(
        source: "woo",
        headers: EventHeaders([
          "X-WC-Webhook-Signature": BodySignature.make(body: body, secret: "hush"), "X-WC-Webhook-Topic": topic,
          "X-WC-Webhook-Delivery-ID": id,
        ]), body: body)
    }
    let (first, second) = (Self.body("1", "open", at: -9), Self.body("1", "complete", at: -5))
    #expect(await woo("d-1", "order.updated", first).reason == "taken in")
    #expect(await woo("d-2", "order.updated", second).reason == "taken in")
    for (id, topic) in [("d-3", "order.updated"), ("d-4", "orders/updated")] {
      #expect(await woo(id, topic, first).reason == "duplicate")
    }
    #expect(state(house, "1") == .complete)
    #expect(try await house.database.lastSequence() == 2)
    // Also once the log has been folded.
    _ = try await house.processor.compact(before: Sample.at(1_000))
    #expect(await woo("d-5", "order.updated", first).reason == "duplicate")
    // A deletion may have the same body as another honest one: it deletes nothing, but the source is asked.
    #expect(await woo("d-6", "orders/delete", first).reason == "taken in")
    let fact = house.model.fact(FactKey(.order, "1"))
    #expect(fact?.isDeleted == false && fact?.isOutdated == true && state(house, "1") == .complete)
  }

  @Test func wooCommercePingIsAnsweredAndForgotten() async throws {
    let house = try await House()
    let intake = house.intake()
    func receive(_ text: String) async -> Int {
      await intake.receive(
        source: "woo", headers: EventHeaders(["Content-Type": "application/x-www-form-urlencoded"]),
        body: Array(text.utf8)
      ).status
    }
    #expect(await receive("webhook_id=17") == 200)
    #expect(await receive("webhook_id=17&x=1") == 401)
    #expect(await receive("webhook_id=") == 401)
    #expect(try await house.database.lastSequence() == 0)
  }

  @Test func notDurableIsToBeSentAgain() async throws {
    let house = try await House()
    let intake = house.intake()
    house.database.close()
    let answer = await send(intake, Self.body("1", "open", at: 0), id: "w-1")
    #expect(answer.status == 503)
    #expect(answer.retryAfter == 1)
    #expect(house.model.count == 0)
  }

  @Test func tooManyAtOnceAreTurnedAway() async throws {
    var limits = EventProcessor.Limits()
    limits.waiting = 4
    let house = try await House(limits: limits)
    let intake = house.intake()
    let statuses = await withTaskGroup(of: Int.self) { group in
      for number in 0..<60 {
        group.addTask { await send(intake, Self.body("\(number)", "open", at: 0), id: "w-\(number)").status }
      }
      return await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
    }
    #expect(Set(statuses.keys).isSubset(of: [200, 503]))
    #expect(statuses[200] == house.model.count)
  }
}
