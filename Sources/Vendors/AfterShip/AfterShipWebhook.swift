public import Commerce

/// AfterShip's webhooks: `tracking_update` and `edd_revise`.
public enum AfterShipWebhook: WebhookMapping {
  /// Reads a payload. Its `msg` is the tracking as it is; some configurations send only a part, which is then no more than a
  /// sign that something changed.
  public static func updates(topic: String, body: JSONValue, receivedAt: Timestamp) -> EventReading {
    guard let event = body["event"]?.string else { return .malformed("a webhook without its event") }
    guard ["tracking_update", "edd_revise"].contains(event) else { return .ignored("\(event) is not kept") }
    guard let tracking = body["msg"], let number = tracking["tracking_number"]?.string, !number.isEmpty else {
      return .malformed("\(event) without a tracking number")
    }
    let sent = body["ts"]?.integer.flatMap {
      (0..<100_000_000_000).contains($0) ? Timestamp(milliseconds: Int64($0) * 1_000) : nil
    }
    let updated = AfterShipTracking.updated(tracking)
    // Some leave it out; but an unreadable time is none, and must not make an old word the newest.
    guard updated != nil || tracking["updated_at"] == nil else { return .malformed("\(event) with an unreadable time") }
    let changed = updated ?? sent ?? receivedAt
    guard event == "tracking_update", tracking["checkpoints"]?.array != nil,
      let update = update(tracking, version: FactVersion(at: changed))
    else {
      let key = FactKey(.shipment, number)
      return .updates(
        [FactUpdate(key: key, .touched, version: FactVersion(at: changed), origin: "aftership")], occurred: sent)
    }
    return .updates([update], occurred: sent ?? changed)
  }

  /// A whole tracking as a fact; nil when it is none.
  public static func update(_ tracking: JSONValue, version: FactVersion) -> FactUpdate? {
    guard let shipment = AfterShipTracking.shipment(tracking) else { return nil }
    return FactUpdate(
      .shipment(shipment), version: version, origin: "aftership",
      parent: AfterShipTracking.order(tracking).map { FactKey(.order, $0) })
  }
}
