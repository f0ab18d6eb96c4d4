public import Commerce

/// WooCommerce's webhook payloads: the same resources that its REST API answers. Topics are those of `X-WC-Webhook-Topic`.
public enum WooWebhook: WebhookMapping {
  /// Reads a payload.
  public static func updates(topic: String, body: JSONValue, receivedAt: Timestamp) -> EventReading {
    guard body.object != nil else { return .malformed("not an object") }
    do throws(Misfit) {
      switch topic {
      case "order.created", "order.updated", "order.restored": return try order(body)
      // A deletion tells the identifier only, which is the number unless an extension numbers orders otherwise.
      case "order.deleted": return try deleted(.order, body, receivedAt)
      case "customer.created", "customer.updated": return try touched(.customer, body)
      case "customer.deleted": return try deleted(.customer, body, receivedAt)
      case "product.created", "product.updated", "product.restored": return try touched(.product, body)
      case "product.deleted": return try deleted(.product, body, receivedAt)
      default: return .ignored("a topic that nothing is kept of")
      }
    } catch {
      return .malformed(error.field)
    }
  }

  /// An order with its parcels as records of their own, so that a carrier's word on them finds its order.
  private static func order(_ body: JSONValue) throws(Misfit) -> EventReading {
    let order = try WooOrder.order(body)
    let at = try body.wooMoment("date_modified_gmt")
    let version = FactVersion(at: at)
    if body["status"]?.string == "trash" {
      let key = FactKey(.order, order.number)
      return .updates([FactUpdate(key: key, .deleted, version: version, origin: origin)], occurred: at)
    }
    return .updates([FactUpdate(.order(order), version: version, origin: origin)], occurred: at)
  }

  private static func touched(_ kind: FactKey.Kind, _ body: JSONValue) throws(Misfit) -> EventReading {
    let at = try body.wooMoment("date_modified_gmt")
    let key = FactKey(kind, try body.id("id"))
    return .updates([FactUpdate(key: key, .touched, version: FactVersion(at: at), origin: origin)], occurred: at)
  }

  private static func deleted(
    _ kind: FactKey.Kind, _ body: JSONValue, _ receivedAt: Timestamp
  ) throws(Misfit) -> EventReading {
    let key = FactKey(kind, try body.id("id"))
    return .updates(
      [FactUpdate(key: key, .deleted, version: FactVersion(at: receivedAt), origin: origin)], occurred: nil)
  }

  private static let origin = "woocommerce"
}
