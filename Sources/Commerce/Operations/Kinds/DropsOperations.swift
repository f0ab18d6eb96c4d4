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
