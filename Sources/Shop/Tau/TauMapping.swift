internal import Commerce

/// Between the tau world's rows and the vocabulary, both ways and without loss.
///
/// Each item of a row is a line of one, as items repeat and their order counts. "processed" is an order that is packed;
/// "pending (item modified)" an open one whose lines were changed; what a delivered order's status says of returns follows
/// from them.
enum TauMapping {
  static let currency = "USD"
  private static let countries = ["USA": "US"]
  private static let methods: [(String, PaymentMethodKind)] = [
    ("credit_card", .creditCard), ("gift_card", .giftCard), ("paypal", .paypal),
  ]
  static let reasons: [(String, CancelReason)] = [
    ("no longer needed", .noLongerNeeded), ("ordered by mistake", .orderedByMistake),
  ]

  private static func money(_ amount: TauRows.Dollars) -> Money { Money(minorUnits: amount.cents, currency: currency) }
  private static func dollars(_ money: Money) -> TauRows.Dollars { TauRows.Dollars(cents: money.minorUnits) }

  static func address(_ row: TauRows.Address) -> Address {
    Address(
      street: row.address1, city: row.city, region: row.state, postcode: row.zip,
      country: countries[row.country] ?? row.country, street2: row.address2)
  }

  static func row(_ address: Address) -> TauRows.Address {
    TauRows.Address(
      address1: address.street, address2: address.street2, city: address.city,
      country: countries.first { $0.value == address.country }?.key ?? address.country, state: address.region,
      zip: address.postcode)
  }

  static func customer(_ id: String, _ row: TauRows.User) throws -> Customer {
    let held = try row.methods.values.sorted { $0.id < $1.id }.map { method in
      guard let kind = methods.first(where: { $0.0 == method.source })?.1 else {
        throw ShopError(.notAShop, "users.json has a payment method of the unknown source \(method.source)")
      }
      return PaymentMethod(
        id: method.id, kind: kind, brand: method.brand ?? "", lastFour: method.lastFour ?? "",
        balance: method.balance.map(money))
    }
    return Customer(
      id: id, givenName: row.name.first, familyName: row.name.last, email: row.email, phone: "",
      address: address(row.address), paymentMethods: held, orders: row.orders)
  }

  static func row(_ customer: Customer) -> TauRows.User {
    let held = customer.paymentMethods.map { method in
      TauRows.Method(
        source: methods.first { $0.1 == method.kind }?.0 ?? method.kind.rawValue, id: method.id,
        brand: method.brand.isEmpty ? nil : method.brand, lastFour: method.lastFour.isEmpty ? nil : method.lastFour,
        balance: method.balance.map(dollars))
    }
    return TauRows.User(
      name: TauRows.Name(first: customer.givenName, last: customer.familyName), address: row(customer.address),
      email: customer.email, methods: Dictionary(held.map { ($0.id, $0) }) { $1 }, orders: customer.orders)
  }

  static func product(_ row: TauRows.Product) -> Product {
    Product(
      id: row.id, name: row.name, category: [],
      variants: row.variants.values.sorted { $0.item < $1.item }.map { variant in
        Variant(
          sku: variant.item, options: variant.options, price: money(variant.price),
          availability: variant.available ? .inStock : .outOfStock)
      })
  }

  static func row(_ product: Product) -> TauRows.Product {
    let variants = product.variants.map { variant in
      TauRows.Variant(
        item: variant.sku, options: variant.options, available: variant.availability.isOnHand,
        price: dollars(variant.price))
    }
    return TauRows.Product(
      name: product.name, id: product.id, variants: Dictionary(variants.map { ($0.item, $0) }) { $1 })
  }
}

extension TauMapping {
  private struct Status {
    var word: String
    var order: OrderState
    var goods: ShipmentState
    var parcel: ParcelStatus
  }
  private static let statuses = [
    Status(word: "pending", order: .open, goods: .pending, parcel: .pending),
    Status(word: "processed", order: .confirmed, goods: .ready, parcel: .infoReceived),
    Status(word: "delivered", order: .complete, goods: .delivered, parcel: .delivered),
    Status(word: "cancelled", order: .cancelled, goods: .canceled, parcel: .infoReceived),
  ]

  /// The rows have no times: `placed` only puts them in order.
  static func order(_ row: TauRows.Order, placed: Timestamp) throws -> Order {
    guard let status = statuses.first(where: { $0.word == row.status }) else {
      throw ShopError(.notAShop, "orders.json has the status \(row.status), which is not one to begin with")
    }
    let lines = row.items.map { item in
      OrderLine(
        sku: item.item, name: item.name,
        variant: Variant(sku: item.item, options: item.options, price: money(item.price)).words, quantity: 1,
        unitPrice: money(item.price), product: item.product, options: item.options,
        fulfilled: status.order == .complete ? 1 : 0, cancelled: status.order == .cancelled ? 1 : 0)
    }
    let shipments = try row.fulfillments.enumerated().map { index, parcel in
      guard parcel.tracking.count == 1 else {
        throw ShopError(.notAShop, "orders.json has a parcel with several tracking numbers, or none")
      }
      return Shipment(
        id: "\(row.number)-\(index + 1)", carrier: "", trackingNumber: parcel.tracking[0], status: status.parcel,
        estimatedDelivery: nil, deliveredOn: nil, events: [], lines: parcel.items.map { LineQuantity(sku: $0) })
    }
    let payments = row.payments.enumerated().map { index, moved in
      Payment(
        id: "\(row.number)-\(index + 1)", kind: moved.kind == "refund" ? .refund : .charge, amount: money(moved.amount),
        method: moved.method, at: placed)
    }
    return Order(
      number: row.number, customer: row.user, placed: placed, state: status.order, shipmentState: status.goods,
      paymentState: .paid, lines: lines, shipments: shipments,
      total: Money(minorUnits: lines.reduce(0) { $0 + $1.unitPrice.minorUnits }, currency: currency),
      deliverTo: address(row.address), payments: payments,
      cancelReason: reasons.first { $0.0 == row.cancelReason }?.1)
  }

  static func row(_ order: Order) -> TauRows.Order {
    var row = TauRows.Order(
      number: order.number, user: order.customer, address: row(order.deliverTo),
      items: order.lines.map { line in
        TauRows.Item(
          name: line.name, product: line.product, item: line.sku, price: dollars(line.unitPrice), options: line.options)
      },
      fulfillments: order.shipments.map { parcel in
        TauRows.Fulfillment(tracking: [parcel.trackingNumber], items: TauRules.single(parcel.lines))
      },
      status: statuses.first { $0.order == order.state }?.word ?? order.state.rawValue,
      payments: order.payments.map { payment in
        TauRows.Transaction(
          kind: payment.kind == .refund ? "refund" : "payment", amount: dollars(payment.amount), method: payment.method)
      })
    if order.state == .open, order.changed { row.status = "pending (item modified)" }
    row.cancelReason = order.cancelReason.map { reason in reasons.first { $0.1 == reason }?.0 ?? reason.rawValue }
    guard let goingBack = order.returns.last else { return row }
    let items = TauRules.single(goingBack.lines).sorted()
    if goingBack.kind == .exchange {
      row.status = "exchange requested"
      row.exchangeItems = items
      row.exchangeNewItems = TauRules.single(goingBack.replacements).map(\.newSku).sorted()
      row.exchangeMethod = goingBack.refundTo
      row.exchangeDifference = TauRows.Dollars(cents: -goingBack.amount.minorUnits)
    } else {
      row.status = "return requested"
      row.returnItems = items
      row.returnMethod = goingBack.refundTo
    }
    return row
  }
}
