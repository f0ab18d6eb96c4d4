internal import Commerce
internal import Discourse
internal import Policy

extension Conversation {
  /// A back end answered or failed.
  mutating func resolved(
    _ call: Int, _ result: Result<OperationResult, OperationFailure>, _ freshness: Freshness? = nil
  ) {
    if resolvedAtDesk(call, result) { return resumeDeferred() }
    guard let pending = state.pending, pending.call == call, state.phase == .open else { return }
    state.pending = nil
    switch (pending.purpose, result) {
    case (.stores, .success(let result)):
      if let found = result.outcome(of: FindStores.self) { state.stores = found.stores }
    case (.stores, _):
      break  // Asked again by the intent that needs them.
    case (.ground(let slot, let candidates, let exact), .success(let result)):
      guard let found = result.outcome(of: ExistingOrders.self) else { return giveUp("backend-unavailable") }
      let (numbers, own) = (found.existing, found.ofCaller)
      let existing = candidates.filter { numbers.contains($0.value) }
      // Among what may have been said, an order of the number that calls is the likeliest. It is read back like any other,
      // and verified like any other: a calling number proves nothing.
      let ranked = existing.filter { own.contains($0.value) } + existing.filter { !own.contains($0.value) }
      grounded(slot, ranked, heard: candidates.first?.value ?? "", exact)
    case (.verify(let slot, let order), .success(let result)):
      guard let found = result.outcome(of: CheckPostcode.self) else { return giveUp("backend-unavailable") }
      verified(slot, order, found.matches)
    case (.step, .success(let result)):
      answered(result, freshness)
    case (.step, .failure(let failure)): failed(failure)
    case (.look, .success(let result)): pursue(.answered(result))
    case (.look, .failure(let failure)): pursue(.failed(failure))
    case (.own, .success(let result)): learnedOwn(result)
    case (.own, .failure): giveUp(DecisionRule.ownerUnknown.rawValue)
    case (.act, let result): acted(result)
    default:
      giveUp("backend-unavailable")
    }
    resumeDeferred()
  }

  private mutating func grounded(_ slot: String, _ existing: [SlotCandidate], heard: String, _ exact: Bool) {
    guard let frame = state.frames.last, let document = artefacts.intents.intent(frame.intent)?.slot(slot) else {
      return
    }
    guard let best = existing.first else {
      let unknown = document.unknown.map { [$0] } ?? []
      return ask(slot, failed: true, told: unknown, facts: ["value": Spoken.digits(heard)])
    }
    if exact {
      state.frames[state.frames.count - 1].slots[slot] = best.value
      state.misunderstandings = 0
      advance()
    } else {
      confirm(slot, best.value, others: existing.dropFirst().prefix(2).map(\.value))
    }
  }

  private mutating func verified(_ slot: String, _ order: String, _ matches: Bool) {
    for step in identity(.checked(by: [.order, .postcode], order: order, customer: nil, matched: matches)) {
      if case .count = step { ask(step, for: .check) }
    }
    if isVerified(order) {
      state.misunderstandings = 0
      return advance()
    }
    if state.identity.isLocked {
      giveUp("verification-failed")
    } else {
      ask(slot, failed: true, told: ["verify.failed"])
    }
  }

  // MARK: Call-backs

  /// The end of what can be done here: a person calls back.
  mutating func giveUp(_ reason: String) {
    state.promiseEndsCall = true
    callback(reason)
  }

  /// Asks whether a call back is wanted.
  mutating func offerCallback(_ reason: String) {
    state.misunderstandings = 0
    state.focus = .offerCallback(reason: reason)
    say(["callback.offer"])
    expect(.yesNo)
  }

  /// Promises a call back to the number on the line, or asks for one.
  mutating func callback(_ reason: String) {
    if let from = state.opening?.from, from.contains(where: \.isNumber) { return promise(to: from, reason: reason) }
    if case .callbackNumber = state.focus {
      var facts: [String: Fact] = [:]
      if let phone = artefacts.profile.phone { facts["phone"] = Spoken.digits(phone.filter(\.isNumber)) }
      return end(outcome(.unresolved), saying: ["callback.impossible", "goodbye"], facts: facts)
    }
    state.focus = .callbackNumber(reason: reason)
    state.misunderstandings = 0
    say((state.promiseEndsCall ? ["sorry_trouble"] : []) + ["callback.ask_number"])
    expect(.digits(count: 10))
  }

  /// Whether a number is one of the country's that calling costs no more than usual: no area begins with 0 or 1, area 900 and exchange 976 are
  /// premium (47 CFR 64.1501).
  private static func mayBeCalled(_ number: String) -> Bool {
    guard number.count == 10 || number.count == 11 && number.hasPrefix("1") else { return false }
    let own = number.suffix(10)
    return !own.hasPrefix("0") && !own.hasPrefix("1") && !own.hasPrefix("900") && !own.dropFirst(3).hasPrefix("976")
  }

  /// A number to call back: ten digits, or eleven with the country's 1. Anything else is asked for again, twice.
  mutating func takeCallbackNumber(_ heard: [String], reason: String) {
    if let number = heard.first(where: Self.mayBeCalled) {
      return promise(to: number, reason: reason)
    }
    state.misunderstandings += 1
    guard state.misunderstandings < 3 else { return callback(reason) }
    say(["callback.ask_number"])
    expect(.digits(count: 10))
  }

  mutating func promise(to number: String, reason: String) {
    state.promises += 1
    let promise = CallbackPromise(
      number: state.promises, callNumber: number, reason: reason, intent: state.frames.last?.intent,
      slots: (state.frames.last?.slots ?? [:]).merging(state.frames.last?.attached ?? [:]) { own, _ in own }
        .merging(cardAttached) { own, _ in own },
      due: state.now.adding(milliseconds: Int64(artefacts.policy.callbackWithinHours) * 3_600_000))
    state.promised = promise
    effects.append(.promise(promise))
  }

  mutating func promiseFailed(_ number: Int) {
    guard state.promised?.number == number, state.phase == .open else { return }
    state.promised = nil
    var facts: [String: Fact] = [:]
    if let phone = artefacts.profile.phone { facts["phone"] = Spoken.digits(phone.filter(\.isNumber)) }
    end(outcome(.unresolved), saying: ["backend.unavailable", "callback.impossible", "goodbye"], facts: facts)
  }

  /// Only what is on record is spoken of.
  mutating func promiseRecorded(_ number: Int) {
    guard let promise = state.promised, promise.number == number, state.phase == .open else { return }
    state.promised = nil
    let due = OrderFacts.day(promise.due, state.opening?.utcOffsetSeconds ?? 0)
    let digits = String(promise.callNumber.filter(\.isNumber).suffix(4))
    let facts = ["due": Spoken.day(due, today: state.today), "last_digits": Spoken.digits(digits)]
    if state.promiseEndsCall {
      end(.callbackPromised, saying: ["sorry_trouble", "callback.promised", "goodbye"], facts: facts)
    } else {
      say(["callback.promised"], facts: facts)
      state.focus = .anythingElse
      resumeOrAsk()
      resumeDeferred()
    }
  }
}
