internal import Commerce

/// Parcels, which Shopify calls fulfillments.
public enum ShopifyParcels {
  /// Reads an order's parcels, oldest first; those called off are left out. Throws a `Misfit`.
  ///
  /// - Parameters:
  ///   - json: the order.
  ///   - skus: the stock-keeping unit of each line by the line's number.
  ///   - zone: the IANA zone in which the shop counts its days.
  static func shipments(_ json: JSONValue, skus: [String: String], zone: String) throws(Misfit) -> [Shipment] {
    var shipments: [(at: Timestamp, shipment: Shipment)] = []
    for parcel in try live(json) {
      let tracking = try parcel.list("trackingInfo")
      var lines: [LineQuantity] = []
      for part in try parcel.nodes("fulfillmentLineItems") {
        guard let line = part["lineItem"], let sku = skus[try line.shopifyID("id")] else { continue }
        lines.append(LineQuantity(sku: sku, quantity: try part.count("quantity")))
      }
      let at = try parcel.moment("createdAt")
      let first = Shipment(
        id: try parcel.shopifyID("id"), carrier: CanonicalWords.carrier(tracking.first?["company"]?.string ?? ""),
        trackingNumber: tracking.first?["number"]?.string ?? "", status: status(parcel["displayStatus"]?.string),
        estimatedDelivery: parcel["estimatedDeliveryAt"]?.timestamp.map { LocalDate($0, in: zone) },
        deliveredOn: parcel["deliveredAt"]?.timestamp.map { LocalDate($0, in: zone) }, events: [], lines: lines)
      shipments.append((at, first))
      // One fulfillment in several boxes: Shopify does not say what is in which.
      for (index, box) in tracking.enumerated().dropFirst() {
        var shipment = first
        shipment.id += "-\(index + 1)"
        shipment.carrier = CanonicalWords.carrier(box["company"]?.string ?? "")
        shipment.trackingNumber = box["number"]?.string ?? ""
        shipment.lines = []
        shipments.append((at, shipment))
      }
    }
    return shipments.sorted { ($0.at, $0.shipment.id) < ($1.at, $1.shipment.id) }.map(\.shipment)
  }

  /// How many of each line, by its number, are in parcels.
  static func quantities(_ json: JSONValue) throws(Misfit) -> [String: Int] {
    var quantities: [String: Int] = [:]
    for parcel in try live(json) {
      for part in try parcel.nodes("fulfillmentLineItems") {
        guard let line = part["lineItem"] else { throw Misfit("fulfillmentLineItems.lineItem") }
        quantities[try line.shopifyID("id"), default: 0] += try part.count("quantity")
      }
    }
    return quantities
  }

  private static func live(_ json: JSONValue) throws(Misfit) -> [JSONValue] {
    try json.list("fulfillments").filter { !["CANCELLED", "ERROR", "FAILURE"].contains($0["status"]?.string) }
  }

  /// A parcel's status (`FulfillmentDisplayStatus`); what is sent without further news is on its way.
  static func status(_ word: String?) -> ParcelStatus {
    switch word {
    case "DELIVERED", "PICKED_UP": .delivered
    case "OUT_FOR_DELIVERY": .outForDelivery
    case "ATTEMPTED_DELIVERY": .attemptFail
    case "READY_FOR_PICKUP": .availableForPickup
    case "CONFIRMED", "LABEL_PRINTED", "LABEL_PURCHASED", "SUBMITTED": .infoReceived
    case "LABEL_VOIDED": .pending
    case "FAILURE", "NOT_DELIVERED", "DELAYED", "CANCELED": .exception
    default: .inTransit
    }
  }
}
