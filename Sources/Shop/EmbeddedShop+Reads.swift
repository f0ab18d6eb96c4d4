public import Commerce
internal import GRDB

/// Which orders to look for: every condition that is given must hold.
public struct OrderFilter: Hashable, Sendable {
  /// Where the order stands as a whole.
  public var state: OrderState?
  /// Where its goods stand.
  public var shipmentState: ShipmentState?
  /// Where its money stands.
  public var paymentState: PaymentState?
  /// A status that one of its parcels has.
  public var parcel: ParcelStatus?
  /// Whose it is.
  public var customer: String?

  /// Makes a filter; nil: whatever it is.
  public init(
    state: OrderState? = nil, shipmentState: ShipmentState? = nil, paymentState: PaymentState? = nil,
    parcel: ParcelStatus? = nil, customer: String? = nil
  ) {
    self.state = state
    self.shipmentState = shipmentState
    self.paymentState = paymentState
    self.parcel = parcel
    self.customer = customer
  }
}

/// How many of each there are.
public struct ShopCounts: Hashable, Sendable, Codable {
  /// Products, and their variants.
  public var products: Int
  /// Variants of all products.
  public var variants: Int
  /// Stores.
  public var stores: Int
  /// Customers.
  public var customers: Int
  /// Orders.
  public var orders: Int
}

/// Reads for tools, demonstrations and tests, beyond the contract of `CommerceBackend`. All throw `OperationFailure`.
extension EmbeddedShop {
  /// Orders that match, by number.
  public func orders(where filter: OrderFilter = OrderFilter(), limit: Int = 100) async throws(OperationFailure)
    -> [Order]
  {
    let numbers = try await fetch { Array(try Self.numbers(filter, in: $0).prefix(max(0, limit))) }
    return try await read(at: clock()) { world in try numbers.compactMap { try world.find(Order.self, $0) } }
  }

  /// One of the orders that match: the same for the same seed and shop; nil when none matches.
  public func randomOrder(seed: UInt64, where filter: OrderFilter = OrderFilter()) async throws(OperationFailure)
    -> Order?
  {
    let numbers = try await fetch { try Self.numbers(filter, in: $0) }
    guard !numbers.isEmpty else { return nil }
    var random = SplitMix64(seed: seed, purpose: "random order")
    let number = random.pick(numbers)
    return try await read(at: clock()) { world in try world.find(Order.self, number) }
  }

  /// A customer; nil when unknown.
  public func customer(_ id: String) async throws(OperationFailure) -> Customer? {
    try await read(at: clock()) { world in try world.find(Customer.self, id) }
  }

  /// All stores, by identifier, with the offsets in force now.
  public func stores() async throws(OperationFailure) -> [Store] {
    try await read(at: clock()) { world in try StoreRules.stores(in: world) }
  }

  /// The catalogue, by identifier.
  public func products() async throws(OperationFailure) -> [Product] {
    try await read(at: clock()) { world in try world.all(Product.self) }
  }

  /// How many of each there are.
  public func counts() async throws(OperationFailure) -> ShopCounts {
    try await fetch { database in
      func count<Document: ShopDocument>(_ type: Document.Type) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM document WHERE kind = ?", arguments: [type.kind]) ?? 0
      }
      let variants = try Int.fetchOne(
        database, sql: "SELECT count(*) FROM lookup WHERE kind = ? AND name = 'sku'", arguments: [Product.kind])
      return ShopCounts(
        products: try count(Product.self), variants: variants ?? 0, stores: try count(Store.self),
        customers: try count(Customer.self), orders: try count(Order.self))
    }
  }

  private static func numbers(_ filter: OrderFilter, in database: Database) throws -> [OrderNumber] {
    let conditions: [(String, String?)] = [
      ("state", filter.state?.rawValue), ("shipment", filter.shipmentState?.rawValue),
      ("payment", filter.paymentState?.rawValue), ("customer", filter.customer), ("parcel", filter.parcel?.rawValue),
    ]
    let given = conditions.compactMap { name, value in value.map { [Order.kind, name, $0] } }
    guard !given.isEmpty else {
      return try String.fetchAll(
        database, sql: "SELECT id FROM document WHERE kind = ? ORDER BY id", arguments: [Order.kind])
    }
    let one = "SELECT id FROM lookup WHERE kind = ? AND name = ? AND value = ?"
    return try String.fetchAll(
      database, sql: given.map { _ in one }.joined(separator: " INTERSECT ") + " ORDER BY id",
      arguments: StatementArguments(given.flatMap { $0 }))
  }
}

extension EmbeddedShop {
  /// Which documents were put or removed since the file was filled.
  func changedKeys() async throws(OperationFailure) -> [DocumentKey] {
    try await fetch { database in
      try Row.fetchAll(database, sql: "SELECT kind, id FROM changed ORDER BY kind, id")
        .map { DocumentKey(kind: $0[0], id: $0[1]) }
    }
  }

  /// Somebody paid at a payment link's address. Throws an `OperationFailure` when there is nothing to pay there.
  public func pay(url: String) async throws(OperationFailure) -> PaymentLink {
    try await write(at: clock()) { world in try PaymentLinkRules.pay(url, in: world) }
  }
}
