/// What a promotion gives.
public enum PromotionKind: String, CaseIterable, Codable, Sendable {
  /// A share; a sum; the postage; a second one.
  case percentOff, amountOff, freeShipping, buyOneGetOne
}

/// A promotion or a coupon.
public struct Promotion: ContractValue {
  /// What is said or typed to have it; empty when it applies by itself.
  public var code: String
  /// Its name as spoken.
  public var name: String
  /// What it gives.
  public var kind: PromotionKind
  /// The share in percent, for `percentOff`.
  public var percent: Int = 0
  /// The sum, for `amountOff`.
  public var amount: Money?
  /// Only for these categories; empty: all.
  public var categories: [String] = []
  /// Only from this subtotal on.
  public var minimum: Money?
  /// Only for these loyalty tiers; empty: all.
  public var tiers: [String] = []
  /// Whether it goes together with others.
  public var stackable: Bool = false
  /// When it begins.
  public var from: Timestamp
  /// When it ends.
  public var until: Timestamp
  /// How many times it can still be used; nil: no bound.
  public var left: Int?

  /// Makes the value from its parts.
  public init(
    code: String, name: String, kind: PromotionKind, percent: Int = 0, amount: Money? = nil, categories: [String] = [],
    minimum: Money? = nil, tiers: [String] = [], stackable: Bool = false, from: Timestamp, until: Timestamp,
    left: Int? = nil
  ) {
    self.code = code
    self.name = name
    self.kind = kind
    self.percent = percent
    self.amount = amount
    self.categories = categories
    self.minimum = minimum
    self.tiers = tiers
    self.stackable = stackable
    self.from = from
    self.until = until
    self.left = left
  }

  enum CodingKeys: String, CodingKey {
    case code, name, kind, percent, amount, categories, minimum, tiers, stackable, from, until, left
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    code = try parts.decode(String.self, forKey: .code)
    name = try parts.decode(String.self, forKey: .name)
    kind = try parts.decode(PromotionKind.self, forKey: .kind)
    try parts.fill(&percent, .percent)
    amount = try parts.decodeIfPresent(Money.self, forKey: .amount)
    try parts.fill(&categories, .categories)
    minimum = try parts.decodeIfPresent(Money.self, forKey: .minimum)
    try parts.fill(&tiers, .tiers)
    try parts.fill(&stackable, .stackable)
    from = try parts.decode(Timestamp.self, forKey: .from)
    until = try parts.decode(Timestamp.self, forKey: .until)
    left = try parts.decodeIfPresent(Int.self, forKey: .left)
  }

  /// What must hold besides.
  public static let rules: [String: FieldRule] = ["percent": .range(0...100)]
}

/// Some promotions.
public struct PromotionList: ContractValue {
  /// The promotions.
  public var promotions: [Promotion]

  /// Makes the value from its parts.
  public init(promotions: [Promotion]) {
    self.promotions = promotions
  }
}

/// Whether a code counts here.
public struct PromotionCheck: ContractValue {
  /// The promotion.
  public var promotion: Promotion
  /// Whether it does.
  public var applies: Bool
  /// The rule against it.
  public var reason: RefusalReason?
  /// What it takes off; nothing when it does not apply.
  public var discount: Money

  /// Makes the value from its parts.
  public init(promotion: Promotion, applies: Bool, reason: RefusalReason? = nil, discount: Money) {
    self.promotion = promotion
    self.applies = applies
    self.reason = reason
    self.discount = discount
  }
}
