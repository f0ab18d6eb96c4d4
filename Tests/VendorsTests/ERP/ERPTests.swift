import Commerce
import Foundation
import Testing
import Vendors

@Suite struct ERPTests {
  private func order(status: String = "VERSENDET", payment: String = "BEZAHLT", shipments: Int = 1) throws -> Order {
    let parcel =
      "<Shipment><Carrier>DHL</Carrier><TrackingNumber>0034</TrackingNumber><ShippedOn>2026-11-15</ShippedOn>"
      + "<PromisedOn>2026-11-23</PromisedOn></Shipment>"
    let text =
      "<Order><OrderNumber>40217</OrderNumber><CustomerNumber>C1001</CustomerNumber><Status>\(status)</Status>"
      + "<OrderedAt>2026-11-14T10:12:00+01:00</OrderedAt><Currency>EUR</Currency><ShippingCost>4.90</ShippingCost>"
      + "<Total>33.90</Total><PaymentStatus>\(payment)</PaymentStatus><DeliveryAddress><Name>M</Name>"
      + "<Street>S 1</Street><PostalCode>10969</PostalCode><City>Berlin</City><Country>DE</Country></DeliveryAddress>"
      + "<Line><Position>2</Position><ArticleNumber>B</ArticleNumber><Description>Mug</Description>"
      + "<Quantity>2</Quantity><UnitPrice>7.50</UnitPrice></Line>"
      + "<Line><Position>1</Position><ArticleNumber>A</ArticleNumber><Description>Jacket</Description>"
      + "<Variant>red</Variant><Quantity>1</Quantity><UnitPrice>14.00</UnitPrice></Line>"
      + String(repeating: parcel, count: shipments) + "<Revision>3</Revision></Order>"
    return try ERPOrder.order(XMLReader.read(Data(text.utf8)))
  }

  @Test func readsAnOrder() throws {
    let order = try order()
    #expect(order.placed.rfc3339 == "2026-11-14T09:12:00.000Z")
    #expect(order.total == Money(minorUnits: 3_390, currency: "EUR"))
    #expect(order.lines.map(\.sku) == ["A", "B"] && order.lines.map(\.variant) == ["red", ""])
    #expect(order.shipments.first?.estimatedDelivery == LocalDate(year: 2026, month: 11, day: 23))
    #expect(order.version == 3)
  }

  @Test(arguments: [
    ("ERFASST", 0, ShipmentState.pending, OrderState.open), ("IN_BEARBEITUNG", 0, .pending, .open),
    ("IN_BEARBEITUNG", 1, .partial, .confirmed), ("VERSENDET", 1, .shipped, .confirmed),
    ("ZUGESTELLT", 1, .delivered, .complete), ("ZUGESTELLT", 0, .delivered, .complete),
    ("RETOURE", 1, .delivered, .complete), ("STORNIERT", 0, .canceled, .cancelled),
  ])
  func tellsTheGoodsByStatus(_ status: String, _ parcels: Int, _ goods: ShipmentState, _ state: OrderState) throws {
    let order = try order(status: status, shipments: parcels)
    #expect(order.shipmentState == goods && order.state == state)
  }

  @Test(arguments: [
    ("VERSENDET", "OFFEN", PaymentState.pending), ("VERSENDET", "BEZAHLT", .paid), ("VERSENDET", "ERSTATTET", .paid),
    ("STORNIERT", "OFFEN", .failed), ("STORNIERT", "BEZAHLT", .creditOwed), ("STORNIERT", "TEILERSTATTET", .creditOwed),
    ("STORNIERT", "ERSTATTET", .paid),
  ])
  func tellsTheMoneyByStatus(_ status: String, _ payment: String, _ expected: PaymentState) throws {
    #expect(try order(status: status, payment: payment).paymentState == expected)
  }

  @Test func refusesWordsItDoesNotKnow() {
    #expect(throws: Misfit("Status")) { try order(status: "VERLOREN") }
    #expect(throws: Misfit("PaymentStatus")) { try order(payment: "") }
  }

  @Test func makesRequestIDsThatTheServiceTakes() throws {
    let plain = try #require(IdempotencyKey("call-12345"))
    #expect(ERPRequestID.text(plain) == "call-12345")
    let dotted = try #require(IdempotencyKey("call-1.3"))
    let id = ERPRequestID.text(dotted)
    #expect(id.count == 34 && id == ERPRequestID.text(dotted))
    #expect(id != ERPRequestID.text(try #require(IdempotencyKey("call-1.31"))))
    // Not even a key that is another's digest shares its id.
    #expect(ERPRequestID.text(try #require(IdempotencyKey(id))) != id)
  }
}
