public import Commerce
import Foundation
import Vendors

/// Payment links and refunds by Stripe (API version 2025-11-17.clover).
public struct StripeBackend: CommerceBackend, Checkable {
  /// Its name.
  public let name: String
  let client: StripeClient
  private let handlers: OperationHandlers
  private let now: @Sendable () -> Timestamp

  init(name: String, peer: HTTPPeer, now: @escaping @Sendable () -> Timestamp = { Timestamp(date: Date()) }) {
    self.name = name
    self.now = now
    let client = StripeClient(peer: peer)
    self.client = client
    let links = StripeLinks(client: client)
    let refunds = StripeRefunds(client: client)
    var handlers = OperationHandlers()
    handlers.on(CreatePaymentLink.self) { operation, context throws(OperationFailure) in
      try await links.create(operation, context)
    }
    handlers.on(FindPaymentLink.self) { operation, context throws(OperationFailure) in
      try await links.find(operation.link, Deadline(context.budget))
    }
    handlers.on(CancelPaymentLink.self) { operation, context throws(OperationFailure) in
      try await links.cancel(operation, context)
    }
    handlers.on(RefundPayment.self) { operation, context throws(OperationFailure) in
      try await refunds.refund(operation, context)
    }
    handlers.on(FindRefunds.self) { operation, context throws(OperationFailure) in
      try await refunds.find(operation.order, Deadline(context.budget))
    }
    self.handlers = handlers
  }

  /// What it can do.
  public var operations: Set<OperationName> { handlers.names }

  /// Performs an operation. Throws an `OperationFailure`.
  public func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    let asked = now()
    return OperationAnswer(try await handlers.perform(operation, context), Freshness(asOf: asked, origin: name))
  }

  /// What became of a write, told by the metadata that its key was put into, or by the object itself.
  public func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome {
    guard let key = context.key else { return .unknown }
    let deadline = Deadline(context.budget)
    switch operation.value {
    case is CreatePaymentLink: return try await StripeLinks(client: client).outcome(of: key, deadline)
    case let operation as CancelPaymentLink:
      return try await StripeLinks(client: client).outcome(ofCancelling: operation.link, deadline)
    case let operation as RefundPayment:
      return try await StripeRefunds(client: client).outcome(of: key, operation, deadline)
    default: return .unknown
    }
  }

  /// Looks whether the key is right and may read what is needed.
  public func check() async -> CheckResult {
    let clock = ContinuousClock()
    let begun = clock.now
    var failure: OperationFailure?
    do {
      for path in ["/v1/payment_links", "/v1/refunds", "/v1/payment_intents", "/v1/checkout/sessions"] {
        _ = try await client.get(path, query: [("limit", "1")], Deadline(.seconds(5)))
      }
    } catch { failure = error }
    let took = Int((clock.now - begun) / .milliseconds(1))
    guard let failure else {
      return CheckResult(
        name: name, passed: true, finding: "links, refunds and payments can be read", milliseconds: took)
    }
    let advice =
      failure.code == .unauthorized
      ? "give the key rights to read and write payment links, refunds, checkout sessions and payment intents"
      : "look at https://status.stripe.com and at the address in the back-end file"
    return CheckResult(name: name, passed: false, finding: failure.message, advice: advice, milliseconds: took)
  }
}

extension OperationContext {
  /// The key of a write. Throws when there is none, so that nothing is sent.
  func writeKey() throws(OperationFailure) -> IdempotencyKey {
    guard let key else { throw OperationFailure(.notRecorded, "a write needs a key", mayHaveHappened: false) }
    return key
  }
}
