internal import Commerce

/// What of an order may be sent back, until when, and for what.
struct ReturnWindow {
  /// One line's share of it.
  struct Line {
    var index: Int
    /// How many are with the customer and not on their way back.
    var quantity: Int
    var reason: RefusalReason?
    var until: LocalDate?
    /// What is given for one, in minor units.
    var amount: Int
  }

  var lines: [Line]

  init(_ order: Order, in world: any World) throws(OperationFailure) {
    lines = []
    for (index, line) in order.lines.enumerated() {
      let delivered = Self.delivered(line.sku, order)
      var result = Line(
        index: index, quantity: max(0, min(line.quantity - line.cancelled, delivered.quantity) - line.returned),
        amount: Self.paid(line, order))
      if order.state == .cancelled || delivered.quantity == 0 {
        result.reason = .notDelivered
      } else if result.quantity == 0 {
        result.reason = .alreadyReturning
      } else {
        let days = try Self.days(line, in: world)
        result.until = days == 0 ? nil : delivered.on?.adding(days: days)
        if days == 0 {
          result.reason = .notReturnable
        } else if let until = result.until, until < world.today {
          result.reason = .windowClosed
        }
      }
      lines.append(result)
    }
  }

  /// How many days the product's category gives.
  private static func days(_ line: OrderLine, in world: any World) throws(OperationFailure) -> Int {
    try world.list(Product.self, "sku", line.sku).first?.returnDays ?? 30
  }

  /// How many of a variant were delivered, and when the last were. A parcel that does not say what is in it counts only
  /// once all are there.
  private static func delivered(_ sku: String, _ order: Order) -> (quantity: Int, on: LocalDate?) {
    let parcels = order.shipments.filter { $0.status == .delivered }
    guard order.shipmentState != .delivered else { return (.max, parcels.compactMap(\.deliveredOn).max()) }
    let with = parcels.filter { parcel in parcel.lines.contains { $0.sku == sku } }
    let quantity = with.reduce(0) { sum, parcel in
      sum + parcel.lines.reduce(0) { $0 + ($1.sku == sku ? $1.quantity : 0) }
    }
    return (quantity, with.compactMap(\.deliveredOn).max())
  }

  /// What was paid for one: its share of what promotions took off is not given back.
  private static func paid(_ line: OrderLine, _ order: Order) -> Int {
    let goods = order.lines.reduce(0) { $0 + $1.quantity * $1.unitPrice.minorUnits }
    guard let discount = order.discount?.minorUnits, goods > 0 else { return line.unitPrice.minorUnits }
    return line.unitPrice.minorUnits * max(0, goods - discount) / goods
  }

  /// Picks quantities of the lines. Throws the rule against it, or `.notInOrder`.
  func take(
    _ asked: [LineQuantity], of order: Order
  ) throws(OperationFailure) -> [(index: Int, quantity: Int, amount: Int)] {
    guard !asked.isEmpty, asked.allSatisfy({ $0.quantity > 0 }) else {
      throw OperationFailure(.invalidArguments, "nothing is named to come back")
    }
    var free = lines
    var taken: [(index: Int, quantity: Int, amount: Int)] = []
    for wanted in asked {
      let own = free.indices.filter { order.lines[free[$0].index].sku == wanted.sku }
      guard let first = own.first else { throw .refused(.notInOrder, "the order has no such line") }
      var left = wanted.quantity
      for position in own where left > 0 && free[position].reason == nil {
        let part = min(left, free[position].quantity)
        guard part > 0 else { continue }
        free[position].quantity -= part
        left -= part
        taken.append((free[position].index, part, free[position].amount * part))
      }
      guard left == 0 else {
        throw .refused(free[first].reason ?? .notInOrder, "this line, or so many of it, cannot come back")
      }
    }
    return taken
  }
}
