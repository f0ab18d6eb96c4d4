internal import Commerce

/// One line of one order.
struct LineKey: Hashable, Codable, Sendable, Comparable {
  var order: OrderNumber
  /// Its place among the order's lines, from 0.
  var line: Int

  static func < (left: LineKey, right: LineKey) -> Bool { (left.order, left.line) < (right.order, right.line) }
}

/// All that is known of the customer: read from back ends once, kept right with the result of each write.
struct CustomerRecords: Hashable, Codable, Sendable {
  var customer: Customer?
  /// Newest first.
  var orders: [Order] = []
  /// By `productKey`.
  var products: [String: Product] = [:]
  /// Products that were asked for in vain: nothing can be said of their variants.
  var unreadable: [String] = []

  func order(_ number: OrderNumber) -> Order? { orders.first { $0.number == number } }

  func line(_ key: LineKey) -> OrderLine? {
    guard let lines = order(key.order)?.lines, lines.indices.contains(key.line) else { return nil }
    return lines[key.line]
  }

  /// All lines, newest order first.
  var lines: [LineKey] { orders.flatMap(lines) }

  func lines(of order: Order) -> [LineKey] {
    order.lines.indices.map { LineKey(order: order.number, line: $0) }
  }

  /// What a line's product is kept under: back ends may tell only the variant.
  static func productKey(_ line: OrderLine) -> String { line.product.isEmpty ? "sku:\(line.sku)" : line.product }

  func product(of key: LineKey) -> Product? { line(key).flatMap { products[Self.productKey($0)] } }

  /// The variant that a line was, as the catalogue has it now; nil when it is not there any more.
  func variant(_ sku: String, of product: Product) -> Variant? { product.variants.first { $0.sku == sku } }

  mutating func replace(_ order: Order) {
    if let index = orders.firstIndex(where: { $0.number == order.number }) {
      orders[index] = order
    } else {
      orders.insert(order, at: 0)
    }
  }

  /// A payment method by its identifier.
  func method(_ id: String) -> PaymentMethod? { customer?.paymentMethods.first { $0.id == id } }
}
