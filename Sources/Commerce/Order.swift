/// The number a customer reads from the confirmation: in the embedded shop five digits, as text ("40217").
public typealias OrderNumber = String

/// Where an order stands as a whole (commercetools `OrderState`).
public enum OrderState: String, CaseIterable, Codable, Sendable {
  /// From taken in to finished or called off.
  case open, confirmed, complete, cancelled
}

/// Where an order's goods stand, apart from its money (commercetools `ShipmentState`).
public enum ShipmentState: String, CaseIterable, Codable, Sendable {
  /// From waiting to with the customer.
  case pending, ready, partial, shipped, delayed, backorder, delivered, canceled
}

/// Where an order's money stands (commercetools `PaymentState`).
public enum PaymentState: String, CaseIterable, Codable, Sendable {
  /// From not yet taken to settled or failed.
  case pending, balanceDue, paid, creditOwed, failed
}

/// What the carrier says of one parcel: AfterShip's nine delivery statuses.
public enum ParcelStatus: String, CaseIterable, Codable, Sendable {
  /// AfterShip's words in Swift's spelling.
  case pending, infoReceived, inTransit, outForDelivery, attemptFail, availableForPickup, delivered, exception, expired
}

/// One line of an order.
public struct OrderLine: Hashable, Codable, Sendable {
  /// The variant's stock-keeping unit.
  public var sku: String
  /// The product's name as a customer knows it ("Alpine tent").
  public var name: String
  /// The variant in words ("green, three person"); empty when the product has only one.
  public var variant: String
  /// How many were ordered.
  public var quantity: Int
  /// The price paid for one.
  public var unitPrice: Money

  /// Makes a line.
  public init(sku: String, name: String, variant: String, quantity: Int, unitPrice: Money) {
    self.sku = sku
    self.name = name
    self.variant = variant
    self.quantity = quantity
    self.unitPrice = unitPrice
  }
}

/// One thing the carrier reported.
public struct ParcelEvent: Hashable, Codable, Sendable {
  /// When it happened.
  public var at: Timestamp
  /// What it made the parcel's status.
  public var status: ParcelStatus
  /// The town it happened in, when the carrier says.
  public var place: String?

  /// Makes an event.
  public init(at: Timestamp, status: ParcelStatus, place: String?) {
    self.at = at
    self.status = status
    self.place = place
  }
}

/// One parcel on its way to a customer.
public struct Shipment: Hashable, Codable, Sendable {
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

  /// Makes a parcel.
  public init(
    id: String, carrier: String, trackingNumber: String, status: ParcelStatus, estimatedDelivery: LocalDate?,
    deliveredOn: LocalDate?, events: [ParcelEvent]
  ) {
    self.id = id
    self.carrier = carrier
    self.trackingNumber = trackingNumber
    self.status = status
    self.estimatedDelivery = estimatedDelivery
    self.deliveredOn = deliveredOn
    self.events = events
  }
}

/// An order with its goods, money and parcels on separate axes.
public struct Order: Hashable, Codable, Sendable {
  /// The number the customer knows it by.
  public var number: OrderNumber
  /// The customer's identifier.
  public var customer: String
  /// When it was placed.
  public var placed: Timestamp
  /// The order as a whole.
  public var state: OrderState
  /// Its goods.
  public var shipmentState: ShipmentState
  /// Its money.
  public var paymentState: PaymentState
  /// What was ordered.
  public var lines: [OrderLine]
  /// The parcels, oldest first; empty until something is packed.
  public var shipments: [Shipment]
  /// What it cost in all.
  public var total: Money
  /// Where it goes.
  public var deliverTo: Address

  /// Makes an order.
  public init(
    number: OrderNumber, customer: String, placed: Timestamp, state: OrderState, shipmentState: ShipmentState,
    paymentState: PaymentState, lines: [OrderLine], shipments: [Shipment], total: Money, deliverTo: Address
  ) {
    self.number = number
    self.customer = customer
    self.placed = placed
    self.state = state
    self.shipmentState = shipmentState
    self.paymentState = paymentState
    self.lines = lines
    self.shipments = shipments
    self.total = total
    self.deliverTo = deliverTo
  }
}
