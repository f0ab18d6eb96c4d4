public import Commerce

/// What the order service of the merchandise system "Altmark WWS" tells (its contract is its WSDL), turned into `Commerce`'s.
///
/// | order status | the goods | | payment status | the money |
/// | --- | --- | --- | --- | --- |
/// | ERFASST, IN_BEARBEITUNG | something is still to be sent | | OFFEN | nothing came in |
/// | VERSENDET | all sent | | BEZAHLT | all came in |
/// | ZUGESTELLT | all delivered | | TEILERSTATTET | all came in, some was given back |
/// | RETOURE | delivered, and come back | | ERSTATTET | all came in and was given back |
/// | STORNIERT | called off | | | |
///
/// The axes follow from these by the rules in docs/canonical.md. A parcel's own status is not told: it is on its way until the
/// order is delivered.
public enum ERPOrder {
  /// Reads an `Order`. Throws a `Misfit`.
  public static func order(_ xml: XMLTree) throws(Misfit) -> Order {
    let currency = try xml.text("Currency")
    let progress = try progress(xml.text("Status"))
    let total = try xml.amount("Total", currency)
    let money = try money(xml.text("PaymentStatus"), total: total.minorUnits)
    var shipments: [Shipment] = []
    for parcel in xml.all("Shipment") { shipments.append(try shipment(parcel, progress.parcel)) }
    var lines: [(position: Int, line: OrderLine)] = []
    for line in xml.all("Line") {
      lines.append((try line.count("Position"), try self.line(line, currency, progress)))
    }
    // Delivered without a parcel on record: collected, or sent before the system knew of parcels.
    let parcels = shipments.isEmpty && progress.parcel == .delivered ? [.delivered] : shipments.map(\.status)
    let shipmentState = OrderAxes.shipment(
      isCancelled: progress.isCancelled, parcels: parcels, isAllSent: progress.isAllSent)
    return Order(
      number: try xml.text("OrderNumber"), customer: try xml.text("CustomerNumber"),
      placed: try xml.moment("OrderedAt"),
      state: OrderAxes.state(isCancelled: progress.isCancelled, shipmentState), shipmentState: shipmentState,
      paymentState: OrderAxes.payment(
        isCancelled: progress.isCancelled, hasFailed: false, total: total.minorUnits, taken: money.taken,
        returned: money.returned),
      lines: lines.sorted { $0.position < $1.position }.map(\.line), shipments: shipments, total: total,
      deliverTo: try address(xml.part("DeliveryAddress")), version: try xml.count("Revision"),
      shipping: try xml.amount("ShippingCost", currency))
  }

  /// How far an order's goods are, by its status.
  struct Progress {
    var isCancelled = false
    var isAllSent = false
    var isReturned = false
    var parcel = ParcelStatus.inTransit
  }

  private static func progress(_ status: String) throws(Misfit) -> Progress {
    switch status {
    case "ERFASST", "IN_BEARBEITUNG": Progress()
    case "VERSENDET": Progress(isAllSent: true)
    case "ZUGESTELLT": Progress(isAllSent: true, parcel: .delivered)
    case "RETOURE": Progress(isAllSent: true, isReturned: true, parcel: .delivered)
    case "STORNIERT": Progress(isCancelled: true)
    default: throw Misfit("Status")
    }
  }

  private static func money(_ status: String, total: Int) throws(Misfit) -> (taken: Int, returned: Int) {
    switch status {
    case "OFFEN": (0, 0)
    case "BEZAHLT": (total, 0)
    // How much was given back is not told: some, and not all.
    case "TEILERSTATTET": (total, min(1, total))
    case "ERSTATTET": (total, total)
    default: throw Misfit("PaymentStatus")
    }
  }

  private static func line(_ xml: XMLTree, _ currency: String, _ progress: Progress) throws(Misfit) -> OrderLine {
    let quantity = try xml.count("Quantity")
    return OrderLine(
      sku: try xml.text("ArticleNumber"), name: try xml.text("Description"), variant: xml["Variant"]?.text ?? "",
      quantity: quantity, unitPrice: try xml.amount("UnitPrice", currency),
      fulfilled: progress.isAllSent ? quantity : 0, returned: progress.isReturned ? quantity : 0,
      cancelled: progress.isCancelled ? quantity : 0)
  }

  private static func shipment(_ xml: XMLTree, _ status: ParcelStatus) throws(Misfit) -> Shipment {
    let number = try xml.text("TrackingNumber")
    return Shipment(
      id: number, carrier: CanonicalWords.carrier(try xml.text("Carrier")), trackingNumber: number, status: status,
      estimatedDelivery: try xml.day("PromisedOn"), deliveredOn: nil, events: [])
  }

  private static func address(_ xml: XMLTree) throws(Misfit) -> Address {
    Address(
      street: try xml.text("Street"), city: try xml.text("City"), region: "", postcode: try xml.text("PostalCode"),
      country: try xml.text("Country"))
  }

  /// Reads a `Stock`: one sum for the whole house. Throws a `Misfit`.
  ///
  /// - Parameters:
  ///   - place: the identifier and the name under which that sum is told.
  ///   - asOf: when it was asked for; the service does not say when it counted.
  public static func stock(
    _ xml: XMLTree, place: (id: String, name: String), asOf: Timestamp
  ) throws(Misfit) -> StockLevel {
    let left = try xml.count("Available")
    return StockLevel(
      sku: try xml.text("ArticleNumber"), place: place.id, placeName: place.name, onHand: left,
      incomingOn: try xml.day("NextDelivery"), availability: StockWords.availability(left: left, mayOversell: false),
      asOf: asOf)
  }
}
