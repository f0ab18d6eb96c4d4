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
    try await read { database in
      try Self.numbers(filter, in: database).prefix(max(0, limit)).compactMap {
        try ShopReader.order($0, in: database)
      }
    }
  }

  /// One of the orders that match: the same for the same seed and shop; nil when none matches.
  public func randomOrder(seed: UInt64, where filter: OrderFilter = OrderFilter()) async throws(OperationFailure)
    -> Order?
  {
    try await read { database in
      let numbers = try Self.numbers(filter, in: database)
      guard !numbers.isEmpty else { return nil }
      var random = SplitMix64(seed: seed, purpose: "random order")
      return try ShopReader.order(random.pick(numbers), in: database)
    }
  }

  /// A customer; nil when unknown.
  public func customer(_ id: String) async throws(OperationFailure) -> Customer? {
    try await read { try ShopReader.customer(id, in: $0) }
  }

  /// All stores, by identifier, with the offsets in force now.
  public func stores() async throws(OperationFailure) -> [Store] {
    let now = clock()
    return try await read { try ShopReader.stores(at: now, in: $0) }
  }

  /// The catalogue, by identifier.
  public func products() async throws(OperationFailure) -> [Product] {
    try await read { try ShopReader.products(in: $0) }
  }

  /// How many of each there are.
  public func counts() async throws(OperationFailure) -> ShopCounts {
    try await read { database in
      func count(_ table: String) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
      }
      return ShopCounts(
        products: try count("product"), variants: try count("variant"), stores: try count("store"),
        customers: try count("customer"), orders: try count("sales_order"))
    }
  }

  private static func numbers(_ filter: OrderFilter, in database: Database) throws -> [OrderNumber] {
    let conditions: [(String, String?)] = [
      ("state = ?", filter.state?.rawValue), ("shipment_state = ?", filter.shipmentState?.rawValue),
      ("payment_state = ?", filter.paymentState?.rawValue), ("customer = ?", filter.customer),
      ("number IN (SELECT number FROM shipment WHERE status = ?)", filter.parcel?.rawValue),
    ]
    let given = conditions.compactMap { sql, value in value.map { (sql, $0) } }
    let condition = given.isEmpty ? "" : "WHERE " + given.map(\.0).joined(separator: " AND ")
    return try String.fetchAll(
      database, sql: "SELECT number FROM sales_order \(condition) ORDER BY number",
      arguments: StatementArguments(given.map(\.1)))
  }
}
