internal import Commerce

/// Orders, goods, ways to pay and customers as back ends told them.
struct SeenRecords: Sendable {
  private(set) var orders: [OrderNumber: Order] = [:]
  private(set) var products: [String: Product] = [:]
  private(set) var methods: [String: PaymentMethod] = [:]
  /// Whose records were read.
  private(set) var customers: [String] = []

  mutating func learn(_ result: OperationResult) {
    switch result.value {
    case let order as Order: orders[order.number] = order
    case let list as OrderList: for order in list.orders { orders[order.number] = order }
    case let product as Product: products[product.id] = product
    case let customer as Customer:
      if !customers.contains(customer.id) { customers.append(customer.id) }
      for method in customer.paymentMethods { methods[method.id] = method }
    default: return
    }
  }
}
