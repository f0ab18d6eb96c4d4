internal import Commerce

/// Everything carriers reported of a parcel, whoever passed it on. The status is that of the newest checkpoint, so a checkpoint
/// that arrives late never takes a parcel back.
struct ParcelTrail: Hashable, Codable, Sendable {
  /// A status and since when.
  struct Sighting: Hashable, Codable, Sendable, Comparable {
    var at: Timestamp
    var status: ParcelStatus

    static func < (left: Self, right: Self) -> Bool {
      (left.at.milliseconds, left.status.progress) < (right.at.milliseconds, right.status.progress)
    }
  }

  /// Checkpoints kept for one parcel; the oldest go first.
  static let mostEvents = 200

  /// In order of time; one for each moment and status.
  var events: [ParcelEvent]
  /// The newest status that a message with checkpoints gave besides them ("expired": nothing came any more).
  var stated: Sighting?
  /// The newest status of messages without any checkpoint: counts only while nobody reported one.
  var assumed: Sighting?

  init(_ shipment: Shipment, at version: Timestamp) {
    events = Self.ordered(shipment.events)
    if let newest = events.last {
      if newest.status != shipment.status { stated = Sighting(at: max(version, newest.at), status: shipment.status) }
    } else {
      assumed = Sighting(at: version, status: shipment.status)
    }
  }

  func joined(with other: ParcelTrail) -> ParcelTrail {
    var result = self
    if other.events != events { result.events = Self.ordered(events + other.events) }
    result.stated = [stated, other.stated].compactMap(\.self).max()
    result.assumed = [assumed, other.assumed].compactMap(\.self).max()
    return result
  }

  var status: ParcelStatus {
    let reported = events.last.map { Sighting(at: $0.at, status: $0.status) }
    return ([reported, stated].compactMap(\.self).max() ?? assumed)?.status ?? .pending
  }

  func applied(to shipment: Shipment) -> Shipment {
    var result = shipment
    result.events = events
    result.status = status
    if result.status != .delivered {
      result.deliveredOn = nil
    } else if result.deliveredOn == nil, let event = events.last(where: { $0.status == .delivered }) {
      // The carrier's day is not known here: the day in UTC.
      let day = (Double(event.at.milliseconds) / 86_400_000).rounded(.down)
      result.deliveredOn = LocalDate(daysSinceEpoch: Int(day))
    }
    return result
  }

  private static func ordered(_ events: [ParcelEvent]) -> [ParcelEvent] {
    var places: [Sighting: String?] = [:]
    for event in events {
      let sighting = Sighting(at: event.at, status: event.status)
      // Of two towns for one checkpoint any will do, as long as it is always the same one.
      places[sighting] = [places[sighting] ?? nil, event.place].compactMap(\.self).max()
    }
    return places.keys.sorted().suffix(mostEvents).map {
      ParcelEvent(at: $0.at, status: $0.status, place: places[$0] ?? nil)
    }
  }
}

extension ParcelStatus {
  /// Which of two statuses of the same moment came later.
  fileprivate var progress: Int {
    switch self {
    case .pending: 0
    case .infoReceived: 1
    case .inTransit: 2
    case .exception: 3
    case .attemptFail: 4
    case .outForDelivery: 5
    case .availableForPickup: 6
    case .expired: 7
    case .delivered: 8
    }
  }
}
