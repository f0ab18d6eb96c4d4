internal import Commerce
internal import Discourse
internal import Policy

/// Changes: read back whole, made only after an explicit yes to exactly that, and spoken of only as recorded.
extension Conversation {
  /// What a `do` step can do.
  static let actions: Set<OperationName> = [.cancelOrder]

  /// Reads a change back and waits for yes or no.
  mutating func propose(_ name: OperationName, _ family: String, _ frame: ConversationState.Frame) {
    guard name == .cancelOrder, let order = frame.order else { return giveUp("backend-unavailable") }
    readBack(Operation(CancelOrder(order: order.number, reason: .other)), family)
  }

  /// Asks for the yes, with all that is about to happen.
  mutating func readBack(_ operation: Operation, _ family: String, before: [String] = []) {
    state.focus = .agree(operation, family: family)
    say(before + ["\(family).confirm"], facts: orderFacts(state.frames.last?.order))
    expect(.yesNo)
  }

  /// The caller has said yes.
  mutating func act(_ operation: Operation, _ family: String) {
    state.misunderstandings = 0
    let decision = perform(operation, for: .act(family: family), agreed: true)
    guard decision.verdict != .allow else { return }
    if decision.verdict == .refuse, let reason = decision.reason {
      return acted(family, .failure(.refused(reason, decision.rule)))
    }
    giveUp(decision.verdict == .stepUp ? "verification-failed" : "policy-\(decision.rule)")
  }

  /// A change has come to an end, one way or another: the caller hears what is recorded, and nothing else.
  mutating func acted(_ family: String, _ result: Result<OperationResult, OperationFailure>) {
    switch result {
    case .success(let result):
      let order = result.outcome(of: CancelOrder.self)
      if let done = state.agreed.last { state.done.append(done) }
      say(["\(family).done"], facts: orderFacts(order))
      finishAct()
    case .failure(let failure):
      let (response, needsPerson) = outcomeResponse(failure, family)
      say([response])
      guard needsPerson else { return finishAct() }
      if let intent = state.frames.last.flatMap({ artefacts.intents.intent($0.intent) }) {
        state.frames[state.frames.count - 1].step = intent.steps.count
        state.frames[state.frames.count - 1].given = true
      }
      callback("change-\(failure.code.rawValue)")
    }
  }

  /// The sentence for a failed change, and whether a person has to take it from here.
  func outcomeResponse(_ failure: OperationFailure, _ family: String) -> (response: String, needsPerson: Bool) {
    if failure.mayHaveHappened { return ("outcome.unknown", true) }
    switch failure.code {
    case .refused:
      let reason = failure.reason?.rawValue ?? ""
      let own = "\(family).refused.\(reason)", common = "outcome.refused.\(reason)"
      if artefacts.responses.has(own) { return (own, false) }
      return artefacts.responses.has(common) ? (common, false) : ("outcome.refused", true)
    case .conflict: return ("outcome.conflict", true)
    case .notFound, .invalidArguments, .outOfStock, .declined: return ("outcome.refused", true)
    case .outcomeUnknown: return ("outcome.unknown", true)
    case .unavailable, .timedOut, .rateLimited, .invalidResponse, .unauthorized, .unsupported, .notRecorded:
      return ("outcome.not_done", true)
    }
  }

  private mutating func finishAct() {
    guard !state.frames.isEmpty else { return resumeOrAsk() }
    // What was known of the order is not true any more.
    state.frames[state.frames.count - 1].order = nil
    state.frames[state.frames.count - 1].step += 1
    advance()
  }

  private func orderFacts(_ order: Order?) -> [String: Fact] {
    guard let order else { return [:] }
    var facts = OrderFacts.facts(
      order, parcel: nil, subject: "Your order", today: state.today, utcOffset: state.opening?.utcOffsetSeconds ?? 0)
    facts["total"] = Spoken.money(order.total)
    facts["goods"] = Fact(Spoken.list(order.lines.prefix(3).map(\.name)) + (order.lines.count > 3 ? " and more" : ""))
    return facts
  }
}
