internal import Foundation
public import Vendors

/// A vendor's webhook payloads: JSON whose meaning a `WebhookMapping` knows.
public struct MappedFormat: EventFormat {
  /// Its name in the log.
  public let name: String
  private let mapping: any WebhookMapping.Type
  private let idHeader: String?
  private let idMember: String?
  private let topicHeader: String?
  private let topicMember: String?
  /// Members of the payload that differ from one delivery of an event to the next.
  private let volatile: Set<String>

  private init(
    _ name: String, _ mapping: any WebhookMapping.Type, idHeader: String? = nil, idMember: String? = nil,
    topicHeader: String? = nil, topicMember: String? = nil, volatile: Set<String> = []
  ) {
    self.name = name
    self.mapping = mapping
    self.idHeader = idHeader
    self.idMember = idMember
    self.topicHeader = topicHeader
    self.topicMember = topicMember
    self.volatile = volatile
  }

  /// Shopify: identifier and topic stand in headers, which the signature does not cover.
  public static func shopify(_ mapping: any WebhookMapping.Type) -> MappedFormat {
    MappedFormat("shopify", mapping, idHeader: "x-shopify-webhook-id", topicHeader: "x-shopify-topic")
  }

  /// WooCommerce: identifier and topic stand in headers, which the signature does not cover.
  public static func wooCommerce(_ mapping: any WebhookMapping.Type) -> MappedFormat {
    MappedFormat("woocommerce", mapping, idHeader: "x-wc-webhook-delivery-id", topicHeader: "x-wc-webhook-topic")
  }

  /// Stripe: all in the body. How many endpoints still wait changes from one delivery to the next.
  public static func stripe(_ mapping: any WebhookMapping.Type) -> MappedFormat {
    MappedFormat("stripe", mapping, idMember: "id", topicMember: "type", volatile: ["pending_webhooks"])
  }

  /// AfterShip: all in the body, with the time of sending.
  public static func afterShip(_ mapping: any WebhookMapping.Type) -> MappedFormat {
    MappedFormat("aftership", mapping, idMember: "event_id", topicMember: "event", volatile: ["ts"])
  }

  /// Reads a payload.
  public func read(_ event: IncomingEvent) -> Translation {
    guard let body = try? JSONValue(parsing: Data(event.body)) else { return .unreadable("the body is not JSON") }
    guard let members = body.object else { return .unreadable("the body is not an object") }
    let topic = topicHeader.map { event.headers[$0] } ?? topicMember.map { body[$0]?.string } ?? nil
    let id = idHeader.map { event.headers[$0] } ?? idMember.map { body[$0]?.identifier } ?? nil
    var content = event.body
    if !volatile.isEmpty {
      content = CanonicalJSON.bytes(JSONValue.object(members.filter { !volatile.contains($0.key) }))
    }
    var kept: [String: String] = [:]
    for name in [idHeader, topicHeader].compactMap(\.self) { kept[name] = event.headers[name] }
    var reading: EventReading =
      if let topic {
        mapping.updates(topic: topic, body: body, receivedAt: event.receivedAt)
      } else {
        .malformed("the topic is missing")
      }
    if case .updates(var updates, let occurred) = reading {
      // Two shops of one vendor are two sources: the fact's origin is the endpoint, as it is the back end with polls.
      for index in updates.indices { updates[index].origin = event.source }
      reading = .updates(updates, occurred: occurred)
    }
    return .read(
      ReadEvent(
        id: id, idIsSigned: idHeader == nil, topic: topic ?? "", content: content, headers: EventHeaders(kept),
        reading: reading))
  }
}
