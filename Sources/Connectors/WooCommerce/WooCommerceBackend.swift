public import Commerce
import Foundation
import Vendors

/// A WooCommerce shop behind `Commerce`'s operations, through its REST API v3.
///
/// Tries nothing twice and keeps nothing: what was done under a key is read from the shop, where the writes leave their mark.
/// Refunds must not be sent again while an earlier request may still be under way: WooCommerce would carry out both.
public struct WooCommerceBackend: CommerceBackend {
  /// The name it has in routes and freshness.
  public let name: String
  let shop: WooShop
  private let handlers: OperationHandlers

  /// Makes a back end.
  ///
  /// - Parameters:
  ///   - name: its name in routes and freshness.
  ///   - url: the site's address, under which WordPress stands, as in "https://shop.example.com".
  ///   - key: a consumer key that may read and write.
  ///   - secret: its secret. WooCommerce takes both over HTTPS only.
  ///   - settings: how the shop is spoken to.
  ///   - now: the clock, for freshness.
  public init(
    name: String = "woocommerce", url: String, key: String, secret: String,
    _ settings: WooCommerceSettings = WooCommerceSettings(),
    now: @escaping @Sendable () -> Timestamp = SystemClock.now
  ) {
    self.name = name
    let credentials = Data("\(key):\(secret)".utf8).base64EncodedString()
    let peer = HTTPPeer(name: name, url: url, headers: [("authorization", "Basic \(credentials)")])
    shop = WooShop(api: WooAPI(peer), settings: settings, now: now)
    handlers = Self.handlers(shop)
  }

  /// What it can do.
  public var operations: Set<OperationName> { handlers.names }

  /// Performs an operation. Throws an `OperationFailure`.
  public func perform(
    _ operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    let asOf = shop.now()
    return OperationAnswer(try await handlers.perform(operation, context), Freshness(asOf: asOf, origin: name))
  }

  /// What became of a write: read from the record in which it left its mark. Throws an `OperationFailure`.
  public func outcome(
    of operation: Commerce.Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome {
    let deadline = Deadline(context.budget)
    guard let key = context.key else { return .unknown }
    do throws(OperationFailure) {
      switch operation.value {
      case let asked as CancelOrder: return try await shop.outcomeOfCancel(asked, key, deadline)
      case let asked as ChangeOrderAddress: return try await shop.outcomeOfAddress(asked, key, deadline)
      case let asked as RefundPayment: return try await shop.outcomeOfRefund(asked, key, deadline)
      default: return .unknown
      }
    } catch  where error.code == .notFound {
      return .refused(error)
    }
  }

  private static func handlers(_ shop: WooShop) -> OperationHandlers {
    var on = OperationHandlers()
    on.on(FindOrder.self) { asked, context throws(OperationFailure) in
      try await shop.findOrder(asked, Deadline(context.budget))
    }
    on.on(FindOrders.self) { asked, context throws(OperationFailure) in
      try await shop.findOrders(asked, Deadline(context.budget))
    }
    on.on(ExistingOrders.self) { asked, context throws(OperationFailure) in
      try await shop.existingOrders(asked, Deadline(context.budget))
    }
    on.on(CheckPostcode.self) { asked, context throws(OperationFailure) in
      try await shop.checkPostcode(asked, Deadline(context.budget))
    }
    on.on(TrackShipment.self) { asked, context throws(OperationFailure) in
      try await shop.trackShipment(asked, Deadline(context.budget))
    }
    on.on(IdentifyCustomer.self) { asked, context throws(OperationFailure) in
      try await shop.identifyCustomer(asked, Deadline(context.budget))
    }
    on.on(FindCustomer.self) { asked, context throws(OperationFailure) in
      try await shop.findCustomer(asked, Deadline(context.budget))
    }
    on.on(CheckInventory.self) { asked, context throws(OperationFailure) in
      try await shop.checkInventory(asked, Deadline(context.budget))
    }
    on.on(FindRefunds.self) { asked, context throws(OperationFailure) in
      try await shop.findRefunds(asked, Deadline(context.budget))
    }
    on.on(CancelOrder.self) { asked, context throws(OperationFailure) in
      try await shop.cancelOrder(asked, context, Deadline(context.budget))
    }
    on.on(ChangeOrderAddress.self) { asked, context throws(OperationFailure) in
      try await shop.changeAddress(asked, context, Deadline(context.budget))
    }
    on.on(RefundPayment.self) { asked, context throws(OperationFailure) in
      try await shop.refundPayment(asked, context, Deadline(context.budget))
    }
    return on
  }
}
