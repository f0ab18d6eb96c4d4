internal import Commerce
internal import Discourse
internal import Policy
internal import Understanding

/// The conversation's side of the desk for orders: it hands over what was meant, and does what the desk wants done, under policy.
extension Conversation {
  /// Whether a back end is waited for: what is said meanwhile is kept.
  var isWaiting: Bool {
    state.pending != nil || state.promised != nil || state.seeking != nil || !state.deskCalls.isEmpty
  }

  /// Serves what the desk understands; false when something else has to.
  mutating func serveAtDesk(_ commands: [Command], words: [String]) -> Bool {
    let isForDesk = commands.contains { command in
      if case .identify = command { true } else { command.isContent }
    }
    let hasStart = commands.contains { if case .start = $0 { true } else { false } }
    guard isForDesk || state.focus == .desk && !hasStart else { return false }
    if !isForDesk, commands.contains(.repeat) || commands.contains(.wait) { return false }
    var heard = Self.isMoving(words.first ?? "") ? commands.compactMap(\.withoutPostcode) : commands
    if state.focus == .desk, !isForDesk { heard += Self.clues(in: commands) }
    let isComplaint = state.signals.latest.map { $0.score <= Self.complaint } ?? false
    perform(
      withDesk { desk in
        if isComplaint { desk.heardTrouble = true }
        return desk.hear(heard, text: words.first ?? "")
      })
    return true
  }

  /// Whether a new place to live is told: its postcode shows nobody who one is.
  static func isMoving(_ text: String) -> Bool {
    let words = Normalizer.words(text)
    if words.contains(where: ["moved", "moving"].contains), !words.contains("old") { return true }
    return words.indices.contains { place in
      words[place] == "new"
        && words[place...].prefix(4).contains { ["zip", "postcode", "address", "zipcode"].contains($0) }
    }
  }

  /// So low a sentiment is a complaint.
  private static let complaint = -0.5

  /// Numbers that the simple reader found, as what they may say about who somebody is.
  private static func clues(in commands: [Command]) -> [Command] {
    commands.compactMap { command in
      guard case .fill("number", let candidates) = command else { return nil }
      let numbers = candidates.map { Candidate($0.value, score: $0.score) }
      return .identify([.postcode(numbers), .order(numbers)])
    }
  }

  /// Leaves the topmost intent to the desk: what was said goes along.
  mutating func leaveToDesk(_ task: DeskTask, _ frame: ConversationState.Frame) {
    state.frames.removeLast()
    state.lastServed = frame
    state.misunderstandings = 0
    perform(withDesk { $0.hear(task.commands(with: []), text: frame.said.last ?? "") })
  }

  /// Lets the desk do something; it is opened when it is first needed.
  mutating func withDesk(_ body: (inout OrderDesk) -> [DeskAct]) -> [DeskAct] {
    var desk = state.desk ?? newDesk()
    desk.setting.today = state.today
    let acts = body(&desk)
    state.desk = desk
    return acts
  }

  private func newDesk() -> OrderDesk {
    var rules = DeskRules(artefacts.policy)
    rules.channel = state.opening?.channel ?? .chat
    rules.share = Int((state.opening?.seed ?? 0) % 100)
    return OrderDesk(
      setting: OrderDesk.Setting(
        rules: rules, isVoice: state.opening?.channel.isSpoken == true, today: state.today,
        utcOffset: state.opening?.utcOffsetSeconds ?? 0))
  }

  /// Does what the desk wants done.
  mutating func perform(_ acts: [DeskAct]) {
    var acts = acts
    while !acts.isEmpty {
      switch acts.removeFirst() {
      case .say(let sayings): say(sayings)
      case .ask(let expectation):
        state.focus = .desk
        expect(expectation)
      case .read(let operation): acts += call(operation, isWrite: false)
      case .write(let operation): acts += call(operation, isWrite: true)
      case .identify(let clues): acts += identify(.said(fitting(clues) + [orderNamed].compactMap(\.self)))
      case .need(let level, let order): acts += need(level, order)
      case .person(let reason):
        if reason == "verification-failed" { giveUp(reason) } else { offerCallback(reason) }
      case .end:
        state.served += state.desk?.made.isEmpty == false || state.desk?.hasAnswered == true ? 1 : 0
        end(outcome(.unresolved), saying: ["goodbye"])
      }
    }
  }

  private mutating func say(_ sayings: [Saying]) {
    var spoken: [String] = []
    var written = ""
    for saying in sayings {
      var facts = saying.facts.merging(houseFacts) { own, _ in own }
      facts["wish"] = saying.wishes.flatMap(named)
      state.choices = state.choices &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let text = artefacts.responses.render(
        saying.line.rawValue, choice: state.choices >> 33, on: state.opening?.channel ?? .chat
      ) { facts[$0] }
      guard !text.written.isEmpty else { continue }
      spoken += Sentences.split(text.spoken)
      written +=
        saying.isItem ? "\n- \(text.written)" : (written.isEmpty ? "" : written.hasItem ? "\n" : " ") + text.written
    }
    state.prompts += 1
    let prompt = Prompt(
      number: state.prompts, responses: sayings.map(\.line.rawValue), spoken: spoken, written: written)
    state.lastPrompts.append(prompt)
    effects.append(.say(prompt))
  }

  // MARK: Back ends

  /// Asks policy, then the back end. What policy does not allow comes back to the desk as a failure at once.
  private mutating func call(_ operation: Operation, isWrite: Bool) -> [DeskAct] {
    if isWrite { state.agreed.append(operation) }
    let decision = artefacts.policy.decide(operation, facts(for: operation))
    effects.append(.decided(decision))
    guard decision.verdict == .allow else {
      let failure: OperationFailure =
        decision.reason.map { .refused($0, decision.rule) }
        ?? OperationFailure(decision.verdict == .refuse ? .refused : .unauthorized, decision.rule)
      return withDesk { $0.receive(operation, .failure(failure)) }
    }
    send(operation, isLook: false)
    return []
  }

  private mutating func send(_ operation: Operation, isLook: Bool) {
    state.asked[operation.name, default: 0] += 1
    state.calls += 1
    state.deskCalls.append(.init(call: state.calls, operation: operation, isLook: isLook))
    effects.append(.perform(call: state.calls, operation))
  }

  /// What policy looks at for an operation of the desk: its records.
  private func facts(for operation: Operation) -> PolicyFacts {
    var facts = policyFacts
    guard let desk = state.desk else { return facts }
    facts.customer = desk.records.customer
    facts.order = Self.order(of: operation).flatMap(desk.records.order)
    for product in desk.records.products.values {
      for variant in product.variants { facts.prices[variant.sku] = variant.price.minorUnits }
    }
    if let write = desk.writing, write.operation == operation {
      facts.amount = Money(minorUnits: write.moves.map { abs($0.amount) }.max() ?? 0, currency: write.currency)
    }
    return facts
  }

  private static func order(of operation: Operation) -> OrderNumber? {
    switch operation.value {
    case let asked as FindOrder: asked.order
    case let asked as CancelOrder: asked.order
    case let asked as ChangeOrderAddress: asked.order
    case let asked as ChangeOrderPayment: asked.order
    case let asked as ChangeOrderItems: asked.order
    case let asked as ReturnItems: asked.order
    case let asked as ExchangeItems: asked.order
    default: nil
    }
  }

  /// A back end answered the desk; false when the call was not the desk's.
  mutating func resolvedAtDesk(_ call: Int, _ result: Result<OperationResult, OperationFailure>) -> Bool {
    guard let index = state.deskCalls.firstIndex(where: { $0.call == call }) else { return false }
    let asked = state.deskCalls.remove(at: index)
    guard state.phase == .open else { return true }
    if asked.isLook {
      switch result {
      case .success(let result): perform(identify(.answered(result)))
      case .failure(let failure): perform(identify(.failed(failure)))
      }
    } else {
      if asked.operation.isWrite, case .success = result {
        state.done.append(asked.operation)
        _ = state.identity.handle(.acted(asked.operation.name), at: state.now, artefacts.policy.identification)
      }
      if case .success(let result) = result, let order = result.outcome(of: FindOrder.self) {
        identity(.owner(of: order.number, customer: order.customer))
      }
      perform(withDesk { $0.receive(asked.operation, result) })
    }
    return true
  }

  // MARK: Who it is

  /// Works towards a level. What was named along with the wish is not asked for.
  private mutating func need(_ level: VerificationLevel, _ order: OrderNumber?) -> [DeskAct] {
    if let sought = state.desk?.identity.seeks {
      // Told first, so that it is tried with what was told of another before anything is asked.
      _ = state.identity.handle(
        .said([.order([Candidate(sought, score: 1)])]), at: state.now, artefacts.policy.identification)
      return identify(.needed(level, order: sought))
    }
    guard case .order(let numbers)? = orderNamed, let first = numbers.first else {
      return identify(.needed(level, order: order))
    }
    let named = IdentityClue.order(numbers)
    let order = order ?? first.id
    var told = state.identity
    let steps = told.handle(.needed(level, order: order), at: state.now, artefacts.policy.identification)
    let onlyAsks = steps.allSatisfy { step in
      if case .ask(let ways) = step { ways.contains { $0.contains(.order) } } else { false }
    }
    guard !steps.isEmpty, onlyAsks else { return identify(.needed(level, order: order)) }
    state.identity = told
    return identify(.said([named]))
  }

  /// Something came from outside that the desk waits for.
  mutating func seek(_ event: IdentityEvent) { perform(identify(event)) }

  /// Lets policy find out who it is; gives what the desk makes of it.
  private mutating func identify(_ event: IdentityEvent) -> [DeskAct] {
    var steps = state.identity.handle(event, at: state.now, artefacts.policy.identification)
    var acts: [DeskAct] = []
    var isAnswered = false
    // Who has just shown something is not asked for more before the desk knows what of it is enough.
    let establishes = steps.contains { if case .established = $0 { true } else { false } }
    func tell(_ event: Identification.Event) {
      isAnswered = true
      acts += withDesk { $0.identified(event) }
    }
    while !steps.isEmpty {
      let step = steps.removeFirst()
      switch step {
      case .look(let operation, let delay):
        if delay > 0 { effects.append(.pause(milliseconds: delay)) }
        let decision = artefacts.policy.decide(operation, policyFacts)
        effects.append(.decided(decision))
        guard decision.verdict == .allow else {
          tell(.closed)
          continue
        }
        isAnswered = true
        send(operation, isLook: true)
      case .recall, .sendCode, .count, .forget: ask(step, for: .desk)
      case .established(let customer, let order, let level):
        if let order, order == state.desk?.identity.seeks {
          tell(.established(.order(order), level))
        } else if let customer {
          tell(.established(.customer(customer), level))
        } else if let order {
          tell(.established(.order(order), level))
        }
      case .ask where event.isCodeSent: tell(.codeSent(again: state.identity.codesAsked > 1))
      case .ask where establishes: continue
      case .ask(let ways): tell(.asks(ways))
      case .mismatch(let left): tell(.mismatch(triesLeft: left))
      case .ambiguous(let kinds): tell(.ambiguous(kinds))
      case .wrongCode(0):
        isAnswered = true
        _ = withDesk { desk in
          desk.codeIsOver()
          return []
        }
        if state.identity.mayAskForCode(artefacts.policy.identification) { offerCode() } else { noMoreCodes() }
      case .wrongCode(let left): tell(.wrongCode(attemptsLeft: left))
      case .noMoreCodes:
        isAnswered = true
        noMoreCodes()
      case .anotherCustomer: tell(.anotherCustomer)
      case .refused, .person: tell(.closed)
      case .unavailable where event.isCodeNotSent:
        say(["identity.no_code"])
        tell(.closed)
      case .unavailable: tell(.unavailable)
      case .decided(let decision): effects.append(.decided(decision))
      case .clear: continue
      }
    }
    if state.seeking != nil { isAnswered = true }
    if !isAnswered { tell(shownBefore(event) ?? (event.isNeed ? .closed : .nothing)) }
    return acts
  }

  /// Who it is where what is needed was shown before the desk was there to hear of it: by signing in, or to an intent. Nil where it was not.
  private func shownBefore(_ event: IdentityEvent) -> Identification.Event? {
    guard case .needed(let needed, let order) = event else { return nil }
    let rules = artefacts.policy.identification
    if let customer = state.customer {
      let level = state.identity.level(order: order, customer: customer, at: state.now, rules)
      if level >= needed { return .established(.customer(customer), level) }
    }
    guard let order else { return nil }
    let level = state.identity.level(order: order, at: state.now, rules)
    return level >= needed ? .established(.order(order), level) : nil
  }
}

extension Command {
  /// Without a postcode as a sign of who somebody is; nil where nothing else is in it.
  fileprivate var withoutPostcode: Command? {
    guard case .identify(let clues) = self else { return self }
    let kept = clues.filter { if case .postcode = $0 { false } else { true } }
    return kept.isEmpty ? nil : .identify(kept)
  }
}

extension IdentityEvent {
  fileprivate var isNeed: Bool { if case .needed = self { true } else { false } }
}

extension String {
  /// Whether the last line is one of a list.
  fileprivate var hasItem: Bool { split(separator: "\n").last?.hasPrefix("- ") ?? false }
}
