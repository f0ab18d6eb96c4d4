/// Who fits all that is given: an e-mail address, a telephone number, a loyalty number, or a name with a postcode.
public struct IdentifyCustomer: TypedOperation {
  /// What it brings back.
  public typealias Outcome = CustomerMatches
  /// What it promises.
  public static let contract = Contract(.identifyCustomer, .read, risk: .low, errors: [], budgetMilliseconds: 4_000)

  /// The e-mail address, in any case.
  public var email: String?
  /// The telephone number in E.164.
  public var phone: String?
  /// The loyalty number.
  public var loyaltyNumber: String?
  /// The given name, in any case; needs the other two.
  public var givenName: String?
  /// The family name, in any case.
  public var familyName: String?
  /// The postcode of the address on file.
  public var postcode: String?

  /// Makes the operation.
  public init(
    email: String? = nil, phone: String? = nil, loyaltyNumber: String? = nil, givenName: String? = nil,
    familyName: String? = nil, postcode: String? = nil
  ) {
    self.email = email
    self.phone = phone
    self.loyaltyNumber = loyaltyNumber
    self.givenName = givenName
    self.familyName = familyName
    self.postcode = postcode
  }

  /// What is about a person.
  public static let personal: Set<String> = ["email", "phone", "loyaltyNumber", "givenName", "familyName", "postcode"]
  /// What tells one customer from all others; a name alone does not.
  public static let oneOf = [["email"], ["phone"], ["loyaltyNumber"], ["givenName", "familyName", "postcode"]]
}

/// All that is known of a customer. Only after verification.
public struct FindCustomer: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Customer
  /// What it promises.
  public static let contract = Contract(
    .findCustomer, .read, risk: .medium, errors: [.notFound], budgetMilliseconds: 4_000)

  /// The customer's identifier.
  public var customer: String

  /// Makes the operation.
  public init(customer: String) {
    self.customer = customer
  }
}

/// Changes where a customer lives. Orders keep their own address.
public struct ChangeCustomerAddress: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Customer
  /// What it promises.
  public static let contract = Contract(
    .changeCustomerAddress, .write, risk: .medium, errors: [.notFound, .invalidArguments, .conflict],
    budgetMilliseconds: 4_000)

  /// The customer.
  public var customer: String
  /// The new address, whole.
  public var address: Address

  /// Makes the operation.
  public init(customer: String, address: Address) {
    self.customer = customer
    self.address = address
  }

  /// What is about a person.
  public static let personal: Set<String> = ["address"]
}

/// Changes how a customer is reached.
public struct ChangeContact: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Customer
  /// What it promises.
  public static let contract = Contract(
    .changeContact, .write, risk: .high, errors: [.notFound, .invalidArguments, .conflict], budgetMilliseconds: 4_000)

  /// The customer.
  public var customer: String
  /// The new e-mail address; nil: stays.
  public var email: String?
  /// The new telephone number in E.164; nil: stays.
  public var phone: String?

  /// Makes the operation.
  public init(customer: String, email: String? = nil, phone: String? = nil) {
    self.customer = customer
    self.email = email
    self.phone = phone
  }

  /// What is about a person.
  public static let personal: Set<String> = ["email", "phone"]
  /// A change of nothing is none.
  public static let oneOf = [["email"], ["phone"]]
}

/// Keeps that a customer agreed to something or does not any more.
public struct RecordConsent: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Consent
  /// What it promises.
  public static let contract = Contract(
    .recordConsent, .write, risk: .low, errors: [.notFound], budgetMilliseconds: 3_000)

  /// The customer.
  public var customer: String
  /// To what.
  public var purpose: ConsentPurpose
  /// By which way.
  public var channel: ContactChannel
  /// Given, or withdrawn.
  public var granted: Bool
  /// Where it can be looked up.
  public var proof: String

  /// Makes the operation.
  public init(customer: String, purpose: ConsentPurpose, channel: ContactChannel, granted: Bool, proof: String) {
    self.customer = customer
    self.purpose = purpose
    self.channel = channel
    self.granted = granted
    self.proof = proof
  }
}

/// A customer's points, tier and rewards.
public struct FindLoyalty: TypedOperation {
  /// What it brings back.
  public typealias Outcome = LoyaltyAccount
  /// What it promises.
  public static let contract = Contract(.findLoyalty, .read, risk: .low, errors: [.notFound], budgetMilliseconds: 4_000)

  /// The customer.
  public var customer: String

  /// Makes the operation.
  public init(customer: String) {
    self.customer = customer
  }
}

/// Spends points on a reward.
public struct RedeemReward: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Redemption
  /// What it promises.
  public static let contract = Contract(
    .redeemReward, .write, risk: .high, errors: [.notFound, .refused], budgetMilliseconds: 4_000)

  /// The customer.
  public var customer: String
  /// The reward's identifier.
  public var reward: String

  /// Makes the operation.
  public init(customer: String, reward: String) {
    self.customer = customer
    self.reward = reward
  }
}
