import Commerce
import Foundation
import Testing
import Vendors

/// Payloads that nobody promised: each is read as what it says, ignored, or called malformed, and never ends the program.
@Suite struct WebhookMappingTests {
  private let received = Timestamp(milliseconds: 1_795_000_000_000)

  private func shopify(_ topic: String, _ text: String) throws -> EventReading {
    ShopifyWebhook.updates(topic: topic, body: try JSONValue(parsing: Data(text.utf8)), receivedAt: received)
  }

  private func woo(_ topic: String, _ text: String) throws -> EventReading {
    WooWebhook.updates(topic: topic, body: try JSONValue(parsing: Data(text.utf8)), receivedAt: received)
  }

  @Test func whatIsMissingIsNamed() throws {
    #expect(try shopify("orders/updated", "{}") == .malformed("name"))
    #expect(try shopify("orders/updated", ##"{"name": "#1", "updated_at": "yesterday"}"##) == .malformed("updated_at"))
    #expect(try shopify("orders/updated", "[]") == .malformed("not an object"))
    #expect(try shopify("orders/updated", ##"{"name": "#"}"##) == .malformed("name"))
    #expect(try woo("order.updated", "{}") == .malformed("currency"))
    #expect(try woo("order.updated", "null") == .malformed("not an object"))
    #expect(try woo("order.deleted", "{}") == .malformed("id"))
  }

  @Test func unknownTopicsAreIgnored() throws {
    for topic in ["app/uninstalled", "", "ORDERS", "customers/redact"] {
      guard case .ignored = try shopify(topic, "{}") else {
        Issue.record("\(topic) is not ignored")
        continue
      }
    }
    guard case .ignored = try woo("action.wc_thing", "{}") else { throw Misfit("not ignored") }
  }

  @Test func aRefundWithAllItsPartsIsKept() throws {
    let text = """
      {"id": 1, "order_id": 2, "created_at": "2026-11-12T05:15:00-05:00", "transactions": [{"id": 7, "parent_id": 6,
       "kind": "refund", "status": "success", "amount": "19.90", "currency": "USD", "gateway": "card"}]}
      """
    guard case .updates(let updates, let occurred) = try shopify("refunds/create", text),
      case .value(.refund(let refund)) = updates.first?.change
    else { throw Misfit("no refund") }
    #expect((refund.id, refund.payment, refund.amount.minorUnits) == ("7", "6", 1_990))
    #expect(occurred?.rfc3339 == "2026-11-12T10:15:00.000Z")
    let negative = text.replacingOccurrences(of: "19.90", with: "-19.90")
    #expect(try shopify("refunds/create", negative) == .malformed("amount"))
    let fine = text.replacingOccurrences(of: "19.90", with: "19.901")
    #expect(try shopify("refunds/create", fine) == .malformed("amount"))
  }

  @Test func parcelsThatAreCalledOffAreGone() throws {
    let text = """
      {"id": 1, "name": "#1001-A.2", "status": "cancelled", "updated_at": "2026-11-12T10:15:00Z",
       "tracking_number": "1Z", "line_items": []}
      """
    guard case .updates(let updates, _) = try shopify("fulfillments/update", text) else { throw Misfit("updates") }
    #expect(updates.map(\.key) == [FactKey(.order, "1001-A"), FactKey(.shipment, "1Z")])
    #expect(updates.last?.change == .deleted)
  }

  @Test func trashedAndDeletedOrdersAreGone() throws {
    let trashed = """
      {"id": 9, "number": "9", "status": "trash", "currency": "USD", "total": "1.00",
       "date_created_gmt": "2026-11-12T10:15:00", "date_modified_gmt": "2026-11-12T10:15:01"}
      """
    guard case .updates(let updates, _) = try woo("order.updated", trashed) else { throw Misfit("updates") }
    #expect(updates.first?.change == .deleted)
    guard case .updates(let deleted, _) = try woo("order.deleted", #"{"id": 9}"#) else { throw Misfit("updates") }
    #expect(deleted.first?.key == FactKey(.order, "9"))
  }

  @Test func taxIsInThePriceWhereItIsShown() throws {
    let text = """
      {"id": 9, "number": 9, "status": "processing", "currency": "EUR", "total": "23.80", "prices_include_tax": true,
       "date_created_gmt": "2026-11-12T10:15:00", "date_modified_gmt": "2026-11-12T10:15:01", "line_items":
       [{"sku": "A", "name": "Mug", "quantity": 2, "total": "20.00", "total_tax": "3.80"}]}
      """
    guard case .updates(let updates, _) = try woo("order.updated", text),
      case .value(.order(let order)) = updates.first?.change
    else { throw Misfit("updates") }
    #expect(order.lines.map(\.unitPrice.minorUnits) == [1_190])
    #expect(order.lines.map(\.name) == ["Mug"])
  }

  /// Every part of a true payload replaced by something of another kind, one after another.
  @Test func otherKindsEverywhere() throws {
    let order = try JSONValue(
      parsing: Data(
        """
        {"id": 9, "number": "9", "status": "processing", "currency": "USD", "total": "20.00", "customer_id": 3,
         "date_created_gmt": "2026-11-12T10:15:00", "date_modified_gmt": "2026-11-12T10:15:01", "date_paid_gmt": null,
         "line_items": [{"sku": "A", "name": "Mug - M", "parent_name": "Mug", "quantity": 2, "total": "20.00"}],
         "meta_data": [{"key": "_wc_shipment_tracking_items", "value": [{"tracking_number": 5, "date_shipped": "1"}]}],
         "refunds": [{"id": 1, "total": "-1.00"}], "shipping": {"city": "X"}, "name": "#9",
         "updated_at": "2026-11-12T10:15:00Z", "fulfillments": [{"id": 1, "tracking_number": "1Z", "status": "success",
         "updated_at": "2026-11-12T10:15:00Z", "line_items": [{"sku": "A", "quantity": 1}]}]}
        """.utf8))
    let strange: [JSONValue] = [
      .null, .bool(true), .whole(-1), .number(Decimal(string: "1e30") ?? 0), .whole(.max),
      .string("9223372036854775807"), .string(""), .string("💥"), .array([]),
      .array([.null]), .object([:]),
    ]
    var count = 0
    for path in paths(order) {
      for value in strange {
        let body = replaced(order, path[...], value)
        _ = WooWebhook.updates(topic: "order.updated", body: body, receivedAt: received)
        _ = ShopifyWebhook.updates(topic: "orders/updated", body: body, receivedAt: received)
        count += 1
      }
    }
    #expect(count > 300)
  }

  private func paths(_ value: JSONValue) -> [[String]] {
    switch value {
    case .object(let members):
      members.flatMap { key, member in [[key]] + paths(member).map { [key] + $0 } }
    case .array(let elements):
      elements.enumerated().flatMap { index, element in paths(element).map { [String(index)] + $0 } }
    default: []
    }
  }

  private func replaced(_ value: JSONValue, _ path: ArraySlice<String>, _ new: JSONValue) -> JSONValue {
    guard let head = path.first else { return new }
    switch value {
    case .object(var members):
      members[head] = replaced(members[head] ?? .null, path.dropFirst(), new)
      return .object(members)
    case .array(var elements):
      guard let index = Int(head), elements.indices.contains(index) else { return value }
      elements[index] = replaced(elements[index], path.dropFirst(), new)
      return .array(elements)
    default: return value
    }
  }
}
