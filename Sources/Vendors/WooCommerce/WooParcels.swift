internal import Commerce

/// Parcels. WooCommerce itself has none; the shipment tracking extension keeps them in `meta_data`. What the carriers do with
/// them is not told.
enum WooParcels {
  /// The extension's entry.
  static let key = "_wc_shipment_tracking_items"

  /// Reads an order's parcels, oldest first. Throws a `Misfit`.
  static func shipments(_ json: JSONValue) throws(Misfit) -> [Shipment] {
    guard let items = json.meta(key) else { return [] }
    guard let list = items.array else { throw Misfit("meta_data.\(key)") }
    var shipments: [(at: Int, shipment: Shipment)] = []
    for item in list {
      let number = item["tracking_number"]?.identifier ?? ""
      let carrier = [item["tracking_provider"], item["custom_tracking_provider"]].compactMap(\.?.string)
        .first { !$0.isEmpty }
      let shipped = item["date_shipped"]?.integer ?? item["date_shipped"]?.string.flatMap { Int($0) } ?? 0
      shipments.append(
        (
          shipped,
          Shipment(
            id: item["tracking_id"]?.identifier ?? number, carrier: CanonicalWords.carrier(carrier ?? ""),
            trackingNumber: number, status: .inTransit, estimatedDelivery: nil, deliveredOn: nil, events: [])
        ))
    }
    return shipments.sorted { ($0.at, $0.shipment.id) < ($1.at, $1.shipment.id) }.map(\.shipment)
  }
}
