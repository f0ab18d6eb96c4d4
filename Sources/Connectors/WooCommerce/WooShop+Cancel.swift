import Commerce
import Vendors

/// Calling orders off: two writes, since WooCommerce gives no money back by itself. First the order, so that nothing is sent;
/// then the money, as far as the gateway can. What is left is seen in the order: `creditOwed`.
extension WooShop {
  func cancelOrder(
    _ asked: CancelOrder, _ context: OperationContext, _ deadline: Deadline
  ) async throws(OperationFailure) -> Order {
    let key = try key(context)
    var found = try await find(asked.order, deadline)
    if !Self.isMarked(found.json, key) {
      if let reason = Self.againstChanging(found.order) {
        throw .refused(reason, "\(api.name): the order cannot be called off any more")
      }
      found = try await callOff(found, asked.reason, key, deadline)
    }
    guard found.order.state == .cancelled else {
      throw OperationFailure(.conflict, "\(api.name): somebody opened the order again", mayHaveHappened: false)
    }
    let cancelled = found
    return try await afterWrite { () async throws(OperationFailure) in
      try await settleMoney(cancelled, key, deadline)
    }
  }

  private func callOff(
    _ found: Found, _ reason: CancelReason, _ key: IdempotencyKey, _ deadline: Deadline
  ) async throws(OperationFailure) -> Found {
    let body = JSONValue.object([
      "status": .string("cancelled"), "meta_data": Self.mark(key, "cancelOrder \(reason.rawValue)"),
    ])
    let changed = try await api.write("PUT", PeerRequest.path("orders", found.id), body, deadline)
    guard changed["id"]?.identifier == found.id else {
      throw api.invalid("called another order off than was asked", isWrite: true)
    }
    return try await afterWrite { () async throws(OperationFailure) in
      let now = try await read(found.id, deadline)
      guard Self.isMarked(now.json, key), now.order.state == .cancelled else {
        throw api.invalid("said that it called the order off, but did not", isWrite: true)
      }
      return now
    }
  }

  /// Gives back what is left of the money, unless that was done; an order whose gateway cannot do it keeps owing it.
  private func settleMoney(
    _ found: Found, _ key: IdempotencyKey, _ deadline: Deadline
  ) async throws(OperationFailure) -> Order {
    let left = Self.left(found.order)
    guard left > 0, try marked(found, key).isEmpty else { return found.order }
    do throws(OperationFailure) {
      let amount = Money(minorUnits: left, currency: found.order.total.currency)
      _ = try await giveBack(amount, "Order cancelled", found, key, deadline)
    } catch  where error.reason == .refundMethodNotAllowed {
      return found.order
    }
    return try await read(found.id, deadline).order
  }

  func outcomeOfCancel(
    _ asked: CancelOrder, _ key: IdempotencyKey, _ deadline: Deadline
  ) async throws(OperationFailure) -> WriteOutcome {
    let found = try await find(asked.order, deadline)
    guard Self.isMarked(found.json, key) else {
      return Self.againstChanging(found.order).map {
        .refused(.refused($0, "\(api.name): the order cannot be called off any more"))
      } ?? .notDone
    }
    // Called off, but the money is not back: sending it again gives it back.
    guard found.order.state == .cancelled, Self.left(found.order) <= 0 else { return .unknown }
    return .done(OperationResult(CancelOrder.self, found.order))
  }
}
