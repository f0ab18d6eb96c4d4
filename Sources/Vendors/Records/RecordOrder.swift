public import Commerce

/// Orders, stock and parcels of flat sources, turned into `Commerce`'s.
///
/// | of an order | |
/// | --- | --- |
/// | number, placed, total | must be there |
/// | customer, currency, phone, street, street2, city, region, postcode, country | text |
/// | cancelled | whether it is called off |
/// | sent | whether nothing is left to be sent; where parcels are told, this or each line's `fulfilled` must be |
/// | paid, refunded | what came in; what was given back of it |
/// | shipping, discount | what of the total is for sending it; what promotions took off |
/// | paymentFailed | whether the payment was refused or ran out |
/// | version, changed | a counter that grows; else the time of the last change |
/// | lines, parcels | lists, as JSON, where the source has no rows of their own |
///
/// Of a line: sku, name, quantity must be there, and lineTotal (after discounts) or unitPrice; variant, product, fulfilled,
/// returned, cancelled may be. Of a parcel: trackingNumber must be there; carrier, status, estimatedDelivery, deliveredOn, parcel
/// (its identifier), order may be. Of stock: sku, onHand must be there; place, placeName, committed, reserved, incoming,
/// incomingOn, backorder, asOf may be.
public enum RecordOrder {
  /// Reads an order. Throws a `Misfit`.
  public static func order(
    _ record: FlatRecord, lines: [FlatRecord], parcels: [FlatRecord], _ format: RecordFormat
  ) throws(Misfit) -> Order {
    let currency = record.text("currency") ?? format.currency
    let isCancelled = try record.flag("cancelled", format) ?? false
    guard let total = try record.amount("total", currency, format) else { throw Misfit("total") }
    guard let placed = try record.moment("placed", format) else { throw Misfit("placed") }
    var orderLines: [OrderLine] = []
    for line in lines { orderLines.append(try self.line(line, currency, isCancelled: isCancelled, format)) }
    var shipments: [Shipment] = []
    for parcel in parcels { shipments.append(try shipment(parcel, format)) }
    let goods = OrderAxes.shipment(
      isCancelled: isCancelled, parcels: shipments.map(\.status),
      isAllSent: try isAllSent(record, lines, orderLines, hasParcels: !shipments.isEmpty, format))
    return Order(
      number: CanonicalWords.orderNumber(try record.required("number")), customer: record.text("customer") ?? "",
      placed: placed, state: OrderAxes.state(isCancelled: isCancelled, goods), shipmentState: goods,
      paymentState: OrderAxes.payment(
        isCancelled: isCancelled, hasFailed: try record.flag("paymentFailed", format) ?? false,
        total: total.minorUnits, taken: try record.amount("paid", currency, format)?.minorUnits ?? 0,
        returned: try record.amount("refunded", currency, format)?.minorUnits ?? 0),
      lines: orderLines, shipments: shipments, total: total, deliverTo: address(record),
      version: try version(record, format), shipping: try record.amount("shipping", currency, format),
      discount: try record.amount("discount", currency, format))
  }

  private static func isAllSent(
    _ record: FlatRecord, _ lines: [FlatRecord], _ read: [OrderLine], hasParcels: Bool, _ format: RecordFormat
  ) throws(Misfit) -> Bool {
    if let sent = try record.flag("sent", format) { return sent }
    if !lines.isEmpty, lines.allSatisfy({ $0["fulfilled"] != nil }) {
      return read.allSatisfy { $0.fulfilled + $0.cancelled >= $0.quantity }
    }
    // Parcels alone do not tell whether there are more to come.
    guard !hasParcels else { throw Misfit("sent") }
    return false
  }

  private static func version(_ record: FlatRecord, _ format: RecordFormat) throws(Misfit) -> Int {
    if let version = try record.count("version") { return version }
    return try record.moment("changed", format).map { max(1, Int($0.milliseconds / 1_000)) } ?? 1
  }

  private static func line(
    _ record: FlatRecord, _ currency: String, isCancelled: Bool, _ format: RecordFormat
  ) throws(Misfit) -> OrderLine {
    guard let quantity = try record.count("quantity"), quantity > 0 else { throw Misfit("quantity") }
    let price: Money
    if let whole = try record.amount("lineTotal", currency, format) {
      price = Money(minorUnits: whole.minorUnits / quantity, currency: currency)
    } else if let one = try record.amount("unitPrice", currency, format) {
      price = one
    } else {
      throw Misfit("unitPrice")
    }
    let fulfilled = min(max(0, try record.count("fulfilled") ?? 0), quantity)
    return OrderLine(
      sku: try record.required("sku"), name: try record.required("name"), variant: record.text("variant") ?? "",
      quantity: quantity, unitPrice: price, product: record.text("product") ?? "", fulfilled: fulfilled,
      returned: try record.count("returned") ?? 0,
      cancelled: try record.count("lineCancelled") ?? (isCancelled ? quantity - fulfilled : 0))
  }

  /// Reads a parcel; without a status it is on its way. Throws a `Misfit`.
  public static func shipment(_ record: FlatRecord, _ format: RecordFormat) throws(Misfit) -> Shipment {
    let number = try record.required("trackingNumber")
    var status = ParcelStatus.inTransit
    if let word = record.text("status") {
      guard let known = format.parcelStatus(word) else { throw Misfit("status") }
      status = known
    }
    return Shipment(
      id: record.text("parcel") ?? number, carrier: CanonicalWords.carrier(record.text("carrier") ?? ""),
      trackingNumber: number, status: status, estimatedDelivery: try record.day("estimatedDelivery", format),
      deliveredOn: try record.day("deliveredOn", format), events: [])
  }

  private static func address(_ record: FlatRecord) -> Address {
    Address(
      street: record.text("street") ?? "", city: record.text("city") ?? "", region: record.text("region") ?? "",
      postcode: record.text("postcode") ?? "", country: record.text("country") ?? "",
      street2: record.text("street2") ?? "")
  }

  /// Reads the stock of a variant in a place. Throws a `Misfit`.
  ///
  /// - Parameter asOf: when the source said so, unless the record says when it was counted.
  public static func stock(
    _ record: FlatRecord, asOf: Timestamp, _ format: RecordFormat
  ) throws(Misfit) -> StockLevel {
    guard let onHand = try record.count("onHand") else { throw Misfit("onHand") }
    let (committed, reserved) = (try record.count("committed") ?? 0, try record.count("reserved") ?? 0)
    return StockLevel(
      sku: try record.required("sku"), place: record.text("place") ?? "", placeName: record.text("placeName") ?? "",
      onHand: onHand, committed: committed, reserved: reserved, incoming: try record.count("incoming") ?? 0,
      incomingOn: try record.day("incomingOn", format),
      availability: StockWords.availability(
        left: onHand - committed - reserved, mayOversell: try record.flag("backorder", format) ?? false),
      asOf: try record.moment("asOf", format) ?? asOf)
  }
}
