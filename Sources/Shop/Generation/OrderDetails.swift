internal import Commerce

/// Tells of orders what follows from their axes: products and options of the lines, what is in which parcel, and the
/// money that moved.
struct OrderDetails {
  var random: SplitMix64
  /// Refunds that are on their way.
  private(set) var refunds: [Refund] = []

  init(random: SplitMix64) { self.random = random }

  mutating func fill(_ orders: inout [Order], products: [Product], customers: [Customer]) {
    let variants = Dictionary(
      uniqueKeysWithValues: products.flatMap { product in product.variants.map { ($0.sku, (product.id, $0.options)) } })
    let methods = Dictionary(uniqueKeysWithValues: customers.map { ($0.id, $0.paymentMethods) })
    for index in orders.indices {
      for line in orders[index].lines.indices {
        guard let (product, options) = variants[orders[index].lines[line].sku] else { continue }
        orders[index].lines[line].product = product
        orders[index].lines[line].options = options
      }
      pack(&orders[index])
      // A gift card does not pay for the whole of an order.
      let paying = (methods[orders[index].customer] ?? []).filter { $0.kind != .giftCard }
      pay(&orders[index], with: paying.isEmpty ? "" : random.pick(paying).id)
    }
  }

  /// Puts the lines into the parcels: all into one; the first and the others into two; of what is sent in part the first.
  private mutating func pack(_ order: inout Order) {
    let goods = order.lines.reduce(0) { $0 + $1.quantity * $1.unitPrice.minorUnits }
    order.shipping = Money(minorUnits: order.total.minorUnits - goods, currency: order.total.currency)
    if order.state == .cancelled {
      for line in order.lines.indices { order.lines[line].cancelled = order.lines[line].quantity }
    }
    for parcel in order.shipments.indices {
      let all = Array(order.lines.indices)
      let isWhole = order.shipments.count == 1 && order.shipmentState != .partial
      let share = isWhole ? all[...] : parcel == 0 ? all.prefix(1) : all.dropFirst()
      order.shipments[parcel].lines = share.map {
        LineQuantity(sku: order.lines[$0].sku, quantity: order.lines[$0].quantity)
      }
      guard ![.pending, .infoReceived].contains(order.shipments[parcel].status) else { continue }
      for line in share { order.lines[line].fulfilled = order.lines[line].quantity }
    }
  }

  private mutating func pay(_ order: inout Order, with method: String) {
    func payment(_ suffix: String, _ kind: PaymentKind, _ amount: Int, _ status: PaymentStatus) -> Payment {
      Payment(
        id: "\(order.number)-\(suffix)", kind: kind, amount: Money(minorUnits: amount, currency: order.total.currency),
        method: method, status: status, at: order.placed)
    }
    let total = order.total.minorUnits
    switch order.paymentState {
    case .paid: order.payments = [payment("P1", .charge, total, .success)]
    case .pending: order.payments = [payment("P1", .charge, total, .pending)]
    case .failed: order.payments = [payment("P1", .charge, total, .failure)]
    case .balanceDue: order.payments = [payment("P1", .charge, total * 3 / 10, .success)]
    case .creditOwed:
      order.payments = [payment("P1", .charge, total, .success), payment("F1", .refund, total, .pending)]
      refunds.append(
        Refund(
          id: "\(order.number)-F1", order: order.number, payment: "\(order.number)-P1", amount: order.total,
          method: method, status: .pending, at: order.placed))
    }
  }
}
