public import Commerce
internal import Discourse

/// Who is on the line, as far as it is known: a machine over `IdentityEvent`. It is a value, it holds no code in clear, and what it grants
/// comes from answers of back ends and shells only, never from words.
public struct CallerIdentity: Hashable, Codable, Sendable {
  /// The one customer of this conversation, once known.
  public internal(set) var customer: String?
  /// Wrong tries of this conversation.
  public internal(set) var wrongTries = 0
  /// Why nothing is tried any more; nil while it is.
  var lock: TryRules.Afterwards?

  /// What was shown to be right.
  var proofs: [Proof] = []
  /// Whose orders are, as records said.
  var owners: [Owned] = []
  /// What was said, newest first in each kind.
  var memory = ClueMemory()
  /// What was looked up in vain, and is not looked up again.
  var tried: [IdentityAttempt] = []
  /// The ways in which the customer's latest words were looked up: each once, so that nobody guesses several times in one breath.
  var claimed: [[ClueKind]] = []
  /// What is being found out now.
  var underway: Underway?
  /// The order of which something is about to be checked outside of this machine, while its wrong tries are asked for.
  var checking: OrderNumber?
  /// What is worked towards.
  var need: Need?
  /// Codes: the one waited for, how many were asked for, whom the next one goes to.
  var codes = CodeState()
  /// The most that this conversation may reach after a risk signal.
  var signalCap: VerificationLevel?
  var channel: Channel?
  var lastHeard: Timestamp?

  /// Nobody yet.
  public init() {}

  /// Whether no more tries are allowed.
  public var isLocked: Bool { lock != nil }

  /// Whether this is just what the machine has asked a back end for: then it serves identification, and nothing of the answer is told.
  public func isLooking(for operation: Operation) -> Bool { underway?.operation == operation }

  /// Whether anybody has been identified, for all or for one order.
  public var knowsSomebody: Bool { customer != nil || !proofs.isEmpty || !owners.isEmpty }

  /// Takes one event and says what is to be done.
  public mutating func handle(_ event: IdentityEvent, at now: Timestamp, _ rules: IdentityRules) -> [IdentityStep] {
    lapse(at: now, rules)
    switch event {
    case .opened(let channel, let number, let session): return open(channel, number, session, now, rules)
    case .said(let clues):
      lastHeard = max(lastHeard ?? now, now)
      claimed = []
      memory.take(clues)
      return proceed(now, rules)
    case .needed(let level, let order):
      need = Need(level: level, order: order)
      return proceed(now, rules)
    case .code(let digest):
      lastHeard = max(lastHeard ?? now, now)
      return answerCode(digest, now, rules)
    case .codeAgain: return codeAgain(now, rules)
    case .codeSent(let id, let digest, let channel): return codeSent(id, digest, channel, now, rules)
    case .codeNotSent(let id): return codeNotSent(id)
    case .answered(let result): return answered(result, now, rules)
    case .failed(let failure): return failed(failure, now, rules)
    case .counted(let counts): return counted(counts, now, rules)
    case .checking(let order): return check(order, rules)
    case .checked(let by, let order, let customer, let matched):
      if matched { return prove(by, order: order, customer: customer, now, rules) }
      return wrong(order.map { [.order($0)] } ?? [], by, rules) + afterWrong(now, rules)
    case .owner(let order, let customer): return learn(owner: customer, of: order, now, rules)
    case .heard:
      lastHeard = max(lastHeard ?? now, now)
      claimed = []
      return []
    case .moved(let channel): return move(to: channel, rules)
    case .acted(let name):
      if let cap = rules.decay.afterActs[name] { limit(to: cap) }
      return []
    case .signal:
      if let cap = rules.decay.afterSignal { signalCap = min(signalCap ?? cap, cap) }
      return []
    case .left:
      leave()
      return []
    }
  }

  private mutating func open(
    _ channel: Channel, _ number: CallingNumber?, _ session: WebSession?, _ now: Timestamp, _ rules: IdentityRules
  ) -> [IdentityStep] {
    self.channel = channel
    lastHeard = now
    var steps: [IdentityStep] = []
    if let session, session.signedIn <= now, now < session.expires {
      let kinds: [ClueKind] = session.isFresh ? [.session, .freshSession] : [.session]
      steps += prove(kinds, customer: session.customer, expires: session.expires, now, rules)
    }
    // What the carrier does not vouch for wholly proves nothing.
    if let number, number.attestation == .full, customer == nil,
      rules.ways.contains(where: { $0.by.contains(.callingNumber) })
    {
      steps += start(.callingNumber(number.number), now, rules)
    }
    return steps
  }

  /// Nothing is known any more of who it is, nor what was said of it. What was tried in vain, and how often, stays: it is the same line.
  private mutating func leave() {
    (customer, underway, checking, need) = (nil, nil, nil, nil)
    (proofs, owners, claimed) = ([], [], [])
    memory = ClueMemory()
    codes.challenge = nil
  }

  private mutating func move(to channel: Channel, _ rules: IdentityRules) -> [IdentityStep] {
    guard channel != self.channel else { return [] }
    self.channel = channel
    if let cap = rules.decay.afterChannelChange {
      limit(to: cap)
      codes.challenge = nil
    }
    return []
  }
}

extension CallerIdentity {
  /// Clues shown to be right, for an order, a customer, or both.
  struct Proof: Hashable, Codable, Sendable {
    var by: [ClueKind]
    var order: OrderNumber?
    var customer: String?
    var at: Timestamp
    var expires: Timestamp?
    /// The most it still counts for, after what made it weaker.
    var cap = VerificationLevel.v3
  }

  /// Whose an order is.
  struct Owned: Hashable, Codable, Sendable {
    var order: OrderNumber
    var customer: String
  }

  /// What is worked towards.
  struct Need: Hashable, Codable, Sendable {
    var level: VerificationLevel
    var order: OrderNumber?
  }

  /// An attempt and how far it is.
  struct Underway: Hashable, Codable, Sendable {
    enum Stage: Hashable, Codable, Sendable {
      /// Counters are waited for; a look-up is; the order's record is, to compare its owner.
      case recalling, looking(Int), comparing(customer: String)
      /// Whose the order is that only names whom a code goes to.
      case owning(OrderNumber)
    }
    var attempt: IdentityAttempt
    var stage: Stage

    /// What a back end was asked.
    var operation: Operation? {
      switch stage {
      case .recalling: nil
      case .looking(let index): attempt.lookups[index]
      case .comparing: attempt.order.map { Operation(FindOrder(order: $0)) }
      case .owning(let order): Operation(FindOrder(order: order))
      }
    }
  }
}
