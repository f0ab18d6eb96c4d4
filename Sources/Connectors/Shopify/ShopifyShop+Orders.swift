import Commerce
import Vendors

/// Looking at orders.
extension ShopifyShop {
  func findOrder(_ asked: FindOrder, _ deadline: Deadline) async throws(OperationFailure) -> Order {
    try await find(asked.order, deadline).order
  }

  func findOrders(_ asked: FindOrders, _ deadline: Deadline) async throws(OperationFailure) -> OrderList {
    guard let gid = ShopifyID.gid("Customer", asked.customer) else { throw noCustomer }
    let limit = min(max(1, asked.limit), 100)
    var orders: [Order] = []
    var after = JSONValue.null
    repeat {
      let data = try await api.query(ShopifyDocuments.ofCustomer, ["id": .string(gid), "after": after], deadline)
      guard let customer = try record(data, "customer") else { throw noCustomer }
      guard customer["id"]?.string == gid else { throw other("customer") }
      guard let page = customer["orders"], let nodes = page["nodes"]?.array else {
        throw api.invalid("told a customer without orders", isWrite: false)
      }
      for node in nodes {
        let order = try await fromList(node, deadline).order
        if asked.state == nil || order.state == asked.state { orders.append(order) }
        if orders.count == limit { return OrderList(orders: orders) }
      }
      after = page["pageInfo"]?["hasNextPage"]?.bool == true ? page["pageInfo"]?["endCursor"] ?? .null : .null
    } while after != .null
    return OrderList(orders: orders)
  }

  /// Shopify's identifier of an order. Throws `notFound`.
  func orderID(_ number: OrderNumber, _ deadline: Deadline) async throws(OperationFailure) -> String {
    if let gid = try await identifier(of: number, deadline) { return gid }
    throw noOrder
  }

  /// An order from a list; read by itself when it has more parts than a list brings.
  func fromList(_ json: JSONValue, _ deadline: Deadline) async throws(OperationFailure) -> Found {
    do throws(OperationFailure) { return try await complete(json, deadline) } catch {
      guard error.code == .invalidResponse, let gid = json["id"]?.string else { throw error }
      return try await read(gid, deadline)
    }
  }

  func existingOrders(
    _ asked: ExistingOrders, _ deadline: Deadline
  ) async throws(OperationFailure) -> ExistingOrders.Outcome {
    var phones: [OrderNumber: [String]] = [:]
    let numbers = asked.among.filter { ShopifySearch.order($0) != nil }
    for start in stride(from: 0, to: numbers.count, by: 20) {
      let terms = numbers[start..<min(start + 20, numbers.count)].compactMap(ShopifySearch.order)
      let data = try await api.query(
        Self.existing, ["query": .string(terms.joined(separator: " OR "))], deadline)
      for node in try nodes(data, "orders") {
        guard let name = node["name"]?.string else { throw api.invalid("told an order without name", isWrite: false) }
        phones[CanonicalWords.orderNumber(name)] = [node["phone"], node["customer"]?["phone"]].compactMap(\.?.string)
      }
    }
    var outcome = ExistingOrders.Outcome(existing: [])
    for number in asked.among {
      guard let known = phones[CanonicalWords.orderNumber(number)] else { continue }
      outcome.existing.append(number)
      if let caller = asked.caller, known.contains(where: { CanonicalWords.isSamePhone($0, caller) }) {
        outcome.ofCaller.append(number)
      }
    }
    return outcome
  }

  func checkPostcode(
    _ asked: CheckPostcode, _ deadline: Deadline
  ) async throws(OperationFailure) -> CheckPostcode.Outcome {
    guard let term = ShopifySearch.order(asked.order) else { throw noOrder }
    let data = try await api.query(Self.postcode, ["query": .string(term)], deadline)
    let match = try nodes(data, "orders").first {
      $0["name"]?.string.map(CanonicalWords.orderNumber) == CanonicalWords.orderNumber(asked.order)
    }
    guard let match else { throw noOrder }
    let postcode = CanonicalWords.postcode(match["shippingAddress"]?["zip"]?.string ?? "")
    return .init(matches: !postcode.isEmpty && asked.candidates.contains { CanonicalWords.postcode($0) == postcode })
  }

  func trackShipment(_ asked: TrackShipment, _ deadline: Deadline) async throws(OperationFailure) -> ShipmentList {
    guard let order = asked.order else {
      throw OperationFailure(.unsupported, "\(api.name) finds parcels by their order only", mayHaveHappened: false)
    }
    return ShipmentList(shipments: try await find(order, deadline).order.shipments)
  }

  /// Shopify told something else than was asked.
  func other(_ record: String) -> OperationFailure {
    api.invalid("told another \(record) than was asked", isWrite: false)
  }
  var noOrder: OperationFailure {
    OperationFailure(.notFound, "\(api.name) has no order of this number", mayHaveHappened: false)
  }
  var noCustomer: OperationFailure {
    OperationFailure(.notFound, "\(api.name) has no such customer", mayHaveHappened: false)
  }

  private static let existing = """
    query AisleExistingOrders($query: String!) {
      orders(first: 100, query: $query) { nodes { name phone customer { phone } } }
    }
    """
  private static let postcode = """
    query AisleCheckPostcode($query: String!) {
      orders(first: 5, query: $query) { nodes { name shippingAddress { zip } } }
    }
    """
}
