public import Commerce
public import Discourse

/// What a decision looks at. Everything is handed in.
public struct PolicyFacts: Hashable, Sendable {
  /// When.
  public var now: Timestamp
  /// How the customer reaches us.
  public var channel: Channel
  /// Who is on the line.
  public var identity: CallerIdentity
  /// The intent it is done for; nil when none is.
  public var intent: String?
  /// The record of the order concerned, as last read; needed for a write to an order.
  public var order: Order?
  /// The record of the customer, as last read; tells the wallets and whose orders are whose.
  public var customer: Customer?
  /// Whose the thing is that the operation names by another number (an appointment, a cart, a return), when its record was read.
  public var owner: String?
  /// Where a write moves money: how much at most, from the engine's calculator. What stands in the arguments counts besides.
  public var amount: Money?
  /// Prices of the new variants of a change or an exchange, in minor units by variant, for what a wallet must cover.
  public var prices: [String: Int] = [:]
  /// Everything the customer has agreed to: whole operations, as read back.
  public var agreed: [Operation] = []
  /// What was done in this conversation: operations with a recorded result.
  public var done: [Operation] = []
  /// Whether a person of the house approved exactly this.
  public var approved: [Operation] = []
  /// How often each was asked of back ends in this conversation.
  public var asked: [OperationName: Int] = [:]
  /// How often each was done today for this customer, as the shell counts.
  public var today: [OperationName: Int] = [:]
  /// The switches as they stand now; the stricter of these and the file's holds.
  public var switches: Switches = Switches()
  /// Where this conversation stands among a hundred, 0 to 99, for shares of a rollout; the same for all its decisions.
  public var share: Int = 0
  /// The local time where the customer is; where the shop is when that is not known.
  public var clock: TimeOfDay?

  /// Makes facts; what is not given is not known.
  public init(now: Timestamp, channel: Channel, identity: CallerIdentity) {
    self.now = now
    self.channel = channel
    self.identity = identity
  }
}

/// The kill switch.
public struct Switches: Hashable, Codable, Sendable {
  /// No write is done; no back end is asked at all: every wish goes to a person.
  public var writesOff: Bool
  /// See `writesOff`.
  public var allOff: Bool

  /// Makes switches.
  public init(writesOff: Bool = false, allOff: Bool = false) {
    self.writesOff = writesOff
    self.allOff = allOff
  }
}
