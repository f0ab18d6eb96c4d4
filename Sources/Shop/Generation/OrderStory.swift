internal import Commerce

/// What became of an order, from which all its axes follow: so goods, money and parcels can never contradict each
/// other.
enum OrderStory: CaseIterable {
  /// All delivered, in one parcel or in two.
  case delivered, deliveredInTwo
  /// On the way: one parcel, or one of two with the other delivered.
  case onTheWay, halfDelivered, outForDelivery
  /// Packed: the carrier knows of the parcel, or does not yet.
  case labelled, packed
  /// With the carrier, in trouble or waiting.
  case attempted, waitingForPickup, problem, lost
  /// Not packed yet.
  case justTakenIn, awaitingPayment, paymentFailed, backordered, depositDue, delayed
  /// Some of it sent, the rest not packed.
  case partlySent
  /// Called off: the refund is due, or nothing had been paid.
  case cancelledRefundDue, cancelledUnpaid

  /// How many of a thousand orders; what is missing to a thousand is `delivered`.
  var share: Int {
    switch self {
    case .delivered: 0
    case .deliveredInTwo: 60
    case .onTheWay: 110
    case .halfDelivered: 15
    case .outForDelivery: 30
    case .labelled, .justTakenIn: 35
    case .packed, .backordered: 20
    case .attempted, .waitingForPickup, .problem: 15
    case .lost: 6
    case .awaitingPayment, .paymentFailed, .delayed: 8
    case .depositDue: 6
    case .partlySent: 20
    case .cancelledRefundDue: 25
    case .cancelledUnpaid: 10
    }
  }

  var state: OrderState {
    switch self {
    case .delivered, .deliveredInTwo: .complete
    case .justTakenIn, .awaitingPayment, .paymentFailed: .open
    case .cancelledRefundDue, .cancelledUnpaid: .cancelled
    default: .confirmed
    }
  }

  var shipmentState: ShipmentState {
    switch self {
    case .delivered, .deliveredInTwo: .delivered
    case .onTheWay, .halfDelivered, .outForDelivery, .attempted, .waitingForPickup: .shipped
    case .labelled, .packed: .ready
    case .problem, .lost, .delayed: .delayed
    case .justTakenIn, .awaitingPayment, .paymentFailed: .pending
    case .backordered, .depositDue: .backorder
    case .partlySent: .partial
    case .cancelledRefundDue, .cancelledUnpaid: .canceled
    }
  }

  var paymentState: PaymentState {
    switch self {
    case .awaitingPayment: .pending
    case .paymentFailed, .cancelledUnpaid: .failed
    case .depositDue: .balanceDue
    case .cancelledRefundDue: .creditOwed
    default: .paid
    }
  }

  /// The parcels' statuses, the older parcel first.
  var parcels: [ParcelStatus] {
    switch self {
    case .delivered: [.delivered]
    case .deliveredInTwo: [.delivered, .delivered]
    case .onTheWay: [.inTransit]
    case .halfDelivered: [.delivered, .inTransit]
    case .outForDelivery: [.outForDelivery]
    case .labelled: [.infoReceived]
    case .packed: [.pending]
    case .attempted: [.attemptFail]
    case .waitingForPickup: [.availableForPickup]
    case .problem: [.exception]
    case .lost: [.expired]
    case .partlySent: [.inTransit]
    case .justTakenIn, .awaitingPayment, .paymentFailed, .backordered, .depositDue, .delayed, .cancelledRefundDue,
      .cancelledUnpaid:
      []
    }
  }

  /// How many days ago an order without parcels was placed.
  var age: ClosedRange<Int> {
    switch self {
    case .justTakenIn, .paymentFailed: 1...2
    case .awaitingPayment: 1...3
    case .delayed: 5...12
    case .backordered, .depositDue: 4...30
    case .cancelledRefundDue: 2...10
    default: 3...200
    }
  }

  /// Whether it takes more than one line.
  var needsSeveralLines: Bool { parcels.count > 1 || self == .partlySent }

  /// The stories of `count` orders in random order: each at least `count` / 400 times, and at least once.
  static func cast(_ count: Int, _ random: inout SplitMix64) -> [OrderStory] {
    var stories = allCases.flatMap { story in
      Array(repeating: story, count: max(1, count / 400, story.share * count / 1_000))
    }
    stories.append(contentsOf: Array(repeating: .delivered, count: max(0, count - stories.count)))
    return random.shuffled(Array(stories.suffix(count)))
  }
}
