public import Commerce

/// How an order's three axes follow from what every back end tells: the rules of docs/canonical.md.
public enum OrderAxes {
  /// Where the goods stand.
  ///
  /// - Parameters:
  ///   - isCancelled: whether the order is called off.
  ///   - parcels: the statuses of its parcels; empty where there are none or none are told.
  ///   - isAllSent: whether nothing is left to be sent.
  public static func shipment(isCancelled: Bool, parcels: [ParcelStatus], isAllSent: Bool) -> ShipmentState {
    if isCancelled { return .canceled }
    if parcels.isEmpty { return isAllSent ? .shipped : .pending }
    let sent = parcels.filter { $0 != .pending && $0 != .infoReceived }
    if sent.isEmpty { return .ready }
    if !isAllSent || sent.count < parcels.count { return .partial }
    if sent.allSatisfy({ $0 == .delivered }) { return .delivered }
    return sent.contains { $0 == .exception || $0 == .expired } ? .delayed : .shipped
  }

  /// Where the order stands as a whole: open until something is packed, complete once all is with the customer.
  public static func state(isCancelled: Bool, _ shipment: ShipmentState) -> OrderState {
    if isCancelled { return .cancelled }
    switch shipment {
    case .pending: return .open
    case .delivered: return .complete
    default: return .confirmed
    }
  }

  /// Where the money stands. What is only held on a card counts as not taken.
  ///
  /// - Parameters:
  ///   - isCancelled: whether the order is called off.
  ///   - hasFailed: whether the payment was refused, let go or ran out.
  ///   - total: what the order costs, before anything was given back.
  ///   - taken: what came in.
  ///   - returned: what was given back of it.
  public static func payment(
    isCancelled: Bool, hasFailed: Bool, total: Int, taken: Int, returned: Int
  ) -> PaymentState {
    if isCancelled { return taken == 0 ? .failed : taken > returned ? .creditOwed : .paid }
    if taken == 0 { return hasFailed ? .failed : total == 0 ? .paid : .pending }
    if taken < total { return .balanceDue }
    return taken - returned > total ? .creditOwed : .paid
  }
}
