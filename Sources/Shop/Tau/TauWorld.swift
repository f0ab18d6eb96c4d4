public import Commerce
public import Foundation

/// The tau retail world, read from its files: customers, orders and products with that world's own rules
/// (`RuleProfile.tau`). Practice tasks run on sandboxes of it; what a run changed comes out in the files' own format.
public struct TauWorld: Sendable {
  /// How many customers, orders and products were read.
  public var counts: (customers: Int, orders: Int, products: Int) { (users.count, orders.count, products.count) }
  let users: [String: TauRows.User]
  let orders: [String: TauRows.Order]
  let products: [String: TauRows.Product]
  private let image: ShopImage

  /// The rows have no times; what was placed first is told as of this day (2024-05-01).
  private static let beginning = Timestamp(milliseconds: 1_714_521_600_000)

  /// The world's editions: their rules differ a little.
  public enum Dialect: String, CaseIterable, Sendable {
    /// The first; the second.
    case v1, tau2

    var profile: RuleProfile { self == .v1 ? .tau : .tau2 }
  }

  /// Reads `users.json`, `orders.json` and `products.json` of a folder, or its `db.json` with all three. Throws a `ShopError`
  /// that names the file.
  public init(folder: String) throws {
    struct Whole: Decodable {
      var users: [String: TauRows.User]
      var orders: [String: TauRows.Order]
      var products: [String: TauRows.Product]
    }
    if FileManager.default.fileExists(atPath: "\(folder)/db.json") {
      let whole: Whole = try Self.read("db.json", of: folder)
      (users, orders, products) = (whole.users, whole.orders, whole.products)
    } else {
      users = try Self.read("users.json", of: folder)
      orders = try Self.read("orders.json", of: folder)
      products = try Self.read("products.json", of: folder)
    }
    var documents: [any ShopDocument] = []
    for (id, user) in users { documents.append(try TauMapping.customer(id, user)) }
    for product in products.values { documents.append(TauMapping.product(product)) }
    let places = users.values.flatMap { $0.orders.enumerated().map { ($1, $0) } }
    let place = Dictionary(places) { $1 }
    for (number, order) in orders {
      guard users[order.user] != nil else {
        throw ShopError(.notAShop, "\(folder)/orders.json has the order of a customer who is not in users.json")
      }
      // The later in the customer's list, the later placed.
      let day = Int64(place[number] ?? 0) * 86_400_000
      documents.append(try TauMapping.order(order, placed: Self.beginning.adding(milliseconds: day)))
    }
    image = try ShopImage(documents, profile: .tau)
    self.documents = documents
  }

  private let documents: [any ShopDocument]

  /// The catalogue, by identifier.
  public var catalogue: [Product] {
    documents.compactMap { $0 as? Product }.sorted { $0.id < $1.id }
  }

  private static func read<Rows: Decodable>(_ name: String, of folder: String) throws -> Rows {
    let path = "\(folder)/\(name)"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ShopError(
        .cannotRead, "cannot read \(path); name the folder with users.json, orders.json and products.json")
    }
    do {
      return try JSONDecoder().decode(Rows.self, from: data)
    } catch {
      throw ShopError(.notAShop, "\(path) does not have the rows of the tau retail world")
    }
  }

  /// A copy of the world to do with as one likes.
  public func sandbox(
    _ dialect: Dialect = .v1, clock: @escaping @Sendable () -> Timestamp = EmbeddedShop.now
  ) -> ShopSandbox {
    ShopSandbox(image.following(dialect.profile), clock: clock)
  }

  /// The customers as JSON, as the files have them.
  public var usersJSON: Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(users)) ?? Data("{}".utf8)
  }

  /// Whether the rows of users repeat their identifiers, as in the second edition's files.
  var namesUsers: Bool { users.values.contains { $0.id != nil } }

  /// What was changed in a copy, as rows of the files.
  public func changes(in sandbox: ShopSandbox) -> TauChanges {
    var changes = sandbox.tauChanges()
    if namesUsers { for id in changes.users.keys { changes.users[id]?.id = id } }
    return changes
  }

  /// Writes the world into a new shop's file. Throws a `ShopError` when there is one already.
  @discardableResult
  public func write(
    to path: String, clock: @escaping @Sendable () -> Timestamp = EmbeddedShop.now
  ) throws -> EmbeddedShop {
    try EmbeddedShop.create(
      path: path, documents, profile: .tau, today: EmbeddedShop.today(at: clock()), clock: clock)
  }
}

/// The rows that differ from where a world began, in the format of its files.
public struct TauChanges: Codable, Hashable, Sendable {
  var orders: [String: TauRows.Order] = [:]
  var users: [String: TauRows.User] = [:]

  /// Whether nothing changed.
  public var isEmpty: Bool { orders.isEmpty && users.isEmpty }

  /// As JSON on one line: `{"orders": {…}, "users": {…}}`.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}

extension ShopSandbox {
  /// What was changed here, as rows of the tau world.
  public func tauChanges() -> TauChanges {
    inWorld { world in
      var changes = TauChanges()
      for case let order as Order in (world.own[Order.kind] ?? [:]).values {
        let row = TauMapping.row(order)
        let before = try? world.original(Order.self, order.number)
        if before.map(TauMapping.row) != row { changes.orders[order.number] = row }
      }
      for case let customer as Customer in (world.own[Customer.kind] ?? [:]).values {
        let row = TauMapping.row(customer)
        let before = try? world.original(Customer.self, customer.id)
        if before.map(TauMapping.row) != row { changes.users[customer.id] = row }
      }
      return changes
    }
  }
}

extension EmbeddedShop {
  /// What was changed since the file was filled, as rows of the tau world. Throws an `OperationFailure`.
  public func tauChanges() async throws(OperationFailure) -> TauChanges {
    guard profile.isTau else {
      throw OperationFailure(.unsupported, "this shop does not hold the tau retail world; import it into another file")
    }
    let keys = try await changedKeys()
    return try await read(at: clock()) { world in
      var changes = TauChanges()
      for key in keys where key.kind == Order.kind {
        if let order = try world.find(Order.self, key.id) { changes.orders[key.id] = TauMapping.row(order) }
      }
      for key in keys where key.kind == Customer.kind {
        if let customer = try world.find(Customer.self, key.id) { changes.users[key.id] = TauMapping.row(customer) }
      }
      return changes
    }
  }
}
