import Commerce
import Vendors

/// Taking goods back. A return moves no money at Shopify: it is given back when the goods are there.
extension ShopifyShop {
  func findReturns(_ asked: FindReturns, _ deadline: Deadline) async throws(OperationFailure) -> ReturnList {
    ReturnList(returns: try await find(asked.order, deadline).order.returns)
  }

  func checkReturn(_ asked: CheckReturn, _ deadline: Deadline) async throws(OperationFailure) -> ReturnQuote {
    let found = try await find(asked.order, deadline)
    let parts = try await returnable(found, deadline)
    let lines = found.order.lines.map { line in
      let quantity = parts.filter { $0.sku == line.sku }.reduce(0) { $0 + $1.quantity }
      return ReturnLineQuote(
        sku: line.sku, quantity: quantity, allowed: quantity > 0,
        reason: quantity > 0 ? nil : Self.against(line, found.order), amount: line.unitPrice)
    }
    return ReturnQuote(order: found.order.number, lines: lines, refundTo: Self.paidWith(found.order))
  }

  func returnItems(
    _ asked: ReturnItems, _ context: OperationContext, _ deadline: Deadline
  ) async throws(OperationFailure) -> Return {
    let key = try key(context)
    let found = try await find(asked.order, deadline)
    if let done = try marked(found, key).first { return done }
    guard found.order.state != .cancelled else {
      throw .refused(.alreadyCancelled, "\(api.name): the order is called off")
    }
    guard Self.paidWith(found.order).contains(asked.refundTo) else {
      throw .refused(.refundMethodNotAllowed, "\(api.name) gives money back the way it came")
    }
    let lines = try chosen(asked, found.order, try await returnable(found, deadline))
    let reason = try await reasonID(asked.reason, deadline)
    let note = "\(WriteMark.text(key)) \(asked.method.rawValue)"
    let input: [String: JSONValue] = [
      "orderId": .string(found.gid), "notifyCustomer": .bool(settings.notifiesCustomers),
      "returnLineItems": .array(
        lines.map { line in
          var item: [String: JSONValue] = [
            "fulfillmentLineItemId": .string(line.gid), "quantity": .whole(line.quantity),
            "returnReasonNote": .string(note),
          ]
          item["returnReasonDefinitionId"] = reason.map(JSONValue.string)
          return .object(item)
        }),
    ]
    let payload = try await api.mutate("returnCreate", Self.create, ["input": .object(input)], deadline) { error in
      error.code == "INVALID" || error.code == "INVALID_STATE"
        ? .refused(.notReturnable, "these goods cannot be sent back") : nil
    }
    guard payload["return"]?["order"]?["id"]?.string == found.gid else {
      throw api.invalid("took back goods of another order than was asked", isWrite: true)
    }
    return try await afterWrite { () async throws(OperationFailure) in
      try await confirmed(found.gid, asked, key, deadline)
    }
  }

  /// Reads the return back. One that was made twice, because the request arrived twice, is made one again.
  private func confirmed(
    _ gid: String, _ asked: ReturnItems, _ key: IdempotencyKey, _ deadline: Deadline
  ) async throws(OperationFailure) -> Return {
    for _ in 0..<4 {
      let made = try marked(try await read(gid, deadline), key)
      guard let first = made.first, Self.sums(first.lines) == Self.sums(asked.lines) else {
        throw api.invalid("said that it takes the goods back, but does not as asked", isWrite: true)
      }
      if made.count == 1 { return first }
      for surplus in made.dropFirst() {
        guard let id = ShopifyID.gid("Return", surplus.id) else { continue }
        // Another call under the same key may be doing the same: what counts is what is left.
        _ = try? await api.mutate("returnCancel", Self.cancel, ["id": .string(id)], deadline)
      }
    }
    throw api.invalid("took the goods back more than once", isWrite: true)
  }

  func outcomeOfReturn(
    _ asked: ReturnItems, _ key: IdempotencyKey, _ deadline: Deadline
  ) async throws(OperationFailure) -> WriteOutcome {
    let made = try marked(try await find(asked.order, deadline), key)
    guard let first = made.first else { return .notDone }
    // Two of them: sending it again makes one of them, asking must not write.
    return made.count == 1 ? .done(OperationResult(ReturnItems.self, first)) : .unknown
  }

  /// The returns with our mark that are not called off, oldest first.
  private func marked(_ found: Found, _ key: IdempotencyKey) throws(OperationFailure) -> [Return] {
    var own: [String] = []
    for item in try nodes(found.json, "returns") {
      let isOurs = try nodes(item, "returnLineItems").contains {
        WriteMark.stands(in: $0["returnReasonNote"]?.string, key)
      }
      if isOurs, let id = ShopifyID.number(item["id"]?.string) { own.append(id) }
    }
    return found.order.returns.filter { own.contains($0.id) && $0.state != .cancelled }
  }

  private struct Part: Sendable {
    var gid: String
    var sku: String
    var quantity: Int
  }

  /// What can be sent back, by parcel.
  private func returnable(_ found: Found, _ deadline: Deadline) async throws(OperationFailure) -> [Part] {
    let data = try await api.query(Self.returnable, ["id": .string(found.gid)], deadline)
    do throws(Misfit) {
      return try ShopifyReturnable.parts(data, order: found.json).map {
        Part(gid: $0.gid, sku: $0.sku, quantity: $0.quantity)
      }
    } catch {
      throw misfit(error, "returnable goods")
    }
  }

  private func chosen(
    _ asked: ReturnItems, _ order: Order, _ parts: [Part]
  ) throws(OperationFailure) -> [Part] {
    guard !asked.lines.isEmpty, asked.lines.allSatisfy({ $0.quantity > 0 }) else {
      throw OperationFailure(.invalidArguments, "a return is of at least one thing", mayHaveHappened: false)
    }
    var chosen: [Part] = []
    for (sku, quantity) in Self.sums(asked.lines).sorted(by: { $0.key < $1.key }) {
      guard let line = order.lines.first(where: { $0.sku == sku }) else {
        throw .refused(.notInOrder, "\(api.name): that is not in the order")
      }
      var left = quantity
      for var part in parts where part.sku == sku && left > 0 {
        part.quantity = min(part.quantity, left)
        left -= part.quantity
        chosen.append(part)
      }
      guard left == 0 else {
        throw .refused(Self.against(line, order), "\(api.name): so much of it cannot be sent back")
      }
    }
    return chosen
  }

  /// Why a line cannot be sent back.
  private static func against(_ line: OrderLine, _ order: Order) -> RefusalReason {
    if order.state == .cancelled { return .alreadyCancelled }
    if line.returned > 0 { return .alreadyReturning }
    return order.shipmentState == .delivered ? .notReturnable : .notDelivered
  }

  private static func paidWith(_ order: Order) -> [String] {
    order.payments.filter { $0.kind == .charge && $0.status == .success }.map(\.method).reduce(into: []) {
      found, method in
      if !found.contains(method) { found.append(method) }
    }
  }

  private static func sums(_ lines: [LineQuantity]) -> [String: Int] {
    lines.reduce(into: [:]) { $0[$1.sku, default: 0] += $1.quantity }
  }

  private func reasonID(_ reason: ReturnReason, _ deadline: Deadline) async throws(OperationFailure) -> String? {
    let handles = JSONValue.array([.string(ShopifyReturns.handle(reason))])
    return try await api.query(Self.reasons, ["handles": handles], deadline)["returnReasonDefinitions"]?["nodes"]?[0]?[
      "id"]?.string
  }

  private static let returnable = """
    query AisleReturnable($id: ID!) {
      returnableFulfillments(orderId: $id, first: 10) {
        nodes {
          returnableFulfillmentLineItems(first: 20) {
            nodes { quantity fulfillmentLineItem { id lineItem { id } } } pageInfo { hasNextPage }
          }
        }
        pageInfo { hasNextPage }
      }
    }
    """
  private static let reasons = """
    query AisleReturnReasons($handles: [String!]) {
      returnReasonDefinitions(first: 1, handles: $handles) { nodes { id } }
    }
    """
  private static let create = """
    mutation AisleReturn($input: ReturnInput!) {
      returnCreate(returnInput: $input) { return { id order { id } } userErrors { code field message } }
    }
    """
  private static let cancel = """
    mutation AisleCancelReturn($id: ID!) {
      returnCancel(id: $id) { return { id status } userErrors { code field message } }
    }
    """
}
