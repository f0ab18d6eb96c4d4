public import Commerce

/// One-time codes: only their digests are here. Whether anybody gets the code does not show: where nobody was found, everything goes the
/// same way but for the sending.
extension CallerIdentity {
  /// One-time codes of this conversation.
  struct CodeState: Hashable, Codable, Sendable {
    /// The one waited for; its customer is empty where nobody got it.
    var challenge: CodeChallenge?
    /// How many were asked for.
    var asked = 0
    /// The code asked for and not yet sent, with whom it goes to.
    var requested: Request?
    /// Whether somebody was named, rightly or not, and by what; whom that is, when anybody.
    var isNamed = false
    var claimed: [ClueKind] = []
    var named: String?
    /// What the naming is counted by.
    var keys: [TryKey] = []
    /// What wrong tries of it are counted by.
    var wrongKeys: [TryKey] { [.caller] + keys }

    /// Whom a code is about to go to, while it is asked how many went there lately.
    var recalling: Recipient?

    struct Recipient: Hashable, Codable, Sendable { var id: String? }
    struct Request: Hashable, Codable, Sendable {
      var id: String
      var customer: String?
    }
  }

  /// How many codes were asked for in this conversation.
  public var codesAsked: Int { codes.asked }

  /// Until when a code that was sent can be answered; nil when none was.
  public var codeExpires: Timestamp? { codes.challenge?.expires }

  /// Sends a code where one would earn what is wanted; asks for the one that is out. Nil where no code helps.
  mutating func code(_ now: Timestamp, _ rules: IdentityRules) -> [IdentityStep]? {
    guard let code = rules.code else { return nil }
    if let challenge = codes.challenge, challenge.expires > now { return [.ask([[.code]])] }
    guard isNamed, ways(earning: target(rules), rules).contains(where: { lacks($0) == [.code] }) else { return nil }
    guard codes.asked < code.sends else {
      lock = rules.tries.afterwards
      let verdict: Decision.Verdict = lock == .person ? .person : .refuse
      return [.decided(decision(verdict, .codesUsedUp, ["codes": String(codes.asked)]))] + locked()
    }
    return recallCodes(for: customer ?? codes.named ?? provenOwner)
  }

  /// Asks how many codes went there lately; what comes of it is `counted`.
  private mutating func recallCodes(for customer: String?) -> [IdentityStep] {
    codes.recalling = CodeState.Recipient(id: customer)
    return [.recall(codes.wrongKeys + sentKeys(customer))]
  }

  /// Somebody was named for a code, rightly or not: it goes to the customer of the conversation, to whom was named, or to nobody.
  mutating func named(_ customer: String?, by attempt: IdentityAttempt) -> [IdentityStep] {
    codes.isNamed = true
    codes.claimed = attempt.by
    codes.named = customer
    codes.keys = attempt.keys
    return recallCodes(for: customer)
  }

  /// The customer asks for a code once more.
  mutating func codeAgain(_ now: Timestamp, _ rules: IdentityRules) -> [IdentityStep] {
    // One is on its way, or about to be.
    guard lock == nil, codes.requested == nil, codes.recalling == nil, underway == nil else { return [] }
    guard mayAskForCode(rules) else { return [.noMoreCodes] }
    return recallCodes(for: customer ?? codes.named ?? provenOwner)
  }

  /// Whether one more code would be sent in this conversation, as far as it alone is concerned.
  public func mayAskForCode(_ rules: IdentityRules) -> Bool {
    guard let code = rules.code, lock == nil, codes.asked > 0 else { return false }
    return isNamed && codes.asked < code.sends
  }

  /// What came of asking how many codes went there lately, when it is too many; the same whether or not anybody gets them.
  mutating func flooded(_ sent: Int, _ now: Timestamp, _ rules: IdentityRules) -> [IdentityStep]? {
    guard let code = rules.code, sent >= code.perContact else { return nil }
    return [
      .decided(decision(.refuse, .codesUsedUp, ["sent": String(sent), "limit": String(code.perContact)])), .noMoreCodes,
    ]
  }

  /// What sent codes are counted by: whom they go to, and what was claimed.
  private func sentKeys(_ customer: String?) -> [TryKey] { Self.sentKeys(customer, codes.keys) }

  private static func sentKeys(_ customer: String?, _ claims: [TryKey]) -> [TryKey] {
    let customers: [TryKey] = customer.map { [.customer($0)] } ?? []
    return customers
      + claims.compactMap { key in
        switch key {
        case .claim(let claim): .sent(claim)
        case .order(let order): .sent(order)
        default: nil
        }
      }
  }

  /// Whether it is known, or was said, whom a code goes to.
  var isNamed: Bool { customer != nil || codes.isNamed || provenOwner != nil }

  /// Whose the order is that is worked towards, when more than its number was shown of it: a code to their contact on file harms nobody.
  private var provenOwner: String? {
    guard let order = need?.order, proofs.contains(where: { $0.order == order && $0.by.count > 1 }) else { return nil }
    return owner(of: order)
  }

  /// Asks the shell for a code. Asking counts across conversations, so that nobody is flooded with codes.
  mutating func request(for customer: String?, _ rules: IdentityRules) -> [IdentityStep] {
    guard let code = rules.code else { return [.unavailable] }
    codes.asked += 1
    codes.challenge = nil
    let id = "code-\(codes.asked)"
    codes.requested = CodeState.Request(id: id, customer: customer)
    return [
      .count([.caller] + sentKeys(customer)),
      .sendCode(id: id, customer: customer, by: code.to, digits: code.digits),
    ]
  }

  mutating func codeSent(
    _ id: String, _ digest: CodeDigest, _ channel: ContactChannel, _ now: Timestamp, _ rules: IdentityRules
  ) -> [IdentityStep] {
    guard let code = rules.code, let requested = codes.requested, requested.id == id else { return [] }
    codes.requested = nil
    codes.challenge = CodeChallenge(
      id: id, customer: requested.customer, digest: digest, channel: channel,
      expires: now.adding(milliseconds: Int64(code.minutes) * 60_000), attemptsLeft: code.attempts)
    return [.ask([[.code]])]
  }

  mutating func codeNotSent(_ id: String) -> [IdentityStep] {
    guard codes.requested?.id == id else { return [] }
    codes.requested = nil
    return [.unavailable]
  }

  /// Compares what was said or keyed with the code waited for. It is used up when it fits, when its time is over, and after its wrong answers.
  mutating func answerCode(_ digest: CodeDigest, _ now: Timestamp, _ rules: IdentityRules) -> [IdentityStep] {
    guard var challenge = codes.challenge, now < challenge.expires else {
      codes.challenge = nil
      return [.wrongCode(attemptsLeft: 0)]
    }
    if challenge.digest.matches(digest), let customer = challenge.customer {
      codes.challenge = nil
      let steps = prove([.code], customer: customer, now, rules)
      return steps.contains(.anotherCustomer)
        ? steps : [.forget(Self.sentKeys(customer, codes.keys) + codes.keys)] + steps
    }
    challenge.attemptsLeft -= 1
    codes.challenge = challenge.attemptsLeft > 0 ? challenge : nil
    // A code with all its answers is one wrong try: how many codes there are is bounded by itself.
    guard challenge.attemptsLeft <= 0 else {
      return [.wrongCode(attemptsLeft: challenge.attemptsLeft)]
    }
    let counted = wrong(codes.keys, [.code], rules)
    return counted + (lock == nil ? [.wrongCode(attemptsLeft: 0)] : locked())
  }
}
