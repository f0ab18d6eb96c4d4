/// Which of some numbers are orders that exist, and which of those belong to the customer with the calling number.
/// Tells nothing else about them, so it needs no verification.
public struct ExistingOrders: TypedOperation {
  /// What it brings back.
  public struct Outcome: ContractValue {
    /// The ones that exist, in the order asked.
    public var existing: [OrderNumber]
    /// Those of them that are the caller's.
    public var ofCaller: [OrderNumber] = []

    /// Makes the value from its parts.
    public init(existing: [OrderNumber], ofCaller: [OrderNumber] = []) {
      self.existing = existing
      self.ofCaller = ofCaller
    }

    enum CodingKeys: String, CodingKey {
      case existing, ofCaller
    }

    /// Reads the parts; those with a default may be missing.
    public init(from decoder: any Decoder) throws {
      let parts = try decoder.container(keyedBy: CodingKeys.self)
      existing = try parts.decode([OrderNumber].self, forKey: .existing)
      try parts.fill(&ofCaller, .ofCaller)
    }
  }
  /// What it promises.
  public static let contract = Contract(.existingOrders, .read, risk: .none, errors: [], budgetMilliseconds: 4_000)

  /// The numbers.
  public var among: [OrderNumber]
  /// The calling number in E.164, when one is given.
  public var caller: String?

  /// Makes the operation.
  public init(among: [OrderNumber], caller: String? = nil) {
    self.among = among
    self.caller = caller
  }

  /// What is about a person.
  public static let personal: Set<String> = ["caller"]
}

/// Whether one of some postcodes is the one on the order: the record itself does not leave the back end.
public struct CheckPostcode: TypedOperation {
  /// What it brings back.
  public struct Outcome: ContractValue {
    /// Whether one of them is it.
    public var matches: Bool

    /// Makes the value from its parts.
    public init(matches: Bool) {
      self.matches = matches
    }
  }
  /// What it promises.
  public static let contract = Contract(
    .checkPostcode, .read, risk: .low, errors: [.notFound], budgetMilliseconds: 4_000)

  /// The order.
  public var order: OrderNumber
  /// What may have been heard.
  public var candidates: [String]

  /// Makes the operation.
  public init(order: OrderNumber, candidates: [String]) {
    self.order = order
    self.candidates = candidates
  }

  /// What is about a person.
  public static let personal: Set<String> = ["candidates"]
}

/// The whole order, with its parcels. Only after verification.
public struct FindOrder: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Order
  /// What it promises.
  public static let contract = Contract(
    .findOrder, .read, risk: .medium, errors: [.notFound], budgetMilliseconds: 4_000)

  /// The order.
  public var order: OrderNumber

  /// Makes the operation.
  public init(order: OrderNumber) {
    self.order = order
  }
}

/// A customer's orders, newest first. Only after verification.
public struct FindOrders: TypedOperation {
  /// What it brings back.
  public typealias Outcome = OrderList
  /// What it promises.
  public static let contract = Contract(
    .findOrders, .read, risk: .medium, errors: [.notFound], budgetMilliseconds: 4_000)

  /// The customer.
  public var customer: String
  /// Only these.
  public var state: OrderState?
  /// At most so many, 1 to 100.
  public var limit: Int = 20

  /// Makes the operation.
  public init(customer: String, state: OrderState? = nil, limit: Int = 20) {
    self.customer = customer
    self.state = state
    self.limit = limit
  }

  enum CodingKeys: String, CodingKey {
    case customer, state, limit
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    customer = try parts.decode(String.self, forKey: .customer)
    state = try parts.decodeIfPresent(OrderState.self, forKey: .state)
    try parts.fill(&limit, .limit)
  }

  /// What must hold besides.
  public static let rules: [String: FieldRule] = ["limit": .range(1...100)]
}

/// What the carrier says of an order's parcels, or of one parcel.
public struct TrackShipment: TypedOperation {
  /// What it brings back.
  public typealias Outcome = ShipmentList
  /// What it promises.
  public static let contract = Contract(
    .trackShipment, .read, risk: .low, errors: [.notFound], budgetMilliseconds: 4_000)

  /// The order.
  public var order: OrderNumber?
  /// One parcel; counts when no order is named.
  public var trackingNumber: String?

  /// Makes the operation.
  public init(order: OrderNumber? = nil, trackingNumber: String? = nil) {
    self.order = order
    self.trackingNumber = trackingNumber
  }

  /// One of them says what is tracked.
  public static let oneOf = [["order"], ["trackingNumber"]]
}

/// Calls an order off that has not left yet, and gives the money back the way it came.
public struct CancelOrder: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Order
  /// What it promises.
  public static let contract = Contract(
    .cancelOrder, .write, risk: .high, errors: [.notFound, .refused, .conflict], budgetMilliseconds: 6_000)

  /// The order.
  public var order: OrderNumber
  /// Why.
  public var reason: CancelReason

  /// Makes the operation.
  public init(order: OrderNumber, reason: CancelReason) {
    self.order = order
    self.reason = reason
  }
}

/// Sends an order that has not left yet elsewhere.
public struct ChangeOrderAddress: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Order
  /// What it promises.
  public static let contract = Contract(
    .changeOrderAddress, .write, risk: .medium, errors: [.notFound, .refused, .conflict, .invalidArguments],
    budgetMilliseconds: 5_000)

  /// The order.
  public var order: OrderNumber
  /// The new address, whole.
  public var address: Address

  /// Makes the operation.
  public init(order: OrderNumber, address: Address) {
    self.order = order
    self.address = address
  }

  /// What is about a person.
  public static let personal: Set<String> = ["address"]
}

/// Pays an order that has not left yet another way.
public struct ChangeOrderPayment: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Order
  /// What it promises.
  public static let contract = Contract(
    .changeOrderPayment, .write, risk: .high, errors: [.notFound, .refused, .conflict, .declined],
    budgetMilliseconds: 6_000)

  /// The order.
  public var order: OrderNumber
  /// One of the customer's.
  public var paymentMethod: String

  /// Makes the operation.
  public init(order: OrderNumber, paymentMethod: String) {
    self.order = order
    self.paymentMethod = paymentMethod
  }
}

/// Changes variants in an order that has not left yet: once, all changes together.
public struct ChangeOrderItems: TypedOperation {
  /// What it brings back.
  public typealias Outcome = ChangedOrder
  /// What it promises.
  public static let contract = Contract(
    .changeOrderItems, .write, risk: .high,
    errors: [.notFound, .refused, .conflict, .outOfStock, .invalidArguments, .declined], budgetMilliseconds: 6_000)

  /// The order.
  public var order: OrderNumber
  /// What for what, each within the same product.
  public var changes: [LineChange]
  /// Where the difference is taken from or goes to: one of the customer's.
  public var paymentMethod: String

  /// Makes the operation.
  public init(order: OrderNumber, changes: [LineChange], paymentMethod: String) {
    self.order = order
    self.changes = changes
    self.paymentMethod = paymentMethod
  }
}
