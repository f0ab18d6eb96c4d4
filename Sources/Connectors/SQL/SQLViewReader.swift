import Commerce
import Vendors

/// What rows answer to an operation.
struct SQLViewReader {
  var format: RecordFormat
  /// When they were asked for.
  var asked: Timestamp

  /// The result; nil when there is no such thing. Throws a `Misfit`.
  func result(_ operation: Commerce.Operation, _ rows: [FlatRecord]) throws(Misfit) -> OperationResult? {
    switch operation.value {
    case let asked as FindOrder:
      guard let order = try orders(rows).first else { return nil }
      guard rows.count == 1, order.number == CanonicalWords.orderNumber(asked.order) else { throw Misfit("number") }
      return OperationResult(FindOrder.self, order)
    case let asked as FindOrders:
      let found = try orders(rows).filter { asked.state == nil || $0.state == asked.state }
      guard found.allSatisfy({ $0.customer == asked.customer }) else { throw Misfit("customer") }
      return OperationResult(FindOrders.self, OrderList(orders: Array(found.prefix(min(max(asked.limit, 1), 100)))))
    case let asked as ExistingOrders: return OperationResult(ExistingOrders.self, try existing(asked, rows))
    case let asked as CheckPostcode:
      guard let row = rows.first else { return nil }
      let postcode = CanonicalWords.postcode(row.text("postcode") ?? "")
      let matches = !postcode.isEmpty && asked.candidates.contains { CanonicalWords.postcode($0) == postcode }
      return OperationResult(CheckPostcode.self, CheckPostcode.Outcome(matches: matches))
    case let asked as CheckInventory:
      guard !rows.isEmpty else { return nil }
      var levels: [StockLevel] = []
      for row in rows { levels.append(try RecordOrder.stock(row, asOf: self.asked, format)) }
      guard levels.allSatisfy({ $0.sku == asked.sku }) else { throw Misfit("sku") }
      let wanted = levels.filter { asked.places.isEmpty || asked.places.contains($0.place) }
      return OperationResult(CheckInventory.self, StockLevels(levels: wanted))
    case is IdentifyCustomer:
      var customers: [String] = []
      for row in rows {
        guard let customer = row.text("customer") else { throw Misfit("customer") }
        if !customers.contains(customer) { customers.append(customer) }
      }
      return OperationResult(IdentifyCustomer.self, CustomerMatches(customers: customers))
    default: return nil
    }
  }

  private func orders(_ rows: [FlatRecord]) throws(Misfit) -> [Order] {
    var orders: [Order] = []
    for row in rows {
      orders.append(
        try RecordOrder.order(row, lines: try row.records("lines"), parcels: try row.records("parcels"), format))
    }
    return orders
  }

  private func existing(_ asked: ExistingOrders, _ rows: [FlatRecord]) throws(Misfit) -> ExistingOrders.Outcome {
    var phones: [OrderNumber: String] = [:]
    for row in rows {
      guard let number = row.text("number") else { throw Misfit("number") }
      phones[CanonicalWords.orderNumber(number)] = row.text("phone") ?? ""
    }
    let existing = asked.among.filter { phones[$0] != nil }
    let ofCaller = existing.filter { number in
      asked.caller.map { CanonicalWords.isSamePhone(phones[number] ?? "", $0) } ?? false
    }
    return ExistingOrders.Outcome(existing: existing, ofCaller: ofCaller)
  }
}
