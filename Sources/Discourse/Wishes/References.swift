/// Goods as a customer names them: a set over the lines of orders, or over the catalogue.
public struct GoodsReference: Hashable, Codable, Sendable {
  /// How many of what fits.
  public enum Extent: Hashable, Codable, Sendable {
    /// One of each thing named (the usual case); all that fit ("all", "everything", "the whole order", "every"); two ("both"); so many;
    /// what is left ("the rest", "the others").
    case named, all, both, count(Int), rest
  }

  /// How many.
  public var extent: Extent = .named
  /// What is named, in order; empty with `all` or `rest` when no kind is said ("everything").
  public var things: [Thing] = []
  /// What is left out ("everything but the lamp").
  public var except: [Thing] = []

  /// Makes a reference.
  public init(_ things: [Thing] = [], extent: Extent = .named, except: [Thing] = []) {
    self.things = things
    self.extent = extent
    self.except = except
  }
}

/// One thing as named: all that is said of it narrows what it can be.
public struct Thing: Hashable, Codable, Sendable {
  /// Words that stand for something spoken of before.
  public enum Pronoun: String, Hashable, Codable, Sendable {
    /// "it", "that", "this one"; "them", "those"; "one" ("the blue one", "a bigger one"); "the other one"; "the same one".
    case it, them, one, other, same
  }

  /// The products it may be, best first, from owned lines and the catalogue; empty when no kind was said.
  public var products: [Candidate] = []
  /// The words that named its kind ("tea kettle"), as heard; empty when none.
  public var noun: String = ""
  /// Option values that describe it ("the blue one", "the 15-inch laptop").
  public var options: [OptionConstraint] = []
  /// Which one of a list or of several alike: 1 is the first, -1 the last.
  public var ordinal: Int?
  /// An extreme that singles it out ("the dearest one", "the smaller").
  public var extreme: OptionOrder?
  /// A word that points back.
  public var pronoun: Pronoun?
  /// The order it stands in, when said with it ("the lamp from my last order", "the one that came on Friday").
  public var order: OrderReference?
  /// What it came with ("the mug that came with the teapot").
  public var cameWith: [Thing] = []
  /// A tag of goods rather than a kind ("camping", "kitchen").
  public var concept: String?
  /// An item or product number that was said.
  public var number: String?
  /// How many of it, when said.
  public var quantity: Int?

  /// Makes a thing; the parts are set afterwards.
  public init(noun: String = "", products: [Candidate] = []) {
    self.noun = noun
    self.products = products
  }
}

/// One possible identifier with how well it fits, 0 to 1.
public struct Candidate: Hashable, Codable, Sendable {
  /// The identifier.
  public var id: String
  /// How well it fits.
  public var score: Double

  /// Makes a candidate.
  public init(_ id: String, score: Double) {
    self.id = id
    self.score = score
  }
}

/// Orders as a customer names them.
public struct OrderReference: Hashable, Codable, Sendable {
  /// Where an order stands, in the words of customers.
  public enum Status: String, Hashable, Codable, Sendable {
    /// Not sent yet ("pending", "open", "that I just placed"); on its way; with the customer ("that came"); called off; any that can still be changed.
    case pending, sent, delivered, cancelled, open
  }

  /// Numbers said, in normal form without marks ("W2890441"), best first.
  public var numbers: [Candidate] = []
  /// The end of a number ("it ends in 66").
  public var numberEnd: String?
  /// Where it stands.
  public var status: Status?
  /// Which by time: 1 the oldest or first named, -1 the latest.
  public var ordinal: Int?
  /// What is in it.
  public var containing: [Thing] = []
  /// Where it goes, in the words said ("Denver", "the Oak Street one").
  public var destination: String?
  /// When it was placed or came, as a day since 1970-01-01, and whether placing or arrival was meant.
  public var day: Int?
  /// "all my orders", "both orders".
  public var all: Bool = false
  /// What is left out ("all orders but the one with the tent").
  public var except: [OrderReference] = []
  /// "that order", "this one", "it"; "the other order"; "the same order".
  public var pronoun: Thing.Pronoun?

  /// Makes a reference; the parts are set afterwards.
  public init(numbers: [Candidate] = []) { self.numbers = numbers }
}

/// A way of paying as named.
public struct WalletReference: Hashable, Codable, Sendable {
  /// The kinds there are.
  public enum Kind: String, Hashable, Codable, Sendable {
    case creditCard, debitCard, paypal, giftCard, storeCredit, bankTransfer, cash, wallet
  }
  /// Which, when said.
  public var kind: Kind?
  /// "visa", "mastercard", lower case.
  public var brand: String?
  /// The last digits.
  public var lastDigits: String?
  /// How the order was paid ("back where it came from", "the original one").
  public var original: Bool = false
  /// "the other one".
  public var other: Bool = false
  /// "not the visa".
  public var negated: Bool = false
  /// An identifier that was said ("paypal_1234567").
  public var id: String?
  /// What else would do, in order ("PayPal rather than the gift card": PayPal first).
  public var otherwise: [Kind] = []

  /// Makes a reference; the parts are set afterwards.
  public init(_ kind: Kind? = nil, brand: String? = nil) {
    self.kind = kind
    self.brand = brand
  }
}

/// An address as named: from records, spelled out, or in part.
public indirect enum AddressReference: Hashable, Codable, Sendable {
  /// The one on the customer's profile ("my home address", "my default address").
  case profile
  /// Where an order goes or went ("where the tent went", "the same as order …").
  case order(OrderReference)
  /// As it was before a change in this conversation.
  case previous
  /// One on record by words of its city, state, street ("the Denver one").
  case matching(String)
  /// Spelled out, whole or in part; fields by the names of `Commerce.Address`: street, street2, city, region, postcode, country.
  case parts([AddressPart])
}

/// One part of an address.
public struct AddressPart: Hashable, Codable, Sendable {
  /// The fields there are.
  public enum Field: String, Hashable, Codable, Sendable, CaseIterable {
    case street, street2, city, region, postcode, country
  }
  /// Which.
  public var field: Field
  /// As said, in the caller's spelling.
  public var value: String

  /// Makes a part.
  public init(_ field: Field, _ value: String) {
    self.field = field
    self.value = value
  }
}
