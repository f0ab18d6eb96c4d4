public import Commerce

/// An order as WooCommerce's REST API and its webhooks tell it.
public enum WooOrder {
  /// The entry of `meta_data` that is left with a write.
  public static func mark(_ key: IdempotencyKey) -> String { "_aisle_" + key.text }

  /// Reads an order resource. Throws a `Misfit`.
  ///
  /// - Parameters:
  ///   - json: the order.
  ///   - refunds: the order's refund resources, where they were asked for: only they tell when money was given back.
  public static func order(_ json: JSONValue, refunds: [JSONValue]? = nil) throws(Misfit) -> Order {
    let currency = try json.text("currency")
    let total = try json.amount("total", currency)
    let status = try json.text("status")
    let shipments = try WooParcels.shipments(json)
    let isCancelled = isCancelled(status, hasParcels: !shipments.isEmpty)
    let shipmentState = OrderAxes.shipment(
      isCancelled: isCancelled, parcels: shipments.map(\.status), isAllSent: status == "completed")
    let payments = try payments(json, refunds, total)
    return Order(
      number: try number(json), customer: try customer(json),
      placed: try json.wooMoment("date_created_gmt"),
      state: OrderAxes.state(isCancelled: isCancelled, shipmentState), shipmentState: shipmentState,
      paymentState: OrderAxes.payment(
        isCancelled: isCancelled, hasFailed: status == "failed", total: total.minorUnits,
        taken: payments.sum(of: .charge), returned: payments.sum(of: .refund)),
      lines: try lines(json, currency, isCancelled: isCancelled, isAllSent: status == "completed"),
      shipments: shipments, total: total, deliverTo: WooAddress.address(json["shipping"]), payments: payments,
      cancelReason: isCancelled ? reason(json) : nil,
      version: max(1, Int(try json.wooMoment("date_modified_gmt").milliseconds / 1_000)),
      shipping: try sum(json, "shipping", currency), discount: try discount(json, currency))
  }

  /// The number customers know an order by: WooCommerce's identifier, unless an extension numbers orders in its own way.
  static func number(_ json: JSONValue) throws(Misfit) -> OrderNumber {
    let id = try json.id("id")
    guard let number = json["number"], number != .string("") else { return id }
    guard let text = number.identifier else { throw Misfit("number") }
    return CanonicalWords.orderNumber(text)
  }

  /// An order whose money went back before anything left is called off: `refunded` is WooCommerce's last word on it.
  private static func isCancelled(_ status: String, hasParcels: Bool) -> Bool {
    ["cancelled", "trash"].contains(status) || status == "refunded" && !hasParcels
  }

  /// Guests have none, or 0.
  private static func customer(_ json: JSONValue) throws(Misfit) -> String {
    guard let value = json["customer_id"] else { return "" }
    guard let id = value.integer, id >= 0 else { throw Misfit("customer_id") }
    return id == 0 ? "" : String(id)
  }

  private static func reason(_ json: JSONValue) -> CancelReason? {
    for entry in json["meta_data"]?.array ?? [] where entry["key"]?.string?.hasPrefix("_aisle_") == true {
      let words = entry["value"]?.string?.split(separator: " ") ?? []
      if words.first == "cancelOrder", words.count > 1, let reason = CancelReason(rawValue: String(words[1])) {
        return reason
      }
    }
    return nil
  }

  private static func discount(_ json: JSONValue, _ currency: String) throws(Misfit) -> Money? {
    try sum(json, "discount", currency).flatMap { $0.minorUnits > 0 ? $0 : nil }
  }

  /// A sum of the order; with its tax where prices are shown with it. Nil when it is not told.
  private static func sum(_ json: JSONValue, _ name: String, _ currency: String) throws(Misfit) -> Money? {
    guard json["\(name)_total"] != nil else { return nil }
    var sum = try json.amount("\(name)_total", currency)
    if json["prices_include_tax"]?.bool == true, json["\(name)_tax"] != nil {
      sum.minorUnits += try json.amount("\(name)_tax", currency).minorUnits
    }
    return sum
  }

  private static func lines(
    _ json: JSONValue, _ currency: String, isCancelled: Bool, isAllSent: Bool
  ) throws(Misfit) -> [OrderLine] {
    var lines: [OrderLine] = []
    for line in try json.list("line_items") {
      let quantity = try line.count("quantity")
      // Totals are without tax; where prices are shown with it, that is what was paid.
      let isTaxIn = json["prices_include_tax"]?.bool == true
      let tax = isTaxIn && line["total_tax"] != nil ? try line.amount("total_tax", currency).minorUnits : 0
      let whole = try line.amount("total", currency).minorUnits + tax
      let name = try line.text("name")
      // A variation's line is called "Alder Rain Jacket - M".
      let parent = line["parent_name"]?.string ?? ""
      let isVariation = !parent.isEmpty && name.hasPrefix(parent + " - ")
      lines.append(
        OrderLine(
          sku: line["sku"]?.string ?? "", name: isVariation ? parent : name,
          variant: isVariation ? CanonicalWords.variant([String(name.dropFirst(parent.count + 3))]) : "",
          quantity: quantity,
          unitPrice: Money(minorUnits: quantity > 0 ? whole / quantity : 0, currency: currency),
          product: line["product_id"]?.integer.map { $0 > 0 ? String($0) : "" } ?? "",
          fulfilled: isAllSent && !isCancelled ? quantity : 0, cancelled: isCancelled ? quantity : 0))
    }
    return lines
  }

  /// The identifier of an order's one payment: WooCommerce has none, so it is made of the order's.
  public static func paymentID(_ order: String) -> String { "\(order)-P1" }

  /// The order whose payment that is; nil when it is none of ours.
  public static func order(ofPayment id: String) -> String? {
    guard id.hasSuffix("-P1") else { return nil }
    return String(id.dropLast(3))
  }

  private static func payments(
    _ json: JSONValue, _ refunds: [JSONValue]?, _ total: Money
  ) throws(Misfit) -> [Payment] {
    let created = try json.wooMoment("date_created_gmt")
    let method = json["payment_method"]?.string ?? ""
    let id = paymentID(try json.id("id"))
    let paid = json["date_paid_gmt"]?.wooMoment
    var payments: [Payment] = []
    if total.minorUnits > 0 {
      payments.append(
        Payment(
          id: id, kind: .charge, amount: total, method: method,
          status: paid != nil ? .success : json["status"]?.string == "failed" ? .failure : .pending,
          at: paid ?? created))
    }
    // Within an order refunds are negative and without a time; they were made before its last change.
    let changed = try json.wooMoment("date_modified_gmt")
    var back: [Payment] = []
    let embedded = try json.list("refunds")
    for refund in refunds ?? embedded {
      let amount = try refund.amount(refund["amount"] == nil ? "total" : "amount", total.currency)
      back.append(
        Payment(
          id: try refund.id("id"), kind: .refund,
          amount: Money(minorUnits: abs(amount.minorUnits), currency: total.currency), method: method,
          status: refund["refunded_payment"]?.bool == false ? .pending : .success,
          at: refund["date_created_gmt"]?.wooMoment ?? changed))
    }
    return payments + back.sorted { ($0.at, $0.id.count, $0.id) < ($1.at, $1.id.count, $1.id) }
  }
}
