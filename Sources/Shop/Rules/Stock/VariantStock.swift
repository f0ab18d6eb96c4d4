internal import Commerce

/// How much of a variant there is, in all places: one document, so that whoever takes some sees all of it.
///
/// Conserved at all times: for each place, `committed` is what allocations of orders hold there, and what is free is never
/// below zero.
struct VariantStock: ShopDocument {
  static let kind = "stock"
  static let isKept = true

  /// Some of it set aside for a time.
  struct Hold: Codable, Hashable, Sendable {
    var reservation: String
    var quantity: Int
    var until: Timestamp
    /// For whom; nil when nobody is known.
    var customer: String?
  }

  /// One place's share.
  struct Place: Codable, Hashable, Sendable {
    /// The store's or warehouse's identifier.
    var id: String
    var name: String
    var onHand: Int
    var committed = 0
    var safetyStock = 0
    var incoming = 0
    var incomingOn: LocalDate?
    var holds: [Hold] = []

    /// What holds that have not lapsed set aside.
    func reserved(at now: Timestamp) -> Int { holds.reduce(0) { $0 + ($1.until > now ? $1.quantity : 0) } }

    /// What can be sold now.
    func free(at now: Timestamp) -> Int { max(0, onHand - committed - reserved(at: now) - safetyStock) }
  }

  var sku: String
  /// The warehouse first, then the stores by identifier.
  var places: [Place]

  var documentID: String { sku }

  /// What can be sold now, in all places.
  func free(at now: Timestamp) -> Int { places.reduce(0) { $0 + $1.free(at: now) } }

  /// What to say of it.
  func availability(at now: Timestamp) -> Availability {
    Self.word(free: free(at: now), incoming: places.contains { $0.incoming > 0 })
  }

  /// What to say of an amount.
  static func word(free: Int, incoming: Bool) -> Availability {
    switch free {
    case ..<1: incoming ? .backOrder : .soldOut
    case 1...3: .limitedAvailability
    default: .inStock
    }
  }

  /// One place as it is told.
  func level(_ place: Place, at now: Timestamp) -> StockLevel {
    StockLevel(
      sku: sku, place: place.id, placeName: place.name, onHand: place.onHand, committed: place.committed,
      reserved: place.reserved(at: now), safetyStock: place.safetyStock, incoming: place.incoming,
      incomingOn: place.incomingOn,
      availability: Self.word(free: place.free(at: now), incoming: place.incoming > 0), asOf: now)
  }

  /// Forgets holds that have lapsed.
  mutating func sweep(at now: Timestamp) {
    for index in places.indices { places[index].holds.removeAll { $0.until <= now } }
  }
}

/// What an order or an exchange has committed, place by place: what must be given back when it is called off.
struct Allocation: ShopDocument {
  static let kind = "allocation"

  /// Some of a variant in one place.
  struct Part: Codable, Hashable, Sendable {
    var sku: String
    var place: String
    var quantity: Int
  }

  /// The order's number, or the exchange's.
  var owner: String
  var parts: [Part]
  var documentID: String { owner }
}

extension Reservation: ShopDocument {
  static let kind = "reservation"
  var documentID: String { id }
  var lookups: [Lookup] { customer.map { [Lookup("customer", $0)] } ?? [] }
}

extension StockNotice: ShopDocument {
  static let kind = "stockNotice"
  var documentID: String { id }
  var lookups: [Lookup] { [Lookup("sku", sku), Lookup("customer", customer)] }
}
