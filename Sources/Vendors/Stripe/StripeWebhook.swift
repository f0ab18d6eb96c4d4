public import Commerce

/// Stripe's events, from webhooks and from its list of events alike.
public enum StripeWebhook: WebhookMapping {
  /// The types that are read; what one subscribes to.
  public static let types = [
    "payment_intent.succeeded", "payment_intent.payment_failed", "payment_intent.canceled", "payment_intent.processing",
    "payment_intent.amount_capturable_updated", "payment_link.created", "payment_link.updated",
    "checkout.session.completed", "checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed",
    "charge.refunded", "charge.refund.updated", "charge.dispute.created", "refund.created", "refund.updated",
    "refund.failed",
  ]

  /// Reads an event.
  public static func updates(topic: String, body: JSONValue, receivedAt: Timestamp) -> EventReading {
    guard let type = body["type"]?.string ?? (topic.isEmpty ? nil : topic) else {
      return .malformed("an event without a type")
    }
    guard let object = body["data"]?["object"], let at = StripeRecords.moment(body["created"]) else {
      return .malformed("\(type) without its object or its time")
    }
    guard types.contains(type) else { return .ignored("\(type) is not kept") }
    guard let update = update(type, object, at) else { return .malformed("\(type) is not what its type promises") }
    return .updates([update], occurred: at)
  }

  private static func update(_ type: String, _ object: JSONValue, _ at: Timestamp) -> FactUpdate? {
    switch object["object"]?.string {
    case "refund":
      guard let refund = StripeRecords.refund(object) else { return nil }
      return FactUpdate(
        .refund(refund), version: FactVersion(at: at, sequence: rank(refund)), origin: "stripe",
        parent: refund.order.map { FactKey(.order, $0) })
    case "payment_intent":
      guard let payment = StripeRecords.payment(object) else { return nil }
      let order = object["metadata"]?[StripeRecords.orderNumber]?.string
      return FactUpdate(
        .payment(payment), version: FactVersion(at: at, sequence: rank(payment)), origin: "stripe",
        parent: order.map { FactKey(.order, $0) })
    case "payment_link": return touched(.paymentLink, object["id"], at)
    case "checkout.session":
      // Sessions that belong to no link are the shop's own checkout: the payment tells of those.
      return touched(.paymentLink, object["payment_link"], at) ?? touched(.payment, object["payment_intent"], at)
    case "charge", "dispute": return touched(.payment, object["payment_intent"] ?? object["charge"] ?? object["id"], at)
    default: return nil
    }
  }

  private static func touched(_ kind: FactKey.Kind, _ id: JSONValue?, _ at: Timestamp) -> FactUpdate? {
    guard let id = StripeRecords.identifier(id) else { return nil }
    return FactUpdate(key: FactKey(kind, id), .touched, version: FactVersion(at: at), origin: "stripe")
  }

  /// Events have seconds only: of two in one second, what lies further on its way is the newer.
  private static func rank(_ refund: Refund) -> Int64 {
    switch refund.status {
    case .pending: 0
    case .approved: 1
    case .rejected, .failed: 2
    }
  }

  private static func rank(_ payment: Payment) -> Int64 {
    switch payment.status {
    case .initial: 0
    case .failure: 1
    case .pending: 2
    case .success: payment.kind == .charge ? 4 : 3
    }
  }
}
