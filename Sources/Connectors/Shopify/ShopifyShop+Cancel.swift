import Commerce
import Vendors

/// Calling orders off. Shopify takes the wish and carries it out a moment later: whether it did is read from the order, in
/// which the note with our mark stands.
extension ShopifyShop {
  func cancelOrder(
    _ asked: CancelOrder, _ context: OperationContext, _ deadline: Deadline
  ) async throws(OperationFailure) -> Order {
    let key = try key(context)
    let found = try await find(asked.order, deadline)
    if let done = try cancelled(found, key) { return done }
    if let reason = Self.againstCancelling(found.order) {
      throw .refused(reason, "\(api.name): the order cannot be called off any more")
    }
    let variables: [String: JSONValue] = [
      "id": .string(found.gid), "notify": .bool(settings.notifiesCustomers),
      "note": .string("\(WriteMark.text(key)) \(asked.reason.rawValue)"),
    ]
    let job: JSONValue?
    do throws(OperationFailure) {
      job = try await api.mutate(
        "orderCancel", Self.cancel, variables, errors: "orderCancelUserErrors", deadline)["job"]
    } catch  where error.code == .invalidArguments && !error.mayHaveHappened {
      // Shopify has one code for every reason not to; the order tells which one it was.
      throw try await explained(found.gid, key, deadline) ?? error
    }
    guard let identifier = job?["id"]?.string else { throw api.invalid("cancels without a job", isWrite: true) }
    return try await watch(found.gid, identifier, key, deadline)
  }

  /// Looks until the order is called off or the job has ended.
  private func watch(
    _ gid: String, _ job: String, _ key: IdempotencyKey, _ deadline: Deadline
  ) async throws(OperationFailure) -> Order {
    var pause = Duration.milliseconds(100)
    var misses = 0
    while await deadline.wait(pause) {
      let state = try await afterWrite { () async throws(OperationFailure) in
        try await api.query(Self.job, ["id": .string(job), "order": .string(gid)], deadline)
      }
      let isCancelled = state["order"]?["cancelledAt"] != nil
      if isCancelled || state["job"]?["done"]?.bool == true {
        let found = try await afterWrite { () async throws(OperationFailure) in try await read(gid, deadline) }
        if let order = try cancelled(found, key) { return order }
        if let reason = Self.againstCancelling(found.order) {
          throw .refused(reason, "\(api.name): the order changed before it could be called off")
        }
        throw api.invalid("ended the job without calling the order off", isWrite: true)
      }
      // A job that Shopify does not know: the success was none.
      if state["job"] == nil { misses += 1 }
      if misses > 3 { throw api.invalid("does not know its own job", isWrite: true) }
      pause = min(pause * 2, .seconds(1))
    }
    throw OperationFailure(.timedOut, "\(api.name) is still calling the order off", mayHaveHappened: true)
  }

  func outcomeOfCancel(_ asked: CancelOrder, _ key: IdempotencyKey, _ deadline: Deadline) async throws(OperationFailure)
    -> WriteOutcome
  {
    let found = try await find(asked.order, deadline)
    guard found.order.state == .cancelled else {
      if let reason = Self.againstCancelling(found.order) {
        return .refused(.refused(reason, "\(api.name): the order cannot be called off any more"))
      }
      return .notDone
    }
    return WriteMark.stands(in: found.staffNote, key)
      ? .done(OperationResult(CancelOrder.self, found.order))
      : .refused(.refused(.alreadyCancelled, "\(api.name): somebody else called the order off"))
  }

  /// The order when this very write called it off; nil when it is not called off. Throws when somebody else did.
  private func cancelled(_ found: Found, _ key: IdempotencyKey) throws(OperationFailure) -> Order? {
    guard found.order.state == .cancelled else { return nil }
    if WriteMark.stands(in: found.staffNote, key) { return found.order }
    throw .refused(.alreadyCancelled, "\(api.name): the order is called off already")
  }

  private func explained(
    _ gid: String, _ key: IdempotencyKey, _ deadline: Deadline
  ) async throws(OperationFailure) -> OperationFailure? {
    let found = try await read(gid, deadline)
    if found.order.state == .cancelled {
      return .refused(.alreadyCancelled, "\(api.name): the order is called off already")
    }
    return Self.againstCancelling(found.order).map {
      .refused($0, "\(api.name): the order cannot be called off any more")
    }
  }

  /// Shopify calls off only what has no parcel, not even an announced one, and no return under way.
  private static func againstCancelling(_ order: Order) -> RefusalReason? {
    if !order.shipments.isEmpty || order.lines.contains(where: { $0.fulfilled > 0 }) { return .alreadyShipped }
    let isReturning = order.returns.contains { [.requested, .approved].contains($0.state) }
    return isReturning ? .alreadyReturning : nil
  }

  private static let cancel = """
    mutation AisleCancelOrder($id: ID!, $note: String!, $notify: Boolean!) {
      orderCancel(
        orderId: $id, reason: CUSTOMER, restock: true, refundMethod: { originalPaymentMethodsRefund: true },
        notifyCustomer: $notify, staffNote: $note
      ) {
        job { id done }
        orderCancelUserErrors { code field message }
      }
    }
    """
  private static let job = """
    query AisleCancelJob($id: ID!, $order: ID!) { job(id: $id) { id done } order(id: $order) { id cancelledAt } }
    """
}
