internal import Commerce

/// Where an order stands, as far as it decides what can be done with it.
enum Standing: String, Hashable, Codable, Sendable, CaseIterable {
  /// Nothing has happened to it; packed; with the carrier; with the customer; something of it goes back; called off.
  case pending, packed, sent, delivered, goingBack, cancelled
}

extension Order {
  var standing: Standing {
    if state == .cancelled || shipmentState == .canceled { return .cancelled }
    if state == .complete || shipmentState == .delivered {
      return returns.contains { ![.denied, .rejected, .cancelled].contains($0.state) } ? .goingBack : .delivered
    }
    switch shipmentState {
    case .shipped, .partial, .delayed: return .sent
    case .ready: return .packed
    default: return shipments.contains { ![.pending, .infoReceived].contains($0.status) } ? .sent : .pending
    }
  }

  /// The payment method that the order was first paid with, or is paid with since that was changed.
  var paidWith: String? {
    let charges = payments.filter { $0.kind == .charge || $0.kind == .authorization }
    let refunded = Set(payments.filter { $0.kind == .refund }.map(\.method))
    // After a change of payment the old method has its money back.
    return (charges.last { !refunded.contains($0.method) } ?? charges.first)?.method
  }

  /// The payment method that it was first paid with.
  var firstPaidWith: String? { payments.first { $0.kind == .charge || $0.kind == .authorization }?.method }
}

extension OrderLine {
  /// How many of it the customer has or will get.
  var kept: Int { max(0, quantity - cancelled - returned) }
}
