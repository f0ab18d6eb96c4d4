import Commerce
import Vendors

/// Refunds of payments that Stripe took.
struct StripeRefunds: Sendable {
  let client: StripeClient

  /// Gives money back, and reads it back before it is spoken of.
  func refund(_ operation: RefundPayment, _ context: OperationContext) async throws(OperationFailure) -> Refund {
    let key = try context.writeKey()
    let deadline = Deadline(context.budget)
    let parameter = try parameter(operation.payment)
    // A refund has no currency of its own: nothing but the payment can show that the amount is meant in the same one.
    let currency = try await currency(of: operation.payment, parameter, deadline)
    guard currency == operation.amount.currency, operation.amount.minorUnits > 0,
      let amount = StripeMoney.amount(operation.amount)
    else {
      throw OperationFailure(.invalidArguments, "not an amount of the payment's currency", mayHaveHappened: false)
    }
    var metadata: [String: JSONValue] = [
      StripeRecords.key: .string(key.text), "reason": .string(String(operation.reason.prefix(500))),
    ]
    if let order = operation.order { metadata[StripeRecords.orderNumber] = .string(order) }
    let form: JSONValue = .object([
      parameter: .string(operation.payment), "amount": .string(String(amount)),
      "reason": .string("requested_by_customer"), "metadata": .object(metadata),
    ])
    let made = try await client.post("/v1/refunds", form, key, deadline) { deadline throws(OperationFailure) in
      try await find(key, operation.payment, parameter, deadline).found
    }
    return try await confirmed(made, operation, deadline)
  }

  private func confirmed(
    _ made: JSONValue, _ operation: RefundPayment, _ deadline: Deadline
  ) async throws(OperationFailure) -> Refund {
    do throws(OperationFailure) {
      guard let id = made["id"]?.string else {
        throw OperationFailure(.invalidResponse, "a refund without an identifier")
      }
      let read = try await client.get(PeerRequest.path("v1", "refunds", id), deadline)
      guard let refund = StripeRecords.refund(read), refund.id == id, refund.amount == operation.amount else {
        throw OperationFailure(.invalidResponse, "another refund than was asked for")
      }
      return refund
    } catch {
      throw OperationFailure(
        .outcomeUnknown, "the refund was made, but cannot be read back: \(error.message)", mayHaveHappened: true)
    }
  }

  /// Which parameter a payment's identifier belongs to. Throws `notFound` for what Stripe did not take.
  private func parameter(_ payment: String) throws(OperationFailure) -> String {
    if payment.hasPrefix("pi_") { return "payment_intent" }
    if payment.hasPrefix("ch_") || payment.hasPrefix("py_") { return "charge" }
    throw OperationFailure(.notFound, "not a payment of Stripe's", mayHaveHappened: false)
  }

  private func currency(
    of payment: String, _ parameter: String, _ deadline: Deadline
  ) async throws(OperationFailure) -> String {
    let kind = parameter == "charge" ? "charges" : "payment_intents"
    let value = try await client.get(PeerRequest.path("v1", kind, payment), deadline)
    guard let currency = value["currency"]?.string, value["id"]?.string == payment else {
      throw OperationFailure(.invalidResponse, "Stripe answered something that is no payment", mayHaveHappened: false)
    }
    return currency.uppercased()
  }

  private func find(
    _ key: IdempotencyKey, _ payment: String, _ parameter: String, _ deadline: Deadline
  ) async throws(OperationFailure) -> (found: JSONValue?, wasWhole: Bool) {
    try await client.first("/v1/refunds", query: [(parameter, payment)], deadline) {
      $0["metadata"]?[StripeRecords.key]?.string == key.text
    }
  }

  /// What became of a refund: the payment's refunds are listed, and each says the key that made it.
  func outcome(
    of key: IdempotencyKey, _ operation: RefundPayment, _ deadline: Deadline
  ) async throws(OperationFailure) -> WriteOutcome {
    let (found, wasWhole) = try await find(key, operation.payment, try parameter(operation.payment), deadline)
    guard let found else { return wasWhole ? .notDone : .unknown }
    guard let refund = StripeRecords.refund(found) else { return .unknown }
    return .done(OperationResult(RefundPayment.self, refund))
  }

  /// The refunds of an order: of all payments that carry its number. Throws `notFound` when no payment does.
  ///
  /// Lists know no filter for metadata, and Stripe's search is up to a minute late and not everywhere, so the latest 1,000
  /// payments are looked through; beyond them it says so instead of saying there is nothing.
  func find(_ order: OrderNumber, _ deadline: Deadline) async throws(OperationFailure) -> RefundList {
    let (intents, wasWhole) = try await client.all("/v1/payment_intents", most: 10, deadline)
    let payments = intents.filter { $0["metadata"]?[StripeRecords.orderNumber]?.string == order }
    guard !payments.isEmpty else {
      throw OperationFailure(
        wasWhole ? .notFound : .unsupported, "no payment of that order among the latest \(intents.count)",
        mayHaveHappened: false)
    }
    var refunds: [Refund] = []
    for payment in payments {
      guard let id = payment["id"]?.string else { continue }
      for value in try await client.all("/v1/refunds", query: [("payment_intent", id)], deadline).elements {
        guard var refund = StripeRecords.refund(value) else {
          throw OperationFailure(
            .invalidResponse, "Stripe answered something that is no refund", mayHaveHappened: false)
        }
        refund.order = order
        refunds.append(refund)
      }
    }
    return RefundList(refunds: refunds.sorted { $0.at > $1.at })
  }
}
