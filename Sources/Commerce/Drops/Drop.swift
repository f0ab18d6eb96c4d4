/// Where a limited release stands.
public enum DropState: String, CaseIterable, Codable, Sendable {
  /// From told to over.
  case announced, registrationOpen, registrationClosed, drawn, purchaseWindow, redraw, complete, cancelled
}

/// A limited release, sold by a draw among those who registered.
public struct Drop: ContractValue {
  /// The identifier.
  public var id: String
  /// Its name as spoken.
  public var name: String
  /// What is released.
  public var sku: String
  /// How many there are.
  public var units: Int
  /// What one costs.
  public var price: Money
  /// Where it stands.
  public var state: DropState
  /// When registration opens.
  public var opens: Timestamp
  /// When it closes.
  public var closes: Timestamp
  /// How long winners have to buy.
  public var windowMinutes: Int
  /// How many registrations a household may have.
  public var limitPerHousehold: Int = 1
  /// SHA-256 of the draw's secret seed in hexadecimal, published before registration closes.
  public var seedCommitment: String = ""
  /// The seed, published with the draw, so that anybody can repeat it.
  public var seed: String?
  /// How many registered.
  public var registered: Int = 0
  /// SHA-256 of the sorted entries in hexadecimal, published once registration has closed, so that nobody can be added or
  /// left out when the seed is known; nil before, and where a back end does not tell.
  public var entriesDigest: String?

  /// Makes the value from its parts.
  public init(
    id: String, name: String, sku: String, units: Int, price: Money, state: DropState, opens: Timestamp,
    closes: Timestamp, windowMinutes: Int, limitPerHousehold: Int = 1, seedCommitment: String = "", seed: String? = nil,
    registered: Int = 0, entriesDigest: String? = nil
  ) {
    self.id = id
    self.name = name
    self.sku = sku
    self.units = units
    self.price = price
    self.state = state
    self.opens = opens
    self.closes = closes
    self.windowMinutes = windowMinutes
    self.limitPerHousehold = limitPerHousehold
    self.seedCommitment = seedCommitment
    self.seed = seed
    self.registered = registered
    self.entriesDigest = entriesDigest
  }

  enum CodingKeys: String, CodingKey {
    case id, name, sku, units, price, state, opens, closes, windowMinutes, limitPerHousehold, seedCommitment, seed,
      registered, entriesDigest
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    id = try parts.decode(String.self, forKey: .id)
    name = try parts.decode(String.self, forKey: .name)
    sku = try parts.decode(String.self, forKey: .sku)
    units = try parts.decode(Int.self, forKey: .units)
    price = try parts.decode(Money.self, forKey: .price)
    state = try parts.decode(DropState.self, forKey: .state)
    opens = try parts.decode(Timestamp.self, forKey: .opens)
    closes = try parts.decode(Timestamp.self, forKey: .closes)
    windowMinutes = try parts.decode(Int.self, forKey: .windowMinutes)
    try parts.fill(&limitPerHousehold, .limitPerHousehold)
    try parts.fill(&seedCommitment, .seedCommitment)
    seed = try parts.decodeIfPresent(String.self, forKey: .seed)
    try parts.fill(&registered, .registered)
    entriesDigest = try parts.decodeIfPresent(String.self, forKey: .entriesDigest)
  }
}

/// Some drops, the next first.
public struct DropList: ContractValue {
  /// The drops.
  public var drops: [Drop]

  /// Makes the value from its parts.
  public init(drops: [Drop]) {
    self.drops = drops
  }
}

/// Where somebody's registration stands.
public enum DropEntryState: String, CaseIterable, Codable, Sendable {
  /// From in the draw to bought or not.
  case registered, withdrawn, won, waiting, purchased, lapsed, notDrawn
}

/// Somebody's registration for a drop.
public struct DropEntry: ContractValue {
  /// The identifier.
  public var id: String
  /// For which drop.
  public var drop: String
  /// Who.
  public var customer: String
  /// Where it stands.
  public var state: DropEntryState
  /// The place in the draw, from 1; nil before it.
  public var rank: Int?
  /// When a winner's window ends; nil for others.
  public var buyUntil: Timestamp?
  /// The order, once bought.
  public var order: OrderNumber?

  /// Makes the value from its parts.
  public init(
    id: String, drop: String, customer: String, state: DropEntryState, rank: Int? = nil, buyUntil: Timestamp? = nil,
    order: OrderNumber? = nil
  ) {
    self.id = id
    self.drop = drop
    self.customer = customer
    self.state = state
    self.rank = rank
    self.buyUntil = buyUntil
    self.order = order
  }
}
