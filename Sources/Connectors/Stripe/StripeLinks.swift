import Commerce
import Vendors

/// Payment links: one order, one payment each.
struct StripeLinks: Sendable {
  let client: StripeClient

  /// Makes a link that one person can pay once, and reads it back before it is spoken of.
  func create(
    _ operation: CreatePaymentLink, _ context: OperationContext
  ) async throws(OperationFailure) -> PaymentLink {
    let key = try context.writeKey()
    let deadline = Deadline(context.budget)
    guard operation.amount.minorUnits > 0, let amount = StripeMoney.amount(operation.amount) else {
      throw OperationFailure(.invalidArguments, "no amount that Stripe takes", mayHaveHappened: false)
    }
    let made = try await client.post("/v1/payment_links", form(operation, amount, key), key, deadline) {
      deadline throws(OperationFailure) in
      try await find(key, deadline).found
    }
    guard let id = made["id"]?.string else {
      throw OperationFailure(.invalidResponse, "Stripe made a link without an identifier")
    }
    do {
      return try await find(id, deadline)
    } catch {
      throw OperationFailure(
        .outcomeUnknown, "the link was made, but cannot be read back: \(error.message)", mayHaveHappened: true)
    }
  }

  private func form(_ operation: CreatePaymentLink, _ amount: Int, _ key: IdempotencyKey) -> JSONValue {
    var metadata: [String: JSONValue] = [StripeRecords.key: .string(key.text)]
    if let order = operation.order { metadata[StripeRecords.orderNumber] = .string(order) }
    if let customer = operation.customer { metadata["customer"] = .string(customer) }
    let price: JSONValue = .object([
      "currency": .string(operation.amount.currency.lowercased()), "unit_amount": .string(String(amount)),
      "product_data": .object(["name": .string(operation.description)]),
    ])
    return .object([
      "line_items": .array([.object(["price_data": price, "quantity": .string("1")])]),
      "metadata": .object(metadata),
      // The payment itself says so too, so that its refunds are found by the order.
      "payment_intent_data": .object(["metadata": .object(metadata)]),
      "restrictions": .object(["completed_sessions": .object(["limit": .string("1")])]),
    ])
  }

  /// One link as it is now. Throws `notFound`.
  func find(_ id: String, _ deadline: Deadline) async throws(OperationFailure) -> PaymentLink {
    let value = try await read(id, deadline)
    let isPaid = try await isPaid(value, id, deadline)
    guard let link = StripeRecords.link(value, isPaid: isPaid) else {
      throw OperationFailure(
        .invalidResponse, "Stripe answered something that is no payment link", mayHaveHappened: false)
    }
    return link
  }

  private func read(_ id: String, _ deadline: Deadline) async throws(OperationFailure) -> JSONValue {
    let value = try await client.get(
      PeerRequest.path("v1", "payment_links", id), query: [("expand[]", "line_items")], deadline)
    guard value["id"]?.string == id else {
      throw OperationFailure(
        .invalidResponse, "Stripe answered another link than was asked for", mayHaveHappened: false)
    }
    return value
  }

  /// A session can be completed and the money still be on its way (bank debits): only what is paid counts.
  private func isPaid(_ link: JSONValue, _ id: String, _ deadline: Deadline) async throws(OperationFailure) -> Bool {
    if link["active"]?.bool == true, StripeRecords.completedSessions(link) == 0 { return false }
    let (paid, _) = try await client.first(
      "/v1/checkout/sessions", query: [("payment_link", id), ("status", "complete")], most: 1, deadline
    ) { ["paid", "no_payment_required"].contains($0["payment_status"]?.string) }
    return paid != nil
  }

  /// Stops a link. What is stopped already stays so; what is paid cannot be.
  func cancel(
    _ operation: CancelPaymentLink, _ context: OperationContext
  ) async throws(OperationFailure) -> PaymentLink {
    let key = try context.writeKey()
    let deadline = Deadline(context.budget)
    let before = try await find(operation.link, deadline)
    if before.state == .paid { throw .refused(.alreadyPaid, "the link was paid") }
    if before.state != .open { return before }
    _ = try await client.post(
      PeerRequest.path("v1", "payment_links", operation.link), .object(["active": .string("false")]), key, deadline
    ) { _ throws(OperationFailure) in nil }
    do throws(OperationFailure) {
      let after = try await find(operation.link, deadline)
      if after.state == .paid { throw OperationFailure.refused(.alreadyPaid, "the link was paid meanwhile") }
      if after.state == .deactivated { return after }
    } catch {
      if error.code == .refused { throw error }
      throw OperationFailure(
        .outcomeUnknown, "the link was stopped, but cannot be read back: \(error.message)", mayHaveHappened: true)
    }
    throw OperationFailure(.outcomeUnknown, "Stripe said the link was stopped, but it works", mayHaveHappened: true)
  }

  /// The link that a key made: by the metadata that every link carries, since links cannot be asked for by their key.
  private func find(
    _ key: IdempotencyKey, _ deadline: Deadline
  ) async throws(OperationFailure) -> (found: JSONValue?, wasWhole: Bool) {
    try await client.first("/v1/payment_links", deadline) {
      $0["metadata"]?[StripeRecords.key]?.string == key.text
    }
  }

  /// What became of making a link.
  func outcome(of key: IdempotencyKey, _ deadline: Deadline) async throws(OperationFailure) -> WriteOutcome {
    let (found, wasWhole) = try await find(key, deadline)
    guard let id = found?["id"]?.string else { return wasWhole ? .notDone : .unknown }
    return .done(OperationResult(CreatePaymentLink.self, try await find(id, deadline)))
  }

  /// What became of stopping a link.
  func outcome(ofCancelling id: String, _ deadline: Deadline) async throws(OperationFailure) -> WriteOutcome {
    let link: PaymentLink
    do { link = try await find(id, deadline) } catch {
      if error.code == .notFound { return .refused(error) }
      throw error
    }
    switch link.state {
    case .open: return .notDone
    case .paid: return .refused(.refused(.alreadyPaid, "the link was paid"))
    case .deactivated, .expired: return .done(OperationResult(CancelPaymentLink.self, link))
    }
  }
}
