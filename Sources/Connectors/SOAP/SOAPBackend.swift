public import Commerce
import Foundation
import Vendors

/// A merchandise system of the old kind behind `Commerce`'s operations, through its SOAP order service.
///
/// Tries nothing twice and keeps nothing: the service itself knows what was done under a request id.
public struct SOAPBackend: CommerceBackend {
  /// The name it has in routes and freshness.
  public let name: String
  private let service: OrderService
  private let handlers: OperationHandlers

  /// Makes a back end.
  ///
  /// - Parameters:
  ///   - name: its name in routes and freshness.
  ///   - settings: where the service is and how it is spoken to.
  ///   - now: the clock, for freshness.
  public init(
    name: String = "soap", _ settings: SOAPSettings, now: @escaping @Sendable () -> Timestamp = SystemClock.now
  ) {
    self.name = name
    service = OrderService(client: SOAPClient(name: name, settings), settings: settings, now: now)
    handlers = Self.handlers(service)
  }

  /// What it can do.
  public var operations: Set<OperationName> { handlers.names }

  /// Performs an operation. Throws an `OperationFailure`.
  public func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    let asOf = service.now()
    return OperationAnswer(try await handlers.perform(operation, context), Freshness(asOf: asOf, origin: name))
  }

  /// What became of a write: asked by its request id. Throws an `OperationFailure`.
  public func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome {
    try await service.outcome(of: operation, context)
  }

  private static func handlers(_ service: OrderService) -> OperationHandlers {
    var on = OperationHandlers()
    on.on(FindOrder.self) { asked, context throws(OperationFailure) in
      try await service.findOrder(asked, Deadline(context.budget))
    }
    on.on(FindOrders.self) { asked, context throws(OperationFailure) in
      try await service.findOrders(asked, Deadline(context.budget))
    }
    on.on(ExistingOrders.self) { asked, context throws(OperationFailure) in
      try await service.existingOrders(asked, Deadline(context.budget))
    }
    on.on(CheckPostcode.self) { asked, context throws(OperationFailure) in
      try await service.checkPostcode(asked, Deadline(context.budget))
    }
    on.on(CheckInventory.self) { asked, context throws(OperationFailure) in
      try await service.checkInventory(asked, Deadline(context.budget))
    }
    on.on(CancelOrder.self) { asked, context throws(OperationFailure) in
      try await service.cancelOrder(asked, context, Deadline(context.budget))
    }
    on.on(ChangeOrderAddress.self) { asked, context throws(OperationFailure) in
      try await service.changeAddress(asked, context, Deadline(context.budget))
    }
    return on
  }
}

extension SOAPBackend: Checkable {
  /// Asks for a request that nobody made: says whether address and login are accepted.
  public func check() async -> CheckResult {
    let start = ContinuousClock.now
    func result(_ passed: Bool, _ finding: String, _ advice: String?) -> CheckResult {
      let took = Int((ContinuousClock.now - start) / .milliseconds(1))
      return CheckResult(name: name, passed: passed, finding: finding, advice: advice, milliseconds: took)
    }
    do throws(OperationFailure) {
      _ = try await service.ask("GetRequestStatus", [XMLTree("RequestId", "aisle-check")], Deadline(.seconds(5)))
      return result(true, "the order service answers", nil)
    } catch {
      let advice =
        switch error.code {
        case .unauthorized: "Check user and password."
        case .rateLimited: "All its sessions are in use: give it more, or lower `sessions`."
        case .timedOut, .unavailable: "Check the address, and that this machine may reach it."
        case .invalidResponse: "Check that the address is the service's own, and its namespace."
        default: "Look into the order service's log."
        }
      return result(false, error.message, advice)
    }
  }
}
