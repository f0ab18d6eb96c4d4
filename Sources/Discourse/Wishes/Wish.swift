/// One thing that a customer wants done, asks about, or names in answer to a question. Understanding makes it from words alone and
/// the lexicon of what exists; which records are meant is found later, by the dialogue.
public struct Wish: Hashable, Codable, Sendable {
  /// What is to be done, as the customer said it: the state of an order may call for another verb.
  public enum Verb: String, Hashable, Codable, Sendable, CaseIterable {
    /// Call off; send back; swap for another variant; change in place ("change", "modify", "make it", "switch to").
    case cancel, `return`, exchange, change
    /// Take a line off an order; put something on it; keep as it is ("leave it", "don't", "keep the lamp"); as it was before.
    case remove, add, keep, undo
    /// Where an order goes; how it is paid; the address on the customer's profile.
    case changeAddress, changePayment, changeProfileAddress
    /// Money back, however that is done.
    case refund
    /// Have it sent again, because it is lost or broken.
    case replace
    /// What nobody can have of the desk: less to pay, a price met, orders put together, a payment divided, a faster way, a promise, help
    /// with a thing that does not work, fewer messages.
    case discount, matchPrice, merge, split, expedite, promise, repair, unsubscribe
  }

  /// How it was said.
  public enum Mood: String, Hashable, Codable, Sendable {
    /// Do it; can it be done? ("could I return …?"); not that ("don't cancel it"); not now ("later", "not yet").
    case wanted, asked, negated, postponed
  }

  /// nil when things are only named: an answer to a question, or a correction ("the blue one", "no, Tuesday", "with the Visa").
  public var verb: Verb?
  /// How it was said.
  public var mood: Mood = .wanted
  /// The goods it is about.
  public var goods: GoodsReference?
  /// The orders it is about.
  public var orders: OrderReference?
  /// The variant there shall be instead.
  public var variant: VariantWish?
  /// Where money comes from or goes to.
  public var wallet: WalletReference?
  /// Where goods shall go.
  public var address: AddressReference?
  /// Why, in the customer's words ("found it cheaper").
  public var reason: String?
  /// What it hangs on. A wish under a condition is never carried out by itself.
  public var condition: Condition?
  /// What shall happen when the condition does not hold, or this cannot be done ("otherwise cancel everything"): in order.
  public var otherwise: [Wish] = []
  /// Whether this corrects what was said before ("no, the other one", "I meant the lamp", "actually …").
  public var corrects: Bool = false
  /// How sure the reading is, 0 to 1.
  public var confidence: Double = 1

  /// Makes a wish; the parts are set afterwards.
  public init(_ verb: Verb? = nil, mood: Mood = .wanted) {
    self.verb = verb
    self.mood = mood
  }
}

/// What a wish hangs on.
public indirect enum Condition: Hashable, Codable, Sendable {
  /// The wanted variant (or the thing named) can be had, or cannot ("if it's out of stock").
  case available(Bool)
  /// It can be done at all, or cannot ("if that's possible", "unless it is too late").
  case possible(Bool)
  /// The price keeps within a bound ("only if it costs no more", "if it's under fifty").
  case price(PriceBound)
  /// The new variant has these values, or, where none is wanted, the thing itself ("if the new one is waterproof too").
  case has([OptionConstraint])
  /// The order stands so, or does not ("if it has not shipped yet").
  case standing(OrderReference.Status, Bool)
  /// A wallet holds enough ("if the gift card covers it").
  case covered(WalletReference)
  /// Something about another thing or order ("if the tent has not shipped"): the words after "if", for a question; empty where what it
  /// hangs on was not put into words ("if so" with nothing before it).
  case other(String)
}
