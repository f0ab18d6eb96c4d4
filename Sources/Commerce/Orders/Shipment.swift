/// What the carrier says of one parcel: AfterShip's nine delivery statuses.
public enum ParcelStatus: String, CaseIterable, Codable, Sendable {
  /// AfterShip's words in Swift's spelling.
  case pending, infoReceived, inTransit, outForDelivery, attemptFail, availableForPickup, delivered, exception, expired
}

/// One thing the carrier reported.
public struct ParcelEvent: ContractValue {
  /// When it happened.
  public var at: Timestamp
  /// What it made the parcel's status.
  public var status: ParcelStatus
  /// The town it happened in, when the carrier says.
  public var place: String?

  /// Makes the value from its parts.
  public init(at: Timestamp, status: ParcelStatus, place: String?) {
    self.at = at
    self.status = status
    self.place = place
  }
}

/// One parcel on its way to a customer.
public struct Shipment: ContractValue {
  /// The parcel's own identifier.
  public var id: String
  /// The carrier's name as spoken ("United Parcel").
  public var carrier: String
  /// The carrier's tracking number.
  public var trackingNumber: String
  /// What the carrier said last.
  public var status: ParcelStatus
  /// The day the carrier now expects to deliver, if it says one.
  public var estimatedDelivery: LocalDate?
  /// The day it was delivered, once it is.
  public var deliveredOn: LocalDate?
  /// What happened so far, oldest first.
  public var events: [ParcelEvent]
  /// What is in it; empty when the back end does not tell.
  public var lines: [LineQuantity] = []

  /// Makes the value from its parts.
  public init(
    id: String, carrier: String, trackingNumber: String, status: ParcelStatus, estimatedDelivery: LocalDate?,
    deliveredOn: LocalDate?, events: [ParcelEvent], lines: [LineQuantity] = []
  ) {
    self.id = id
    self.carrier = carrier
    self.trackingNumber = trackingNumber
    self.status = status
    self.estimatedDelivery = estimatedDelivery
    self.deliveredOn = deliveredOn
    self.events = events
    self.lines = lines
  }

  enum CodingKeys: String, CodingKey {
    case id, carrier, trackingNumber, status, estimatedDelivery, deliveredOn, events, lines
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    id = try parts.decode(String.self, forKey: .id)
    carrier = try parts.decode(String.self, forKey: .carrier)
    trackingNumber = try parts.decode(String.self, forKey: .trackingNumber)
    status = try parts.decode(ParcelStatus.self, forKey: .status)
    estimatedDelivery = try parts.decodeIfPresent(LocalDate.self, forKey: .estimatedDelivery)
    deliveredOn = try parts.decodeIfPresent(LocalDate.self, forKey: .deliveredOn)
    events = try parts.decode([ParcelEvent].self, forKey: .events)
    try parts.fill(&lines, .lines)
  }
}

/// Some parcels, oldest first.
public struct ShipmentList: ContractValue {
  /// The parcels.
  public var shipments: [Shipment]

  /// Makes the value from its parts.
  public init(shipments: [Shipment]) {
    self.shipments = shipments
  }
}
