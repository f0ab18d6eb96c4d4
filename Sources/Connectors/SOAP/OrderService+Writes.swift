import Commerce
import Foundation
import Vendors

/// The writes of the order service. Each goes out under a request id made from its key; the service carries out one request id
/// once and can be asked what became of it.
extension OrderService {
  func cancelOrder(
    _ asked: CancelOrder, _ context: OperationContext, _ deadline: Deadline
  ) async throws(OperationFailure) -> Order {
    let id = try requestID(context)
    // Repeating it is harmless: the content is the same each time, so the service gives the first answer again.
    let answer = try await write(
      "CancelOrder",
      [XMLTree("RequestId", id), XMLTree("OrderNumber", asked.order), XMLTree("Reason", reason(asked.reason))],
      order: asked.order, id: id, deadline)
    guard answer["Status"]?.text == "STORNIERT" else { throw unproved() }
    let order = try await readBack(asked.order, deadline)
    guard order.state == .cancelled else { throw unproved() }
    return order
  }

  func changeAddress(
    _ asked: ChangeOrderAddress, _ context: OperationContext, _ deadline: Deadline
  ) async throws(OperationFailure) -> Order {
    let id = try requestID(context)
    let wanted = try address(asked.address)
    // The revision is part of the request, so a repetition would be another request under the same id: look first.
    switch try await state(of: id, asked.order, "ChangeDeliveryAddress", deadline) {
    case .done: return try await readBack(asked.order, deadline)
    case .refused(let failure): throw failure
    case .working: throw OperationFailure(.outcomeUnknown, "the order service is still working on it")
    case .unknown: break
    }
    let before = try await order(asked.order, deadline)
    _ = try await write(
      "ChangeDeliveryAddress",
      [
        XMLTree("RequestId", id), XMLTree("OrderNumber", asked.order),
        XMLTree("Revision", String(before.order.version)),
        XMLTree("DeliveryAddress", [XMLTree("Name", before.recipient)] + wanted),
      ], order: asked.order, id: id, deadline)
    let order = try await readBack(asked.order, deadline)
    let found = [order.deliverTo.street, order.deliverTo.postcode, order.deliverTo.city, order.deliverTo.country]
    guard found == wanted.map(\.text) else { throw unproved() }
    return order
  }

  /// What became of a write, as the service tells by its request id.
  func outcome(of operation: Commerce.Operation, _ context: OperationContext) async throws(OperationFailure)
    -> WriteOutcome
  {
    let deadline = Deadline(context.budget)
    guard let key = context.key, let (number, name) = target(operation) else { return .unknown }
    switch try await state(of: ERPRequestID.text(key), number, name, deadline) {
    case .unknown: return .notDone
    case .working: return .unknown
    case .refused(let failure): return .refused(failure)
    case .done:
      let order = try await order(number, deadline).order
      return .done(
        operation.name == .cancelOrder
          ? OperationResult(CancelOrder.self, order) : OperationResult(ChangeOrderAddress.self, order))
    }
  }

  // MARK: - Parts

  private enum RequestState {
    case unknown, working, done
    case refused(OperationFailure)
  }

  private func state(
    of id: String, _ number: OrderNumber, _ operation: String, _ deadline: Deadline
  ) async throws(OperationFailure) -> RequestState {
    let answer = try await ask("GetRequestStatus", [XMLTree("RequestId", id)], deadline)
    guard answer["RequestId"]?.text == id else { throw strange() }
    switch answer["State"]?.text {
    case "UNBEKANNT": return .unknown
    case "IN_ARBEIT": return .working
    case "AUSGEFUEHRT":
      guard answer["OrderNumber"]?.text == number, answer["Operation"]?.text == operation else { throw strange() }
      return .done
    case "ABGELEHNT":
      let code = answer["FaultCode"]?.text ?? ""
      let failure = try await failure(code, number, deadline)
      // The service has settled it: nothing is under way any more, whatever its code would leave open.
      return .refused(
        failure.code.isBusiness ? failure : OperationFailure(.conflict, failure.message, mayHaveHappened: false))
    default: throw strange()
    }
  }

  private func write(
    _ operation: String, _ parts: [XMLTree], order number: OrderNumber, id: String, _ deadline: Deadline
  ) async throws(OperationFailure) -> XMLTree {
    try checkNumber(number)
    switch try await client.send(operation, parts, isWrite: true, deadline) {
    case .fault(let fault): throw try await failure(fault.code, number, deadline)
    case .message(let answer):
      guard answer["RequestId"]?.text == id, answer["OrderNumber"]?.text == number else { throw unproved() }
      return answer
    }
  }

  /// A refusal with its reason, which the service does not tell: the order's status does.
  private func failure(
    _ code: String, _ number: OrderNumber, _ deadline: Deadline
  ) async throws(OperationFailure) -> OperationFailure {
    guard code == "ORDER_NOT_CHANGEABLE" else { return ERPFault.failure(code, isWrite: true) }
    let isCancelled = (try? await order(number, deadline).order.state == .cancelled) ?? false
    return ERPFault.failure(code, isWrite: true, isCancelled: isCancelled)
  }

  /// The order after a write. Whatever goes wrong now, the write was answered with success.
  private func readBack(_ number: OrderNumber, _ deadline: Deadline) async throws(OperationFailure) -> Order {
    do throws(OperationFailure) {
      return try await order(number, deadline).order
    } catch {
      throw OperationFailure(
        error.code.isBusiness ? .invalidResponse : error.code, "after the write: \(error.message)",
        mayHaveHappened: true)
    }
  }

  private func requestID(_ context: OperationContext) throws(OperationFailure) -> String {
    guard let key = context.key else {
      throw OperationFailure(.invalidArguments, "a write needs an idempotency key", mayHaveHappened: false)
    }
    return ERPRequestID.text(key)
  }

  /// Street, postcode, town and country as the service takes them: one line of 40 characters for the street.
  private func address(_ address: Address) throws(OperationFailure) -> [XMLTree] {
    func plain(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }
    let street = [address.street, address.street2].map(plain).filter { !$0.isEmpty }.joined(separator: ", ")
    let (city, postcode) = (plain(address.city), plain(address.postcode).uppercased())
    let country = plain(address.country).uppercased()
    guard (1...40).contains(street.unicodeScalars.count), (1...40).contains(city.unicodeScalars.count),
      (3...10).contains(postcode.utf8.count),
      postcode.utf8.allSatisfy({
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x20 || $0 == 0x2D
      }),
      country.utf8.count == 2, country.utf8.allSatisfy({ (0x41...0x5A).contains($0) })
    else {
      throw OperationFailure(
        .invalidArguments, "the order service does not take such an address", mayHaveHappened: false)
    }
    return [
      XMLTree("Street", street), XMLTree("PostalCode", postcode), XMLTree("City", city),
      XMLTree("Country", country),
    ]
  }

  private func reason(_ reason: CancelReason) -> String { reason == .tooSlow ? "LIEFERVERZUG" : "KUNDE" }

  private func target(_ operation: Commerce.Operation) -> (OrderNumber, String)? {
    switch operation.value {
    case let asked as CancelOrder: (asked.order, "CancelOrder")
    case let asked as ChangeOrderAddress: (asked.order, "ChangeDeliveryAddress")
    default: nil
    }
  }

  private func unproved() -> OperationFailure {
    OperationFailure(
      .invalidResponse, "the order service answered with success, but the order does not show it",
      mayHaveHappened: true)
  }

  private func strange() -> OperationFailure {
    OperationFailure(
      .invalidResponse, "the order service's word on a request does not fit the request", mayHaveHappened: false)
  }
}
