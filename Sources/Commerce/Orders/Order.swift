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

/// Where one line stands, derived from its quantities.
public enum LineState: String, CaseIterable, Codable, Sendable {
  /// Waiting; some sent; all sent; come back; called off.
  case active, partial, fulfilled, returned, cancelled
}

/// One line of an order.
public struct OrderLine: ContractValue {
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
  /// The product's identifier; empty when the back end does not tell.
  public var product: String = ""
  /// Option name to value, as it was when ordered.
  public var options: [String: String] = [:]
  /// How many were sent.
  public var fulfilled: Int = 0
  /// How many came back or are on their way back.
  public var returned: Int = 0
  /// How many were called off.
  public var cancelled: Int = 0

  /// Makes the value from its parts.
  public init(
    sku: String, name: String, variant: String, quantity: Int, unitPrice: Money, product: String = "",
    options: [String: String] = [:], fulfilled: Int = 0, returned: Int = 0, cancelled: Int = 0
  ) {
    self.sku = sku
    self.name = name
    self.variant = variant
    self.quantity = quantity
    self.unitPrice = unitPrice
    self.product = product
    self.options = options
    self.fulfilled = fulfilled
    self.returned = returned
    self.cancelled = cancelled
  }

  enum CodingKeys: String, CodingKey {
    case sku, name, variant, quantity, unitPrice, product, options, fulfilled, returned, cancelled
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    sku = try parts.decode(String.self, forKey: .sku)
    name = try parts.decode(String.self, forKey: .name)
    variant = try parts.decode(String.self, forKey: .variant)
    quantity = try parts.decode(Int.self, forKey: .quantity)
    unitPrice = try parts.decode(Money.self, forKey: .unitPrice)
    try parts.fill(&product, .product)
    try parts.fill(&options, .options)
    try parts.fill(&fulfilled, .fulfilled)
    try parts.fill(&returned, .returned)
    try parts.fill(&cancelled, .cancelled)
  }
}

/// An order with its goods, money and parcels on separate axes.
public struct Order: ContractValue {
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
  /// The money that moved, oldest first.
  public var payments: [Payment] = []
  /// What goes or went back, oldest first.
  public var returns: [Return] = []
  /// Why it was called off.
  public var cancelReason: CancelReason?
  /// Whether its lines were changed once already.
  public var changed: Bool = false
  /// Grows with each change: a write that was decided on an older one is a conflict.
  public var version: Int = 1
  /// What of `total` is for sending it; nil when the back end does not tell.
  public var shipping: Money?
  /// What promotions took off, `total` already without it; nil when nothing or when the back end does not tell.
  public var discount: Money?

  /// Makes the value from its parts.
  public init(
    number: OrderNumber, customer: String, placed: Timestamp, state: OrderState, shipmentState: ShipmentState,
    paymentState: PaymentState, lines: [OrderLine], shipments: [Shipment], total: Money, deliverTo: Address,
    payments: [Payment] = [], returns: [Return] = [], cancelReason: CancelReason? = nil, changed: Bool = false,
    version: Int = 1, shipping: Money? = nil, discount: Money? = nil
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
    self.payments = payments
    self.returns = returns
    self.cancelReason = cancelReason
    self.changed = changed
    self.version = version
    self.shipping = shipping
    self.discount = discount
  }

  enum CodingKeys: String, CodingKey {
    case number, customer, placed, state, shipmentState, paymentState, lines, shipments, total, deliverTo, payments,
      returns, cancelReason, changed, version, shipping, discount
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    number = try parts.decode(OrderNumber.self, forKey: .number)
    customer = try parts.decode(String.self, forKey: .customer)
    placed = try parts.decode(Timestamp.self, forKey: .placed)
    state = try parts.decode(OrderState.self, forKey: .state)
    shipmentState = try parts.decode(ShipmentState.self, forKey: .shipmentState)
    paymentState = try parts.decode(PaymentState.self, forKey: .paymentState)
    lines = try parts.decode([OrderLine].self, forKey: .lines)
    shipments = try parts.decode([Shipment].self, forKey: .shipments)
    total = try parts.decode(Money.self, forKey: .total)
    deliverTo = try parts.decode(Address.self, forKey: .deliverTo)
    try parts.fill(&payments, .payments)
    try parts.fill(&returns, .returns)
    cancelReason = try parts.decodeIfPresent(CancelReason.self, forKey: .cancelReason)
    try parts.fill(&changed, .changed)
    try parts.fill(&version, .version)
    shipping = try parts.decodeIfPresent(Money.self, forKey: .shipping)
    discount = try parts.decodeIfPresent(Money.self, forKey: .discount)
  }

  /// What is about a person.
  public static let personal: Set<String> = ["deliverTo"]
}

/// Why an order is called off.
public enum CancelReason: String, CaseIterable, Codable, Sendable {
  /// In the customer's view.
  case noLongerNeeded, orderedByMistake, foundCheaper, tooSlow, wrongAddress, other
}

/// Some of a line.
public struct LineQuantity: ContractValue {
  /// The variant.
  public var sku: String
  /// How many.
  public var quantity: Int = 1

  /// Makes the value from its parts.
  public init(sku: String, quantity: Int = 1) {
    self.sku = sku
    self.quantity = quantity
  }

  enum CodingKeys: String, CodingKey {
    case sku, quantity
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    sku = try parts.decode(String.self, forKey: .sku)
    try parts.fill(&quantity, .quantity)
  }

  /// What must hold besides.
  public static let rules: [String: FieldRule] = ["quantity": .atLeast(1)]
}

/// One line's variant for another of the same product.
public struct LineChange: ContractValue {
  /// The variant there is.
  public var sku: String
  /// The variant there shall be.
  public var newSku: String
  /// How many.
  public var quantity: Int = 1

  /// Makes the value from its parts.
  public init(sku: String, newSku: String, quantity: Int = 1) {
    self.sku = sku
    self.newSku = newSku
    self.quantity = quantity
  }

  enum CodingKeys: String, CodingKey {
    case sku, newSku, quantity
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    sku = try parts.decode(String.self, forKey: .sku)
    newSku = try parts.decode(String.self, forKey: .newSku)
    try parts.fill(&quantity, .quantity)
  }

  /// What must hold besides.
  public static let rules: [String: FieldRule] = ["quantity": .atLeast(1)]
}

/// Some orders, newest first.
public struct OrderList: ContractValue {
  /// The orders.
  public var orders: [Order]

  /// Makes the value from its parts.
  public init(orders: [Order]) {
    self.orders = orders
  }
}

/// An order after a change, with the money that moves because of it.
public struct ChangedOrder: ContractValue {
  /// The order as it now is.
  public var order: Order
  /// What the customer pays besides; negative: gets back.
  public var difference: Money
  /// The payment method it is taken from or goes to; nil when nothing moves.
  public var method: String?

  /// Makes the value from its parts.
  public init(order: Order, difference: Money, method: String? = nil) {
    self.order = order
    self.difference = difference
    self.method = method
  }
}
