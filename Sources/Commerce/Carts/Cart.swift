/// Where a cart stands.
public enum CartState: String, CaseIterable, Codable, Sendable {
  /// In use; ordered; left; over.
  case active, converted, abandoned, expired
}

/// One line of a cart.
public struct CartLine: ContractValue {
  /// The variant.
  public var sku: String
  /// The product's name.
  public var name: String
  /// The variant in words.
  public var variant: String
  /// How many.
  public var quantity: Int
  /// The price of one.
  public var unitPrice: Money

  /// Makes the value from its parts.
  public init(sku: String, name: String, variant: String, quantity: Int, unitPrice: Money) {
    self.sku = sku
    self.name = name
    self.variant = variant
    self.quantity = quantity
    self.unitPrice = unitPrice
  }
}

/// A way to send a cart.
public struct ShippingOption: ContractValue {
  /// The identifier ("standard").
  public var id: String
  /// Its name as spoken.
  public var name: String
  /// What it costs.
  public var price: Money
  /// About how many days it takes.
  public var days: Int

  /// Makes the value from its parts.
  public init(id: String, name: String, price: Money, days: Int) {
    self.id = id
    self.name = name
    self.price = price
    self.days = days
  }
}

/// What somebody is about to buy.
public struct Cart: ContractValue {
  /// The identifier.
  public var id: String
  /// Whose; nil when nobody is known yet.
  public var customer: String?
  /// Where it stands.
  public var state: CartState
  /// What is in it.
  public var lines: [CartLine]
  /// The codes that count.
  public var promotions: [String] = []
  /// How it is sent; nil until chosen.
  public var shipping: ShippingOption?
  /// How it can be sent.
  public var shippingOptions: [ShippingOption] = []
  /// The goods.
  public var subtotal: Money
  /// What the codes take off; never negative.
  public var discount: Money
  /// What is to be paid.
  public var total: Money
  /// When it lapses.
  public var expires: Timestamp

  /// Makes the value from its parts.
  public init(
    id: String, customer: String? = nil, state: CartState, lines: [CartLine], promotions: [String] = [],
    shipping: ShippingOption? = nil, shippingOptions: [ShippingOption] = [], subtotal: Money, discount: Money,
    total: Money, expires: Timestamp
  ) {
    self.id = id
    self.customer = customer
    self.state = state
    self.lines = lines
    self.promotions = promotions
    self.shipping = shipping
    self.shippingOptions = shippingOptions
    self.subtotal = subtotal
    self.discount = discount
    self.total = total
    self.expires = expires
  }

  enum CodingKeys: String, CodingKey {
    case id, customer, state, lines, promotions, shipping, shippingOptions, subtotal, discount, total, expires
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    id = try parts.decode(String.self, forKey: .id)
    customer = try parts.decodeIfPresent(String.self, forKey: .customer)
    state = try parts.decode(CartState.self, forKey: .state)
    lines = try parts.decode([CartLine].self, forKey: .lines)
    try parts.fill(&promotions, .promotions)
    shipping = try parts.decodeIfPresent(ShippingOption.self, forKey: .shipping)
    try parts.fill(&shippingOptions, .shippingOptions)
    subtotal = try parts.decode(Money.self, forKey: .subtotal)
    discount = try parts.decode(Money.self, forKey: .discount)
    total = try parts.decode(Money.self, forKey: .total)
    expires = try parts.decode(Timestamp.self, forKey: .expires)
  }
}
