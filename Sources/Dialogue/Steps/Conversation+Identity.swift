internal import Commerce
internal import Discourse
internal import Policy
internal import Understanding

/// Who the customer is, where a step needs to know it.
extension Conversation {
  /// Tells the identity what happened; its decisions go to the journal.
  @discardableResult
  mutating func identity(_ event: IdentityEvent) -> [IdentityStep] {
    let steps = state.identity.handle(event, at: state.now, artefacts.policy.identification)
    for case .decided(let decision) in steps { effects.append(.decided(decision)) }
    return steps
  }

  /// Whether the caller has shown enough for an order to be told of.
  func isVerified(_ order: String) -> Bool {
    let rules = artefacts.policy
    return state.identity.level(order: order, at: state.now, rules.identification) >= rules.rule(.findOrder)?.level
      ?? .v1
  }

  // MARK: For a step

  /// Knows the customer at least so well, or begins to find out.
  mutating func identify(_ level: String) -> Progress {
    guard let level = VerificationLevel(name: level) else { return .next }
    return know(level)
  }

  /// Whether the customer is known at least so well; otherwise it is found out, and the step on top is run again then.
  mutating func know(_ level: VerificationLevel) -> Progress {
    if isKnown(level) { return .next }
    let given = state.frames.last.map(orderGiven) ?? nil
    pursue(.needed(level, order: nil))
    if let given, !isKnown(level), state.pending == nil, case .step(.identity) = state.focus {
      // What was said before is not asked for again.
      pursue(.said([.order([Candidate(given, score: 1)])]))
    }
    return isKnown(level) && state.pending == nil ? .next : .waits
  }

  private func isKnown(_ level: VerificationLevel) -> Bool {
    guard let customer = state.customer else { return false }
    return state.identity.level(customer: customer, at: state.now, artefacts.policy.identification) >= level
  }

  private func orderGiven(_ frame: ConversationState.Frame) -> String? {
    guard let intent = artefacts.intents.intent(frame.intent) else { return nil }
    return intent.slots.first { $0.kind == .orderNumber }.flatMap { frame.slots[$0.name] }
  }

  /// Works an event of the identity off, with all that it sets going.
  mutating func pursue(_ event: IdentityEvent) {
    var steps = identity(event)
    while !steps.isEmpty, state.phase == .open {
      let step = steps.removeFirst()
      switch step {
      case .look(let operation, let delay):
        if delay > 0 { effects.append(.pause(milliseconds: delay)) }
        if perform(operation, for: .look).verdict != .allow { return giveUp("verification-failed") }
      case .recall, .sendCode, .count, .forget: ask(step, for: .steps)
      case .ask(let ways): askIdentity(ways, isNewCode: event.isCodeSent)
      case .mismatch:
        state.misunderstandings = 0
        askIdentity(openWays, before: ["identity.mismatch"])
      case .ambiguous(let kinds): askIdentity(kinds.map { [$0] }, before: ["identity.ambiguous"])
      case .wrongCode(let left): wrongCode(left)
      case .noMoreCodes: noMoreCodes()
      case .anotherCustomer: giveUp("another-customer")
      case .refused, .person: giveUp("verification-failed")
      case .unavailable where event.isCodeNotSent:
        say(["identity.no_code"])
        giveUp("verification-failed")
      case .unavailable: giveUp("backend-unavailable")
      case .established:
        state.misunderstandings = 0
        if case .step(.identity) = state.focus {
          state.focus = .open
          if state.pending == nil { advance() }
        }
      case .decided, .clear: continue
      }
    }
  }

  /// The ways that are open now to what is worked towards.
  private var openWays: [[ClueKind]] {
    state.identity.ways(to: neededLevel, artefacts.policy.identification)
  }

  /// The level that the step on top needs.
  private var neededLevel: VerificationLevel {
    guard let frame = state.frames.last, let intent = artefacts.intents.intent(frame.intent),
      intent.steps.indices.contains(frame.step)
    else { return .v1 }
    switch intent.steps[frame.step] {
    case .identify(let level): return VerificationLevel(name: level) ?? .v1
    case .call(let call): return artefacts.policy.rule(call.operation)?.level ?? .v1
    case .act(let act): return artefacts.policy.rule(act.operation)?.level ?? .v1
    default: return .v1
    }
  }

  // MARK: Asking

  /// Asks who it is, naming the ways that are open.
  mutating func askIdentity(_ ways: [[ClueKind]], before: [String] = [], isNewCode: Bool = false) {
    // What is good for one order only does not tell who the customer is.
    let rules = artefacts.policy.identification
    let telling = Set(rules.ways.filter { $0.covers == .customer }.flatMap(\.by) + (rules.code?.namedBy ?? []))
    let ways = Array(ways.filter { $0.allSatisfy(telling.contains) }.prefix(3))
    guard !ways.isEmpty else { return giveUp("verification-failed") }
    let isFirst = state.focus != .step(.identity)
    state.focus = .step(.identity)
    if ways == [[.code]], let digits = awaitedCode {
      let isAgain = isNewCode && state.identity.codesAsked > 1
      say(before + [isAgain ? "identity.code_again" : "identity.code"], facts: ["count": Fact("\(digits)")])
      return expect(.digits(count: digits))
    }
    say(
      before + [isFirst ? "identity.ask" : "identity.ask_again"],
      facts: ["options": Fact(Spoken.ways(ways, Self.words))])
    expect(.anything)
  }

  /// A code did not fit: it is asked for again while it may be, and otherwise whether a new one is wanted.
  private mutating func wrongCode(_ left: Int) {
    if left > 0 { return askIdentity(openWays, before: ["identity.wrong_code"]) }
    if state.identity.mayAskForCode(artefacts.policy.identification) { offerCode() } else { noMoreCodes() }
  }

  private static func words(_ kind: ClueKind) -> String {
    switch kind {
    case .order: "an order number"
    case .name: "your first and last name"
    case .email: "the e-mail address on your account"
    case .phone: "the telephone number on your account"
    case .postcode: "your zip code"
    case .customerNumber: "your customer number"
    case .code: "the code that I have sent you"
    case .session, .freshSession: "signing in on our website"
    case .callingNumber: "a call from your own number"
    }
  }

  // MARK: Hearing

  /// Takes what was said about who it is. False when nothing was.
  mutating func heardIdentity(_ commands: [Command], _ words: [String]) -> Bool {
    let read = commands.flatMap { command -> [IdentityClue] in
      if case .identify(let clues) = command { clues } else { [] }
    }
    let clues = read.isEmpty ? self.clues(in: words) : read
    guard !clues.isEmpty else { return false }
    if !state.frames.isEmpty { state.frames[state.frames.count - 1].said.append(words.first ?? "") }
    pursue(.said(clues))
    return true
  }

  /// The clues in the ways of hearing one utterance, each kind once.
  private func clues(in heard: [String]) -> [IdentityClue] {
    let ways = Set(openWays.joined())
    var expected: Set<EntityKind> = []
    for kind in ways {
      switch kind {
      case .order: expected.insert(.orderNumber)
      case .name: expected.insert(.name)
      case .email: expected.insert(.email)
      case .phone: expected.insert(.phone)
      case .postcode: expected.insert(.postcode)
      case .customerNumber: expected.insert(.customerNumber)
      default: continue
      }
    }
    let context = EntityContext(
      today: state.today, now: TimeOfDay(minutes: 0), orderShapes: orderShapes, country: numbers.country,
      expected: expected)
    var clues: [IdentityClue] = []
    for text in heard.prefix(3) {
      let found = Entities(in: Tokens(text), context)
      if !has(clues, .email), let email = found.ownEmails.first {
        clues.append(.email(email.readings.map { Candidate($0.value, score: $0.confidence) }))
      }
      if !has(clues, .order), ways.contains(.order), let order = found.orderNumbers.first {
        clues.append(.order(order.readings.map { Candidate($0.value.text, score: $0.confidence) }))
      }
      if !has(clues, .postcode), ways.contains(.postcode), let code = found.postcodes.first {
        clues.append(.postcode(code.readings.map { Candidate($0.value.text, score: $0.confidence) }))
      }
      if !has(clues, .phone), let phone = found.phones.first {
        clues.append(.phone(phone.readings.map { Candidate($0.value.digits, score: $0.confidence) }))
      }
      if !has(clues, .name), ways.contains(.name), let name = found.ownNames.first?.value {
        clues.append(.name(given: name.given, family: name.family))
      }
    }
    return clues
  }

  private func has(_ clues: [IdentityClue], _ kind: ClueKind) -> Bool {
    clues.contains { clue in
      switch (clue, kind) {
      case (.email, .email), (.order, .order), (.postcode, .postcode), (.phone, .phone), (.name, .name): true
      default: false
      }
    }
  }

  /// What order numbers look like here.
  var orderShapes: [NumberShape] {
    let isAsked = artefacts.intents.intents.contains { $0.slots.contains { $0.kind == .orderNumber } }
    return isAsked ? [.digits(numbers.orderDigits)] : []
  }
}
