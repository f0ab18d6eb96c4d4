import Commerce
import Foundation
import Testing

@testable import Vendors

@Suite struct CloudEventTests {
  static let stock =
    #"{"sku":"T-1","place":"S04","placeName":"Fifth Street","onHand":3,"availability":"inStock","asOf":"2026-11-21T09:30:00Z"}"#

  static func structured(_ changes: [String: JSONValue?] = [:]) -> [UInt8] {
    var members: [String: JSONValue] = [
      "specversion": .string("1.0"), "id": .string("e-1"), "source": .string("/erp"),
      "type": .string("retail.stock.updated"), "time": .string("2026-11-21T09:30:00Z"),
      "data": try! JSONValue(parsing: Data(stock.utf8)),
    ]
    for (name, value) in changes { members[name] = value }
    return Array(try! JSONValue.object(members).text())
  }

  static func read(_ body: [UInt8], _ headers: [String: String] = [:]) -> EventReading? {
    (try? CloudEvent(headers: EventHeaders(headers), body: body)).map { RetailEvent.updates($0, origin: "erp") }
  }

  @Test func bothModesSayTheSame() throws {
    let structured = try CloudEvent(
      headers: EventHeaders(["Content-Type": "application/cloudevents+json; charset=UTF-8"]), body: Self.structured())
    for prefix in ["ce-", "ce_", "cloudEvents:", "cloudEvents_"] {
      let headers = [
        "\(prefix)specversion": "1.0", "\(prefix)id": "e-1", "\(prefix)source": "/erp",
        "\(prefix)type": "retail.stock.updated", "\(prefix)time": "2026-11-21T09:30:00Z",
        "content-type": "application/json",
      ]
      #expect(try CloudEvent(headers: EventHeaders(headers), body: Array(Self.stock.utf8)) == structured)
    }
    #expect(try CloudEvent(structured: structured.structured) == structured)
  }

  @Test func factsCarryTimeSequenceAndParent() {
    guard
      case .updates(let updates, let occurred)? = Self.read(
        Self.structured(["sequence": .string("7"), "parent": .string("order/40217")]))
    else {
      Issue.record("no updates")
      return
    }
    let at = Timestamp(rfc3339: "2026-11-21T09:30:00Z")!
    #expect(occurred == at)
    #expect(updates.map(\.key) == [.stock(sku: "T-1", place: "S04")])
    #expect(updates[0].version == FactVersion(at: at, sequence: 7))
    #expect(updates[0].parent == FactKey(.order, "40217"))
    #expect(updates[0].origin == "erp")
  }

  @Test(arguments: [
    ["specversion": JSONValue.string("0.3")], ["specversion": nil], ["id": nil], ["id": .string("")],
    ["id": .array([])], ["source": nil], ["type": .object([:])], ["time": .string("yesterday")],
    ["data_base64": .string("AAAA")],
  ])
  func whatIsNoCloudEventIsNotRead(_ change: [String: JSONValue?]) {
    #expect(Self.read(Self.structured(change)) == nil)
  }

  @Test func wrongDataIsMalformedAndTellsNoValue() {
    let wrong: [(JSONValue, String)] = [
      (.object(["sku": .string("secret")]), "stock.place is missing"),
      (.string("secret"), "stock is of a wrong type"),
      (
        .object([
          "sku": .string("a"), "place": .string("b"), "placeName": .string("c"), "onHand": .string("secret"),
        ]), "stock.onHand is of a wrong type"
      ),
    ]
    for (data, reason) in wrong {
      #expect(Self.read(Self.structured(["data": data])) == .malformed(reason))
    }
    #expect(Self.read(Self.structured(["data": nil])) == .malformed("data is missing"))
    #expect(Self.read(Self.structured(["time": nil])) == .malformed("time is missing"))
    #expect(Self.read(Self.structured(["sequence": .string("x")])) == .malformed("sequence is not a whole number"))
  }

  @Test func otherTypesAreIgnored() {
    for type in ["retail.stock.exploded", "com.example.thing", "retail.weather.updated", "retail.stock"] {
      guard case .ignored? = Self.read(Self.structured(["type": .string(type)])) else {
        Issue.record("\(type) was not ignored")
        continue
      }
    }
  }

  @Test func everyKindOfFactKeepsItsKeyAsJSON() throws {
    let level = StockLevel(
      sku: "T-1", place: "S04", placeName: "Fifth Street", onHand: 3, availability: .inStock,
      asOf: Timestamp(milliseconds: 0))
    let update = FactUpdate(
      .stock(level), version: FactVersion(at: Timestamp(milliseconds: 5)), origin: "erp", parent: FactKey(.product, "T")
    )
    let data = try JSONEncoder().encode(update)
    #expect(try JSONDecoder().decode(FactUpdate.self, from: data) == update)
    #expect(FactKey("stock/T-1@S04") == update.key)
    #expect(FactKey("order/") == nil)
    #expect(FactKey("planet/earth") == nil)
  }
}
