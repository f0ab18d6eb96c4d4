public import Commerce
import Vendors

/// A Shopify shop behind `Commerce`'s operations, through the GraphQL Admin API.
///
/// Tries nothing twice and keeps nothing: what was done under a key is read from Shopify, where the writes leave their mark.
public struct ShopifyBackend: CommerceBackend {
  /// The name it has in routes and freshness.
  public let name: String
  let shop: ShopifyShop
  private let handlers: OperationHandlers

  /// Makes a back end.
  ///
  /// - Parameters:
  ///   - name: its name in routes and freshness.
  ///   - url: the shop's address, as in "https://example.myshopify.com".
  ///   - token: an Admin API access token.
  ///   - settings: how the shop is spoken to.
  ///   - now: the clock, for freshness.
  public init(
    name: String = "shopify", url: String, token: String, _ settings: ShopifySettings = ShopifySettings(),
    now: @escaping @Sendable () -> Timestamp = SystemClock.now
  ) {
    self.name = name
    let peer = HTTPPeer(name: name, url: url, headers: [("x-shopify-access-token", token)])
    shop = ShopifyShop(api: ShopifyAPI(peer, version: settings.version), settings: settings, now: now)
    handlers = Self.handlers(shop)
  }

  /// What it can do.
  public var operations: Set<OperationName> { handlers.names }

  /// Performs an operation. Throws an `OperationFailure`.
  public func perform(
    _ operation: Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> OperationAnswer {
    let asOf = shop.now()
    return OperationAnswer(try await handlers.perform(operation, context), Freshness(asOf: asOf, origin: name))
  }

  /// What became of a write: read from the record in which it left its mark. Throws an `OperationFailure`.
  public func outcome(
    of operation: Operation, _ context: OperationContext
  ) async throws(OperationFailure) -> WriteOutcome {
    let deadline = Deadline(context.budget)
    guard let key = context.key else { return .unknown }
    do throws(OperationFailure) {
      switch operation.value {
      case let asked as CancelOrder: return try await shop.outcomeOfCancel(asked, key, deadline)
      case let asked as ChangeOrderAddress: return try await shop.outcomeOfAddress(asked, key, deadline)
      case let asked as ReturnItems: return try await shop.outcomeOfReturn(asked, key, deadline)
      case let asked as RefundPayment: return try await shop.outcomeOfRefund(asked, key, deadline)
      default: return .unknown
      }
    } catch  where error.code == .notFound {
      return .refused(error)
    }
  }

  private static func handlers(_ shop: ShopifyShop) -> OperationHandlers {
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
    on.on(FindProduct.self) { asked, context throws(OperationFailure) in
      try await shop.findProduct(asked, Deadline(context.budget))
    }
    on.on(SearchProducts.self) { asked, context throws(OperationFailure) in
      try await shop.searchProducts(asked, Deadline(context.budget))
    }
    on.on(CheckInventory.self) { asked, context throws(OperationFailure) in
      try await shop.checkInventory(asked, Deadline(context.budget))
    }
    on.on(FindRefunds.self) { asked, context throws(OperationFailure) in
      try await shop.findRefunds(asked, Deadline(context.budget))
    }
    on.on(FindReturns.self) { asked, context throws(OperationFailure) in
      try await shop.findReturns(asked, Deadline(context.budget))
    }
    on.on(CheckReturn.self) { asked, context throws(OperationFailure) in
      try await shop.checkReturn(asked, Deadline(context.budget))
    }
    on.on(CancelOrder.self) { asked, context throws(OperationFailure) in
      try await shop.cancelOrder(asked, context, Deadline(context.budget))
    }
    on.on(ChangeOrderAddress.self) { asked, context throws(OperationFailure) in
      try await shop.changeAddress(asked, context, Deadline(context.budget))
    }
    on.on(ReturnItems.self) { asked, context throws(OperationFailure) in
      try await shop.returnItems(asked, context, Deadline(context.budget))
    }
    on.on(RefundPayment.self) { asked, context throws(OperationFailure) in
      try await shop.refundPayment(asked, context, Deadline(context.budget))
    }
    return on
  }
}
