import Commerce
import Vendors

/// The reads of the order service.
struct OrderService: Sendable {
  let client: SOAPClient
  let settings: SOAPSettings
  let now: @Sendable () -> Timestamp

  func findOrder(_ asked: FindOrder, _ deadline: Deadline) async throws(OperationFailure) -> Order {
    try await order(asked.order, deadline).order
  }

  func existingOrders(_ asked: ExistingOrders, _ deadline: Deadline) async throws(OperationFailure)
    -> ExistingOrders.Outcome
  {
    var existing: [OrderNumber] = []
    for number in asked.among {
      do throws(OperationFailure) {
        _ = try await order(number, deadline)
        existing.append(number)
      } catch {
        guard error.code == .notFound else { throw error }
      }
    }
    // The service knows no telephone numbers: which of them are the caller's is not told.
    return ExistingOrders.Outcome(existing: existing)
  }

  func checkPostcode(_ asked: CheckPostcode, _ deadline: Deadline) async throws(OperationFailure)
    -> CheckPostcode.Outcome
  {
    let postcode = CanonicalWords.postcode(try await order(asked.order, deadline).order.deliverTo.postcode)
    return CheckPostcode.Outcome(
      matches: !postcode.isEmpty && asked.candidates.contains { CanonicalWords.postcode($0) == postcode })
  }

  /// Page by page, since the service filters by customer alone.
  func findOrders(_ asked: FindOrders, _ deadline: Deadline) async throws(OperationFailure) -> OrderList {
    guard (1...12).contains(asked.customer.utf8.count) else {
      throw OperationFailure(.notFound, "no customer has such a number", mayHaveHappened: false)
    }
    var found: [Order] = []
    var after: OrderNumber?
    let limit = min(max(asked.limit, 1), 100)
    while true {
      var parts = [XMLTree("CustomerNumber", asked.customer)]
      if let after { parts.append(XMLTree("StartAfter", after)) }
      parts.append(XMLTree("MaxResults", String(limit)))
      let answer = try await ask("FindOrdersByCustomer", parts, deadline)
      let page = answer.all("Order")
      for xml in page {
        let order = try read { () throws(Misfit) in try ERPOrder.order(xml) }
        guard order.customer == asked.customer else { throw another() }
        if asked.state == nil || order.state == asked.state { found.append(order) }
      }
      after = page.last?["OrderNumber"]?.text
      guard found.count < limit, answer["MoreAvailable"]?.text == "true", after != nil else { break }
    }
    return OrderList(orders: Array(found.sorted { $0.placed > $1.placed }.prefix(limit)))
  }

  func checkInventory(_ asked: CheckInventory, _ deadline: Deadline) async throws(OperationFailure) -> StockLevels {
    guard (1...24).contains(asked.sku.utf8.count) else {
      throw OperationFailure(.notFound, "no article has such a number", mayHaveHappened: false)
    }
    let asOf = now()
    let answer = try await ask("GetStock", [XMLTree("ArticleNumber", asked.sku)], deadline)
    guard let stock = answer["Stock"] else { throw another() }
    let level = try read { () throws(Misfit) in
      try ERPOrder.stock(stock, place: (settings.place, settings.placeName), asOf: asOf)
    }
    guard level.sku == asked.sku else { throw another() }
    // One sum for all: of single places nothing is told.
    return StockLevels(levels: asked.places.isEmpty || asked.places.contains(settings.place) ? [level] : [])
  }

  // MARK: - Asking

  /// An order with the name its parcels bear. Throws `notFound` without asking for what can be no number of the service's.
  func order(
    _ number: OrderNumber, _ deadline: Deadline
  ) async throws(OperationFailure) -> (order: Order, recipient: String) {
    try checkNumber(number)
    let answer = try await ask("GetOrder", [XMLTree("OrderNumber", number)], deadline)
    guard let xml = answer["Order"] else { throw another() }
    let order = try read { () throws(Misfit) in try ERPOrder.order(xml) }
    guard order.number == number else { throw another() }
    return (order, xml["DeliveryAddress"]?["Name"]?.text ?? "")
  }

  /// Throws `notFound` for what can be no number of the service's.
  func checkNumber(_ number: OrderNumber) throws(OperationFailure) {
    guard number.utf8.count == 5, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw OperationFailure(.notFound, "no order has such a number", mayHaveHappened: false)
    }
  }

  /// Asks without changing anything; a fault becomes its failure.
  func ask(
    _ operation: String, _ parts: [XMLTree], _ deadline: Deadline
  ) async throws(OperationFailure) -> XMLTree {
    switch try await client.send(operation, parts, isWrite: false, deadline) {
    case .message(let message): return message
    case .fault(let fault): throw ERPFault.failure(fault.code, isWrite: false)
    }
  }

  private func another() -> OperationFailure {
    OperationFailure(
      .invalidResponse, "the order service answered about something else than was asked", mayHaveHappened: false)
  }

  private func read<Value>(_ body: () throws(Misfit) -> Value) throws(OperationFailure) -> Value {
    do {
      return try body()
    } catch {
      throw OperationFailure(
        .invalidResponse, "the order service answered without a usable \(error.field)", mayHaveHappened: false)
    }
  }
}
