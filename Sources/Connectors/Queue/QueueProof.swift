import Commerce
import Vendors

/// Whether an answer can be true.
enum QueueProof {
  /// Whether a result is about what was asked, and shows what a write was to bring about.
  static func fits(_ result: OperationResult, _ operation: Commerce.Operation) -> Bool {
    if let order = result.value as? Order, let number = Self.order(of: operation) ?? asked(operation) {
      return order.number == number && shows(order, operation)
    }
    if let stock = result.value as? StockLevels, let asked = operation.value as? CheckInventory {
      return stock.levels.allSatisfy { $0.sku == asked.sku }
    }
    return true
  }

  /// The order that a write changes.
  static func order(of operation: Commerce.Operation) -> OrderNumber? {
    switch operation.value {
    case let write as CancelOrder: write.order
    case let write as ChangeOrderAddress: write.order
    case let write as ChangeOrderPayment: write.order
    case let write as ChangeOrderItems: write.order
    default: nil
    }
  }

  /// Whether an order is as a write was to make it, as far as that can be seen in it.
  static func shows(_ order: Order, _ operation: Commerce.Operation) -> Bool {
    switch operation.value {
    case is CancelOrder: order.state == .cancelled
    case let write as ChangeOrderAddress:
      CanonicalWords.postcode(order.deliverTo.postcode) == CanonicalWords.postcode(write.address.postcode)
        && CanonicalWords.isSameName(order.deliverTo.street, write.address.street)
    default: true
    }
  }

  private static func asked(_ operation: Commerce.Operation) -> OrderNumber? { (operation.value as? FindOrder)?.order }
}
