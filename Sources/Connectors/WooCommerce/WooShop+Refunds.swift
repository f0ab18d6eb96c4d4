import Commerce
import Vendors

/// Giving money back. WooCommerce carries out every request it gets, so it is looked first whether this one was carried out
/// already, and looked afterwards how often it was.
extension WooShop {
  func findRefunds(_ asked: FindRefunds, _ deadline: Deadline) async throws(OperationFailure) -> RefundList {
    let found = try await find(asked.order, deadline)
    return RefundList(refunds: try refunds(found.refunds, of: found.json))
  }

  func refundPayment(
    _ asked: RefundPayment, _ context: OperationContext, _ deadline: Deadline
  ) async throws(OperationFailure) -> Refund {
    let key = try key(context)
    guard asked.amount.minorUnits > 0 else {
      throw OperationFailure(.invalidArguments, "a refund is of more than nothing", mayHaveHappened: false)
    }
    let found = try await order(of: asked, deadline)
    let before = try marked(found, key)
    if before.count > 1 { throw twice }
    if let done = before.first { return done }
    guard found.order.total.currency == asked.amount.currency else {
      throw OperationFailure(.invalidArguments, "the payment was in another currency", mayHaveHappened: false)
    }
    let left = Self.left(found.order)
    guard left > 0 else { throw .refused(.nothingToRefund, "\(api.name): nothing is left of this payment") }
    guard left >= asked.amount.minorUnits else {
      throw .refused(.amountTooLarge, "\(api.name): less is left of this payment")
    }
    return try await giveBack(asked.amount, asked.reason, found, key, deadline)
  }

  /// Gives money back through the gateway, and reads that it was done once.
  func giveBack(
    _ amount: Money, _ reason: String, _ found: Found, _ key: IdempotencyKey, _ deadline: Deadline
  ) async throws(OperationFailure) -> Refund {
    let body = JSONValue.object([
      "amount": .string(amount.majorUnits), "reason": .string("\(reason.prefix(150)) (\(WriteMark.text(key)))"),
      // The goods are counted when they are there; WooCommerce itself counts those of a cancelled order.
      "api_refund": .bool(true), "api_restock": .bool(false),
    ])
    let path = PeerRequest.path("orders", found.id, "refunds")
    let made = try await api.write("POST", path, body, deadline) { code, message in
      guard code == "woocommerce_rest_cannot_create_order_refund" else { return nil }
      // One code for all reasons, and texts in the site's language; the amount was compared before, so it is most likely the
      // gateway. A refusal is not sent again, which is right too where a gateway failed after it had paid.
      return message.contains("amount")
        ? .refused(.amountTooLarge, "WooCommerce: less is left of this payment")
        : .refused(.refundMethodNotAllowed, "WooCommerce: this payment cannot be given back through the shop")
    }
    guard made["amount"]?.money(amount.currency) == amount, let id = made["id"]?.identifier else {
      throw api.invalid("refunded something else than was asked", isWrite: true)
    }
    return try await afterWrite { () async throws(OperationFailure) in
      let marked = try marked(try await read(found.id, deadline), key)
      if marked.count > 1 { throw twice }
      guard let refund = marked.first, refund.id == id, refund.amount == amount else {
        throw api.invalid("said that it refunded, but did not as asked", isWrite: true)
      }
      return refund
    }
  }

  func outcomeOfRefund(
    _ asked: RefundPayment, _ key: IdempotencyKey, _ deadline: Deadline
  ) async throws(OperationFailure) -> WriteOutcome {
    let marked = try marked(try await order(of: asked, deadline), key)
    guard let refund = marked.first else { return .notDone }
    // Given back twice: only a person can make that good.
    return marked.count == 1 ? .done(OperationResult(RefundPayment.self, refund)) : .unknown
  }

  /// What can still be given back.
  static func left(_ order: Order) -> Int {
    let back = order.payments.filter { $0.kind == .refund && $0.status != .failure }
    return order.payments.sum(of: .charge) - back.reduce(0) { $0 + $1.amount.minorUnits }
  }

  /// The refunds that carry the mark of a key.
  func marked(_ found: Found, _ key: IdempotencyKey) throws(OperationFailure) -> [Refund] {
    try refunds(found.refunds.filter { WriteMark.stands(in: $0["reason"]?.string, key) }, of: found.json)
  }

  private func refunds(_ refunds: [JSONValue], of order: JSONValue) throws(OperationFailure) -> [Refund] {
    do throws(Misfit) { return try WooRefund.refunds(refunds, of: order) } catch { throw misfit(error, "refund") }
  }

  private func order(of asked: RefundPayment, _ deadline: Deadline) async throws(OperationFailure) -> Found {
    guard let id = WooOrder.order(ofPayment: asked.payment), Self.isID(id) else { throw noPayment }
    let found = try await read(id, deadline)
    guard asked.order == nil || CanonicalWords.orderNumber(asked.order ?? "") == found.order.number else {
      throw noPayment
    }
    return found
  }

  private var noPayment: OperationFailure {
    OperationFailure(.notFound, "\(api.name) has no such payment", mayHaveHappened: false)
  }

  private var twice: OperationFailure {
    api.invalid("gave the money back twice under one key: a person has to look", isWrite: true)
  }
}
