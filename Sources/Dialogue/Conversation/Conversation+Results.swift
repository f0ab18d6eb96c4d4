internal import Commerce
internal import Discourse
internal import Policy
internal import Understanding

extension Conversation {
  /// A back end answered or failed.
  mutating func resolved(
    _ call: Int, _ result: Result<OperationResult, OperationFailure>, _ freshness: Freshness? = nil
  ) {
    state.patience.asked = 0
    if resolvedAtDesk(call, result) { return resumeDeferred() }
    guard let pending = state.pending, pending.call == call, state.phase == .open else { return }
    state.pending = nil
    switch (pending.purpose, result) {
    case (.stores, .success(let result)):
      if let found = result.outcome(of: FindStores.self) { know(found.stores) }
    case (.stores, _):
      break  // Asked again by the intent that needs them.
    case (.ground(let slot, let candidates, let exact), .success(let result)):
      guard let found = result.outcome(of: ExistingOrders.self) else { return giveUp("backend-unavailable") }
      let (numbers, own) = (found.existing, found.ofCaller)
      let existing = candidates.filter { numbers.contains($0.value) }
      // Among what may have been said, an order of the number that calls is the likeliest. It is read back like any other,
      // and verified like any other: a calling number proves nothing.
      let ranked = existing.filter { own.contains($0.value) } + existing.filter { !own.contains($0.value) }
      let best = ranked.first { exact || own.contains($0.value) || $0.score >= Self.likely.first }
      let others = ranked.filter { $0.score >= Self.likely.next && $0.value != best?.value }
      grounded(slot, best, others: others.map(\.value), heard: candidates.first, exact)
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

  /// How likely an order must be meant to be read back, and to be after another was refused.
  private static let likely = (first: 0.25, next: 0.1)
  /// From which likelihood on a number was heard well: where no order is like it, it is told that there is none.
  private static let heardWell = 0.94

  private mutating func grounded(
    _ slot: String, _ best: SlotCandidate?, others: [String], heard: SlotCandidate?, _ exact: Bool
  ) {
    guard let frame = state.frames.last, let document = artefacts.intents.intent(frame.intent)?.slot(slot) else {
      return
    }
    guard let best else {
      // What was hardly heard is asked for again, and then for the keys; reading something back would only be guessing.
      guard let heard, exact || heard.score >= Self.heardWell else { return ask(slot, failed: true) }
      return unknownOrder(slot, document, heard: heard.value)
    }
    if exact {
      state.frames[state.frames.count - 1].slots[slot] = best.value
      state.misunderstandings = 0
      advance()
    } else {
      confirm(slot, best.value, others: Array(others.prefix(2)))
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

  /// These are the stores that there are.
  mutating func know(_ stores: [Store]) {
    guard stores != state.stores || storeMatcher == nil else { return }
    state.stores = stores
    storeMatcher = stores.isEmpty ? nil : StoreMatcher(stores: stores)
  }
}
