import Commerce
import Vendors

/// Looking at orders.
extension WooShop {
  func findOrder(_ asked: FindOrder, _ deadline: Deadline) async throws(OperationFailure) -> Order {
    try await find(asked.order, deadline).order
  }

  func findOrders(_ asked: FindOrders, _ deadline: Deadline) async throws(OperationFailure) -> OrderList {
    guard Self.isID(asked.customer) else { throw noCustomer }
    let query = [
      (name: "customer", value: asked.customer), (name: "orderby", value: "date"), (name: "order", value: "desc"),
    ]
    let found = try await api.list("/orders", query, deadline)
    // No orders: is there such a customer?
    if found.isEmpty { _ = try await api.get(PeerRequest.path("customers", asked.customer), [], deadline) }
    var orders: [Order] = []
    for json in found where json["customer_id"]?.identifier == asked.customer {
      let order = try order(json)
      if asked.state == nil || order.state == asked.state { orders.append(order) }
    }
    return OrderList(orders: Array(orders.prefix(min(max(1, asked.limit), 100))))
  }

  func existingOrders(
    _ asked: ExistingOrders, _ deadline: Deadline
  ) async throws(OperationFailure) -> ExistingOrders.Outcome {
    var phones: [OrderNumber: String] = [:]
    let numbers = asked.among.map(CanonicalWords.orderNumber)
    let fields = [(name: "_fields", value: "id,number,status,billing")]
    if settings.numbersAreOwn {
      for number in Set(numbers) where (1...40).contains(number.utf8.count) {
        for json in try await api.list("/orders", [("search", number)] + fields, limit: 100, deadline) {
          phones[Self.number(json)] = json["billing"]?["phone"]?.string ?? ""
        }
      }
    } else {
      let ids = Array(Set(numbers.filter(Self.isID))).sorted()
      for start in stride(from: 0, to: ids.count, by: 100) {
        let part = ids[start..<min(start + 100, ids.count)].joined(separator: ",")
        for json in try await api.list("/orders", [("include", part)] + fields, limit: 100, deadline) {
          phones[Self.number(json)] = json["billing"]?["phone"]?.string ?? ""
        }
      }
    }
    var outcome = ExistingOrders.Outcome(existing: [])
    for number in asked.among {
      guard let phone = phones[CanonicalWords.orderNumber(number)] else { continue }
      outcome.existing.append(number)
      if let caller = asked.caller, CanonicalWords.isSamePhone(phone, caller) { outcome.ofCaller.append(number) }
    }
    return outcome
  }

  func checkPostcode(
    _ asked: CheckPostcode, _ deadline: Deadline
  ) async throws(OperationFailure) -> CheckPostcode.Outcome {
    let json = try await resource(asked.order, deadline)
    let postcode = CanonicalWords.postcode(json["shipping"]?["postcode"]?.string ?? "")
    return .init(matches: !postcode.isEmpty && asked.candidates.contains { CanonicalWords.postcode($0) == postcode })
  }

  func trackShipment(_ asked: TrackShipment, _ deadline: Deadline) async throws(OperationFailure) -> ShipmentList {
    guard let number = asked.order else {
      throw OperationFailure(.unsupported, "\(api.name) finds parcels by their order only", mayHaveHappened: false)
    }
    return ShipmentList(shipments: try order(try await resource(number, deadline)).shipments)
  }

  func checkInventory(_ asked: CheckInventory, _ deadline: Deadline) async throws(OperationFailure) -> StockLevels {
    let found = try await api.list("/products", [("sku", asked.sku)], limit: 100, deadline)
    let json =
      found.first { $0["sku"]?.string == asked.sku }
      ?? found.first { $0["sku"]?.string?.lowercased() == asked.sku.lowercased() }
    guard let json else {
      throw OperationFailure(.notFound, "\(api.name) has no such product", mayHaveHappened: false)
    }
    do throws(Misfit) {
      let level = try WooStock.level(json, place: (settings.place, settings.placeName), asOf: now())
      return StockLevels(levels: asked.places.isEmpty || asked.places.contains(level.place) ? [level] : [])
    } catch {
      throw misfit(error, "stock")
    }
  }
}
