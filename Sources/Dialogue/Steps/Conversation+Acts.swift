internal import Commerce
internal import Discourse
internal import Policy

/// Changes: read back whole, made only after an explicit yes to exactly that, and spoken of only as recorded.
extension Conversation {
  /// The change of the step on top.
  private var openAct: IntentDocument.Step.Act? {
    guard let frame = state.frames.last, let intent = artefacts.intents.intent(frame.intent),
      intent.steps.indices.contains(frame.step), case .act(let act) = intent.steps[frame.step]
    else { return nil }
    return act
  }

  /// Reads a change back and waits for yes or no.
  mutating func propose(_ act: IntentDocument.Step.Act) {
    guard let arguments = arguments(act.arguments, of: act.operation),
      let operation = try? Operation(act.operation, arguments: arguments)
    else { return giveUp("arguments-missing") }
    // Who it is comes before what it is: nobody says yes to something that cannot be done for them.
    let level = artefacts.policy.rule(act.operation)?.level ?? .v0
    if level > .v0, !isKnown(level, for: operation) {
      guard case .next = know(level) else { return }
    }
    readBack(operation)
  }

  private func isKnown(_ level: VerificationLevel, for operation: Operation) -> Bool {
    guard let order = OperationSubject(operation).order else { return false }
    return state.identity.level(order: order, at: state.now, artefacts.policy.identification) >= level
  }

  /// Asks for the yes, with all that is about to happen.
  mutating func readBack(_ operation: Operation, before: [String] = []) {
    guard let act = openAct else { return giveUp("arguments-missing") }
    state.focus = .step(.agreement(operation))
    sayText(act.readBack, before: before)
    expect(.yesNo)
  }

  /// The caller has said yes.
  mutating func act(_ operation: Operation) {
    state.misunderstandings = 0
    let decision = perform(operation, for: .act, agreed: true)
    guard decision.verdict != .allow else { return }
    if decision.verdict == .refuse, let reason = decision.reason {
      return acted(.failure(.refused(reason, decision.rule)))
    }
    giveUp(decision.verdict == .stepUp ? "verification-failed" : "policy-\(decision.rule)")
  }

  /// The caller has said no: where the document says what then, there; otherwise the intent is over.
  mutating func declineAct() {
    state.misunderstandings = 0
    guard let act = openAct, let place = act.declined else { return cancel() }
    state.frames[state.frames.count - 1].step = place
    advance()
  }

  /// A change has come to an end, one way or another: the caller hears what is recorded, and nothing else.
  mutating func acted(_ result: Result<OperationResult, OperationFailure>) {
    guard let act = openAct else { return giveUp("backend-unavailable") }
    switch result {
    case .success(let result):
      guard result.name == act.operation else { return giveUp("backend-unavailable") }
      if let done = state.agreed.last { state.done.append(done) }
      identity(.acted(act.operation))
      if let tree = try? FieldTree(of: result.value) { keep(act.result, tree) }
      // What was known of the order is not true any more.
      state.frames[state.frames.count - 1].order = nil
      if let done = act.done { sayText(done) }
      state.frames[state.frames.count - 1].step += 1
      advance()
    case .failure(let failure):
      if !failure.mayHaveHappened, let place = act.failures.place(for: failure) {
        state.frames[state.frames.count - 1].step = place
        return advance()
      }
      let (response, needsPerson) = outcomeResponse(failure)
      say([response])
      move(past: true)
      guard needsPerson else { return advance() }
      state.frames[state.frames.count - 1].given = true
      callback("change-\(failure.code.rawValue)")
    }
  }

  /// The sentence for a failed change, and whether a person has to take it from here.
  func outcomeResponse(_ failure: OperationFailure) -> (response: String, needsPerson: Bool) {
    if failure.mayHaveHappened { return ("outcome.unknown", true) }
    switch failure.code {
    case .refused:
      let common = "outcome.refused.\(failure.reason?.rawValue ?? "")"
      return artefacts.responses.has(common) ? (common, false) : ("outcome.refused", true)
    case .conflict: return ("outcome.conflict", true)
    case .notFound, .invalidArguments, .outOfStock, .declined: return ("outcome.refused", true)
    case .outcomeUnknown: return ("outcome.unknown", true)
    case .unavailable, .timedOut, .rateLimited, .invalidResponse, .unauthorized, .unsupported, .notRecorded:
      return ("outcome.not_done", true)
    }
  }
}
