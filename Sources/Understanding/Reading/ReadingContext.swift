public import Commerce
public import Discourse

/// What the reader knows besides the words. All of it is an argument: the same words in the same context always mean the same.
public struct ReadingContext: Sendable {
  /// What words mean in this catalogue.
  public var lexicon: Lexicon
  /// What the recognisers of typed values need: today, the shapes of numbers.
  public var entities: EntityContext
  /// What the dialogue expects next.
  public var expectation: Expectation
  /// What was last asked and offered.
  public var asked: Asked
  /// The products of the customer's order lines, as far as known: they win over the rest of the catalogue.
  public var owned: Set<String>
  /// The addresses on record, as far as known ("the Denver one").
  public var addresses: [Address]

  /// Makes a context.
  public init(
    lexicon: Lexicon, entities: EntityContext, expectation: Expectation = .anything, asked: Asked = Asked(),
    owned: Set<String> = [], addresses: [Address] = []
  ) {
    self.lexicon = lexicon
    self.entities = entities
    self.expectation = expectation
    self.asked = asked
    self.owned = owned
    self.addresses = addresses
  }

  /// Takes from orders what helps to read: products of their lines, and where they went.
  public mutating func know(_ orders: [Order]) {
    for order in orders {
      owned.formUnion(order.lines.map(\.product).filter { !$0.isEmpty })
      if !addresses.contains(order.deliverTo) { addresses.append(order.deliverTo) }
    }
  }
}

/// What the agent last asked and offered: it decides how short answers are read.
public struct Asked: Hashable, Codable, Sendable {
  /// What a question was about.
  public enum Topic: String, Hashable, Codable, Sendable, CaseIterable {
    /// What can be done; who the customer is; a one-time code.
    case help, identity, code
    /// Which order; which of several goods; which variant instead; which wallet; why; which address.
    case order, goods, variant, wallet, reason, address
    /// Whether to go ahead with all that was read out; anything besides in this order or at all; what to do as a condition does not hold.
    case confirmation, more, fallback
  }

  /// What was asked, in order.
  public var topics: [Topic]
  /// The products spoken of last, by identifier: what "it" and bare values are about.
  public var products: [String]
  /// What was read out to choose from, in order: the words that tell each apart ("steel, 24 cm").
  public var choices: [String]

  /// Makes it; nothing asked by default.
  public init(_ topics: [Topic] = [], products: [String] = [], choices: [String] = []) {
    self.topics = topics
    self.products = products
    self.choices = choices
  }
}
