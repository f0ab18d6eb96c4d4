public import Commerce

/// How one back end is guarded.
public struct BackendSettings: Hashable, Sendable {
  /// When it is left alone.
  public var breaker = Breaker.Settings()
  /// How a wish for fewer calls is kept.
  public var throttle = Throttle.Settings()
  /// How many calls at once.
  public var bulkhead = Bulkhead.Settings()
  /// When a call is tried again.
  public var retry = RetryPolicy()
  /// When a read is asked twice.
  public var hedge = Hedge.Settings()
  /// How old an answer may be that stands in for a fresh one.
  public var stale = StaleSettings()
  /// How its writes are made certain.
  public var writes = WriteSettings()
  /// The share of the time that is left that one attempt may take, so that some is left to try again or to ask.
  public var attemptShare = 0.6

  /// Makes the defaults.
  public init() {}

  /// For a back end inside this process: nothing is lost on a way, so no second reads, nothing stale, and what it says
  /// about a write is certain at once.
  public static var inProcess: BackendSettings {
    var settings = BackendSettings()
    settings.hedge.share = 0
    settings.stale.age = .zero
    settings.writes.repeatsSafely = true
    settings.writes.arrivalWindow = .zero
    return settings
  }

  /// How long one attempt may take of the time that is left.
  func attempt(of remaining: Duration) -> Duration {
    let share = remaining * attemptShare
    return share < .milliseconds(100) ? remaining : share
  }
}

/// How a back end's writes are made certain.
public struct WriteSettings: Hashable, Sendable {
  /// Whether the same key sent twice, even at the same time, certainly takes effect once. Then a write whose answer was
  /// lost may be sent again.
  public var repeatsSafely = false
  /// How long after a write was sent it may still arrive: "it was not done" is believed only after that.
  public var arrivalWindow: Duration = .seconds(20)
  /// From which risk on a success is confirmed by asking for the outcome.
  public var confirmFrom: Contract.Risk = .high
  /// Writes whose success the back end has read back itself before it says so: those need no asking.
  public var confirmsItself: Set<OperationName> = []
  /// How often it is sent at most.
  public var largestSends = 3
  /// How often its outcome is asked in vain before a person has to find out.
  public var largestAsks = 14
  /// The pause before the second ask; each further one is twice as long.
  public var askPause: Duration = .milliseconds(200)
  /// The longest pause between asks.
  public var largestAskPause: Duration = .seconds(60)
  /// How long one ask may take.
  public var askTime: Duration = .seconds(3)

  /// Makes the defaults.
  public init() {}
}

/// How old an answer may be that stands in for a fresh one.
public struct StaleSettings: Hashable, Sendable {
  /// The oldest; zero: none is kept.
  public var age: Duration = .seconds(3_600)
  /// How many answers are kept at most.
  public var entries = 2_000
  /// Reads that are never answered from memory: what decides about identity, money or the last piece.
  public var mustBeFresh: Set<OperationName> = [
    .identifyCustomer, .checkPostcode, .existingOrders, .checkGiftCard, .findPaymentLink, .checkPromotion, .checkReturn,
    .findSlots, .findDropEntry, .findCart,
  ]

  /// Makes the defaults.
  public init() {}
}
