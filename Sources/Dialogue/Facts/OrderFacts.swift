internal import Commerce

/// What can be told about an order, in the words the responses use.
enum OrderFacts {
  /// Where one parcel, or an order without parcels, stands: the last part of the response's key.
  static func situation(of order: Order, parcel: Shipment?) -> String {
    if order.state == .cancelled { return "cancelled" }
    guard let parcel else {
      switch (order.paymentState, order.shipmentState) {
      case (.failed, _), (.balanceDue, _): return "awaiting_payment"
      case (_, .backorder): return "backorder"
      // Sent, by a system that does not tell of parcels.
      case (_, .shipped): return "sent"
      case (_, .delivered): return "arrived"
      default: return "preparing"
      }
    }
    switch parcel.status {
    case .pending, .infoReceived: return "label_created"
    case .inTransit: return order.shipmentState == .delayed ? "delayed" : "in_transit"
    case .outForDelivery: return "out_for_delivery"
    case .attemptFail: return "attempt_failed"
    case .availableForPickup: return "pickup"
    case .delivered: return "delivered"
    case .exception: return "exception"
    case .expired: return "expired"
    }
  }

  /// Whether some of it was sent and some is still to be sent.
  static func isPartlySent(_ order: Order) -> Bool {
    guard order.shipmentState == .partial, order.state != .cancelled else { return false }
    // Where the lines do not tell, a parcel that waits for its carrier is the rest.
    guard order.lines.contains(where: { $0.fulfilled > 0 }) else {
      return order.shipments.allSatisfy { ![.pending, .infoReceived].contains($0.status) }
    }
    return order.lines.contains { $0.fulfilled + $0.cancelled < $0.quantity }
  }

  /// What is still to be sent, in words; nil when the back end does not tell line by line.
  static func unsent(_ order: Order) -> String? {
    guard order.lines.contains(where: { $0.fulfilled > 0 }) else { return nil }
    let open = order.lines.filter { $0.fulfilled + $0.cancelled < $0.quantity }
    return open.isEmpty
      ? nil : Spoken.list(open.map { $0.fulfilled == 0 ? "the \($0.name)" : "more of the \($0.name)" })
  }

  /// The facts for one parcel's sentence.
  static func facts(_ order: Order, parcel: Shipment?, subject: String, today: LocalDate, utcOffset: Int) -> [String:
    Fact]
  {
    var facts: [String: Fact] = [
      "subject": Fact(subject), "subject_lower": Fact(subject.prefix(1).lowercased() + subject.dropFirst()),
      "order": Spoken.digits(order.number),
      "placed": Spoken.day(day(order.placed, utcOffset), today: today),
    ]
    guard let parcel else { return facts }
    facts["carrier"] = Fact(parcel.carrier)
    facts["tracking"] = Spoken.code(parcel.trackingNumber)
    if let expected = parcel.estimatedDelivery, expected >= today {
      facts["expected"] = Spoken.day(expected, today: today)
    }
    if let delivered = parcel.deliveredOn { facts["delivered"] = Spoken.day(delivered, today: today) }
    if let last = parcel.events.last {
      facts["seen"] = Spoken.day(day(last.at, utcOffset), today: today)
      if let place = last.place { facts["place"] = Fact(place) }
    }
    return facts
  }

  static func day(_ moment: Timestamp, _ utcOffset: Int) -> LocalDate {
    let seconds = moment.milliseconds / 1_000 + Int64(utcOffset)
    return LocalDate(daysSinceEpoch: Int((seconds >= 0 ? seconds : seconds - 86_399) / 86_400))
  }
}
