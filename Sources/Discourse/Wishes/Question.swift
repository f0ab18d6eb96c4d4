/// Something a customer wants to know that records can answer.
public struct Question: Hashable, Codable, Sendable {
  /// What is asked.
  public enum Kind: Hashable, Codable, Sendable {
    /// An option's or a product's property by its name ("is it waterproof", "what colour is it"); what there is to choose from ("which colours do you
    /// have", "what are my options"); whether a variant can be had; how many kinds there are.
    case property(String?), choices(String?), available, count
    /// What something costs or did cost; what differs in price; the sum over what is asked or planned; what comes back.
    case price, difference, total, refund
    /// Where an order stands; its tracking number; when it comes or came; where it goes; how it was paid.
    case status, tracking, arrival, destination, paidWith
    /// What is in an order, or which orders there are ("what did I order?").
    case contents, orders
    /// What a wallet holds; which wallets there are; what is on the profile.
    case balance, wallets, profile
    /// How long a refund takes; how goods are sent back; why something is asked or not possible.
    case refundTime, howToReturn, why
    /// Whether a wish can be done, and how ("could I return it?").
    case possible(Wish.Verb)
    /// Which of alternatives leaves the customer better off; what is planned so far; what was done.
    case compare, plan, done
  }

  /// What is asked.
  public var kind: Kind
  /// About which goods, orders, variant, wallet.
  public var goods: GoodsReference?
  /// See `goods`.
  public var orders: OrderReference?
  /// See `goods`.
  public var variant: VariantWish?
  /// See `goods`.
  public var wallet: WalletReference?
  /// An extreme asked for ("what was the dearest thing in it?").
  public var extreme: OptionOrder?
  /// How sure the reading is, 0 to 1.
  public var confidence: Double = 1

  /// Makes a question; the parts are set afterwards.
  public init(_ kind: Kind) { self.kind = kind }
}

/// What a customer says about who he is.
public enum IdentityClue: Hashable, Codable, Sendable {
  /// E-mail addresses in lower case, best first.
  case email([Candidate])
  /// A name: given names and family name as far as told.
  case name(given: String, family: String)
  /// Postcodes, best first.
  case postcode([Candidate])
  /// A telephone number, digits only.
  case phone([Candidate])
  /// A user name or customer number.
  case customerNumber(String)
  /// Order numbers.
  case order([Candidate])
  /// A one-time code.
  case code(String)
}
