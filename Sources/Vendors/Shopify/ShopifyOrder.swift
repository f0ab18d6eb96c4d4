public import Commerce

/// An order as the Admin API tells it, turned into `Commerce`'s.
public enum ShopifyOrder {
  /// Reads an `Order` asked for with the connector's order fragment. Throws a `Misfit`.
  ///
  /// - Parameter zone: the IANA zone in which the shop counts its days.
  public static func order(_ json: JSONValue, zone: String) throws(Misfit) -> Order {
    let isCancelled = json["cancelledAt"] != nil
    let total = try json.shopMoney("totalPriceSet")
    let payments = try ShopifyMoney.payments(json.list("transactions"))
    var skus: [String: String] = [:]
    var lines: [OrderLine] = []
    let sent = try ShopifyParcels.quantities(json)
    for line in try json.nodes("lineItems") {
      let id = try line.shopifyID("id")
      lines.append(try self.line(line, fulfilled: sent[id] ?? 0, isCancelled: isCancelled))
      skus[id] = lines[lines.count - 1].sku
    }
    let shipments = try ShopifyParcels.shipments(json, skus: skus, zone: zone)
    let isAllSent = lines.allSatisfy { $0.fulfilled + $0.cancelled >= $0.quantity }
    let shipmentState = OrderAxes.shipment(
      isCancelled: isCancelled, parcels: shipments.map(\.status), isAllSent: isAllSent && !lines.isEmpty)
    let returns = try ShopifyReturns.returns(json, lines: lines, skus: skus)
    for index in lines.indices {
      lines[index].returned = returns.filter { ![.cancelled, .denied, .rejected].contains($0.state) }
        .flatMap(\.lines).filter { $0.sku == lines[index].sku }.reduce(0) { $0 + $1.quantity }
      lines[index].returned = min(lines[index].returned, lines[index].quantity)
    }
    let note = json["cancellation"]?["staffNote"]?.string
    return Order(
      number: CanonicalWords.orderNumber(try json.text("name")),
      customer: ShopifyID.number(json["customer"]?["id"]?.string) ?? "", placed: try json.moment("createdAt"),
      state: OrderAxes.state(isCancelled: isCancelled, shipmentState), shipmentState: shipmentState,
      paymentState: OrderAxes.payment(
        isCancelled: isCancelled,
        hasFailed: ["VOIDED", "EXPIRED"].contains(json["displayFinancialStatus"]?.string), total: total.minorUnits,
        taken: payments.sum(of: .charge), returned: payments.sum(of: .refund)),
      lines: lines, shipments: shipments, total: total, deliverTo: address(json["shippingAddress"]),
      payments: payments, returns: returns,
      cancelReason: isCancelled ? WriteMark.detail(in: note).flatMap(CancelReason.init(rawValue:)) : nil,
      version: max(1, Int(try json.moment("updatedAt").milliseconds / 1_000)),
      shipping: try json.shopMoney("totalShippingPriceSet"), discount: try discount(json))
  }

  private static func discount(_ json: JSONValue) throws(Misfit) -> Money? {
    guard json["totalDiscountsSet"] != nil else { return nil }
    let discount = try json.shopMoney("totalDiscountsSet")
    return discount.minorUnits > 0 ? discount : nil
  }

  private static func line(_ json: JSONValue, fulfilled: Int, isCancelled: Bool) throws(Misfit) -> OrderLine {
    let quantity = try json.count("quantity")
    let whole = try json.shopMoney("discountedTotalSet")
    let open = try json.count("unfulfilledQuantity")
    return OrderLine(
      sku: json["sku"]?.string ?? "", name: try json.text("title"),
      variant: variant(json["variantTitle"]?.string), quantity: quantity,
      unitPrice: Money(minorUnits: quantity > 0 ? whole.minorUnits / quantity : 0, currency: whole.currency),
      product: ShopifyID.number(json["product"]?["id"]?.string) ?? "", fulfilled: min(fulfilled, quantity),
      cancelled: isCancelled ? max(0, quantity - fulfilled) : max(0, quantity - fulfilled - open))
  }

  /// "Moss / Large" with commas; Shopify's name for the only variant is no word.
  static func variant(_ title: String?) -> String {
    var values: [String] = []
    var rest = (title ?? "")[...]
    while let range = rest.firstRange(of: " / ") {
      values.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return CanonicalWords.variant(values + [String(rest)])
  }

  /// A `MailingAddress`; all parts empty when there is none.
  public static func address(_ json: JSONValue?) -> Address {
    Address(
      street: json?["address1"]?.string ?? "", city: json?["city"]?.string ?? "",
      region: json?["provinceCode"]?.string ?? "", postcode: json?["zip"]?.string ?? "",
      country: json?["countryCodeV2"]?.string ?? "", street2: json?["address2"]?.string ?? "")
  }
}
