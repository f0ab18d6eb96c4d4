internal import Commerce
public import Discourse
internal import Policy
internal import Understanding

/// A conversation as a fold: `handle` takes one input and says what is to be done. A value without clock, chance or I/O, so
/// that the same inputs on the same artefacts always give the same effects.
public struct Conversation: Sendable {
  let artefacts: Artefacts
  var state = ConversationState()
  /// What finds the stores of the state in what is said; nil where there are none.
  var storeMatcher: StoreMatcher?
  /// Filled while an input is handled.
  var effects: [Effect] = []
  /// The wordings that the input came with; whether any may be used; where drafts are wanted, those there are.
  var wordings: [Wording] = []
  var isWorded = false
  var drafts: [Wording]?

  /// A conversation before its opening.
  public init(artefacts: Artefacts) { self.artefacts = artefacts }

  /// Whether it has ended: nothing more will come of it.
  public var hasEnded: Bool { state.phase == .ended }

  /// The number of the latest prompt that says something: asking for patience is none.
  public var prompts: Int { state.newestPrompt }

  /// What the customer's latest words tell besides their meaning; nil before the first.
  public var signals: TurnSignals? { state.signals.latest }

  /// Handles one input.
  public mutating func handle(_ input: Input) -> [Effect] {
    state.now = max(state.now, input.at)
    effects = []
    wordings = input.wordings ?? []
    isWorded = (drafts != nil || !wordings.isEmpty) && mayWord(input.event)
    handle(input.event)
    defer { (effects, wordings, isWorded) = ([], [], false) }
    return effects
  }

  mutating func handle(_ event: Input.Event) {
    switch event {
    case .opened(let opening): open(opening)
    case .ended(let reason): finish(reason)
    case _ where state.phase == .before || state.phase == .ended: return
    case .utterance, .keys, .code, .card, .silence, .recognitionFailed:
      if state.phase == .closing || isWaiting { mindObjection(event) }
      if state.phase == .closing { return }
      // While a back end is asked, what the caller says waits for the answer.
      if isWaiting {
        if event != .silence { state.deferred.append(event) }
        return
      }
      turn(event)
    case .interrupted(let prompt, let heard, let length, let sentences):
      missedNotice(prompt, sentences)
      // Who breaks in on a list has not heard all that a yes would agree to. Only the question behind it may be missing.
      let missed =
        if let sentences, let whole = state.lastPrompts.last(where: { $0.number == prompt })?.spoken.count {
          heard == 0 || sentences < whole - 1
        } else {
          heard == 0 || length - heard > Self.hardlyMissed
        }
      if awaitsAgreement, !state.isPatience(prompt), prompt < state.newestPrompt || missed { state.isCutShort = true }
    case .played(let prompt):
      if state.unspoken?.contains(prompt) == true { return }
      heardNotice(prompt)
      if prompt == state.newestPrompt { state.isCutShort = false }
    case .slow: askPatience()
    case .unspoken(let prompt): cannotSpeak(prompt)
    case .result(let call, let result, let freshness): resolved(call, .success(result), freshness)
    case .failed(let call, let failure): resolved(call, .failure(failure))
    case .triesCounted(let counts): found(.counted(counts))
    case .codeSent(let id, let digest, let channel): found(.codeSent(id: id, digest, by: channel))
    case .codeNotSent(let id): found(.codeNotSent(id: id))
    case .promiseRecorded(let number): promiseRecorded(number)
    case .promiseFailed(let number): promiseFailed(number)
    }
  }

  /// How much of a list may be missing at its end, in milliseconds: the question behind it.
  private static let hardlyMissed = 1_500

  /// No conversation goes on for longer, in minutes.
  private static let longestConversation = 10_080

  private mutating func open(_ opening: Opening) {
    guard state.phase == .before else { return }
    state.phase = .open
    state.opening = opening
    state.choices = opening.seed
    let session = opening.session.map { session -> WebSession in
      // The shell has checked it just now; how long it is good for is policy's to say, otherwise as long as the conversation.
      let minutes = artefacts.policy.identification.decay.lifetimes[.v2]?.minutes ?? Self.longestConversation
      return WebSession(
        customer: session.customer, signedIn: state.now,
        expires: state.now.adding(milliseconds: Int64(minutes) * 60_000),
        isFresh: session.fresh)
    }
    identity(.opened(opening.channel, opening.from.map { CallingNumber($0) }, session))
    say(["greeting"] + openRecording(opening) + ["how_can_i_help"])
    expect(.anything)
    perform(Operation(FindStores()), for: .stores)
  }

  private mutating func finish(_ reason: String) {
    guard state.phase != .ended else { return }
    // The house's own fault is never booked as the caller's choice.
    let houseEnded = reason == "restart" || reason == "shutdown"
    if state.phase != .closing { effects.append(.end(outcome: outcome(houseEnded ? .interrupted : .abandoned))) }
    state.phase = .ended
  }

  /// - Parameter saidBefore: Whether it was said before the agent's latest words: it agrees to none of them.
  private mutating func turn(_ event: Input.Event, saidBefore: Bool = false) {
    if saidBefore, awaitsAgreement, case .keys = event { return }
    let wasCutShort = state.isCutShort
    if event != .silence { state.isCutShort = false }
    state.patience.asked = 0
    let wasOfferedCode = state.offersCode && !saidBefore
    if event != .silence { state.offersCode = false }
    if event != .silence { (state.wasOfferedPerson, state.offersPerson) = (state.offersPerson, false) }
    switch event {
    case .utterance(let said, let proposal):
      state.silences = 0
      identity(.heard)
      guard let minded = mindRecording(mindCard(said.readable)) else { return }
      let hasLeft = mindSpeaker(minded)
      let transcript = settled(minded)
      let commands = disowns(transcript) ? [.deny] : understood(transcript, proposal)
      effects.append(.understood(commands))
      if state.awaitsCard, commands.contains(where: \.turnsFromCard) { state.awaitsCard = false }
      state.signals.take(minded.text, commands)
      if wasCutShort, awaitsAgreement, commands.contains(.affirm), !commands.contains(where: \.isContent) {
        return sayAgain()
      }
      if !saidBefore, asksYesAgain(transcript, commands) { return }
      let onlyWaits = commands.contains(.wait) && !commands.contains(where: \.isContent)
      if !commands.contains(.repeat), !onlyWaits { state.lastPrompts = [] }
      let counting = saidBefore && awaitsAgreement ? commands.filter { $0 != .affirm } : commands
      guard !counting.isEmpty else { return }
      if hasLeft {
        let wants = counting.contains {
          guard case .start(let label, _) = $0 else { return $0.isContent }
          return !isTalk(label) && intent(of: label)?.name != artefacts.intents.answering?.name
        }
        say(wants ? ["identity.left"] : ["identity.left", "how_can_i_help"])
        guard wants else { return expect(.anything) }
      }
      if heardOfCode(transcript.text, counting, wasOffered: wasOfferedCode) { return }
      interpret(counting, words: transcript.alternatives.map(\.text))
    case .keys(let keys):
      state.silences = 0
      identity(.heard)
      state.recording?.handle(.spoke)
      if wasCutShort, awaitsAgreement, keys == "1" { return sayAgain() }
      state.lastPrompts = []
      if wasOfferedCode,
        let command = [Command.affirm, .deny].enumerated().first(where: { keys == "\($0.offset + 1)" })
      {
        _ = heardOfCode("", [command.element], wasOffered: true)
        return
      }
      pressed(keys)
    case .code(let digest, _):
      state.silences = 0
      identity(.heard)
      state.lastPrompts = []
      answered(digest)
    case .card(let card):
      state.silences = 0
      identity(.heard)
      keyed(card)
    case .silence: silence()
    default:
      state.lastPrompts = []
      notHeard()
    }
  }

  /// Works off what was said while a back end was asked.
  mutating func resumeDeferred() {
    while !isWaiting, state.phase == .open, !state.deferred.isEmpty {
      turn(state.deferred.removeFirst(), saidBefore: true)
    }
  }

  // MARK: Saying and asking

  /// Says responses, with facts given here, or known to the steps of the topmost intent (or to `scope`).
  mutating func say(_ responses: [String], facts: [String: Fact] = [:], scope given: FactScope? = nil) {
    let responses = (state.recording?.needsNotice == true ? [Self.notice] : []) + responses
    var notice: ConversationState.Notice?
    let facts = facts.merging(houseFacts) { own, _ in own }
    let known = given ?? scope
    var spoken: [String] = []
    var written: [String] = []
    var draft: [String] = []
    var names: [String] = []
    var values: [Fact] = []
    for response in responses {
      state.choices = state.choices &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let channel = state.opening?.channel ?? .chat
      let find = { (name: String) in facts[name] ?? known.fact(name) }
      let text = artefacts.responses.render(response, choice: state.choices >> 33, on: channel, find)
      guard !text.written.isEmpty else { continue }
      spoken += Sentences.split(text.spoken)
      if response == Self.notice { notice = .init(prompt: state.prompts + 1, sentences: spoken.count) }
      written.append(text.written)
      guard isWorded else { continue }
      let masked = artefacts.responses.render(response, choice: state.choices >> 33, on: channel) { name in
        guard let value = find(name) else { return nil }
        if !names.contains(name) {
          names.append(name)
          values.append(value)
        }
        return Fact("{\((names.firstIndex(of: name) ?? 0) + 1)}")
      }
      draft.append(masked.written)
    }
    state.prompts += 1
    if let notice { noticeIsSaid(notice) }
    var prompt = Prompt(
      number: state.prompts, responses: responses, spoken: spoken, written: written.joined(separator: " "))
    if isWorded { prompt = worded(prompt, draft.joined(separator: " "), values) }
    state.lastPrompts.append(prompt)
    effects.append(.say(prompt))
  }

  /// What may be named wherever something is said.
  var houseFacts: [String: Fact] {
    var facts = ["shop": Fact(artefacts.profile.name), "order_digits": Fact(Spoken.number(numbers.orderDigits))]
    facts["postcode_digits"] = numbers.postcodeDigits.map { Fact(Spoken.number($0)) }
    facts["postcode_word"] = Fact(numbers.country == "US" ? "zip code" : "postcode")
    return facts
  }

  /// What the numbers look like that customers are asked for.
  var numbers: AskedNumbers { artefacts.policy.numbers }

  /// Says once more all that was said since the caller's last wish: the answer, not only the question behind it.
  mutating func sayAgain() {
    for index in state.lastPrompts.indices {
      state.prompts += 1
      state.lastPrompts[index].number = state.prompts
      effects.append(.say(state.lastPrompts[index]))
    }
    effects.append(.expect(state.expectation))
  }

  mutating func expect(_ expectation: Expectation) {
    state.expectation = expectation
    effects.append(.expect(expectation))
  }

  /// Asks policy, then the back end. Gives the decision; a call is made only when it is allowed.
  @discardableResult
  mutating func perform(
    _ operation: Operation, for purpose: ConversationState.Pending.Purpose, agreed: Bool = false
  ) -> Decision {
    if agreed { state.agreed.append(operation) }
    var facts = policyFacts
    facts.owner = owner(of: operation)
    if let order = operation.value as? PlaceOrder { facts.amount = total(ofCart: order.cart) }
    let decision = artefacts.policy.decide(operation, facts)
    effects.append(.decided(decision))
    guard decision.verdict == .allow else { return decision }
    state.asked[operation.name, default: 0] += 1
    state.calls += 1
    state.pending = ConversationState.Pending(call: state.calls, purpose: purpose)
    effects.append(.perform(call: state.calls, operation))
    return decision
  }

  /// What a decision looks at.
  var policyFacts: PolicyFacts {
    var facts = PolicyFacts(now: state.now, channel: state.opening?.channel ?? .chat, identity: state.identity)
    let frame = state.frames.last
    facts.intent = frame?.intent
    facts.order = frame?.order
    facts.customer = state.profile
    facts.agreed = state.agreed
    facts.done = state.done
    facts.asked = state.asked
    facts.share = Int((state.opening?.seed ?? 0) % 100)
    let local = state.now.milliseconds / 60_000 + Int64((state.opening?.utcOffsetSeconds ?? 0) / 60)
    facts.clock = TimeOfDay(minutes: Int(((local % 1_440) + 1_440) % 1_440))
    return facts
  }

  func outcome(_ otherwise: Effect.Outcome) -> Effect.Outcome { state.served > 0 ? .resolved : otherwise }

  mutating func end(_ outcome: Effect.Outcome, saying responses: [String], facts: [String: Fact] = [:]) {
    say(responses, facts: facts)
    expect(.nothing)
    effects.append(.end(outcome: outcome))
    state.phase = .closing
  }
}
