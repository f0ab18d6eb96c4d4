/// Somebody who bought or may buy.
public struct Customer: ContractValue {
  /// The customer's identifier.
  public var id: String
  /// The given name.
  public var givenName: String
  /// The family name.
  public var familyName: String
  /// The e-mail address.
  public var email: String
  /// The telephone number in E.164; empty when none is known.
  public var phone: String
  /// Where they live.
  public var address: Address
  /// Further ways to recognise them.
  public var identities: [Identity] = []
  /// What they pay with.
  public var paymentMethods: [PaymentMethod] = []
  /// What they agreed to, newest last.
  public var consents: [Consent] = []
  /// Their loyalty account; nil when they have none.
  public var loyalty: LoyaltyAccount?
  /// The language they want, as BCP 47.
  public var language: String = "en"
  /// What makes it easier for them ("text telephone").
  public var accessibility: [String] = []
  /// Groups the retailer put them in.
  public var segments: [String] = []
  /// Warnings of the retailer's own.
  public var riskFlags: [String] = []
  /// Their orders, oldest first.
  public var orders: [OrderNumber] = []

  /// Makes the value from its parts.
  public init(
    id: String, givenName: String, familyName: String, email: String, phone: String, address: Address,
    identities: [Identity] = [], paymentMethods: [PaymentMethod] = [], consents: [Consent] = [],
    loyalty: LoyaltyAccount? = nil, language: String = "en", accessibility: [String] = [], segments: [String] = [],
    riskFlags: [String] = [], orders: [OrderNumber] = []
  ) {
    self.id = id
    self.givenName = givenName
    self.familyName = familyName
    self.email = email
    self.phone = phone
    self.address = address
    self.identities = identities
    self.paymentMethods = paymentMethods
    self.consents = consents
    self.loyalty = loyalty
    self.language = language
    self.accessibility = accessibility
    self.segments = segments
    self.riskFlags = riskFlags
    self.orders = orders
  }

  enum CodingKeys: String, CodingKey {
    case id, givenName, familyName, email, phone, address, identities, paymentMethods, consents, loyalty, language,
      accessibility, segments, riskFlags, orders
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    id = try parts.decode(String.self, forKey: .id)
    givenName = try parts.decode(String.self, forKey: .givenName)
    familyName = try parts.decode(String.self, forKey: .familyName)
    email = try parts.decode(String.self, forKey: .email)
    phone = try parts.decode(String.self, forKey: .phone)
    address = try parts.decode(Address.self, forKey: .address)
    try parts.fill(&identities, .identities)
    try parts.fill(&paymentMethods, .paymentMethods)
    try parts.fill(&consents, .consents)
    loyalty = try parts.decodeIfPresent(LoyaltyAccount.self, forKey: .loyalty)
    try parts.fill(&language, .language)
    try parts.fill(&accessibility, .accessibility)
    try parts.fill(&segments, .segments)
    try parts.fill(&riskFlags, .riskFlags)
    try parts.fill(&orders, .orders)
  }

  /// What is about a person.
  public static let personal: Set<String> = [
    "givenName", "familyName", "email", "phone", "address", "identities", "paymentMethods", "accessibility",
  ]
}

/// One way to recognise a customer.
public struct Identity: ContractValue {
  /// What it is.
  public var kind: IdentityKind
  /// The number, address or name.
  public var value: String
  /// Whether it was proved to be theirs.
  public var verified: Bool = false

  /// Makes the value from its parts.
  public init(kind: IdentityKind, value: String, verified: Bool = false) {
    self.kind = kind
    self.value = value
    self.verified = verified
  }

  enum CodingKeys: String, CodingKey {
    case kind, value, verified
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    kind = try parts.decode(IdentityKind.self, forKey: .kind)
    value = try parts.decode(String.self, forKey: .value)
    try parts.fill(&verified, .verified)
  }

  /// What is about a person.
  public static let personal: Set<String> = ["value"]
}

/// Ways to recognise a customer.
public enum IdentityKind: String, CaseIterable, Codable, Sendable {
  /// Telephone number; e-mail address; loyalty number; web account.
  case phone, email, loyalty, web
}

/// Ways to reach a customer.
public enum ContactChannel: String, CaseIterable, Codable, Sendable {
  /// By voice, by text, by letter, on a device.
  case phone, sms, email, whatsapp, post, push
}

/// What a consent is for.
public enum ConsentPurpose: String, CaseIterable, Codable, Sendable {
  /// Keeping the call; selling; reminding; drawing conclusions; telling about one's own business.
  case recording, marketing, reminders, profiling, serviceMessages
}

/// A consent given or withdrawn.
public struct Consent: ContractValue {
  /// For what.
  public var purpose: ConsentPurpose
  /// By which way.
  public var channel: ContactChannel
  /// Given, or withdrawn.
  public var granted: Bool
  /// When.
  public var at: Timestamp
  /// Where it can be looked up: a conversation and its entry.
  public var proof: String

  /// Makes the value from its parts.
  public init(purpose: ConsentPurpose, channel: ContactChannel, granted: Bool, at: Timestamp, proof: String) {
    self.purpose = purpose
    self.channel = channel
    self.granted = granted
    self.at = at
    self.proof = proof
  }
}

/// A loyalty account.
public struct LoyaltyAccount: ContractValue {
  /// The number on the card.
  public var number: String
  /// The tier ("gold").
  public var tier: String
  /// The points that can be spent.
  public var points: Int
  /// What they can be spent on now.
  public var rewards: [Reward] = []

  /// Makes the value from its parts.
  public init(number: String, tier: String, points: Int, rewards: [Reward] = []) {
    self.number = number
    self.tier = tier
    self.points = points
    self.rewards = rewards
  }

  enum CodingKeys: String, CodingKey {
    case number, tier, points, rewards
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    number = try parts.decode(String.self, forKey: .number)
    tier = try parts.decode(String.self, forKey: .tier)
    points = try parts.decode(Int.self, forKey: .points)
    try parts.fill(&rewards, .rewards)
  }

  /// What is about a person.
  public static let personal: Set<String> = ["number"]
}

/// Something that points buy.
public struct Reward: ContractValue {
  /// The identifier.
  public var id: String
  /// Its name as spoken.
  public var name: String
  /// What it costs.
  public var points: Int
  /// What it takes off.
  public var value: Money

  /// Makes the value from its parts.
  public init(id: String, name: String, points: Int, value: Money) {
    self.id = id
    self.name = name
    self.points = points
    self.value = value
  }
}

/// A reward that was taken.
public struct Redemption: ContractValue {
  /// The code to use at checkout.
  public var code: String
  /// The reward.
  public var reward: Reward
  /// The points after it.
  public var pointsLeft: Int

  /// Makes the value from its parts.
  public init(code: String, reward: Reward, pointsLeft: Int) {
    self.code = code
    self.reward = reward
    self.pointsLeft = pointsLeft
  }
}

/// Ways to pay.
public enum PaymentMethodKind: String, CaseIterable, Codable, Sendable {
  /// Ways to pay.
  case creditCard, debitCard, paypal, giftCard, storeCredit, invoice, cash, bankTransfer
}

/// One of a customer's ways to pay. Never a card number.
public struct PaymentMethod: ContractValue {
  /// The identifier.
  public var id: String
  /// What it is.
  public var kind: PaymentMethodKind
  /// The card's brand; empty for others.
  public var brand: String = ""
  /// The card's last four digits; empty for others.
  public var lastFour: String = ""
  /// What is left on a gift card or of a store credit; nil for others.
  public var balance: Money?

  /// Makes the value from its parts.
  public init(id: String, kind: PaymentMethodKind, brand: String = "", lastFour: String = "", balance: Money? = nil) {
    self.id = id
    self.kind = kind
    self.brand = brand
    self.lastFour = lastFour
    self.balance = balance
  }

  enum CodingKeys: String, CodingKey {
    case id, kind, brand, lastFour, balance
  }

  /// Reads the parts; those with a default may be missing.
  public init(from decoder: any Decoder) throws {
    let parts = try decoder.container(keyedBy: CodingKeys.self)
    id = try parts.decode(String.self, forKey: .id)
    kind = try parts.decode(PaymentMethodKind.self, forKey: .kind)
    try parts.fill(&brand, .brand)
    try parts.fill(&lastFour, .lastFour)
    balance = try parts.decodeIfPresent(Money.self, forKey: .balance)
  }

  /// What is about a person.
  public static let personal: Set<String> = ["lastFour"]

  /// What must hold besides.
  public static let rules: [String: FieldRule] = ["lastFour": .pattern("^([0-9]{4})?$")]
}

/// Who fits what was said.
public struct CustomerMatches: ContractValue {
  /// Their identifiers; more than one when it does not tell them apart.
  public var customers: [String]

  /// Makes the value from its parts.
  public init(customers: [String]) {
    self.customers = customers
  }
}
