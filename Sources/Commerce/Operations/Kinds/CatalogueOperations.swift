/// Products that fit words, a category, options and a price; what is in stock first.
public struct SearchProducts: TypedOperation {
  /// What it brings back.
  public typealias Outcome = ProductList
  /// What it promises.
  public static let contract = Contract(.searchProducts, .read, risk: .none, errors: [], budgetMilliseconds: 4_000)

  /// Words of the name or the description; empty: any.
  public var text: String = ""
  /// A category of the path.
  public var category: String?
  /// Option values that a variant must have.
  public var options: [String: String] = [:]
  /// No variant cheaper than this.
  public var minimumPrice: Money?
  /// Some variant no dearer than this.
  public var maximumPrice: Money?
  /// Only what is in stock there.
  public var place: String?
  /// Only what can be had now.
  public var inStockOnly: Bool = false
  /// At most so many, 1 to 100.
  public var limit: Int = 20

  /// Makes the operation.
  public init(
    text: String = "", category: String? = nil, options: [String: String] = [:], minimumPrice: Money? = nil,
    maximumPrice: Money? = nil, place: String? = nil, inStockOnly: Bool = false, limit: Int = 20
  ) {
    self.text = text
    self.category = category
    self.options = options
    self.minimumPrice = minimumPrice
    self.maximumPrice = maximumPrice
    self.place = place
    self.inStockOnly = inStockOnly
    self.limit = limit
  }

  enum CodingKeys: String, CodingKey {
    case text, category, options, minimumPrice, maximumPrice, place, inStockOnly, limit
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    try parts.fill(&text, .text)
    category = try parts.decodeIfPresent(String.self, forKey: .category)
    try parts.fill(&options, .options)
    minimumPrice = try parts.decodeIfPresent(Money.self, forKey: .minimumPrice)
    maximumPrice = try parts.decodeIfPresent(Money.self, forKey: .maximumPrice)
    place = try parts.decodeIfPresent(String.self, forKey: .place)
    try parts.fill(&inStockOnly, .inStockOnly)
    try parts.fill(&limit, .limit)
  }

  /// What must hold besides.
  public static let rules: [String: FieldRule] = ["limit": .range(1...100)]
}

/// One product, by its identifier or one of its variants.
public struct FindProduct: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Product
  /// What it promises.
  public static let contract = Contract(
    .findProduct, .read, risk: .none, errors: [.notFound], budgetMilliseconds: 4_000)

  /// The product's identifier.
  public var product: String?
  /// A variant of it; counts when no product is named.
  public var sku: String?

  /// Makes the operation.
  public init(product: String? = nil, sku: String? = nil) {
    self.product = product
    self.sku = sku
  }

  /// One of them says which product.
  public static let oneOf = [["product"], ["sku"]]
}

/// How much of a variant there is, by place.
public struct CheckInventory: TypedOperation {
  /// What it brings back.
  public typealias Outcome = StockLevels
  /// What it promises.
  public static let contract = Contract(
    .checkInventory, .read, risk: .none, errors: [.notFound], budgetMilliseconds: 4_000)

  /// The variant.
  public var sku: String
  /// Only these; empty: all.
  public var places: [String] = []

  /// Makes the operation.
  public init(sku: String, places: [String] = []) {
    self.sku = sku
    self.places = places
  }

  enum CodingKeys: String, CodingKey {
    case sku, places
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    sku = try parts.decode(String.self, forKey: .sku)
    try parts.fill(&places, .places)
  }
}

/// The promotions that hold now.
public struct FindPromotions: TypedOperation {
  /// What it brings back.
  public typealias Outcome = PromotionList
  /// What it promises.
  public static let contract = Contract(.findPromotions, .read, risk: .none, errors: [], budgetMilliseconds: 4_000)

  /// Only those for this category.
  public var category: String?

  /// Makes the operation.
  public init(category: String? = nil) {
    self.category = category
  }
}

/// Whether a code counts for a cart, and what it takes off.
public struct CheckPromotion: TypedOperation {
  /// What it brings back.
  public typealias Outcome = PromotionCheck
  /// What it promises.
  public static let contract = Contract(
    .checkPromotion, .read, risk: .none, errors: [.notFound, .invalidArguments], budgetMilliseconds: 4_000)

  /// The code.
  public var code: String
  /// The cart.
  public var cart: String

  /// Makes the operation.
  public init(code: String, cart: String) {
    self.code = code
    self.cart = cart
  }
}
