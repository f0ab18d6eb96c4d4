public import Commerce

/// A small invented retailer for tests of everything about orders: three customers, eight orders, six products. Where two goods, two
/// addresses or two ways to pay could be taken for each other, they are there on purpose.
public enum OrdersFixture {
  static func usd(_ cents: Int) -> Money { Money(minorUnits: cents, currency: "USD") }

  static func address(
    _ street: String, _ city: String, _ region: String, _ postcode: String, _ second: String = ""
  ) -> Address {
    Address(street: street, city: city, region: region, postcode: postcode, country: "US", street2: second)
  }

  /// The addresses of the first customer: at home, at work, and where she lived before.
  public static let home = address("14 Alder Way", "Burlington", "VT", "05401", "Flat 3")
  /// See `home`.
  public static let work = address("900 Main Street", "Fargo", "ND", "58102")
  /// See `home`.
  public static let former = address("77 Oak Street", "Denver", "CO", "80203")

  /// The customers.
  public static let customers: [Customer] = [
    Customer(
      id: "mara", givenName: "Mara", familyName: "Lindqvist", email: "mara.lindqvist@example.org",
      phone: "+18025550114", address: home,
      paymentMethods: [
        PaymentMethod(id: "visa-0417", kind: .creditCard, brand: "visa", lastFour: "0417"),
        PaymentMethod(id: "paypal-mara", kind: .paypal),
        PaymentMethod(id: "gift-mara", kind: .giftCard, balance: usd(5_000)),
      ], orders: ["M1001", "M1002", "M1003", "M1004", "M1005", "M1006"]),
    Customer(
      id: "tomas", givenName: "Tomas", familyName: "Adeyemi", email: "t.adeyemi@example.org", phone: "",
      address: former, paymentMethods: [PaymentMethod(id: "paypal-tomas", kind: .paypal)], orders: ["T2001", "T2002"]),
    Customer(
      id: "pip", givenName: "Philippa", familyName: "Moreau", email: "pip@example.org", phone: "",
      address: address("3 Quay Road", "Portland", "ME", "04101"), paymentMethods: [], orders: []),
  ]

  /// Some of a kind, with its options, number and price paid.
  struct Item {
    var sku: String
    var quantity = 1

    var line: OrderLine {
      let product = OrdersFixture.products.first { $0.variants.contains { $0.sku == sku } }
      let variant = product?.variants.first { $0.sku == sku }
      return OrderLine(
        sku: sku, name: product?.name ?? "", variant: variant?.options.values.sorted().joined(separator: ", ") ?? "",
        quantity: quantity, unitPrice: OrdersFixture.usd((variant?.price.minorUnits ?? 0) - 200),
        product: product?.id ?? "", options: variant?.options ?? [:])
    }
  }

  static func order(
    _ number: String, of customer: String, day: Int, _ state: OrderState, _ goods: ShipmentState, _ items: [Item],
    paidWith method: String, to address: Address
  ) -> Order {
    let lines = items.map(\.line)
    let total = usd(lines.reduce(0) { $0 + $1.unitPrice.minorUnits * $1.quantity })
    let placed = Timestamp(milliseconds: RetailFixture.noon.milliseconds - Int64(30 - day) * 86_400_000)
    let shipments =
      goods == .delivered || goods == .ready
      ? [
        Shipment(
          id: "\(number)-1", carrier: "United Parcel", trackingNumber: "1Z\(number)",
          status: goods == .delivered ? .delivered : .infoReceived, estimatedDelivery: nil, deliveredOn: nil, events: []
        )
      ] : []
    return Order(
      number: number, customer: customer, placed: placed, state: state, shipmentState: goods, paymentState: .paid,
      lines: lines, shipments: shipments, total: total, deliverTo: address,
      payments: [Payment(id: "\(number)-p", kind: .charge, amount: total, method: method, at: placed)])
  }

  /// The orders. The price paid is two dollars below the price of today.
  public static let orders: [Order] = [
    order(
      "M1001", of: "mara", day: 1, .complete, .delivered, [Item(sku: "LAMP-BMM"), Item(sku: "KETTLE-1S", quantity: 2)],
      paidWith: "visa-0417", to: former),
    order(
      "M1002", of: "mara", day: 9, .open, .pending, [Item(sku: "TENT-3G"), Item(sku: "RUG-MG")], paidWith: "visa-0417",
      to: work),
    order("M1003", of: "mara", day: 12, .open, .pending, [Item(sku: "LAMP-WLU")], paidWith: "paypal-mara", to: home),
    order("M1004", of: "mara", day: 10, .confirmed, .ready, [Item(sku: "MUG-R")], paidWith: "visa-0417", to: home),
    order(
      "M1005", of: "mara", day: 4, .cancelled, .canceled, [Item(sku: "BOOT-9Y")], paidWith: "visa-0417", to: former),
    order(
      "M1006", of: "mara", day: 6, .complete, .delivered, [Item(sku: "RUG-LB"), Item(sku: "MUG-B")],
      paidWith: "paypal-mara", to: home),
    order(
      "T2001", of: "tomas", day: 3, .complete, .delivered, [Item(sku: "BOOT-9N")], paidWith: "paypal-tomas", to: former),
    order(
      "T2002", of: "tomas", day: 13, .open, .pending, [Item(sku: "KETTLE-2E")], paidWith: "paypal-tomas", to: former),
  ]
}
