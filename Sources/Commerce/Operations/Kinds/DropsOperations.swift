/// The limited releases that are announced or under way.
public struct FindDrops: TypedOperation {
  /// What it brings back.
  public typealias Outcome = DropList
  /// What it promises.
  public static let contract = Contract(.findDrops, .read, risk: .none, errors: [], budgetMilliseconds: 4_000)

  /// Makes the operation.
  public init() {}
}

/// Enters a customer in a draw: each person, household and payment method once.
public struct RegisterForDrop: TypedOperation {
  /// What it brings back.
  public typealias Outcome = DropEntry
  /// What it promises.
  public static let contract = Contract(
    .registerForDrop, .write, risk: .medium, errors: [.notFound, .refused], budgetMilliseconds: 4_000)

  /// The drop.
  public var drop: String
  /// Who.
  public var customer: String
  /// How a win would be paid: one of the customer's.
  public var paymentMethod: String

  /// Makes the operation.
  public init(drop: String, customer: String, paymentMethod: String) {
    self.drop = drop
    self.customer = customer
    self.paymentMethod = paymentMethod
  }
}

/// Takes a customer out of a draw.
public struct WithdrawFromDrop: TypedOperation {
  /// What it brings back.
  public typealias Outcome = DropEntry
  /// What it promises.
  public static let contract = Contract(
    .withdrawFromDrop, .write, risk: .low, errors: [.notFound, .refused], budgetMilliseconds: 4_000)

  /// The drop.
  public var drop: String
  /// Who.
  public var customer: String

  /// Makes the operation.
  public init(drop: String, customer: String) {
    self.drop = drop
    self.customer = customer
  }
}

/// Where a customer's registration stands.
public struct FindDropEntry: TypedOperation {
  /// What it brings back.
  public typealias Outcome = DropEntry
  /// What it promises.
  public static let contract = Contract(
    .findDropEntry, .read, risk: .low, errors: [.notFound], budgetMilliseconds: 4_000)

  /// The drop.
  public var drop: String
  /// Who.
  public var customer: String

  /// Makes the operation.
  public init(drop: String, customer: String) {
    self.drop = drop
    self.customer = customer
  }
}

/// Buys what was won, within the window.
public struct ClaimDrop: TypedOperation {
  /// What it brings back.
  public typealias Outcome = DropEntry
  /// What it promises.
  public static let contract = Contract(
    .claimDrop, .write, risk: .high, errors: [.notFound, .refused, .declined, .outOfStock], budgetMilliseconds: 6_000)

  /// The drop.
  public var drop: String
  /// The winner.
  public var customer: String

  /// Makes the operation.
  public init(drop: String, customer: String) {
    self.drop = drop
    self.customer = customer
  }
}

/// Draws the winners after registration has closed, or again for what was not bought; done by staff.
public struct DrawDrop: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Drop
  /// What it promises.
  public static let contract = Contract(
    .drawDrop, .write, risk: .critical, errors: [.notFound, .refused], budgetMilliseconds: 6_000)

  /// The drop.
  public var drop: String

  /// Makes the operation.
  public init(drop: String) {
    self.drop = drop
  }
}

/// Announces a limited release. Its units come besides what is on the shelves, and nobody else can buy them; done by staff.
public struct CreateDrop: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Drop
  /// What it promises.
  public static let contract = Contract(
    .createDrop, .write, risk: .high, errors: [.notFound, .refused, .invalidArguments], budgetMilliseconds: 6_000)

  /// Its name as spoken.
  public var name: String
  /// What is released.
  public var sku: String
  /// How many there are.
  public var units: Int
  /// When registration opens.
  public var opens: Timestamp
  /// When it closes.
  public var closes: Timestamp
  /// What one costs; nil for the variant's own price.
  public var price: Money?
  /// How long winners have to buy.
  public var windowMinutes: Int = 1_440
  /// How many registrations a household may have.
  public var limitPerHousehold: Int = 1

  /// Makes the operation.
  public init(
    name: String, sku: String, units: Int, opens: Timestamp, closes: Timestamp, price: Money? = nil,
    windowMinutes: Int = 1_440, limitPerHousehold: Int = 1
  ) {
    self.name = name
    self.sku = sku
    self.units = units
    self.opens = opens
    self.closes = closes
    self.price = price
    self.windowMinutes = windowMinutes
    self.limitPerHousehold = limitPerHousehold
  }

  enum CodingKeys: String, CodingKey {
    case name, sku, units, opens, closes, price, windowMinutes, limitPerHousehold
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    name = try parts.decode(String.self, forKey: .name)
    sku = try parts.decode(String.self, forKey: .sku)
    units = try parts.decode(Int.self, forKey: .units)
    opens = try parts.decode(Timestamp.self, forKey: .opens)
    closes = try parts.decode(Timestamp.self, forKey: .closes)
    price = try parts.decodeIfPresent(Money.self, forKey: .price)
    try parts.fill(&windowMinutes, .windowMinutes)
    try parts.fill(&limitPerHousehold, .limitPerHousehold)
  }
}
