public import Commerce
internal import Foundation

/// Shopify's webhook payloads. They are shaped like the REST resources and do not hold a whole order (neither its payments nor
/// its returns), so an order is only `touched`; what they tell of its parcels is whole enough to be kept.
///
/// Topics are those of `X-Shopify-Topic` ("orders/updated").
public enum ShopifyWebhook: WebhookMapping {
  /// Reads a payload.
  public static func updates(topic: String, body: JSONValue, receivedAt: Timestamp) -> EventReading {
    guard body.object != nil else { return .malformed("not an object") }
    do throws(Misfit) {
      switch topic {
      case "orders/edited": return try edited(body, receivedAt)
      case _ where topic.hasPrefix("orders/"): return try order(topic, body, receivedAt)
      case "fulfillments/create", "fulfillments/update": return try fulfillment(body)
      case "refunds/create": return try refund(body)
      case _ where topic.hasPrefix("returns/"): return try returned(body, receivedAt)
      case "customers/create", "customers/update", "customers/enable", "customers/disable":
        return .updates([try touched(.customer, body)], occurred: body["updated_at"]?.timestamp)
      case "products/create", "products/update":
        return .updates([try touched(.product, body)], occurred: body["updated_at"]?.timestamp)
      case "customers/delete":
        return .updates([try deleted(.customer, body, receivedAt)], occurred: nil)
      case "products/delete":
        return .updates([try deleted(.product, body, receivedAt)], occurred: nil)
      case "inventory_levels/update", "inventory_levels/connect", "inventory_levels/disconnect":
        return .ignored("names the variant by its inventory item only")
      default: return .ignored("a topic that nothing is kept of")
      }
    } catch {
      return .malformed(error.field)
    }
  }

  private static func order(_ topic: String, _ body: JSONValue, _ receivedAt: Timestamp) throws(Misfit) -> EventReading
  {
    if topic == "orders/delete" { return .ignored("names the order by its identifier only") }
    let number = CanonicalWords.orderNumber(try body.text("name"))
    guard !number.isEmpty else { throw Misfit("name") }
    let at = try body.moment("updated_at")
    let key = FactKey(.order, number)
    var updates = [FactUpdate(key: key, .touched, version: FactVersion(at: at), origin: origin)]
    for parcel in try body.list("fulfillments") {
      if let update = try shipment(parcel, order: key) { updates.append(update) }
    }
    return .updates(updates, occurred: at)
  }

  /// An edit names the order by its identifier only; `orders/updated` comes with it.
  private static func edited(_ body: JSONValue, _ receivedAt: Timestamp) throws(Misfit) -> EventReading {
    guard let edit = body["order_edit"] else { throw Misfit("order_edit") }
    _ = try edit.id("order_id")
    return .ignored("orders/updated tells the same of the order by its number")
  }

  private static func fulfillment(_ body: JSONValue) throws(Misfit) -> EventReading {
    let name = try body.text("name")
    // "#1001.1" is the first parcel of order #1001; newer ones are called "#1001-F1".
    let end = name.lastIndex(of: ".") ?? name.range(of: "-F")?.lowerBound
    guard let end, end > name.startIndex else { throw Misfit("name") }
    let order = FactKey(.order, CanonicalWords.orderNumber(String(name[..<end])))
    let at = try body.moment("updated_at")
    var updates = [FactUpdate(key: order, .touched, version: FactVersion(at: at), origin: origin)]
    if let update = try shipment(body, order: order) { updates.append(update) }
    return .updates(updates, occurred: at)
  }

  private static func shipment(_ json: JSONValue, order: FactKey) throws(Misfit) -> FactUpdate? {
    guard let number = json["tracking_number"]?.string, !number.isEmpty else { return nil }
    let version = FactVersion(at: try json.moment("updated_at"))
    if ["cancelled", "error", "failure"].contains(json["status"]?.string) {
      return FactUpdate(
        key: FactKey(.shipment, number), .deleted, version: version, origin: origin, parent: order)
    }
    var lines: [LineQuantity] = []
    for line in try json.list("line_items") {
      guard line.object != nil else { throw Misfit("line_items") }
      // What is not on sale any more has no SKU.
      guard let sku = line["sku"]?.string else { continue }
      let quantity = try line.count("quantity")
      guard quantity > 0 else { continue }
      lines.append(LineQuantity(sku: sku, quantity: quantity))
    }
    let status = ShopifyParcels.status(json["shipment_status"]?.string.map { $0.uppercased() })
    return FactUpdate(
      .shipment(
        Shipment(
          id: try json.id("id"), carrier: CanonicalWords.carrier(json["tracking_company"]?.string ?? ""),
          trackingNumber: number, status: status, estimatedDelivery: nil, deliveredOn: nil, events: [], lines: lines)),
      version: version, origin: origin, parent: order)
  }

  /// A refund names its order by its identifier only, so only a whole one is kept.
  private static func refund(_ body: JSONValue) throws(Misfit) -> EventReading {
    _ = try body.id("order_id")
    let at = try body.moment("created_at")
    var updates: [FactUpdate] = []
    for transaction in try body.list("transactions") where transaction["kind"]?.string == "refund" {
      let currency = try transaction.text("currency")
      let amount = try transaction.amount("amount", currency)
      guard amount.minorUnits >= 0 else { throw Misfit("amount") }
      guard let id = transaction["id"]?.identifier, let payment = transaction["parent_id"]?.identifier else { continue }
      let status: RefundStatus =
        switch transaction["status"]?.string {
        case "success": .approved
        case "failure", "error": .failed
        default: .pending
        }
      let refund = Refund(
        id: id, payment: payment, amount: amount, method: transaction["gateway"]?.string ?? "", status: status,
        at: transaction["created_at"]?.timestamp ?? at)
      updates.append(FactUpdate(.refund(refund), version: FactVersion(at: at), origin: origin))
    }
    return updates.isEmpty
      ? .ignored("orders/updated tells the same of the order by its number") : .updates(updates, occurred: at)
  }

  private static func returned(_ body: JSONValue, _ receivedAt: Timestamp) throws(Misfit) -> EventReading {
    let id = try body.id("id")
    let version = FactVersion(at: receivedAt)
    var updates = [FactUpdate(key: FactKey(.return, id), .touched, version: version, origin: origin)]
    // "#1001-R1" is the first return of order #1001.
    if let name = body["name"]?.string, let end = name.range(of: "-R")?.lowerBound {
      let order = FactKey(.order, CanonicalWords.orderNumber(String(name[..<end])))
      updates.append(FactUpdate(key: order, .touched, version: version, origin: origin))
    }
    return .updates(updates, occurred: nil)
  }

  private static func touched(_ kind: FactKey.Kind, _ body: JSONValue) throws(Misfit) -> FactUpdate {
    FactUpdate(
      key: FactKey(kind, try body.id("id")), .touched, version: FactVersion(at: try body.moment("updated_at")),
      origin: origin)
  }

  private static func deleted(
    _ kind: FactKey.Kind, _ body: JSONValue, _ receivedAt: Timestamp
  ) throws(Misfit) -> FactUpdate {
    FactUpdate(
      key: FactKey(kind, try body.id("id")), .deleted, version: FactVersion(at: receivedAt), origin: origin)
  }

  private static let origin = "shopify"
}
