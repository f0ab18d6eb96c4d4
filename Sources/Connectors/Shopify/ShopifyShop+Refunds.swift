import Commerce
import Vendors

/// Giving money back. Shopify carries one idempotency key out once; for how long it remembers a key is its own affair, so
/// the key also stands in the refund's note, which stays.
extension ShopifyShop {
  func findRefunds(_ asked: FindRefunds, _ deadline: Deadline) async throws(OperationFailure) -> RefundList {
    let order = try await refunds(of: try await orderID(asked.order, deadline), deadline)
    return RefundList(refunds: try refundList(order))
  }

  func refundPayment(
    _ asked: RefundPayment, _ context: OperationContext, _ deadline: Deadline
  ) async throws(OperationFailure) -> Refund {
    let key = try key(context)
    guard asked.amount.minorUnits > 0 else {
      throw OperationFailure(.invalidArguments, "a refund is of more than nothing", mayHaveHappened: false)
    }
    let gid = try await order(of: asked, deadline)
    let before = try await refunds(of: gid, deadline)
    if let done = try marked(before, key).first { return done }
    let payment = try refundable(asked, before)
    let transaction: [String: JSONValue] = [
      "amount": .string(asked.amount.majorUnits), "gateway": .string(payment.method), "kind": .string("REFUND"),
      "orderId": .string(gid), "parentId": .string(ShopifyID.gid("OrderTransaction", payment.id) ?? ""),
    ]
    let input: [String: JSONValue] = [
      "orderId": .string(gid), "note": .string(Self.note(asked.reason, key)),
      "notify": .bool(settings.notifiesCustomers), "transactions": .array([.object(transaction)]),
    ]
    let payload = try await api.mutate(
      "refundCreate", Self.refund, ["input": .object(input), "key": .string(key.text)], deadline
    ) { error in
      // Shopify has no codes here. What it holds against the amount as a whole stands at no field.
      error.field.isEmpty || error.field.hasSuffix("amount")
        ? .refused(.amountTooLarge, "the amount is more than can be given back") : nil
    }
    guard payload["refund"]?["id"] != nil, payload["order"]?["id"]?.string == gid else {
      throw api.invalid("refunded something else than was asked", isWrite: true)
    }
    return try await afterWrite { () async throws(OperationFailure) in
      let made = try marked(try await refunds(of: gid, deadline), key)
      guard let refund = made.first, made.count == 1, refund.amount == asked.amount, refund.payment == asked.payment
      else { throw api.invalid("said that it refunded, but did not as asked", isWrite: true) }
      return refund
    }
  }

  func outcomeOfRefund(
    _ asked: RefundPayment, _ key: IdempotencyKey, _ deadline: Deadline
  ) async throws(OperationFailure) -> WriteOutcome {
    let made = try marked(try await refunds(of: try await order(of: asked, deadline), deadline), key)
    return made.first.map { .done(OperationResult(RefundPayment.self, $0)) } ?? .notDone
  }

  private func order(of asked: RefundPayment, _ deadline: Deadline) async throws(OperationFailure) -> String {
    if let number = asked.order { return try await orderID(number, deadline) }
    guard let gid = ShopifyID.gid("OrderTransaction", asked.payment) else { throw noPayment }
    let data = try await api.query(Self.payment, ["id": .string(gid)], deadline)
    guard let order = try record(data, "node")?["order"]?["id"]?.string else { throw noPayment }
    return order
  }

  private func refunds(of gid: String, _ deadline: Deadline) async throws(OperationFailure) -> JSONValue {
    let data = try await api.query(Self.refunds, ["id": .string(gid)], deadline)
    guard let order = try record(data, "order") else { throw noPayment }
    guard order["id"]?.string == gid else { throw other("order") }
    guard try list(order, "refunds").count < 40 else {
      throw api.invalid("has more refunds for an order than are read", isWrite: false)
    }
    return order
  }

  private func refundList(_ order: JSONValue) throws(OperationFailure) -> [Refund] {
    let told = try list(order, "refunds")
    do throws(Misfit) { return try ShopifyMoney.refunds(told, order: Self.number(order)) } catch {
      throw misfit(error, "refund")
    }
  }

  private func marked(_ order: JSONValue, _ key: IdempotencyKey) throws(OperationFailure) -> [Refund] {
    let own = try list(order, "refunds").filter { WriteMark.stands(in: $0["note"]?.string, key) }
    do throws(Misfit) { return try ShopifyMoney.refunds(own, order: Self.number(order)) } catch {
      throw misfit(error, "refund")
    }
  }

  /// The payment when so much of it can still be given back.
  private func refundable(_ asked: RefundPayment, _ order: JSONValue) throws(OperationFailure) -> Payment {
    let payments: [Payment]
    let told = try list(order, "transactions")
    do throws(Misfit) { payments = try ShopifyMoney.payments(told) } catch {
      throw misfit(error, "payment")
    }
    guard let payment = payments.first(where: { $0.id == asked.payment }) else { throw noPayment }
    guard payment.amount.currency == asked.amount.currency else {
      throw OperationFailure(.invalidArguments, "the payment was in another currency", mayHaveHappened: false)
    }
    guard payment.kind == .charge, payment.status == .success else {
      throw .refused(.nothingToRefund, "\(api.name): nothing was taken with this payment")
    }
    let returned = try refundList(order).filter {
      $0.payment == payment.id && ![.failed, .rejected].contains($0.status)
    }
    .reduce(0) { $0 + $1.amount.minorUnits }
    let left = payment.amount.minorUnits - returned
    guard left > 0 else { throw .refused(.nothingToRefund, "\(api.name): nothing is left of this payment") }
    guard left >= asked.amount.minorUnits else {
      throw .refused(.amountTooLarge, "\(api.name): less is left of this payment")
    }
    return payment
  }

  private static func number(_ order: JSONValue) -> OrderNumber {
    CanonicalWords.orderNumber(order["name"]?.string ?? "")
  }

  /// The reason, cut to leave the note readable, with the mark behind it.
  private static func note(_ reason: String, _ key: IdempotencyKey) -> String {
    "\(reason.prefix(150)) (\(WriteMark.text(key)))"
  }

  private var noPayment: OperationFailure {
    OperationFailure(.notFound, "\(api.name) has no such payment", mayHaveHappened: false)
  }

  private static let payment = """
    query AisleFindPayment($id: ID!) { node(id: $id) { ... on OrderTransaction { id order { id } } } }
    """
  private static let refunds = """
    query AisleRefunds($id: ID!) {
      order(id: $id) {
        id name
        transactions(first: 40) {
          id kind status gateway createdAt amountSet { shopMoney { amount currencyCode } }
        }
        refunds(first: 40) {
          id note
          transactions(first: 3) {
            nodes {
              id kind status gateway createdAt amountSet { shopMoney { amount currencyCode } }
              parentTransaction { id }
            }
            pageInfo { hasNextPage }
          }
        }
      }
    }
    """
  private static let refund = """
    mutation AisleRefund($input: RefundInput!, $key: String!) {
      refundCreate(input: $input) @idempotent(key: $key) {
        order { id } refund { id } userErrors { field message }
      }
    }
    """
}
