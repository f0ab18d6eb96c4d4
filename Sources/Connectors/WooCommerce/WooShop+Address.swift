import Commerce
import Vendors

/// Sending orders elsewhere. WooCommerce would change the address of an order that has left, so that is looked at first.
extension WooShop {
  func changeAddress(
    _ asked: ChangeOrderAddress, _ context: OperationContext, _ deadline: Deadline
  ) async throws(OperationFailure) -> Order {
    let key = try key(context)
    let found = try await find(asked.order, deadline)
    if Self.isMarked(found.json, key) { return found.order }
    if let reason = Self.againstChanging(found.order) {
      throw .refused(reason, "\(api.name): the order cannot be changed any more")
    }
    guard ![asked.address.street, asked.address.city, asked.address.postcode, asked.address.country].contains("") else {
      throw OperationFailure(
        .invalidArguments, "an address needs a street, a city, a postcode and a country", mayHaveHappened: false)
    }
    let body = JSONValue.object([
      "shipping": WooAddress.json(asked.address), "meta_data": Self.mark(key, "changeOrderAddress"),
    ])
    let changed = try await api.write("PUT", PeerRequest.path("orders", found.id), body, deadline)
    guard changed["id"]?.identifier == found.id else {
      throw api.invalid("changed another order than was asked", isWrite: true)
    }
    return try await afterWrite { () async throws(OperationFailure) in
      let now = try await read(found.id, deadline)
      guard Self.isMarked(now.json, key), now.order.deliverTo == asked.address else {
        throw api.invalid("said that it changed the address, but did not", isWrite: true)
      }
      return now.order
    }
  }

  func outcomeOfAddress(
    _ asked: ChangeOrderAddress, _ key: IdempotencyKey, _ deadline: Deadline
  ) async throws(OperationFailure) -> WriteOutcome {
    let found = try await find(asked.order, deadline)
    return Self.isMarked(found.json, key) ? .done(OperationResult(ChangeOrderAddress.self, found.order)) : .notDone
  }

  /// Why nothing can be changed any more: WooCommerce itself lets any order be changed.
  static func againstChanging(_ order: Order) -> RefusalReason? {
    if order.state == .cancelled { return .alreadyCancelled }
    return order.shipmentState == .pending ? nil : .alreadyShipped
  }

  /// Whether a write has left its entry in an order.
  static func isMarked(_ order: JSONValue, _ key: IdempotencyKey) -> Bool {
    (order["meta_data"]?.array ?? []).contains { $0["key"]?.string == WooOrder.mark(key) }
  }

  /// The entry that is left with a write: one for each key, so that nothing is overwritten.
  static func mark(_ key: IdempotencyKey, _ text: String) -> JSONValue {
    .array([.object(["key": .string(WooOrder.mark(key)), "value": .string(text)])])
  }
}
