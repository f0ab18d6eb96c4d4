import Commerce
import Vendors

/// A shop's records as the operations need them: what `WooCommerceBackend` is made of.
struct WooShop: Sendable {
  let api: WooAPI
  let settings: WooCommerceSettings
  let now: @Sendable () -> Timestamp

  /// An order with what the canonical record has no field for.
  struct Found: Sendable {
    /// WooCommerce's identifier.
    var id: String
    /// The order resource.
    var json: JSONValue
    /// Its refund resources.
    var refunds: [JSONValue]
    /// The canonical record.
    var order: Order
  }

  /// Finds an order by the number customers know. Throws `notFound`.
  func find(_ number: OrderNumber, _ deadline: Deadline) async throws(OperationFailure) -> Found {
    try await found(try await resource(number, deadline), deadline)
  }

  /// An order's resource by its number. Throws `notFound`.
  func resource(_ number: OrderNumber, _ deadline: Deadline) async throws(OperationFailure) -> JSONValue {
    let wanted = CanonicalWords.orderNumber(number)
    guard (1...40).contains(wanted.utf8.count) else { throw noOrder }
    let json: JSONValue?
    if settings.numbersAreOwn {
      json = try await api.list("/orders", [("search", wanted)], limit: 100, deadline).first {
        Self.number($0) == wanted
      }
    } else {
      guard Self.isID(wanted) else { throw noOrder }
      json = try await api.get(PeerRequest.path("orders", wanted), [], deadline)
    }
    guard let json, json["status"]?.string != "trash" else { throw noOrder }
    guard Self.number(json) == wanted else { throw api.invalid("told another order than was asked", isWrite: false) }
    return json
  }

  /// Reads an order by WooCommerce's identifier. Throws `notFound`.
  func read(_ id: String, _ deadline: Deadline) async throws(OperationFailure) -> Found {
    let json = try await api.get(PeerRequest.path("orders", id), [], deadline)
    guard json["id"]?.identifier == id else { throw api.invalid("told another order than was asked", isWrite: false) }
    return try await found(json, deadline)
  }

  private func found(_ json: JSONValue, _ deadline: Deadline) async throws(OperationFailure) -> Found {
    guard let id = json["id"]?.identifier else { throw api.invalid("told an order without its id", isWrite: false) }
    // What is not told is not what is not there: a write would be carried out again.
    guard let told = json["refunds"]?.array, json["meta_data"]?.array != nil else {
      throw api.invalid("told an order without its refunds or its entries", isWrite: false)
    }
    let refunds = told.isEmpty ? [] : try await api.list(PeerRequest.path("orders", id, "refunds"), [], deadline)
    let known = Set(refunds.map { $0["id"]?.identifier })
    guard told.allSatisfy({ $0["id"]?.identifier != nil && known.contains($0["id"]?.identifier) }) else {
      throw api.invalid("told fewer refunds than an order has", isWrite: false)
    }
    return Found(id: id, json: json, refunds: refunds, order: try order(json, refunds))
  }

  /// The canonical record of an order. Throws `invalidResponse` when it is none.
  func order(_ json: JSONValue, _ refunds: [JSONValue]? = nil) throws(OperationFailure) -> Order {
    do throws(Misfit) { return try WooOrder.order(json, refunds: refunds) } catch { throw misfit(error, "order") }
  }

  /// A record that is not what the documentation promises.
  func misfit(_ misfit: Misfit, _ record: String) -> OperationFailure {
    api.invalid("told no usable \(record): \(misfit.field)", isWrite: false)
  }

  /// The key of a write. Throws when it has none.
  func key(_ context: OperationContext) throws(OperationFailure) -> IdempotencyKey {
    if let key = context.key { return key }
    throw OperationFailure(.invalidArguments, "a write needs a key", mayHaveHappened: false)
  }

  /// Whether a text is an identifier: digits that cannot leave their place in a path.
  static func isID(_ text: String) -> Bool {
    (1...18).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) } && text.first != "0"
  }

  /// The number customers know an order by.
  static func number(_ json: JSONValue) -> OrderNumber {
    CanonicalWords.orderNumber(json["number"]?.identifier ?? json["id"]?.identifier ?? "")
  }

  var noOrder: OperationFailure {
    OperationFailure(.notFound, "\(api.name) has no order of this number", mayHaveHappened: false)
  }
  var noCustomer: OperationFailure {
    OperationFailure(.notFound, "\(api.name) has no such customer", mayHaveHappened: false)
  }
}
