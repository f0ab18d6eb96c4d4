import Commerce
import Vendors

/// A shop's records as the operations need them: what `ShopifyBackend` is made of.
struct ShopifyShop: Sendable {
  let api: ShopifyAPI
  let settings: ShopifySettings
  let now: @Sendable () -> Timestamp

  /// An order with what the canonical record has no field for.
  struct Found: Sendable {
    /// Shopify's global identifier.
    var gid: String
    /// The record as Shopify tells it, all lines in it.
    var json: JSONValue
    /// The canonical record.
    var order: Order
    /// The note with the cancellation.
    var staffNote: String? { json["cancellation"]?["staffNote"]?.string }
  }

  /// Finds an order by the number customers know. Throws `notFound`.
  func find(_ number: OrderNumber, _ deadline: Deadline) async throws(OperationFailure) -> Found {
    let found = try await read(try await orderID(number, deadline), deadline)
    guard found.order.number == CanonicalWords.orderNumber(number) else {
      throw api.invalid("told another order than was asked", isWrite: false)
    }
    return found
  }

  /// Shopify's identifier of an order; nil when there is none. What a search brings is compared, since Shopify also
  /// finds what only begins so.
  func identifier(of number: OrderNumber, _ deadline: Deadline) async throws(OperationFailure) -> String? {
    guard let term = ShopifySearch.order(number) else { return nil }
    let data = try await api.query(ShopifyDocuments.find, ["query": .string(term)], deadline)
    let match = try nodes(data, "orders").first {
      $0["name"]?.string.map(CanonicalWords.orderNumber) == CanonicalWords.orderNumber(number)
    }
    return match?["id"]?.string
  }

  /// Reads an order by Shopify's identifier. Throws `notFound`.
  func read(_ gid: String, _ deadline: Deadline) async throws(OperationFailure) -> Found {
    let data = try await api.query(ShopifyDocuments.read, ["id": .string(gid)], deadline)
    guard let json = try record(data, "order") else {
      throw OperationFailure(.notFound, "\(api.name) has no such order", mayHaveHappened: false)
    }
    let found = try await complete(json, deadline)
    guard found.gid == gid else { throw api.invalid("told another order than was asked", isWrite: false) }
    return found
  }

  /// Makes an order of what a query brought, with all its lines. Throws `invalidResponse` when it is none.
  func complete(_ json: JSONValue, _ deadline: Deadline) async throws(OperationFailure) -> Found {
    guard let gid = json["id"]?.string else { throw api.invalid("told an order without its id", isWrite: false) }
    let whole = try await withAllLines(json, gid, deadline)
    for (list, count) in [("fulfillments", "fulfillmentsCount"), ("transactions", "transactionsCount")] {
      guard (whole[count]?["count"]?.integer ?? 0) <= (whole[list]?.array?.count ?? 0) else {
        throw api.invalid("has more \(list) for an order than are read", isWrite: false)
      }
    }
    do throws(Misfit) {
      return Found(gid: gid, json: whole, order: try ShopifyOrder.order(whole, zone: settings.timeZone))
    } catch {
      throw misfit(error, "order")
    }
  }

  private func withAllLines(
    _ json: JSONValue, _ gid: String, _ deadline: Deadline
  ) async throws(OperationFailure) -> JSONValue {
    guard var members = json.object, var lines = json["lineItems"]?["nodes"]?.array else { return json }
    var page = json["lineItems"]?["pageInfo"]
    while page?["hasNextPage"]?.bool == true, let cursor = page?["endCursor"] {
      let data = try await api.query(ShopifyDocuments.lines, ["id": .string(gid), "after": cursor], deadline)
      guard let more = data["order"]?["lineItems"], let nodes = more["nodes"]?.array, !nodes.isEmpty,
        more["pageInfo"]?["hasNextPage"]?.bool == false || more["pageInfo"]?["endCursor"] != cursor
      else {
        throw api.invalid("stopped in the middle of an order", isWrite: false)
      }
      lines += nodes
      page = more["pageInfo"]
    }
    members["lineItems"] = .object(["nodes": .array(lines)])
    return .object(members)
  }

  /// The nodes of a connection that was asked for. Throws where they are not told: that is not the same as none.
  func nodes(_ data: JSONValue, _ connection: String) throws(OperationFailure) -> [JSONValue] {
    guard let nodes = data[connection]?["nodes"]?.array, nodes.allSatisfy({ $0.object != nil }) else {
      throw api.invalid("told no \(connection)", isWrite: false)
    }
    return nodes
  }

  /// A record that was asked for; nil where Shopify says null: there is none. Throws where it says nothing of it.
  func record(_ data: JSONValue, _ name: String) throws(OperationFailure) -> JSONValue? {
    switch data.object?[name] {
    case .null?: return nil
    case .object?: return data[name]
    default: throw api.invalid("did not tell the \(name) that was asked for", isWrite: false)
    }
  }

  /// A list of records that was asked for. Throws where it is not told.
  func list(_ json: JSONValue, _ name: String) throws(OperationFailure) -> [JSONValue] {
    guard let list = json[name]?.array, list.allSatisfy({ $0.object != nil }) else {
      throw api.invalid("told no \(name)", isWrite: false)
    }
    return list
  }

  /// A record that is not what the reference promises.
  func misfit(_ misfit: Misfit, _ record: String) -> OperationFailure {
    api.invalid("told no usable \(record): \(misfit.field)", isWrite: false)
  }

  /// The key of a write. Throws when it has none.
  func key(_ context: OperationContext) throws(OperationFailure) -> IdempotencyKey {
    if let key = context.key { return key }
    throw OperationFailure(.invalidArguments, "a write needs a key", mayHaveHappened: false)
  }
}
