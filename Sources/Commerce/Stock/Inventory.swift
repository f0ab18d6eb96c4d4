/// When stock is set aside (commercetools `InventoryMode`).
public enum ReservationMode: String, CaseIterable, Codable, Sendable {
  /// Never; counted only; with the order; with the cart.
  case none, trackOnly, reserveOnOrder, reserveOnCart
}

/// How much of a variant there is in one place.
public struct StockLevel: ContractValue {
  /// The variant.
  public var sku: String
  /// The store's or warehouse's identifier.
  public var place: String
  /// The place's name as spoken.
  public var placeName: String
  /// On the shelf and in the back.
  public var onHand: Int
  /// Promised to orders.
  public var committed: Int = 0
  /// Set aside for a time.
  public var reserved: Int = 0
  /// Kept back.
  public var safetyStock: Int = 0
  /// On its way here.
  public var incoming: Int = 0
  /// When that arrives, if it is known.
  public var incomingOn: LocalDate?
  /// What to say of it.
  public var availability: Availability
  /// When it was counted.
  public var asOf: Timestamp

  /// Makes the value from its parts.
  public init(
    sku: String, place: String, placeName: String, onHand: Int, committed: Int = 0, reserved: Int = 0,
    safetyStock: Int = 0, incoming: Int = 0, incomingOn: LocalDate? = nil, availability: Availability, asOf: Timestamp
  ) {
    self.sku = sku
    self.place = place
    self.placeName = placeName
    self.onHand = onHand
    self.committed = committed
    self.reserved = reserved
    self.safetyStock = safetyStock
    self.incoming = incoming
    self.incomingOn = incomingOn
    self.availability = availability
    self.asOf = asOf
  }

  enum CodingKeys: String, CodingKey {
    case sku, place, placeName, onHand, committed, reserved, safetyStock, incoming, incomingOn, availability, asOf
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    sku = try parts.decode(String.self, forKey: .sku)
    place = try parts.decode(String.self, forKey: .place)
    placeName = try parts.decode(String.self, forKey: .placeName)
    onHand = try parts.decode(Int.self, forKey: .onHand)
    try parts.fill(&committed, .committed)
    try parts.fill(&reserved, .reserved)
    try parts.fill(&safetyStock, .safetyStock)
    try parts.fill(&incoming, .incoming)
    incomingOn = try parts.decodeIfPresent(LocalDate.self, forKey: .incomingOn)
    availability = try parts.decode(Availability.self, forKey: .availability)
    asOf = try parts.decode(Timestamp.self, forKey: .asOf)
  }
}

/// A variant's stock by place.
public struct StockLevels: ContractValue {
  /// One for each place asked about, nearest or fullest first.
  public var levels: [StockLevel]

  /// Makes the value from its parts.
  public init(levels: [StockLevel]) {
    self.levels = levels
  }
}

/// Goods set aside for somebody for a time.
public struct Reservation: ContractValue {
  /// The reservation's identifier.
  public var id: String
  /// The variant.
  public var sku: String
  /// Where.
  public var place: String
  /// How many.
  public var quantity: Int
  /// For whom; nil when nobody is known yet.
  public var customer: String?
  /// When it lapses by itself.
  public var until: Timestamp
  /// Where it stands.
  public var state: ReservationState

  /// Makes the value from its parts.
  public init(
    id: String, sku: String, place: String, quantity: Int, customer: String? = nil, until: Timestamp,
    state: ReservationState
  ) {
    self.id = id
    self.sku = sku
    self.place = place
    self.quantity = quantity
    self.customer = customer
    self.until = until
    self.state = state
  }
}

/// Where a reservation stands.
public enum ReservationState: String, CaseIterable, Codable, Sendable {
  /// Set aside; given back; over; taken.
  case held, released, lapsed, collected
}

/// Word to somebody when a thing is there again.
public struct StockNotice: ContractValue {
  /// The identifier.
  public var id: String
  /// The variant.
  public var sku: String
  /// Only there; nil: anywhere.
  public var place: String?
  /// Who is told.
  public var customer: String
  /// How.
  public var channel: ContactChannel

  /// Makes the value from its parts.
  public init(id: String, sku: String, place: String? = nil, customer: String, channel: ContactChannel) {
    self.id = id
    self.sku = sku
    self.place = place
    self.customer = customer
    self.channel = channel
  }
}
