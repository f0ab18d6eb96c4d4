/// A product with its variants.
public struct Product: ContractValue {
  /// The product's identifier.
  public var id: String
  /// Its name.
  public var name: String
  /// The category path, widest first ("Outdoor", "Tents").
  public var category: [String]
  /// Its variants.
  public var variants: [Variant]
  /// A sentence or two that may be said; empty when there is none.
  public var description: String = ""
  /// Who makes it; empty when nobody is named.
  public var brand: String = ""
  /// What tells it apart from others ("weight": "2.1 kg"), for comparison.
  public var attributes: [String: String] = [:]
  /// Addresses of pictures.
  public var media: [String] = []
  /// Products that go with it.
  public var related: [String] = []
  /// Products that serve instead.
  public var substitutes: [String] = []
  /// How old a buyer must be, in years; nil when anybody may buy.
  public var minimumAge: Int?
  /// ISO 3166 codes of where it may be sold; empty: everywhere.
  public var regions: [String] = []
  /// How many days after delivery it may be sent back; 0: not at all.
  public var returnDays: Int = 30

  /// Makes the value from its parts.
  public init(
    id: String, name: String, category: [String], variants: [Variant], description: String = "", brand: String = "",
    attributes: [String: String] = [:], media: [String] = [], related: [String] = [], substitutes: [String] = [],
    minimumAge: Int? = nil, regions: [String] = [], returnDays: Int = 30
  ) {
    self.id = id
    self.name = name
    self.category = category
    self.variants = variants
    self.description = description
    self.brand = brand
    self.attributes = attributes
    self.media = media
    self.related = related
    self.substitutes = substitutes
    self.minimumAge = minimumAge
    self.regions = regions
    self.returnDays = returnDays
  }

  enum CodingKeys: String, CodingKey {
    case id, name, category, variants, description, brand, attributes, media, related, substitutes, minimumAge, regions,
      returnDays
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    id = try parts.decode(String.self, forKey: .id)
    name = try parts.decode(String.self, forKey: .name)
    category = try parts.decode([String].self, forKey: .category)
    variants = try parts.decode([Variant].self, forKey: .variants)
    try parts.fill(&description, .description)
    try parts.fill(&brand, .brand)
    try parts.fill(&attributes, .attributes)
    try parts.fill(&media, .media)
    try parts.fill(&related, .related)
    try parts.fill(&substitutes, .substitutes)
    minimumAge = try parts.decodeIfPresent(Int.self, forKey: .minimumAge)
    try parts.fill(&regions, .regions)
    try parts.fill(&returnDays, .returnDays)
  }
}

/// One choosable form of a product.
public struct Variant: ContractValue {
  /// The stock-keeping unit.
  public var sku: String
  /// Option name to value ("colour": "green").
  public var options: [String: String]
  /// The price of one.
  public var price: Money
  /// The GS1 trade item number as fourteen digits with a valid check digit; nil when it has none.
  public var gtin: String?
  /// Whether it can be had at all; places are told by `checkInventory`.
  public var availability: Availability = .inStock

  /// Makes the value from its parts.
  public init(
    sku: String, options: [String: String], price: Money, gtin: String? = nil, availability: Availability = .inStock
  ) {
    self.sku = sku
    self.options = options
    self.price = price
    self.gtin = gtin
    self.availability = availability
  }

  enum CodingKeys: String, CodingKey {
    case sku, options, price, gtin, availability
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    sku = try parts.decode(String.self, forKey: .sku)
    options = try parts.decode([String: String].self, forKey: .options)
    price = try parts.decode(Money.self, forKey: .price)
    gtin = try parts.decodeIfPresent(String.self, forKey: .gtin)
    try parts.fill(&availability, .availability)
  }

  /// What must hold besides.
  public static let rules: [String: FieldRule] = ["gtin": .pattern("^[0-9]{14}$")]
}

/// A price and when it holds.
public struct Price: ContractValue {
  /// The variant.
  public var sku: String
  /// The price list ("standard", "gold").
  public var list: String
  /// The price of one.
  public var amount: Money
  /// When it begins to hold; nil: always has.
  public var from: Timestamp?
  /// When it ends to hold; nil: never.
  public var until: Timestamp?

  /// Makes the value from its parts.
  public init(sku: String, list: String, amount: Money, from: Timestamp? = nil, until: Timestamp? = nil) {
    self.sku = sku
    self.list = list
    self.amount = amount
    self.from = from
    self.until = until
  }
}

/// Some products, best match first.
public struct ProductList: ContractValue {
  /// The products.
  public var products: [Product]
  /// How many match in all.
  public var total: Int

  /// Makes the value from its parts.
  public init(products: [Product], total: Int) {
    self.products = products
    self.total = total
  }
}
