/// Sets goods aside in a place for a time, so that nobody else can have them.
public struct ReserveStock: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Reservation
  /// What it promises.
  public static let contract = Contract(
    .reserveStock, .write, risk: .low, errors: [.notFound, .outOfStock, .invalidArguments], budgetMilliseconds: 3_000)

  /// The variant.
  public var sku: String
  /// Where.
  public var place: String
  /// How many, at least 1.
  public var quantity: Int = 1
  /// For how long, 1 to 10,080.
  public var minutes: Int = 120
  /// For whom.
  public var customer: String?

  /// Makes the operation.
  public init(sku: String, place: String, quantity: Int = 1, minutes: Int = 120, customer: String? = nil) {
    self.sku = sku
    self.place = place
    self.quantity = quantity
    self.minutes = minutes
    self.customer = customer
  }

  enum CodingKeys: String, CodingKey {
    case sku, place, quantity, minutes, customer
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    sku = try parts.decode(String.self, forKey: .sku)
    place = try parts.decode(String.self, forKey: .place)
    try parts.fill(&quantity, .quantity)
    try parts.fill(&minutes, .minutes)
    customer = try parts.decodeIfPresent(String.self, forKey: .customer)
  }

  /// What must hold besides.
  public static let rules: [String: FieldRule] = ["quantity": .atLeast(1), "minutes": .range(1...10_080)]
}

/// Gives goods that were set aside back before their time.
public struct ReleaseReservation: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Reservation
  /// What it promises.
  public static let contract = Contract(
    .releaseReservation, .write, risk: .low, errors: [.notFound, .refused], budgetMilliseconds: 3_000)

  /// The reservation.
  public var reservation: String

  /// Makes the operation.
  public init(reservation: String) {
    self.reservation = reservation
  }
}

/// Tells somebody when a thing is there again.
public struct NotifyWhenAvailable: TypedOperation {
  /// What it brings back.
  public typealias Outcome = StockNotice
  /// What it promises.
  public static let contract = Contract(
    .notifyWhenAvailable, .write, risk: .low, errors: [.notFound, .refused], budgetMilliseconds: 3_000)

  /// The variant.
  public var sku: String
  /// Who is told.
  public var customer: String
  /// How; needs the customer's consent to service messages.
  public var channel: ContactChannel
  /// Only there.
  public var place: String?

  /// Makes the operation.
  public init(sku: String, customer: String, channel: ContactChannel, place: String? = nil) {
    self.sku = sku
    self.customer = customer
    self.channel = channel
    self.place = place
  }
}
