import Commerce
import Vendors

/// Sending orders elsewhere. `orderUpdate` overwrites the whole address and all custom attributes, so both are sent whole:
/// the name and telephone number that were there, and the attributes that were there with our mark beside them.
extension ShopifyShop {
  func changeAddress(
    _ asked: ChangeOrderAddress, _ context: OperationContext, _ deadline: Deadline
  ) async throws(OperationFailure) -> Order {
    let key = try key(context)
    let found = try await find(asked.order, deadline)
    if try isMarked(found.json, key) { return found.order }
    if found.order.state == .cancelled {
      throw .refused(.alreadyCancelled, "\(api.name): the order is called off")
    }
    if !found.order.shipments.isEmpty { throw .refused(.alreadyShipped, "\(api.name): the order has left") }
    let wanted = asked.address
    guard ![wanted.street, wanted.city, wanted.postcode, wanted.country].contains("") else {
      throw OperationFailure(
        .invalidArguments, "an address needs a street, a city, a postcode and a country", mayHaveHappened: false)
    }
    let payload = try await api.mutate(
      "orderUpdate", Self.update, ["input": .object(Self.input(found, wanted, key))], deadline)
    guard payload["order"]?["id"]?.string == found.gid else {
      throw api.invalid("changed another order than was asked", isWrite: true)
    }
    return try await afterWrite { () async throws(OperationFailure) in
      let now = try await read(found.gid, deadline)
      guard try isMarked(now.json, key), now.order.deliverTo == wanted else {
        throw api.invalid("said that it changed the address, but did not", isWrite: true)
      }
      return now.order
    }
  }

  func outcomeOfAddress(
    _ asked: ChangeOrderAddress, _ key: IdempotencyKey, _ deadline: Deadline
  ) async throws(OperationFailure) -> WriteOutcome {
    let found = try await find(asked.order, deadline)
    return try isMarked(found.json, key) ? .done(OperationResult(ChangeOrderAddress.self, found.order)) : .notDone
  }

  private func isMarked(_ order: JSONValue, _ key: IdempotencyKey) throws(OperationFailure) -> Bool {
    try list(order, "customAttributes").contains { $0["key"]?.string == WriteMark.text(key) }
  }

  private static func input(_ found: Found, _ wanted: Address, _ key: IdempotencyKey) -> [String: JSONValue] {
    let old = found.json["shippingAddress"]
    var address: [String: JSONValue] = [
      "address1": .string(wanted.street), "address2": .string(wanted.street2), "city": .string(wanted.city),
      "zip": .string(wanted.postcode), "countryCode": .string(wanted.country),
    ]
    if !wanted.region.isEmpty { address["provinceCode"] = .string(wanted.region) }
    for part in ["firstName", "lastName", "company", "phone"] {
      if let kept = old?[part] { address[part] = kept }
    }
    var attributes = (found.json["customAttributes"]?.array ?? []).compactMap { attribute -> JSONValue? in
      guard let name = attribute["key"] else { return nil }
      return .object(["key": name, "value": attribute["value"] ?? .string("")])
    }
    attributes.append(.object(["key": .string(WriteMark.text(key)), "value": .string("address changed")]))
    return ["id": .string(found.gid), "shippingAddress": .object(address), "customAttributes": .array(attributes)]
  }

  private static let update = """
    mutation AisleChangeAddress($input: OrderInput!) {
      orderUpdate(input: $input) { order { id } userErrors { field message } }
    }
    """
}
